"""A segment while it is read: its words by their place, and the facts found in it so far."""

from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import Any

from portal.translating.checks.text import Segment

from .fact import QUANTITY, Fact, Reading
from .grammar import Phrases, grammar

DASHES = frozenset("-–—\u2011")
ARTICLES = frozenset(["a", "an"])


class Scan:
    def __init__(self, segment: Segment, language: str) -> None:
        self.tokens = segment.tokens
        self.words = segment.words
        self.language = language
        self.grammar = grammar(language)
        self.facts: list[Fact] = []
        self.values: dict[int, Any] = {}  # by their place, as far as they have been asked for

    def word(self, at: int) -> str:
        """The word at this place; empty before the first and after the last."""
        return self.words[at] if 0 <= at < len(self.words) else ""

    def is_digits(self, at: int) -> bool:
        return self.word(at).isdecimal()

    def after(self, at: int, options: Iterable[str]) -> int:
        """The place behind the word that stands here if it is one of these; otherwise this place."""
        return at + (self.word(at) in options)

    def starts(self, at: int, options: Phrases) -> int:
        """Where the longest of these phrases that stands here ends; 0 for none."""
        for option in options.get(self.word(at), ()):
            if self.words[at : at + len(option)] == option:
                return at + len(option)
        return 0

    def part_after(self, at: int) -> tuple[Fraction, int]:
        """The part that is added here, in “and a half”, and where it ends; nothing and 0 for none."""
        end = self.starts(at, self.grammar.and_a_part)
        return (self.grammar.worth[self.words[at:end]], end) if end else (Fraction(0), 0)

    def part_of_day(self, at: int) -> tuple[int, int]:
        """Where “in the afternoon” ends if that stands here, and where “in the morning” does; 0 for no."""
        return self.starts(at, self.grammar.afternoon), self.starts(at, self.grammar.morning)

    def add(self, kind: str, readings: Sequence[Reading], first: int, last: int, **more: Any) -> int:
        """Keep a fact; gives its end."""
        self.facts.append(Fact(kind, tuple(readings), first, last, **more))
        return last

    def add_number(
        self, number: Fraction, first: int, last: int, *, kind: str = "number", weak: bool = False
    ) -> int:
        """Keep a number that can be read in one way only; gives its end."""
        return self.add(kind, [(QUANTITY, number, "")], first, last, value=number, weak=weak)


def read_idiom(scan: Scan, at: int) -> int:
    """A phrase with a number word that says no number, “third party”, or another one, “fifty-fifty”."""
    end = scan.starts(at, scan.grammar.sayings)
    if end:
        return scan.add_number(scan.grammar.worth[scan.words[at:end]], at, end)
    return scan.starts(at, scan.grammar.idioms)
