"""Times of the clock: `14.30`, `half negen`, `quarter past two`, `8 o'clock`, noon.

A time is counted in minutes from midnight. One that may be in the morning or in the afternoon has both
readings.
"""

from collections.abc import Iterable
from dataclasses import replace
from fractions import Fraction

from .fact import CLOCK, QUANTITY, Reading
from .numerals import digits
from .scan import ARTICLES, Scan
from .units import unit_at
from .values import Value, value_at

NOON, HOURS, MINUTES, MINUTE_DIGITS = 12, 24, 60, 2
HALF_DAY, FULL_DAY = 720, 1440
QUARTERS = frozenset(["kwart", "quarter"])
ABOUT = frozenset(["ongeveer", "circa", "zo'n", "ca"])
THAN = frozenset([("eerder", "dan"), ("later", "dan"), ("vroeger", "dan")])
MIDDAY = frozenset(["noon", "midday"])


def clock_readings(moments: Iterable[int | Fraction]) -> list[Reading]:
    return [(CLOCK, Fraction(moment % FULL_DAY), "") for moment in moments]


def may_be_hour(value: Fraction) -> bool:
    return value.denominator == 1 and value <= HOURS


def add_clock(scan: Scan, first: int, end: int, hour: int, minute: int, *, exact: bool = False) -> int:
    """Add a clock time, with the part of the day behind it if that is said."""
    end = scan.after(end, {"uur"})
    late, early = scan.part_of_day(end)
    said, moment = late or early, hour * 60 + minute
    if not said:
        moments = [moment] if exact or hour > NOON or hour == 0 else [moment, moment + HALF_DAY]
        return scan.add("clock", clock_readings(moments), first, end)
    moment = moment % HALF_DAY + (HALF_DAY if late else 0)
    if scan.language != "nl":
        return scan.add("clock", clock_readings([moment]), first, said)
    doubtful = hour == NOON or "nachts" in scan.words[end:said]
    moments = [moment, moment - HALF_DAY] if doubtful else [moment]
    return scan.add("clock", clock_readings(moments), first, end)


def read_clock_words(scan: Scan, at: int) -> int:
    """A time that begins with a word: `noon`, `half negen`, `half past eight`, `six in the evening`."""
    known = scan.grammar.time["clock_words"]
    if scan.word(at) in known:
        return scan.add("clock", [(CLOCK, Fraction(known[scan.word(at)]), "")], at, at + 1)
    return _dutch(scan, at) if scan.language == "nl" else _english(scan, at)


def _dutch(scan: Scan, at: int) -> int:
    if scan.word(at) == "half" and (hour := _hour(scan, at + 1)):
        return add_clock(scan, at, hour.end, int(hour.number) - 1, 30)
    minutes, sign = _minutes(scan, at), scan.word(at + 1)
    half = scan.after(at + 2, {"half"})
    if minutes and sign in {"over", "voor"} and (hour := _hour(scan, half)):
        moment = minutes if sign == "over" else -minutes
        return add_clock(scan, at, hour.end, int(hour.number), moment - 30 * (half - at - 2))
    return 0


def _english(scan: Scan, first: int) -> int:
    at = scan.after(first, ARTICLES)
    minutes, sign = 30 if scan.word(at) == "half" else _minutes(scan, at), scan.word(at + 1)
    if not minutes or not (sign == "past" or (sign == "to" and scan.word(at) == "quarter")):
        return _full_english_hour(scan, first)
    hour = _hour(scan, at + 2)
    if not hour:
        return 0
    return add_clock(scan, first, hour.end, int(hour.number), minutes if sign == "past" else -minutes)


def _full_english_hour(scan: Scan, first: int) -> int:
    """`at six in the evening`; without “at” or its like, it may be six of anything."""
    is_after = scan.word(first - 1) in scan.grammar.clock_after - {"and"}
    hour = _hour(scan, first) if is_after else None
    is_said = hour and any(scan.part_of_day(hour.end))
    return add_clock(scan, first, hour.end, int(hour.number), 0) if hour and is_said else 0


