"""Numbers with what they count: `5 mg`, `a week`, `the third`, `stage IV`, `driemaal`."""

from dataclasses import replace
from fractions import Fraction

from .clock import NOON, add_clock, may_be_hour, oclock_readings, read_clock_digits
from .fact import EVERY, ORDINAL, PERIOD, QUANTITY, Reading
from .frequencies import DAY_SECONDS, add_frequency, read_second_unit
from .numerals import roman
from .scan import ARTICLES, DASHES, Scan
from .units import CURRENCIES, Unit, quantity, unit_at, unit_named, units
from .values import HALF, Value, value_at

JOINTS = DASHES | frozenset(["en", "of", "tot", "and", "or", "to", "/", ","])
ADDED = frozenset(["extra", "further", "full", "whole", "additional"])
ONES = frozenset(["one", "één", "een"])
NUMBER_UNITS = frozenset(["quarter hour", "half hour", "half year", "fortnight", "quarter year", "trimester"])
WEAK_UNITS = frozenset(["second", "minute", "hour", "day", "week", "month", "year", "decade"])
A_FEW = 3  # months that people also count in weeks or days
HUNDREDFOLD = frozenset(["m", "euro"])  # “1 meter 80”, “2 euro 50”
HUNDREDTHS = 2  # digits
COLDEST, HOTTEST = 34, 43
AGE_WORDS = 4  # how far before a number a word for age may stand


def read_number(scan: Scan, at: int) -> int:
    """Whatever begins with a number, an article or a unit that is a number by itself."""
    is_price = scan.word(at - 1) in CURRENCIES
    if scan.word(at)[:1].isdecimal() and not is_price and (end := read_clock_digits(scan, at)):
        return end
    if scan.word(at) in scan.grammar.numbers["article"]:
        return _read_article(scan, at)
    if scan.words[at - 1 : at + 1] == ("nog", "geen"):
        return _read_not_yet(scan, at + 1)
    return _read_stage(scan, at) or _read_value(scan, at)


def _read_not_yet(scan: Scan, at: int) -> int:
    """`nog geen jaar`: less than one."""
    unit, end = unit_at(scan, at)
    return _add_one_time(scan, at, end, unit) if unit.is_time else 0


def _read_stage(scan: Scan, at: int) -> int:
    number = roman(scan.tokens[at].raw)
    if number and _is_stage(scan, at):
        return scan.add_number(Fraction(number), at, at + 1)
    return 0


def _is_stage(scan: Scan, at: int) -> bool:
    """Whether “stage” stands before this, or before the figure that this is joined to."""
    if scan.word(at - 1) in scan.grammar.stage:
        return True
    joined = at > 1 and scan.word(at - 1) in JOINTS and roman(scan.tokens[at - 2].raw)
    return bool(joined) and _is_stage(scan, at - 2)


def _read_value(scan: Scan, at: int) -> int:
    value = value_at(scan, at)
    if not value:
        return _read_lone_unit(scan, at)
    if value.ordinal:
        return _add_ordinal(scan, at, value)
    if scan.word(value.end) == "o'clock" and value.number <= NOON:
        return add_clock(scan, at, value.end + 1, int(value.number), 0)
    if value.meaning:
        return _add_compound(scan, at, value)
    return _add_frequency_word(scan, at, value) or _add_measured(scan, at, value)


def _read_lone_unit(scan: Scan, at: int) -> int:
    """`kwartier`, `halfuur`, `fortnight` say a number by themselves."""
    unit = units(scan.language).get((scan.word(at),))
    return _add_time(scan, at, at + 1, Fraction(1), unit) if unit and unit.id in NUMBER_UNITS else 0


def read_period(scan: Scan, at: int) -> int:
    """“Weeks”, “next month”: a unit of time that only counts against another."""
    unit = units(scan.language).get((scan.word(at),))
    if not unit or unit.id not in WEAK_UNITS:
        return 0
    if scan.word(at) not in scan.grammar.plurals and scan.word(at - 1) not in scan.grammar.when:
        return 0
    return scan.add("time", [(PERIOD, unit.id, unit.family)], at, at + 1, unit=unit.id, weak=True)


