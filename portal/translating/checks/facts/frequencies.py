"""How often: `elke 8 uur`, `om de dag`, `daily`, `per week`."""

from dataclasses import replace
from fractions import Fraction

from .fact import EVERY, PER, QUANTITY, Fact, Reading
from .scan import ARTICLES, Scan
from .units import Unit, quantity, unit_at, unit_named
from .values import value_at

DAY_SECONDS = 86400
MEAL = "meal"


def add_frequency(scan: Scan, first: int, last: int, value: Fraction, unit: Unit) -> int:
    """Once in every so many units. It may be a length of time too."""
    readings = [(EVERY, value * unit.factor, unit.family), quantity(value, unit)]
    if unit.id == "day" and value == 1:
        readings.append((EVERY, Fraction(DAY_SECONDS), "time"))
    return scan.add("frequency", readings, first, last, value=value, unit=unit.id)


def read_every(scan: Scan, at: int) -> int:
    end = scan.starts(at, scan.grammar.other)
    if end and (last := _every_other(scan, at, end)):
        return last
    end = scan.starts(at, scan.grammar.every)
    if (
        scan.word(at - 1) in scan.grammar.times
        and scan.word(at) in ARTICLES
        and scan.word(at + 1) in scan.grammar.parts
    ):
        end = at + 1  # “three times a night”
    return (_every_few(scan, at, end) or _every_one(scan, at, end)) if end else 0


def _every_other(scan: Scan, first: int, at: int) -> int:
    """`om de dag`, `every other morning`."""
    unit, end = unit_at(scan, at)
    if unit.is_time:
        return add_frequency(scan, first, end, Fraction(2), unit)
    if scan.word(at) in scan.grammar.parts:
        readings = [(EVERY, Fraction(2 * DAY_SECONDS), "time")]
        return scan.add("frequency", readings, first, at + 1, value=Fraction(2))
    return 0


def _every_few(scan: Scan, first: int, at: int) -> int:
    """`elke 8 uur`, `every half an hour`."""
    value = value_at(scan, at) if scan.word(at) not in {"second", "seconds"} else None
    if not value or value.ordinal:
        return 0
    unit, end = unit_at(scan, scan.after(value.end, ARTICLES))
    return add_frequency(scan, first, end, value.number, unit) if unit.is_time else 0


def _every_one(scan: Scan, first: int, at: int) -> int:
    """`per dag`, `every morning`; and `per kg`, which is a unit."""
    unit, end = unit_at(scan, scan.after(at, scan.grammar.numbers["article"]))
    only = scan.grammar.time["every_only"].get(scan.word(at))
    if only:
        unit, end = unit_named(only, scan.language), at + 1
    if unit.is_time:
        add_frequency(scan, first, end, Fraction(1), unit)
        if unit.id == "year" and scan.words[first : first + 2] == ("om", "het"):
            _let_be(scan, (EVERY, 2 * unit.factor, unit.family))
        return end
    if unit.id and (scan.word(first) == "per" or not unit.soft):
        return scan.add("unit", [(PER, unit.id, "")], first, end, unit=unit.id)
    if scan.word(at) in scan.grammar.parts:
        readings = [(EVERY, Fraction(DAY_SECONDS), "time")]
        return scan.add("frequency", readings, first, at, value=Fraction(1), weak=True)
    if scan.word(at) in scan.grammar.meals:
        return scan.add("frequency", [(EVERY, MEAL, "")], first, at, weak=True)
    return 0


def _let_be(scan: Scan, reading: Reading) -> None:
    """Let the last fact have another reading: “om het jaar” is every other year."""
    scan.facts[-1] = replace(scan.facts[-1], readings=(*scan.facts[-1].readings, reading))


def read_frequency_word(scan: Scan, at: int) -> int:
    """`dagelijks`, `weekly`."""
    for name, weak in (("adverbs", False), ("weak_adverbs", True)):
        meaning = scan.grammar.time[name].get(scan.word(at))
        if meaning:
            count, _, unit = meaning.partition(" ")
            add_frequency(scan, at, at + 1, Fraction(count), unit_named(unit, scan.language))
            scan.facts[-1] = replace(scan.facts[-1], weak=weak)
            return at + 1
    return 0


def read_second_unit(scan: Scan, at: int) -> int:
    """The second half of `mmol/l`, `mg/kg`, `km/h`."""
    if scan.word(at) != "/":
        return 0
    unit, end = unit_at(scan, at + 1)
    if not unit.id:
        return 0
    if unit.is_time:
        return add_frequency(scan, at, end, Fraction(1), unit)
    return scan.add("unit", [(PER, unit.id, "")], at, end, unit=unit.id)


def join_rates(scan: Scan) -> None:
    """Make one fact with two parts of “twee keer per jaar”, which is every six months."""
    at = 0
    while at < len(scan.facts) - 1:
        fact, following = scan.facts[at : at + 2]
        if _is_rate(scan, fact, following):
            scan.facts[at : at + 2] = [_rate(fact, following)]
        at += 1


def _is_rate(scan: Scan, fact: Fact, following: Fact) -> bool:
    times = set(scan.words[fact.last : following.first])
    return (
        fact.kind == "number"
        and not fact.unit
        and fact.readings[0][0] == QUANTITY
        and fact.value is not None
        and fact.value > 1
        and following.value == 1
        and any(reading[0] == EVERY for reading in following.readings)
        and times <= scan.grammar.times
        and (bool(times) or scan.word(fact.last - 1) in scan.grammar.multiples)
    )


def _rate(fact: Fact, following: Fact) -> Fact:
    times = fact.value or Fraction(1)
    every = [reading for reading in following.readings if reading[0] == EVERY]
    readings = tuple((EVERY, Fraction(value) / times, family) for _, value, family in every)
    return Fact(
        "frequency", readings, fact.first, following.last, parts=(fact, replace(following, weak=False))
    )