def _minutes(scan: Scan, at: int) -> int:
    """The minutes that people count to or from an hour; 0 for any others."""
    if scan.word(at) in QUARTERS:
        return 15
    value = value_at(scan, at)
    return int(value.number) if value and value.number in (5, 10, 20) and value.end == at + 1 else 0


def _hour(scan: Scan, at: int) -> Value | None:
    """A number of an hour that does not measure something."""
    value = value_at(scan, at)
    if not value or value.ordinal or value.number.denominator != 1 or not 1 <= value.number <= NOON:
        return None
    return None if unit_at(scan, value.end)[0].id else value


def read_clock_digits(scan: Scan, at: int) -> int:
    """`14.30`, `9:45`, `10 pm`, `8 o'clock`."""
    hour, minute, end = _hour_and_minute(scan, at)
    if not _exists(hour, minute):
        return 0
    said = scan.starts(end, scan.grammar.part_of_day) if scan.language == "en" else 0
    if minute.isdecimal():
        sure = end > at + 1 or bool(said)
        return _with_minutes(scan, at, end, int(hour), int(minute), sure=sure)
    return _full_hour(scan, at, int(hour), said=bool(said))


def _hour_and_minute(scan: Scan, at: int) -> tuple[str, str, int]:
    """As written, with their end. Without a colon they are one word, and may be no time at all."""
    tokens = scan.tokens[at + 1 : at + 3]
    if scan.word(at + 1) == ":" and scan.is_digits(at + 2) and all(token.glued for token in tokens):
        return scan.word(at), scan.word(at + 2), at + 3
    hour, _, minute = scan.word(at).partition(".")
    return hour, minute, at + 1


def _exists(hour: str, minute: str) -> bool:
    if not hour.isdecimal() or int(hour) > HOURS:
        return False
    return not minute or (len(minute) == MINUTE_DIGITS and int(minute) < MINUTES)


def _with_minutes(scan: Scan, at: int, end: int, hour: int, minute: int, *, sure: bool) -> int:
    """Add a time that, unless it is sure, may be a decimal number too."""
    unit, _ = unit_at(scan, end)
    if not sure and unit.id and unit.id != "hour":
        return 0
    last = add_clock(scan, at, end, hour, minute, exact=scan.language == "nl")
    if not sure and unit.id != "hour":
        _let_be_number(scan, digits(scan.word(at), scan.language))
    return last


def _let_be_number(scan: Scan, number: Fraction) -> None:
    fact = scan.facts[-1]
    scan.facts[-1] = replace(fact, readings=(*fact.readings, (QUANTITY, number, "")), value=number)


def _full_hour(scan: Scan, at: int, hour: int, *, said: bool) -> int:
    word = scan.word(at + 1)
    if word in MIDDAY or word == "midnight":
        moment = HALF_DAY if word in MIDDAY else 0
        return scan.add("clock", clock_readings([moment]), at, at + 2)
    if said or word == "o'clock":
        end = add_clock(scan, at, scan.after(at + 1, {"o'clock"}), hour, 0)
        if word == "in" and scan.word(at - 1) not in scan.grammar.clock_after - {"and"}:
            _let_be_number(scan, Fraction(hour))  # “1 capsule in the morning and 2 in the evening”
        return end
    return 0


def oclock_readings(scan: Scan, at: int, hour: int) -> list[Reading]:
    """Of the Dutch `8 uur`, which may be eight hours: none unless the words around it tell of the clock."""
    late, early = scan.part_of_day(unit_at(scan, at + 1)[1])
    before = next((place for place in range(at - 1, -1, -1) if scan.word(place) not in ABOUT), -1)
    if late:
        moments = [hour % NOON * 60 + HALF_DAY, hour % NOON * 60]
        return clock_readings(moments if "nachts" in scan.words[at:late] else moments[:1])
    is_after = scan.word(before) in scan.grammar.clock_after or scan.words[before - 1 : before + 1] in THAN
    if not early and not is_after:
        return []
    moments = [hour * 60] if early or hour > NOON else [hour * 60, hour * 60 + HALF_DAY]
    return clock_readings(moments)
