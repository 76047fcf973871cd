"""What is particular to the prose of each language, read from the data file with its code for a name."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Passive:
    """How a passive sentence is known: by a participle near an auxiliary.

    `before` and `after` are the most words that it may stand from it on either side; `others` are words
    that only look like a participle.
    """

    auxiliaries: frozenset[str]
    participle: re.Pattern[str]
    others: frozenset[str]
    before: int
    after: int


@dataclass(frozen=True)
class Syllables:
    """`vowels` finds the groups that sound as one; `silent` finds those of them that do not sound."""

    vowels: re.Pattern[str]
    silent: re.Pattern[str] | None


@dataclass(frozen=True)
class Ease:
    """A formula of reading ease: `base - per_sentence · words/sentences - per_syllable · syllables/words`.

    `bands` are the lowest scores of the bands above the hardest one, from hard to easy.
    """

    base: float
    per_sentence: float
    per_syllable: float
    bands: tuple[int, ...]


@dataclass(frozen=True)
class Rules:
    """`long_word` is in letters; `plainer` leads from difficult words to plainer ones, all in lower case."""

    long_word: int
    words_a_minute: int
    abbreviations: frozenset[str]
    ease: Ease
    syllables: Syllables
    passive: Passive
    plainer: Mapping[str, str]


def has_rules(language: str) -> bool:
    """Whether anybody has written down what is particular to a language."""
    return _file(language).exists()


def _file(language: str) -> Path:
    return Path(__file__).with_name(f"{language}.toml")


@cache
def rules_for(language: str) -> Rules:
    """The rules of a language. A language without a data file raises `FileNotFoundError`: see `has_rules`."""
    data = tomllib.loads(_file(language).read_text(encoding="utf-8"))
    return Rules(
        long_word=data["long_word"],
        words_a_minute=data["words_a_minute"],
        abbreviations=frozenset(data["abbreviations"].split()),
        ease=Ease(**data["ease"] | {"bands": tuple(data["ease"]["bands"])}),
        syllables=_syllables(data["syllables"]),
        passive=_passive(data["passive"]),
        plainer=data["plainer"],
    )


def _syllables(data: dict[str, str]) -> Syllables:
    silent = data.get("silent")
    return Syllables(re.compile(data["vowels"]), re.compile(silent) if silent else None)


def _passive(data: dict[str, Any]) -> Passive:
    return Passive(
        auxiliaries=frozenset(data["auxiliaries"].split()),
        participle=re.compile(data["participle"], re.VERBOSE),
        others=frozenset(data["others"].split()),
        before=data["before"],
        after=data["after"],
    )
