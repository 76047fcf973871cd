"""Numbers with what they count: `5 mg`, `a week`, `the third`, `stage IV`, `driemaal`."""

from fractions import Fraction

from .clock import NOON, add_clock, may_be_hour, oclock_readings, read_clock_digits
from .fact import EVERY, ORDINAL, QUANTITY, Reading
from .frequencies import add_frequency, read_second_unit
from .numerals import ROMAN
from .scan import ARTICLES, DASHES, Scan
from .units import Unit, quantity, unit_at, unit_named, units
from .values import HALF, Value, value_at

ONES = frozenset(["one", "één", "een"])
NUMBER_UNITS = frozenset(["quarter hour", "half hour", "half year", "fortnight", "quarter year"])
WEAK_UNITS = frozenset(["second", "minute", "hour", "day", "week", "month", "year", "decade"])
AGE_WORDS = 4  # how far before a number a word for age may stand


def read_number(scan: Scan, at: int) -> int:
    """Whatever begins with a number, an article or a unit that is a number by itself."""
    if scan.word(at)[:1].isdecimal() and (end := read_clock_digits(scan, at)):
        return end
    if scan.word(at) in scan.grammar.numbers["article"]:
        return _read_article(scan, at)
    return _read_stage(scan, at) or _read_value(scan, at)


def _read_stage(scan: Scan, at: int) -> int:
    word = scan.word(at)
    if word in ROMAN and scan.tokens[at].raw.isupper() and scan.word(at - 1) in scan.grammar.stage:
        return scan.add_number(Fraction(ROMAN[word]), at, at + 1)
    return 0


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


def _add_time(scan: Scan, first: int, last: int, number: Fraction, unit: Unit) -> int:
    return scan.add("time", [quantity(number, unit)], first, last, value=number, unit=unit.id)


def _add_ordinal(scan: Scan, at: int, value: Value) -> int:
    readings: list[Reading] = [(ORDINAL, value.number, ""), (QUANTITY, value.number, "")]
    part = scan.grammar.numbers["fraction_parts"].get(scan.word(at))
    if part and scan.word(at - 1) in ONES:
        readings.append((QUANTITY, Fraction(1, part), ""))
    return scan.add("number", readings, at, value.end, value=value.number, weak=value.weak)


# Articles


def _read_article(scan: Scan, at: int) -> int:
    value = value_at(scan, at + 1)
    if value:
        return _add_part(scan, at, value)
    if scan.word(at + 1) == "quarter" and scan.word(at + 2) != "of":
        return scan.add_number(Fraction(1, 4), at, at + 2)
    unit, end = unit_at(scan, at + 1)
    if unit.is_time:
        return _add_one_time(scan, at, end, unit)
    return scan.add_number(Fraction(1), at, at + 1, weak=True) if _is_ratio(scan, at + 1) else 0


def _add_part(scan: Scan, at: int, value: Value) -> int:
    """`a third`, which may be a part or an ordinal."""
    part = scan.grammar.numbers["fraction_parts"].get(scan.word(at + 1))
    if not part or not value.ordinal:
        return 0
    number = Fraction(1, part)
    readings = [(QUANTITY, number, ""), (ORDINAL, value.number, "")]
    return scan.add("number", readings, at, at + 2, value=number)


def _add_one_time(scan: Scan, first: int, end: int, unit: Unit) -> int:
    """`a week`, `an hour and a half`; in English it may be every week too."""
    half = scan.starts(end, scan.grammar.and_a_half)
    number = Fraction(3, 2) if half else Fraction(1)
    readings = [quantity(number, unit)]
    if scan.language == "en":
        readings.append((EVERY, number * unit.factor, unit.family))
    weak = not half and unit.id in WEAK_UNITS
    return scan.add("time", readings, first, half or end, value=number, unit=unit.id, weak=weak)


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
    unit, end = _unit_of(scan, value)
    if unit.is_time and number == 1 and (rest := scan.starts(end, scan.grammar.and_a_half)):
        number, end = Fraction(3, 2), rest
    readings = measured_readings(scan, at, number, unit)
    scan.add(_kind(unit), readings, at, end, value=number, unit=unit.id, weak=value.weak)
    return read_second_unit(scan, end) or end


def _unit_of(scan: Scan, value: Value) -> tuple[Unit, int]:
    """The unit and its end, also in `half an hour`."""
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
    if unit.id == "year" and _is_age(scan, at):
        readings.append((QUANTITY, number, ""))
    if unit.id == "hour" and scan.language == "nl" and may_be_hour(number):
        readings += oclock_readings(scan, at, int(number))
    return readings


def _is_age(scan: Scan, at: int) -> bool:
    before = scan.words[max(0, at - AGE_WORDS) : at]
    return not scan.grammar.age.isdisjoint(before) or scan.word(at + 1) in DASHES
