"""Words as search compares them, by the rules of each language (`nl.toml` and its like).

Both databases get stems that were made here, so that they find the same. An accent is taken away after
stemming, because the stemmers know accents.
"""

import re
import threading
import tomllib
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

import Stemmer  # type: ignore[import-not-found] # comes without types

WORD = re.compile(r"[^\W_]+")
# Words, and words that hyphens join.
JOINED = re.compile(r"[^\W_]+(?:[-\u2010\u2011][^\W_]+)*")
# What is longer is no word of a language, and some databases keep no longer ones.
LONGEST = 60


@dataclass(frozen=True)
class Rules:
    """`little` are the words that say little; `beginnings` and `endings` maps parts of words to others.

    Without a stemmer the words are compared as they are.
    """

    stemmer: str | None
    little: frozenset[str]
    beginnings: Mapping[str, str]
    endings: Mapping[str, str]


@cache
def rules_of(language: str) -> Rules:
    """A language without a file is searched too, without stems."""
    file = Path(__file__).with_name(f"{language}.toml")
    if not file.exists():
        return Rules(None, frozenset(), {}, {})
    data = tomllib.loads(file.read_text(encoding="utf-8"))
    return Rules(data["stemmer"], frozenset(data["little"].split()), data["beginnings"], data["endings"])


def words_in(text: str) -> list[str]:
    """The words of a text in small letters, accents kept, in their order."""
    return [word[:LONGEST] for word in WORD.findall(_small(text))]


def with_joined(text: str) -> Iterator[str]:
    """The words of a text, and what hyphens join as one word too: “ct-scan” is found as “ctscan”."""
    for joined in JOINED.findall(_small(text)):
        if joined.isalnum():
            yield joined[:LONGEST]
        else:
            parts = WORD.findall(joined)
            yield from (part[:LONGEST] for part in (*parts, "".join(parts)))


def _small(text: str) -> str:
    return unicodedata.normalize("NFC", text).casefold()


def folded(word: str) -> str:
    """Without accents: `diëtist` → `dietist`."""
    if word.isascii():
        return word
    decomposed = unicodedata.normalize("NFKD", word)
    return "".join(character for character in decomposed if character.isalnum())[:LONGEST] or word


def key_of(text: str) -> str:
    """By what a whole name is compared: its words, and nothing else: `CT-scan` → `ct scan`."""
    return " ".join(folded(word) for word in words_in(text))


def stemmed_key(key: str, language: str) -> str:
    """By what names are compared that differ in their endings only. It equals no key of a whole name."""
    return "~" + " ".join(stem(word, language) for word in key.split())


@lru_cache(maxsize=100_000)
def stem(word: str, language: str) -> str:
    """The stem of a word in small letters: `uitzaaiingen` → `uitzaai`."""
    rules = rules_of(language)
    regular = _regular(word, rules)
    return folded(_stemmer(rules.stemmer).stemWord(regular) if rules.stemmer else regular)


def stems_of(text: str, language: str) -> str:
    """The stems of a text, with single spaces, as the index keeps them."""
    return " ".join(stem(word, language) for word in with_joined(text))


def says_little(word: str, language: str) -> bool:
    return word in rules_of(language).little


def _regular(word: str, rules: Rules) -> str:
    """The form that the stemmer can work with, where it does not know the one that was written."""
    for beginning, other in rules.beginnings.items():
        if word.startswith(beginning):
            word = other + word.removeprefix(beginning)
            break
    for ending, other in rules.endings.items():
        if word.endswith(ending):
            return word.removesuffix(ending) + other
    return word


# A stemmer may not serve two threads at once, so that each thread has its own.
_own = threading.local()


def _stemmer(name: str) -> Stemmer.Stemmer:
    if not hasattr(_own, name):
        setattr(_own, name, Stemmer.Stemmer(name))
    found: Stemmer.Stemmer = getattr(_own, name)
    return found
