"""Ranges and lists of numbers: in `5 tot 8 mg` the 5 is mg too."""

from dataclasses import replace
from fractions import Fraction

from .clock import FULL_DAY, HALF_DAY, clock_readings, may_be_hour
from .dates import may_be_day
from .fact import CLOCK, DAY, QUANTITY, Fact
from .quantities import measured_readings
from .scan import DASHES, Scan
from .units import unit_named

LONGEST_JOINT = 4  # words between the ends of a range
NL = ["tot", "en", "of", "à", "a", "met", "/", ",", "t", "m", "en/of", "maximaal", "hooguit", "naar", "van"]
EN = ["to", "and", "or", "/", ",", "through", "up", "from", "a", "maximum", "of"]
CONNECTORS = {"nl": DASHES.union(NL), "en": DASHES.union(EN)}


def join_ranges(scan: Scan) -> None:
    """Let the numbers of a range share their unit, from right to left."""
    for index in range(len(scan.facts) - 2, -1, -1):
        fact, following = scan.facts[index : index + 2]
        between = scan.words[fact.last : following.first]
        separate = set(between) <= {","}
        if fact.value is None or not _is_joint(scan, between) or (separate and not following.ranged):
            continue
        if fact.unit == following.unit and fact.unit:
            _mark(scan.facts, index, separate=separate)
        elif not fact.unit and fact.readings[0][0] == QUANTITY:
            _lend(scan, index, separate=separate)


def _is_joint(scan: Scan, between: tuple[str, ...]) -> bool:
    return 0 < len(between) <= LONGEST_JOINT and CONNECTORS[scan.language].issuperset(between)


def _mark(facts: list[Fact], index: int, *, separate: bool) -> None:
    if not separate:
        facts[index + 1] = replace(facts[index + 1], ranged=True)
    facts[index] = replace(facts[index], ranged=True)


def _lend(scan: Scan, index: int, *, separate: bool) -> None:
    """Give a number without a unit what the one behind it has."""
    fact, following = scan.facts[index : index + 2]
    value = fact.value or Fraction(0)
    if following.unit and following.kind != "frequency":
        if value == 1 and fact.weak and unit_named(following.unit, scan.language).is_time:
            return
        scan.facts[index] = _with_unit(scan, fact, following, value)
    elif following.kind == "clock" and may_be_hour(value):
        scan.facts[index] = _with_clock(fact, value)
    elif following.kind == "date" and following.readings[0][0] == DAY and may_be_day(value):
        scan.facts[index] = replace(fact, kind="date", readings=((DAY, value, ""),))
    _mark(scan.facts, index, separate=separate)


def _with_unit(scan: Scan, fact: Fact, following: Fact, value: Fraction) -> Fact:
    unit = unit_named(following.unit, scan.language)
    readings = measured_readings(scan, fact.first, value, unit)
    if any(reading[0] == CLOCK for reading in following.readings) and may_be_hour(value):
        readings += [(CLOCK, value * 60, ""), (CLOCK, (value * 60 + HALF_DAY) % FULL_DAY, "")]
    readings.append((QUANTITY, value, ""))
    return replace(fact, kind=following.kind, unit=unit.id, readings=tuple(readings))


def _with_clock(fact: Fact, value: Fraction) -> Fact:
    moments = sorted({value * 60 % FULL_DAY, (value * 60 + HALF_DAY) % FULL_DAY})
    return replace(fact, kind="clock", readings=(*clock_readings(moments), (QUANTITY, value, "")))