def _add_time(scan: Scan, first: int, last: int, number: Fraction, unit: Unit) -> int:
    return scan.add("time", [quantity(number, unit)], first, last, value=number, unit=unit.id)


def _add_ordinal(scan: Scan, at: int, value: Value) -> int:
    readings: list[Reading] = [(ORDINAL, value.number, ""), (QUANTITY, value.number, "")]
    part = scan.grammar.numbers["fraction_parts"].get(scan.word(at))
    if part and scan.word(at - 1) in ONES:
        readings.append((QUANTITY, Fraction(1, part), ""))
    unit, _ = unit_at(scan, value.end)
    if unit.is_time:
        readings.append(quantity(value.number, unit))
    return scan.add("number", readings, at, value.end, value=value.number, weak=value.weak)


# Articles


def _read_article(scan: Scan, at: int) -> int:
    value = value_at(scan, at + 1)
    if value:
        return _add_part(scan, at, value)
    if scan.word(at + 1) == "quarter" and scan.word(at + 2) != "of":
        return scan.add_number(Fraction(1, 4), at, at + 2)
    unit, end = unit_at(scan, scan.after(at + 1, ADDED))
    if last := _read_about(scan, at, unit, max(end, at + 2)):
        return last
    if unit.is_time:
        return _add_one_time(scan, at, end, unit)
    if unit.id and (not unit.soft or scan.part_after(end)[1]):
        return _add_one(scan, at, end, unit)
    return scan.add_number(Fraction(1), at, at + 1, weak=True) if _is_ratio(scan, at + 1) else 0


def _read_about(scan: Scan, first: int, unit: Unit, at: int) -> int:
    """`een dag of vijf`, `een stuk of tien`: about so many. `A day or two` may be two numbers as well."""
    joint = scan.word(at) == ("of" if scan.language == "nl" else "or")
    value = value_at(scan, at + 1) if joint else None
    if not value or not (unit.id or scan.word(at - 1) in scan.grammar.numbers["pieces"]):
        return 0
    if value.weak or value.ordinal or unit_at(scan, value.end)[0].id:
        return 0
    readings = measured_readings(scan, first, value.number, unit)
    end = scan.add(_kind(unit), readings, first, value.end, value=value.number, unit=unit.id)
    if scan.language == "en":
        last = scan.facts[-1]
        one = replace(last, readings=(quantity(Fraction(1), unit),), value=Fraction(1), weak=True)
        scan.facts[-1] = replace(last, parts=(one, last))
    return end


def _add_part(scan: Scan, at: int, value: Value) -> int:
    """`a third`, which may be a part or an ordinal."""
    part = scan.grammar.numbers["fraction_parts"].get(scan.word(at + 1))
    if not part or not value.ordinal:
        return 0
    number = Fraction(1, part)
    readings = [(QUANTITY, number, ""), (ORDINAL, value.number, "")]
    if scan.word(at + 2) in DASHES:
        readings.append((QUANTITY, value.number, ""))
    return scan.add("number", readings, at, at + 2, value=number)


def _add_one_time(scan: Scan, first: int, end: int, unit: Unit) -> int:
    """`a week`, `an hour and a half`; in English it may be every week too."""
    part, last = scan.part_after(end)
    number = 1 + part
    readings = measured_readings(scan, first, number, unit)
    if scan.language == "en":
        readings.append((EVERY, number * unit.factor, unit.family))
    weak = not part and unit.id in WEAK_UNITS
    return scan.add("time", readings, first, last or end, value=number, unit=unit.id, weak=weak)


def _add_one(scan: Scan, first: int, end: int, unit: Unit) -> int:
    """`a litre`, `a tablet and a half`."""
    part, last = scan.part_after(end)
    readings = measured_readings(scan, first, 1 + part, unit)
    return scan.add("number", readings, first, last or end, value=1 + part, unit=unit.id, weak=not part)


def _is_ratio(scan: Scan, at: int) -> bool:
    """Whether “in 100” stands here."""
    end = scan.starts(at, scan.grammar.ratio)
    value = value_at(scan, end) if end else None
    return bool(value and value.number > 1 and not value.ordinal)


# Numbers and their units


