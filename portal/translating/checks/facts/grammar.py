"""The tables about numbers and time of one language, ready for use."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import Any

from portal.translating.checks.tables import table, words
from portal.translating.checks.text import document

Phrase = tuple[str, ...]


def phrases(text: str | Sequence[str]) -> tuple[Phrase, ...]:
    """The words of each phrase of an entry, the longest first."""
    return tuple(sorted((_phrase(part) for part in words(text)), key=len, reverse=True))


def _phrase(text: str) -> Phrase:
    return tuple(token.text for token in document(text.lower(), "").tokens)


@dataclass(frozen=True)
class Grammar:
    """`numbers` and `time` are the tables as they stand; the rest is what is looked up often."""

    numbers: dict[str, Any]
    time: dict[str, Any]
    every: tuple[Phrase, ...]
    other: tuple[Phrase, ...]
    ratio: tuple[Phrase, ...]
    afternoon: tuple[Phrase, ...]
    morning: tuple[Phrase, ...]
    and_a_part: tuple[tuple[Phrase, Fraction], ...]
    sayings: tuple[tuple[Phrase, Fraction], ...]
    idioms: tuple[Phrase, ...]
    stage: frozenset[str]
    times: frozenset[str]
    multiples: frozenset[str]
    when: frozenset[str]
    fever: frozenset[str]
    plurals: frozenset[str]
    parts: frozenset[str]
    meals: frozenset[str]
    clock_after: frozenset[str]
    age: frozenset[str]
    values: dict[str, Fraction]


@lru_cache
def grammar(language: str) -> Grammar:
    numbers, time = table("numbers")[language], table("time")[language]
    return Grammar(
        numbers=numbers,
        time=time,
        every=phrases(time["every"]),
        other=phrases(time["other"]),
        ratio=phrases(numbers["ratio"]),
        afternoon=phrases(time["in_the_afternoon"]),
        morning=phrases(time["in_the_morning"]),
        and_a_part=_fractions(numbers["and_a_part"]),
        sayings=_fractions(numbers["sayings"]),
        idioms=phrases(numbers["idioms"]),
        stage=frozenset(words(numbers["stage"])),
        fever=frozenset(words(numbers["fever"])),
        times=frozenset(words(time["times"])),
        multiples=frozenset(numbers["times"]),
        when=frozenset(words(time["when"])),
        plurals=frozenset(words(time["plurals"])),
        parts=frozenset(words(time["parts"])),
        meals=frozenset(words(time["meals"])),
        clock_after=frozenset(words(time["clock_after"])),
        age=frozenset(words(time["age"])),
        values=_values(numbers),
    )


def _fractions(table: dict[str, str]) -> tuple[tuple[Phrase, Fraction], ...]:
    return tuple((_phrase(text), Fraction(value)) for text, value in table.items())


def _values(numbers: dict[str, Any]) -> dict[str, Fraction]:
    return {
        word: Fraction(value)
        for part in ("small", "tens", "large", "other", "times")
        for word, value in numbers[part].items()
    }
