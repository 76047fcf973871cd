"""Dates: `3-11-2026`, weekdays, months, and the days beside them."""

from dataclasses import replace
from fractions import Fraction

from .fact import DAY, MONTH, QUANTITY, WEEKDAY, Fact
from .scan import Scan

LAST_DAY, LAST_MONTH = 31, 12
YEAR_DIGITS, SHORT_YEAR_DIGITS = 4, 2
PART_DIGITS = (1, 2, 4)  # more are a telephone number
LONGEST_SHORT_MONTH = 3
DATE_SIGNS = frozenset(["-", "/", "–", ":"])
RANGE = frozenset(["t", "/", "m", "-", "–", "tot", "en", "met", ","])
ORDINAL_ENDINGS = frozenset(["th", "st", "nd", "rd"])


def read_date(scan: Scan, at: int) -> int:
    """`3-11-2026`, `2026-11-03`, `3/11/26`: three facts. The half of `half oktober` is none."""
    if scan.word(at) == "half" and scan.word(at + 1) in scan.grammar.time["months"]:
        return at + 1
    words = scan.words[at : at + 5]
    if len(words) < len("d-m-y") or words[1] not in {"-", "/", "–"} or words[3] != words[1]:
        return 0
    day, month, year = words[::2]
    if not all(word.isdecimal() and len(word) in PART_DIGITS for word in (day, month, year)):
        return 0
    if len(day) == YEAR_DIGITS:
        day, year = year, day
    if len(year) < SHORT_YEAR_DIGITS:
        return 0
    if not (0 < int(day) <= LAST_DAY and 0 < int(month) <= LAST_MONTH):
        return 0
    _add_date(scan, at, DAY, int(day))
    _add_date(scan, at + 2, MONTH, int(month))
    return _add_date(scan, at + 4, QUANTITY, int(year) + (2000 if len(year) == SHORT_YEAR_DIGITS else 0))


def _add_date(scan: Scan, at: int, meaning: str, number: int) -> int:
    value = Fraction(number)
    return scan.add("date", [(meaning, value, "")], at, at + 1, value=value)


def read_calendar_word(scan: Scan, at: int) -> int:
    """A weekday or a month."""
    word, time = scan.word(at), scan.grammar.time
    if word in time["short_weekdays"] and _is_weekday(scan, at):
        return scan.add("date", [(WEEKDAY, Fraction(time["short_weekdays"][word]), "")], at, at + 1)
    if word in time["weekdays"] and (scan.language == "nl" or _has_capital(scan, at)):
        return scan.add("date", [(WEEKDAY, Fraction(time["weekdays"][word]), "")], at, at + 1)
    if word in time["months"] and _is_month(scan, at):
        return scan.add("date", [(MONTH, Fraction(time["months"][word]), "")], at, at + 1)
    return 0


def _has_capital(scan: Scan, at: int) -> bool:
    return scan.tokens[at].raw[0].isupper()


def _is_weekday(scan: Scan, at: int) -> bool:
    """Whether “do” or “zo” stands before a date or time, or beside another such name: “ma t/m vr”."""
    short, step = scan.grammar.time["short_weekdays"], scan.after(at + 1, {"."})
    if scan.is_digits(step):
        return scan.word(step + 1) in scan.grammar.time["months"] or scan.word(step + 1) in DATE_SIGNS
    if scan.word(step)[:1].isdecimal():
        return True
    return any(scan.word(end) in short and RANGE.issuperset(joint) for joint, end in _joints(scan, at))


def _joints(scan: Scan, at: int) -> list[tuple[tuple[str, ...], int]]:
    """What stands between this word and those that a range may join it to, and where those stand."""
    behind = [(scan.words[at + 1 : at + size], at + size) for size in (2, 3, 4)]
    return behind + [(scan.words[max(0, at - size + 1) : at], at - size) for size in (2, 3, 4)]


def _is_month(scan: Scan, at: int) -> bool:
    """Not the “may” that one may do, nor the “march” that one goes."""
    word, time = scan.word(at), scan.grammar.time
    if scan.language == "nl":
        return len(word) > LONGEST_SHORT_MONTH or word == "mei" or scan.is_digits(at - 1)
    if not _has_capital(scan, at):
        return False
    beside = any(scan.word(n)[:1].isdecimal() for n in (at - 1, at + 1))
    before = scan.word(at - 1) in ORDINAL_ENDINGS or scan.word(at - 1) in time["before_months"]
    return word not in time["doubtful_months"] or beside or before


def join_days(facts: list[Fact]) -> None:
    """The number beside a month is a day."""
    for index, fact in enumerate(facts):
        if fact.readings[0][0] == MONTH:
            _join_day(facts, index)


def _join_day(facts: list[Fact], index: int) -> None:
    month = facts[index]
    for other in (index - 1, index + 1):
        if not 0 <= other < len(facts):
            continue
        number = facts[other]
        near = 0 <= month.first - number.last <= 1 if other < index else number.first <= month.last
        if near and number.kind == "number" and may_be_day(number.value):
            readings = ((DAY, number.value or "", ""),)
            facts[other] = replace(number, kind="date", readings=readings, weak=False)
            return


def may_be_day(value: Fraction | None) -> bool:
    return value is not None and value.denominator == 1 and value <= LAST_DAY
