"""The number that stands at a place in a text, in digits or in words, of one word or more."""

from dataclasses import dataclass, replace
from fractions import Fraction

from .numerals import GROUP, VULGAR, digits, dutch_compound, dutch_number, dutch_ordinal
from .scan import DASHES, Scan

TEN, HALF = 10, 2


@dataclass(frozen=True, slots=True)
class Value:
    """A number as read: where it ends, and what is known of it."""

    number: Fraction
    end: int
    weak: bool = False
    ordinal: bool = False
    meaning: str = ""  # of the ending of a Dutch compound


def value_at(scan: Scan, at: int) -> Value | None:
    """With the half, third or quarter behind it: `2 and a half`, `three quarters`.

    Several rules ask for the same place, so that it is worked out once.
    """
    if at not in scan.values:
        scan.values[at] = _read(scan, at)
    value: Value | None = scan.values[at]
    return value


def _read(scan: Scan, at: int) -> Value | None:
    value = _without_fraction(scan, at)
    if not value:
        return None
    part_added, end = scan.part_after(value.end)
    if end:
        return replace(value, number=value.number + part_added, end=end, weak=False)
    step = scan.after(value.end, DASHES)
    part = scan.grammar.numbers["fraction_parts"].get(scan.word(step))
    if part and _is_divided(scan, value, step, part):
        return replace(value, number=value.number / part, end=step + 1, weak=False)
    return value


def _is_divided(scan: Scan, value: Value, step: int, part: int) -> bool:
    if scan.words[step + 1 : step + 4] in {("of", "an", "hour"), ("of", "a", "year")}:
        return False
    if value.ordinal or value.meaning or value.number >= TEN:
        return False
    return value.number != 1 or part <= HALF or scan.word(step) in {"kwart", "quarter"}


def _without_fraction(scan: Scan, at: int) -> Value | None:
    word = scan.word(at)
    if not word:
        return None
    if word in VULGAR:
        return Value(VULGAR[word], at + 1)
    if word[0].isdecimal():
        return _in_digits(scan, at)
    return _ordinal(scan, at) or _in_words(scan, at)


def _ordinal(scan: Scan, at: int) -> Value | None:
    word, ordinals = scan.word(at), scan.grammar.numbers["ordinals"]
    is_unit = scan.language == "en" and word == "second" and scan.is_digits(at - 1)
    if word in ordinals and not is_unit:
        return Value(Fraction(ordinals[word]), at + 1, ordinal=True)
    if scan.language == "nl" and (number := dutch_ordinal(word)):
        return Value(number, at + 1, ordinal=True)
    if scan.language == "en" and (ordinal := _english_ordinal(scan, at)):
        return ordinal
    if word in ("eerste", "first"):
        return Value(Fraction(1), at + 1, weak=True, ordinal=True)
    return None


def _english_ordinal(scan: Scan, at: int) -> Value | None:
    """`twenty-first`."""
    ten, step = scan.grammar.numbers["tens"].get(scan.word(at)), scan.after(at + 1, DASHES)
    one = 1 if scan.word(step) == "first" else scan.grammar.numbers["ordinals"].get(scan.word(step), TEN)
    return Value(Fraction(ten + one), step + 1, ordinal=True) if ten and step > at + 1 and one < TEN else None


def _in_digits(scan: Scan, at: int) -> Value:
    number, end = digits(scan.word(at), scan.language), at + 1
    while scan.is_digits(at) and _is_next_group(scan, end):
        number, end = number * 1000 + int(scan.word(end)), end + 1
    if end < len(scan.tokens) and scan.tokens[end].glued:
        if scan.word(end) in VULGAR:
            return Value(number + VULGAR[scan.word(end)], end + 1)
        if scan.word(end) in scan.grammar.numbers["ordinal_endings"] and scan.tokens[end].raw.islower():
            return Value(number, end + 1, ordinal=True, weak=number == 1)
    return _enlarged(scan, Value(number, end))


def _is_next_group(scan: Scan, at: int) -> bool:
    """The `000` of `10 000`."""
    return (
        scan.is_digits(at)
        and len(scan.word(at)) == GROUP
        and len(scan.word(at - 1)) <= GROUP
        and not scan.tokens[at].glued
    )


def _in_words(scan: Scan, at: int) -> Value | None:
    weak = scan.grammar.numbers["weak"]
    if scan.word(at) in weak:
        return _enlarged(scan, Value(Fraction(weak[scan.word(at)]), at + 1, weak=True))
    return _dutch(scan, at) if scan.language == "nl" else _english(scan, at)


def _dutch(scan: Scan, at: int) -> Value | None:
    word = scan.word(at)
    number = scan.grammar.values.get(word, dutch_number(word))
    if number is not None:
        return _enlarged(scan, Value(number, at + 1))
    compound = dutch_compound(word)
    return Value(compound[0], at + 1, meaning=compound[1], weak=compound[0] == 1) if compound else None


def _english(scan: Scan, at: int) -> Value | None:
    word, numbers = scan.word(at), scan.grammar.numbers
    if word not in scan.grammar.values:
        return None
    step = scan.after(at + 1, DASHES)
    one = numbers["small"].get(scan.word(step))
    if word in numbers["tens"] and step > at + 1 and one and one < TEN:
        return _enlarged(scan, Value(Fraction(numbers["tens"][word] + one), step + 1))
    return _enlarged(scan, Value(scan.grammar.values[word], at + 1))


def _enlarged(scan: Scan, value: Value) -> Value:
    """`10 miljoen`, `2.5 million`, `three hundred and ten`."""
    size = scan.grammar.numbers["large"].get(scan.word(value.end))
    if not size:
        return value
    value = replace(value, number=value.number * size, end=value.end + 1, weak=False)
    rest = _english(scan, scan.after(value.end, {"and"})) if scan.language == "en" else None
    if rest and rest.number < size:
        return replace(value, number=value.number + rest.number, end=rest.end)
    return value
