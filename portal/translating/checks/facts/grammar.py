"""The tables about numbers and time of one language, ready for use."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import Any

from portal.translating.checks.tables import table, words
from portal.translating.checks.text import words_of

Phrase = tuple[str, ...]
# By their first word; of those with the same one, the longest first.
Phrases = dict[str, list[Phrase]]


def by_first_word(*texts: str | Sequence[str]) -> Phrases:
    """The phrases of these entries."""
    found: Phrases = {}
    for phrase in sorted((phrase for text in texts for phrase in phrases(text)), key=len, reverse=True):
        found.setdefault(phrase[0], []).append(phrase)
    return found


def phrases(text: str | Sequence[str]) -> tuple[Phrase, ...]:
    """The words of each phrase of an entry, the longest first."""
    return tuple(sorted(map(words_of, words(text)), key=len, reverse=True))


@dataclass(frozen=True)
class Grammar:
    """`numbers` and `time` are the tables as they stand; the rest is what is looked up often."""

    numbers: dict[str, Any]
    time: dict[str, Any]
    every: Phrases
    other: Phrases
    ratio: Phrases
    afternoon: Phrases
    morning: Phrases
    part_of_day: Phrases
    and_a_part: Phrases
    sayings: Phrases
    worth: dict[Phrase, Fraction]  # of each of these two
    idioms: Phrases
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
    ages: frozenset[str]
    values: dict[str, Fraction]


@lru_cache
def grammar(language: str) -> Grammar:
    numbers, time = table("numbers")[language], table("time")[language]
    return Grammar(
        numbers=numbers,
        time=time,
        every=by_first_word(time["every"]),
        other=by_first_word(time["other"]),
        ratio=by_first_word(numbers["ratio"]),
        afternoon=by_first_word(time["in_the_afternoon"]),
        morning=by_first_word(time["in_the_morning"]),
        part_of_day=by_first_word(time["in_the_afternoon"], time["in_the_morning"]),
        and_a_part=by_first_word(list(numbers["and_a_part"])),
        sayings=by_first_word(list(numbers["sayings"])),
        worth=_worth(numbers["and_a_part"]) | _worth(numbers["sayings"]),
        idioms=by_first_word(numbers["idioms"]),
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
        ages=frozenset(words(time["ages"])),
        values=_values(numbers),
    )


def _worth(table: dict[str, str]) -> dict[Phrase, Fraction]:
    return {words_of(text): Fraction(value) for text, value in table.items()}


def _values(numbers: dict[str, Any]) -> dict[str, Fraction]:
    return {
        word: Fraction(value)
        for part in ("small", "tens", "large", "other", "times")
        for word, value in numbers[part].items()
    }
