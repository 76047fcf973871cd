"""Which facts of a text have no counterpart in its translation, and what became of them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from .base import Pair
from .facts import Fact, facts
from .facts.fact import CLOCK, DAY, EVERY, MONTH, PER, PERIOD, PHONE, QUANTITY, WEEKDAY
from .facts.units import TIMES, is_told, quantity, unit_named
from .tables import table
from .text import Segment

ALL = 100
ONCE = frozenset(["once", "eenmaal", "eens", "één", "een", "1"])
Indexed = tuple[Segment, Fact]


@dataclass(frozen=True, slots=True)
class Difference:
    """A fact that differs: on both sides, or on one. `sure` tells an error from a warning."""

    code: str
    source: Fact | None
    target: Fact | None
    segments: tuple[Segment, Segment]
    sure: bool


@dataclass(frozen=True, slots=True)
class Comparison:
    """The outcome for one stretch: what fits, and what does not."""

    segments: tuple[Segment, Segment]
    matched: tuple[tuple[Fact, Fact], ...]
    differences: tuple[Difference, ...]


@lru_cache(maxsize=64)
def compare(pair: Pair) -> tuple[Comparison, ...]:
    """Block by block; the results of blocks make up for each other, because sentences may move."""
    return tuple(_compare(pair, segments) for segments in pair.segments)


def _compare(pair: Pair, segments: tuple[Segment, Segment]) -> Comparison:
    left = list(facts(segments[0], pair.source.language))
    right = list(facts(segments[1], pair.target.language))
    matched = _match(left, right)
    if any(fact.parts for fact in (*left, *right)) and not (
        _has_rate(left, segments[0]) and _has_rate(right, segments[1])
    ):
        left, right = _taken_apart(left), _taken_apart(right)
        matched += _match(left, right)
    found = [*_differences(left, right, segments), *_soft_units(matched, segments)]
    return Comparison(segments, tuple(matched), tuple(found))


def _has_rate(found: Iterable[Fact], segment: Segment) -> bool:
    """“Four times a day” and “once a day” must stay that, whatever other four and other day there is."""
    often = (fact for fact in found if fact.kind == "frequency")
    return any(fact.parts or not ONCE.isdisjoint(segment.words[fact.first : fact.last]) for fact in often)


def matches(left: Segment, right: Segment) -> list[tuple[Fact, Fact]]:
    """The facts of two texts that fit."""
    return _match(list(facts(left, "nl")), list(facts(right, "en")))


def _match(left: list[Fact], right: list[Fact]) -> list[tuple[Fact, Fact]]:
    """Take out what has a counterpart: first where the likeliest readings agree, then where any two do."""
    matched = []
    for fits in (_same_first, _share):
        for fact in list(left):
            other = next((candidate for candidate in right if fits(fact, candidate)), None)
            if other is not None:
                matched.append((fact, other))
                left.remove(fact)
                right.remove(other)
    return matched


def _same_first(one: Fact, two: Fact) -> bool:
    return one.readings[0] == two.readings[0]


def _share(one: Fact, two: Fact) -> bool:
    return not set(one.readings).isdisjoint(two.readings)


def _taken_apart(found: Iterable[Fact]) -> list[Fact]:
    return [part for fact in found for part in (fact.parts or (fact,))]


def _is_weak(fact: Fact) -> bool:
    """A single one may be an article on the other side; “0 tot 1 jaar” is “under 1 year”, 100% is all."""
    nothing_or_all = (fact.ranged and fact.value == 0) or (fact.unit == "%" and fact.value == ALL)
    return (
        fact.weak
        or nothing_or_all
        or (fact.value == 1 and fact.readings[0][0] == QUANTITY and fact.readings[0][2] in ("", *TIMES))
    )


def _differences(
    left: list[Fact], right: list[Fact], segments: tuple[Segment, Segment]
) -> Iterable[Difference]:
    while left and right:
        one, two = max(((a, b) for a in left for b in right), key=lambda couple: _likeness(*couple))
        if _likeness(one, two) <= 0:
            break
        left.remove(one)
        right.remove(two)
        weak = _is_weak(one) and _is_weak(two)
        is_short = _is_short(one, two, segments[1]) or _is_told_behind(one, two, segments[0])
        if _is_next(one, two) or _is_next(two, one) or is_short:
            continue
        if weak and not (_is_time(one) and _is_time(two)) and not _is_both_or_one(one, two):
            continue
        code = _code(one, two)
        sure = not (
            one.weak or two.weak or (code == "unit-dropped" and _is_told_before(one, two, segments[1]))
        )
        yield Difference(code, one, two, segments, sure=sure)
    for fact in left:
        if not _is_weak(fact):
            yield Difference(
                _lone_code(fact, "dropped"), fact, None, segments, sure=_is_sure(fact, segments[0])
            )
    for fact in right:
        if not _is_weak(fact) and not _is_told_again(fact, segments[0]):
            yield Difference(
                _lone_code(fact, "added"), None, fact, segments, sure=_is_sure(fact, segments[1])
            )


def _is_told_again(fact: Fact, segment: Segment) -> bool:
    """“Twice a day, 12 hours apart” says the time of “elke 12 uur” once more."""
    return bool(fact.unit) and _is_time(fact) and any(_share(one, fact) for one in facts(segment, "nl"))


def _is_next(period: Fact, length: Fact) -> bool:
    """“The next day” is “na 24 uur”."""
    if period.readings[0][0] != PERIOD:
        return False
    unit = unit_named(period.unit, "en")
    return quantity(Fraction(1), unit) in length.readings


def _is_told_before(one: Fact, two: Fact, segment: Segment) -> bool:
    """“Six hours … and for two” has the unit of both."""
    return any(fact.unit == one.unit and fact.last <= two.first for fact in facts(segment, "en"))


def _is_short(one: Fact, two: Fact, segment: Segment) -> bool:
    """“The test takes 45 minutes, the talk only ten” has the unit of both."""
    same = one.value == two.value and not two.unit and one.readings[0][2] in TIMES
    return same and _is_told_before(one, two, segment)


def _is_told_behind(one: Fact, two: Fact, segment: Segment) -> bool:
    """“'s Zomers drie en 's winters vijf weken” has the unit of both."""
    same = one.value == two.value and not one.unit and bool(two.unit)
    return same and any(fact.unit == two.unit and fact.first >= one.last for fact in facts(segment, "nl"))


def _is_both_or_one(one: Fact, two: Fact) -> bool:
    """“Both kidneys” for “één nier”."""
    return {one.value, two.value} == {1, 2} and one.last - one.first == two.last - two.first == 1


def _is_sure(fact: Fact, segment: Segment) -> bool:
    """Ordinals, halves, frequencies and words by themselves are sometimes only manners of speaking."""
    written = any(word[0].isdecimal() for word in segment.words[fact.first : fact.last])
    return (
        (written or bool(fact.unit))
        and fact.readings[0][0] in (QUANTITY, CLOCK, DAY, PHONE)
        and (fact.value is None or fact.value.denominator == 1 or bool(fact.unit))
    )


def _is_time(fact: Fact) -> bool:
    return any(family in TIMES for _, _, family in fact.readings)


def _likeness(one: Fact, two: Fact) -> int:
    score = 1
    score += 4 * (one.value is not None and one.value == two.value)
    score += 3 * (bool(one.unit) and one.unit == two.unit)
    score += 2 * (one.kind == two.kind) + 2 * (one.readings[0][0] == two.readings[0][0])
    score += one.readings[0][2] == two.readings[0][2]
    score -= _is_weak(one) + _is_weak(two)
    return score


def _is_date(fact: Fact) -> bool:
    return fact.kind in ("date", "clock") or any(
        reading[0] in (CLOCK, DAY, MONTH, WEEKDAY) for reading in fact.readings
    )


def _code(one: Fact, two: Fact) -> str:  # noqa: PLR0911 -- a list of cases
    if is_emergency(one) or is_emergency(two) or one.kind == two.kind == "phone":
        return "emergency-number-changed"
    if _is_date(one) and _is_date(two):
        return "date-changed"
    if EVERY in (one.readings[0][0], two.readings[0][0]):
        return "frequency-changed"
    if PER in (one.readings[0][0], two.readings[0][0]):
        return "unit-changed"
    if one.value == two.value and one.unit != two.unit:
        return "unit-changed" if two.unit else "unit-dropped"
    if one.ranged or two.ranged:
        return "range-bound-changed"
    if _tenfold(one, two):
        return "decimal-shifted"
    return "percentage-changed" if "percentage" in (one.kind, two.kind) else "number-changed"


def _tenfold(one: Fact, two: Fact) -> bool:
    if not one.value or not two.value:
        return False
    ratio = max(one.value / two.value, two.value / one.value)
    return ratio > 1 and str(ratio).rstrip("0") == "1"


def _lone_code(fact: Fact, what: str) -> str:
    kind = fact.readings[0][0]
    if kind == EVERY:
        return "frequency-changed"
    if kind == PER:
        return f"unit-{what}" if what == "dropped" else "unit-changed"
    return f"number-{what}"


@lru_cache(maxsize=1)
def _emergency_numbers() -> frozenset[int]:
    return frozenset(table("emergency")["numbers"])


def is_emergency(fact: Fact) -> bool:
    return fact.kind == "phone" or (
        fact.value is not None and not fact.unit and fact.value in _emergency_numbers()
    )


def _soft_units(
    matched: Sequence[tuple[Fact, Fact]], segments: tuple[Segment, Segment]
) -> Iterable[Difference]:
    """Tablets on one side and drops on the other."""
    for one, two in matched:
        soft = one.unit and two.unit and one.readings[0][2] == two.readings[0][2] == ""
        if soft and one.unit != two.unit:
            yield Difference("unit-changed", one, two, segments, sure=False)
        elif one.unit and not two.unit and not is_told(one.unit, segments[1].words, "en"):
            yield Difference("unit-dropped", one, two, segments, sure=False)