def _add_compound(scan: Scan, at: int, value: Value) -> int:
    unit = unit_named(value.meaning.removeprefix("every "), scan.language)
    add = add_frequency if value.meaning.startswith("every ") else _add_time
    return add(scan, at, value.end, value.number, unit)


def _add_frequency_word(scan: Scan, at: int, value: Value) -> int:
    """`3-daily`: a number joined to a word that is a frequency by itself."""
    joined = scan.after(value.end, DASHES)
    meaning = scan.grammar.time["adverbs"].get(scan.word(joined))
    if joined == value.end or not meaning:
        return 0
    unit = unit_named(meaning.partition(" ")[2], scan.language)
    return add_frequency(scan, at, joined + 1, value.number, unit)


def _add_measured(scan: Scan, at: int, value: Value) -> int:
    number = value.number
    unit, end = _unit_of(scan, at, value)
    part, last = scan.part_after(end)
    if unit.is_time and number == 1 and part:
        number, end = number + part, last
    elif unit.id in HUNDREDFOLD and _is_hundredths(scan, value, end):
        number, end = number + Fraction(int(scan.word(end)), 100), end + 1
    readings = measured_readings(scan, at, number, unit)
    weak = value.weak or ((unit.soft or not unit.id) and _is_between_two(scan, at, value))
    scan.add(_kind(unit), readings, at, end, value=number, unit=unit.id, weak=weak)
    return read_second_unit(scan, end) or end


def _is_hundredths(scan: Scan, value: Value, at: int) -> bool:
    """The `80` of `1 meter 80`."""
    follows = scan.is_digits(at) and len(scan.word(at)) == HUNDREDTHS and scan.is_digits(value.end - 1)
    return follows and not unit_at(scan, at + 1)[0].id


def _is_between_two(scan: Scan, at: int, value: Value) -> bool:
    """“Tussen twee pufjes” is “between puffs”."""
    return value.number == HALF and scan.word(at - 1) == "tussen" and scan.word(value.end) != "en"


def _unit_of(scan: Scan, at: int, value: Value) -> tuple[Unit, int]:
    """The unit and its end, also in `half an hour` and `€ 5`."""
    if scan.word(at - 1) in CURRENCIES:
        return units(scan.language)[(scan.word(at - 1),)], value.end
    half = value.number.denominator == HALF and scan.word(value.end - 1) == "half"
    unit, end = unit_at(scan, scan.after(value.end, ARTICLES) if half else value.end)
    return unit, end if unit.id else value.end


def _kind(unit: Unit) -> str:
    if unit.id == "%":
        return "percentage"
    return "time" if unit.is_time else "number"


def measured_readings(scan: Scan, at: int, number: Fraction, unit: Unit) -> list[Reading]:
    """What a number of these units may mean at this place, the likeliest first."""
    readings = [quantity(number, unit)]
    if unit.id == "%":
        readings.append((QUANTITY, number / 100, ""))
    if unit.id == "month" and number <= A_FEW:
        readings += [(QUANTITY, number * days * DAY_SECONDS, "time") for days in (28, 30)]
    if not unit.id and scan.language == "nl" and _is_temperature(scan, at, number):
        readings.append((QUANTITY, number, "°C"))
    if unit.id == "year" and _is_age(scan, at):
        readings.append((QUANTITY, number, ""))
    if not unit.id and not scan.grammar.ages.isdisjoint(scan.words[max(0, at - AGE_WORDS) : at]):
        readings.append(quantity(number, unit_named("year", scan.language)))
    if unit.id == "hour" and scan.language == "nl" and may_be_hour(number):
        readings += oclock_readings(scan, at, int(number))
    return readings


def _is_temperature(scan: Scan, at: int, number: Fraction) -> bool:
    """“Koorts boven 38” may get its degrees in English."""
    before = scan.words[max(0, at - AGE_WORDS) : at]
    return COLDEST <= number <= HOTTEST and not scan.grammar.fever.isdisjoint(before)


def _is_age(scan: Scan, at: int) -> bool:
    around = (*scan.words[max(0, at - AGE_WORDS) : at], *scan.words[at + 2 : at + 4])
    return not scan.grammar.age.isdisjoint(around) or scan.word(at + 1) in DASHES
