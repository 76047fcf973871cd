"""Limits that are the same in another number: “before 1 May” is “no later than 30 April”."""

from fractions import Fraction

from .comparators import DOWN, JOINTS, UP, limit
from .compare import Difference
from .facts import Fact, facts
from .facts.fact import DAY, MONTH
from .tables import table, words
from .text import Segment

TENTH, HUNDREDTH = Fraction(1, 10), Fraction(1, 100)
COUNTED = frozenset(["", "year"])  # what goes by whole steps
MONTH_ENDS = {1: (31,), 2: (28, 29), 3: (31,), 4: (30,), 5: (31,), 6: (30,), 7: (31,), 8: (31,), 9: (30,),
              10: (31,), 11: (30,), 12: (31,)}  # fmt: skip
NEAR = 4


def is_same_bound(difference: Difference) -> bool:
    """Whether both texts set the same limit, one with the number that counts and one with its neighbour."""
    one, two, (left, right) = difference.source, difference.target, difference.segments
    if one is None or two is None:
        return False
    dates = _date(left, one, "nl"), _date(right, two, "en")
    if dates[0] and dates[1]:
        return _is_day_before(dates[0], dates[1]) and _excludes(left, one, "nl") and _includes(right, two)
    if one.value == two.value or not (one.unit == two.unit or {one.unit, two.unit} <= COUNTED):
        return False
    bounds = _bound(left, one, two, "nl"), _bound(right, two, one, "en")
    return bounds[0] is not None and bounds[0] == bounds[1]


def _bound(segment: Segment, fact: Fact, other: Fact, language: str) -> tuple[str, Fraction] | None:
    """Which way a limit points, and the last number that it lets in."""
    step = _step(fact, other)
    found = limit(segment, fact, language)
    if fact.value is None or not step or found.way not in (UP, DOWN):
        return None
    told = {segment.words[at] for at in found.words}
    strict = bool(told & _words(language, "excluding")) and told.isdisjoint(JOINTS)
    excluded = strict is (found.denial is None)
    if not excluded:
        return found.way, fact.value
    return found.way, fact.value + (step if found.way == UP else -step)


def _step(one: Fact, two: Fact) -> Fraction | None:
    """The least difference between such numbers; none for whole numbers of what can be divided."""
    values = [fact.value for fact in (one, two) if fact.value is not None]
    if all(value.denominator == 1 for value in values):
        plain = {one.unit, two.unit} <= COUNTED and not any(r[2] == "°C" for r in one.readings + two.readings)
        return Fraction(1) if plain else None
    return next(
        (step for step in (TENTH, HUNDREDTH) if all((v / step).denominator == 1 for v in values)), None
    )


def _words(language: str, key: str) -> frozenset[str]:
    return frozenset(words(table("comparators")[language][key]))


def _date(segment: Segment, fact: Fact, language: str) -> tuple[int, int] | None:
    """The month and day that this fact is a part of."""
    for one, two in zip(facts(segment, language), facts(segment, language)[1:], strict=False):
        parts = {part.readings[0][0]: part.readings[0][1] for part in (one, two)}
        if fact in (one, two) and parts.keys() == {DAY, MONTH}:
            return int(parts[MONTH]), int(parts[DAY])
    return None


def _is_day_before(late: tuple[int, int], early: tuple[int, int]) -> bool:
    if late[1] > 1:
        return early == (late[0], late[1] - 1)
    month = (late[0] - 2) % 12 + 1
    return early[0] == month and early[1] in MONTH_ENDS[month]


def _excludes(segment: Segment, fact: Fact, language: str) -> bool:
    return bool(set(segment.words[max(0, fact.first - NEAR) : fact.first]) & _words(language, "excluding"))


def _includes(segment: Segment, fact: Fact) -> bool:
    around = segment.words[max(0, fact.first - NEAR) : fact.last + NEAR]
    return bool(set(around) & _words("en", "including"))
