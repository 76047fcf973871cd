"""Dutch that was left in the English."""

import re
from collections.abc import Iterator
from functools import lru_cache

from django.utils.translation import gettext_lazy as _

from .base import Finding, Pair, Severity
from .facts.units import units
from .lexicon import known
from .names import is_medicine
from .tables import table, words
from .text import Segment

LEAST = 3
QUOTES = frozenset("(\"“\u2018'„")  # what is mentioned, not used
RUN = 3
SHORT = 4  # letters of a word that two languages may share by chance


@lru_cache
def _words(name: str) -> frozenset[str]:
    return frozenset(words(table("language")[name]))


@lru_cache
def _surely_dutch() -> frozenset[str]:
    return _words("dutch") - _words("shared")


@lru_cache
def _shapes() -> re.Pattern[str]:
    return re.compile("|".join(table("language")["shapes"]))


@lru_cache(maxsize=4096)
def _is_shared(word: str) -> bool:
    """Whether a word may be the same in both languages: by the tables, as a unit, or as a medicine."""
    return (
        len(word) < SHORT
        or word in _words("same") | _words("shared") | _words("english")
        or bool(re.search(table("language")["origins"], word))
        or (word,) in units("en")
        or is_medicine(word)
    )


@lru_cache(maxsize=4096)
def _ends_dutch(word: str) -> bool:
    return word not in _words("english") and bool(re.search(table("language")["endings"], word))


@lru_cache(maxsize=4096)
def _looks_dutch(word: str) -> bool:
    return word not in _words("english") and bool(_shapes().search(word))


def _is_copy(left: Segment, right: Segment) -> bool:
    """Whether a text was left as it was, and is Dutch beyond a name."""
    return left.words == right.words and sum(word in _words("dutch") for word in left.words) > 1


def _is_address(segment: Segment, at: int) -> bool:
    """The first part of `kanker.nl` or `poli@ziekenhuis.nl`."""
    return at + 2 < len(segment.tokens) and segment.tokens[at + 1].glued and segment.tokens[at + 2].glued


def _is_known(segment: Segment, language: str, at: int) -> bool:
    """Whether the lexicon of a language knows the word that stands here."""
    return any(at in hit.tokens for hit in known(segment, language))


class LanguageCheck:
    id = "language"
    name = _("Left in Dutch")
    explanation = _("The English may not hold Dutch words or sentences. Names of organisations may stay.")
    severity = Severity.ERROR

    def find(self, pair: Pair) -> Iterator[Finding]:
        for left, right in pair.segments:
            dutch = [
                at
                for at, word in enumerate(right.words)
                if word in _surely_dutch() and not self._is_name(right, at)
            ]
            run = self._copied_run(left, right)
            copied = self._copied_words(left, right)
            if _is_copy(left, right):
                yield self._finding(pair, right, list(range(len(right.tokens))), Severity.ERROR)
            elif len(dutch) > 1 or run:
                yield self._finding(pair, right, run or dutch, Severity.ERROR)
            elif copied or any(right.words[at] in left.words for at in dutch):
                yield self._finding(pair, right, copied or dutch, Severity.WARNING)

    def _finding(self, pair: Pair, right: Segment, at: list[int], severity: Severity) -> Finding:
        marks = pair.in_target(right, at[0], at[-1] + 1)
        return Finding(self.id, severity, "untranslated-copy", _("This seems to be Dutch."), (), marks)

    def _is_name(self, segment: Segment, at: int) -> bool:
        """A capital inside a sentence begins a name."""
        token = segment.tokens[at]
        around = segment.words[max(0, at - 1) : at + 2]
        if set(segment.words[max(0, at - 2) : at]) & QUOTES or (
            around[-1] in {".", "@"} and _is_address(segment, at)
        ):
            return True
        return token.raw[0].isupper() and at > 0 and segment.words[at - 1] not in {".", "!", "?", ":"}

    def _copied_run(self, left: Segment, right: Segment) -> list[int]:
        """Words in a row that also stand in a row in the source, with Dutch among them."""
        source = {left.words[at : at + RUN] for at in range(len(left.words) - RUN + 1)}
        for at in range(len(right.words) - RUN + 1):
            part = right.words[at : at + RUN]
            wordy = all(word[0].isalpha() for word in part)
            if wordy and part in source and any(w in _surely_dutch() or _looks_dutch(w) for w in part):
                return list(range(at, at + RUN))
        return []

    def _copied_words(self, left: Segment, right: Segment) -> list[int]:
        """Single words taken over that are Dutch by their look, or by the lexicon.

        By both where the lexicon knows such English words: “miss…” begins “misselijkheid”. Of what it does
        not know, only what may be the same in both languages.
        """
        source = set(left.words)
        same = [at for at, word in enumerate(right.words) if word in source and self._is_telling(right, at)]
        return [at for at in same if self._is_dutch(right, at)]

    def _is_telling(self, segment: Segment, at: int) -> bool:
        word = segment.words[at]
        joined = segment.words[at + 1 : at + 2] == ("-",) and segment.tokens[at + 1].glued
        return len(word) >= LEAST and word.isalpha() and not joined and not self._is_name(segment, at)

    def _is_dutch(self, right: Segment, at: int) -> bool:
        word = right.words[at]
        english = not _ends_dutch(word) and _is_known(right, "en", at)
        if _is_known(right, "nl", at) + _looks_dutch(word) > english:
            return True
        return not english and right.tokens[at].raw[1:] == word[1:] and not _is_shared(word)
