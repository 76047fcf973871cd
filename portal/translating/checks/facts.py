"""Numbers, quantities, dates, times and frequencies of a text, each with the ways in which it may be read.

“8 uur” may be eight hours or eight o'clock; two facts are the same when they share a reading. So no reading
has to be chosen, and a number only differs when no reading of it fits.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import lru_cache
from typing import Any

from .tables import table, words
from .text import Segment, Token, document

Reading = tuple[str, Fraction | str, str]

QUANTITY, EVERY, PER, CLOCK, DAY, MONTH, WEEKDAY, ORDINAL, PHONE = (
    "quantity", "every", "per", "clock", "day", "month", "weekday", "ordinal", "phone",
)  # fmt: skip
GROUP, TWO_DIGITS, YEAR_DIGITS, TEN, HALF = 3, 2, 4, 10, 2
NOON, HOURS, MINUTES, LAST_DAY = 12, 24, 60, 31
LONGEST_JOINT = 4  # words between the ends of a range
HALF_DAY = 720
FULL_DAY = 1440
TIMES = ("time", "months")
DASHES = frozenset("-–—\u2011")
CONNECTORS = {
    "nl": frozenset(
        [
            "tot",
            "en",
            "of",
            "à",
            "a",
            "met",
            "-",
            "–",
            "—",
            "\u2011",
            "/",
            ",",
            "t",
            "m",
            "en/of",
            "maximaal",
            "hooguit",
            "naar",
            "van",
        ]
    ),
    "en": frozenset(
        ["to", "and", "or", "-", "–", "—", "\u2011", "/", ",", "through", "up", "from", "a", "maximum", "of"]
    ),
}
VULGAR = {
    "½": Fraction(1, 2),
    "¼": Fraction(1, 4),
    "¾": Fraction(3, 4),
    "⅓": Fraction(1, 3),
    "⅔": Fraction(2, 3),
}
ROMAN = {
    r: n
    for n, r in enumerate(
        ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii"), start=1
    )
}


@dataclass(frozen=True, slots=True)
class Fact:
    """Something that the translation must have too. `weak` facts only count against another fact."""

    kind: str
    readings: tuple[Reading, ...]
    first: int
    last: int
    value: Fraction | None = None
    unit: str = ""
    weak: bool = False
    ranged: bool = False
    parts: tuple["Fact", ...] = ()


@dataclass(frozen=True, slots=True)
class Unit:
    id: str
    family: str
    factor: Fraction
    soft: bool

    @property
    def is_time(self) -> bool:
        return self.family in TIMES


PLAIN = Unit("", "", Fraction(1), soft=False)


def phrase(text: str) -> tuple[str, ...]:
    return tuple(token.text for token in document(text.lower(), "").tokens)


def phrases(text: str | Sequence[str]) -> tuple[tuple[str, ...], ...]:
    return tuple(sorted((phrase(part) for part in words(text)), key=len, reverse=True))


@lru_cache
def units(language: str) -> dict[tuple[str, ...], Unit]:
    found: dict[tuple[str, ...], Unit] = {}
    for entry in table("units")["unit"]:
        family, factor = entry.get("size", [entry["id"], "1"])
        unit = Unit(entry["id"], family, Fraction(factor), bool(entry.get("soft")))
        found |= dict.fromkeys(phrases(entry[language]), unit)
    return found


@dataclass(frozen=True)
class Grammar:
    """The tables of one language, ready for use."""

    language: str
    numbers: dict[str, Any]
    time: dict[str, Any]
    every: tuple[tuple[str, ...], ...]
    other: tuple[tuple[str, ...], ...]
    ratio: tuple[tuple[str, ...], ...]
    afternoon: tuple[tuple[str, ...], ...]
    morning: tuple[tuple[str, ...], ...]
    and_a_half: tuple[tuple[str, ...], ...]
    stage: frozenset[str]
    parts: frozenset[str]
    clock_after: frozenset[str]
    age: frozenset[str]
    values: dict[str, Fraction] = field(default_factory=dict)


@lru_cache
def grammar(language: str) -> Grammar:
    numbers, time = table("numbers")[language], table("time")[language]
    values = {
        word: Fraction(value)
        for part in ("small", "tens", "large", "other")
        for word, value in numbers[part].items()
    }
    return Grammar(
        language=language,
        numbers=numbers,
        time=time,
        every=phrases(time["every"]),
        other=phrases(time["other"]),
        ratio=phrases(numbers["ratio"]),
        afternoon=phrases(time["in_the_afternoon"]),
        morning=phrases(time["in_the_morning"]),
        and_a_half=phrases(numbers["and_a_half"]),
        stage=frozenset(words(numbers["stage"])),
        parts=frozenset(words(time["parts"])),
        clock_after=frozenset(words(time["clock_after"])),
        age=frozenset(words(time["age"])),
        values=values | {word: Fraction(value) for word, value in numbers["times"].items()},
    )


@lru_cache(maxsize=4096)
def dutch_number(word: str) -> Fraction | None:
    """`tweeëntwintig`, `honderdvijftig`: Dutch writes its numbers in one word."""
    numbers = table("numbers")["nl"]
    if word in numbers["small"] or word in numbers["tens"] or word in numbers["large"]:
        return Fraction(
            numbers["small"].get(word) or numbers["tens"].get(word) or numbers["large"].get(word) or 0
        )
    for name, size in numbers["large"].items():
        before, found, after = word.partition(name)
        if found:
            left = dutch_number(before) if before else Fraction(1)
            right = dutch_number(after) if after else Fraction(0)
            return left * size + right if left is not None and right is not None else None
    for name, ten in numbers["tens"].items():
        if word.endswith(name):
            unit = word.removesuffix(name).removesuffix("en").removesuffix("ën")
            one = 1 if unit in ("een", "één") else numbers["small"].get(unit)
            return Fraction(ten + one) if one else None
    return None


@lru_cache(maxsize=4096)
def dutch_compound(word: str) -> tuple[Fraction, str] | None:
    """`driemaal` → 3 and nothing; `vijfjarig` → 5 and year."""
    for ending, meaning in grammar("nl").numbers["endings"].items():
        if word.endswith(ending) and word != ending:
            stem = word.removesuffix(ending)
            value = Fraction(1) if stem in ("één", "een") else dutch_number(stem)
            if value is not None:
                return value, meaning
    return None


def digits(text: str, language: str) -> Fraction:
    """`1.200,5` in Dutch and `1,200.5` in English. A sign of the other language is read as a decimal one."""
    thousands, decimal = (".", ",") if language == "nl" else (",", ".")
    whole, *rest = text.split(thousands)
    grouped = (
        bool(rest)
        and all(len(part.split(decimal)[0]) == GROUP for part in rest)
        and len(whole) <= GROUP
        and whole != "0"
    )
    if rest and not grouped:
        text = text.replace(thousands, decimal)
    elif rest:
        text = text.replace(thousands, "")
    parts = text.split(decimal)
    return Fraction(f"{''.join(parts[:-1])}.{parts[-1]}") if len(parts) > 1 else Fraction(parts[0])


def quantity(value: Fraction, unit: Unit) -> Reading:
    return (QUANTITY, value * unit.factor, "" if unit.soft else unit.family)


@dataclass(frozen=True, slots=True)
class Value:
    """A number as read: where it ends, and what is known of it."""

    number: Fraction
    end: int
    weak: bool = False
    ordinal: bool = False
    meaning: str = ""  # of the ending of a Dutch compound
    clock: tuple[int, int] | None = None


class Scanner:
    """Reads a segment from left to right."""

    def __init__(self, segment: Segment, language: str) -> None:
        self.tokens = segment.tokens
        self.words = segment.words
        self.language = language
        self.g = grammar(language)
        self.units = units(language)
        self.facts: list[Fact] = []

    def scan(self) -> tuple[Fact, ...]:
        at = 0
        while at < len(self.tokens):
            at = max(self._step(at), at + 1)
        self._join_dates()
        self._inherit()
        self._ratios()
        return tuple(self.facts)

    def _step(self, at: int) -> int:
        for rule in (
            self._phone,
            self._date,
            self._clock_word,
            self._every,
            self._number,
            self._adverb,
            self._calendar,
        ):
            end = rule(at)
            if end:
                return end
        return at + 1

    def _add(self, kind: str, readings: Sequence[Reading], first: int, last: int, **more: Any) -> int:
        self.facts.append(Fact(kind, tuple(readings), first, last, **more))
        return last

    def _word(self, at: int) -> str:
        return self.words[at] if 0 <= at < len(self.words) else ""

    def _starts(self, at: int, options: Sequence[tuple[str, ...]]) -> int:
        """Where the first of these phrases that stands here ends; 0 for none."""
        for option in options:
            if self.words[at : at + len(option)] == option:
                return at + len(option)
        return 0

    def _is_digits(self, at: int) -> bool:
        return self._word(at).isdigit()

    # Telephone numbers

    def _phone(self, at: int) -> int:
        word = self._word(at)
        if self.words[at : at + 5] == ("1", "-", "1", "-", "2"):
            return self._add("phone", [(QUANTITY, Fraction(112), "")], at, at + 5, value=Fraction(112))
        if not (word == "+" and self._is_digits(at + 1)) and not (
            word.isdigit() and word[0] == "0" and len(word) > 1
        ):
            return 0
        end, number = at, ""
        while end < len(self.words) and (self._is_digits(end) or self._word(end) in {"+", "(", ")", *DASHES}):
            if self._is_digits(end):
                number += self._word(end)
            end += 1
        while self._word(end - 1) in {"(", ")", "+", *DASHES}:
            end -= 1
        if word == "+":
            number = "0" + number[2:].removeprefix("0")
        elif number.startswith("0031"):
            number = "0" + number[4:]
        return self._add("phone", [(PHONE, number, "")], at, end)

    # Dates and clock times

    def _date(self, at: int) -> int:
        tokens = self.words[at : at + 5]
        if len(tokens) < len("d-m-y") or tokens[1] not in {"-", "/", "–"} or tokens[3] != tokens[1]:
            return 0
        day, month, year = tokens[0], tokens[2], tokens[4]
        if not (day.isdigit() and month.isdigit() and year.isdigit()):
            return 0
        if len(day) == YEAR_DIGITS:
            day, year = year, day
        if not (0 < int(day) <= LAST_DAY and 0 < int(month) <= NOON):
            return 0
        self._add("date", [(DAY, Fraction(day), "")], at, at + 1, value=Fraction(day))
        self._add("date", [(MONTH, Fraction(month), "")], at + 2, at + 3, value=Fraction(month))
        full = int(year) + (2000 if len(year) == TWO_DIGITS else 0)
        return self._add("date", [(QUANTITY, Fraction(full), "")], at + 4, at + 5, value=Fraction(full))

    def _clock_word(self, at: int) -> int:
        word = self._word(at)
        words_ = self.g.time["clock_words"]
        if word in words_:
            return self._add("clock", [(CLOCK, Fraction(words_[word]), "")], at, at + 1)
        return self._dutch_clock(at) if self.language == "nl" else self._english_clock(at)

    def _dutch_clock(self, at: int) -> int:
        hour = self._hour(at + 1)
        if self._word(at) == "half" and hour and not self._unit(hour.end)[0].id:
            return self._clock(at, hour.end, int(hour.number) - 1, 30)
        minutes = self._minutes(at)
        if minutes and self._word(at + 1) in {"over", "voor"}:
            hour = self._hour(at + 2)
            if hour and not self._unit(hour.end)[0].id:
                sign = 1 if self._word(at + 1) == "over" else -1
                return self._clock(at, hour.end, int(hour.number), sign * minutes)
        return 0

    def _english_clock(self, at: int) -> int:
        first = at
        if self._word(at) in {"a", "an"}:
            at += 1
        minutes = 30 if self._word(at) == "half" else self._minutes(at)
        if not minutes or self._word(at + 1) not in {"past", "to"}:
            return 0
        if self._word(at + 1) == "to" and self._word(at) != "quarter":
            return 0
        hour = self._hour(at + 2)
        if not hour or self._unit(hour.end)[0].id:
            return 0
        return self._clock(
            first, hour.end, int(hour.number), minutes if self._word(at + 1) == "past" else -minutes
        )

    def _minutes(self, at: int) -> int:
        if self._word(at) in {"kwart", "quarter"}:
            return 15
        value = self._value(at)
        return int(value.number) if value and value.number in (5, 10, 20) and value.end == at + 1 else 0

    def _hour(self, at: int) -> Value | None:
        value = self._value(at)
        fits = value and not value.ordinal and value.number.denominator == 1 and 1 <= value.number <= NOON
        return value if fits else None

    def _clock(self, first: int, end: int, hour: int, minute: int, *, exact: bool = False) -> int:
        """Add a clock time, with the part of the day behind it if that is said."""
        if self._word(end) == "uur":
            end += 1
        moment = hour * 60 + minute
        late, early = self._starts(end, self.g.afternoon), self._starts(end, self.g.morning)
        if late or early:
            moment = moment % HALF_DAY + (HALF_DAY if late else 0)
            said = late or early
            moments = [moment]
            if self.language == "nl":
                moments = (
                    [moment, moment - HALF_DAY]
                    if hour == NOON or "nachts" in self.words[end:said]
                    else [moment]
                )
            end = end if self.language == "nl" else said
        else:
            moments = [moment] if exact or hour > NOON or hour == 0 else [moment, moment + HALF_DAY]
        return self._add("clock", [(CLOCK, Fraction(m % FULL_DAY), "") for m in moments], first, end)

    def _clock_number(self, at: int) -> int:
        """`14.30`, `9:45`, `10 pm`, `8 o'clock`, `om 8 uur`."""
        word, next_word = self._word(at), self._word(at + 1)
        end = at + 1
        if (
            next_word == ":"
            and self._is_digits(at + 2)
            and self.tokens[at + 1].glued
            and self.tokens[at + 2].glued
        ):
            hour, minute, end, sure = word, self._word(at + 2), at + 3, True
        else:
            hour, _, minute = word.partition(".")
            sure = False
        if (
            not hour.isdigit()
            or int(hour) > HOURS
            or (minute and (len(minute) != TWO_DIGITS or int(minute) >= MINUTES))
        ):
            return 0
        said = self._starts(end, self.g.afternoon + self.g.morning) if self.language == "en" else 0
        if minute.isdigit():
            return self._clock_with_minutes(at, end, int(hour), int(minute), sure=sure or bool(said))
        if said or next_word in {"o'clock", "noon", "midday", "midnight"}:
            if next_word in {"noon", "midday", "midnight"}:
                return self._add(
                    "clock", [(CLOCK, Fraction(HALF_DAY if next_word != "midnight" else 0), "")], at, end + 1
                )
            return self._clock(at, end + (next_word == "o'clock"), int(hour), 0)
        return 0

    def _clock_with_minutes(self, at: int, end: int, hour: int, minute: int, *, sure: bool) -> int:
        unit, _ = self._unit(end)
        if not sure and unit.id and unit.id != "hour":
            return 0
        self._clock(at, end, hour, minute, exact=self.language == "nl")
        fact = self.facts[-1]
        if not sure and unit.id != "hour":
            plain = digits(self._word(at), self.language)
            fact = replace(fact, readings=(*fact.readings, (QUANTITY, plain, "")), value=plain)
            self.facts[-1] = fact
        return fact.last

    # How often

    def _every(self, at: int) -> int:
        end = self._starts(at, self.g.other)
        if end:
            unit, after = self._unit(end)
            if unit.is_time:
                return self._frequency(at, after, Fraction(2), unit)
            if self._word(end) in self.g.parts:
                return self._add(
                    "frequency", [(EVERY, Fraction(2 * 86400), "time")], at, end + 1, value=Fraction(2)
                )
        end = self._starts(at, self.g.every)
        return self._every_simple(at, end) if end else 0

    def _every_simple(self, at: int, end: int) -> int:
        value = self._value(end) if self._word(end) not in {"second", "seconds"} else None
        if value and not value.ordinal:
            start = value.end + (self._word(value.end) in {"a", "an"})
            unit, after = self._unit(start)
            if unit.is_time:
                return self._frequency(at, after, value.number, unit)
        article = self._word(end) in self.g.numbers["article"]
        unit, after = self._unit(end + article)
        if unit.is_time:
            return self._frequency(at, after, Fraction(1), unit)
        if unit.id and self._word(at) == "per":
            return self._add("unit", [(PER, unit.id, "")], at, after, unit=unit.id)
        if self._word(end) in self.g.parts:
            return self._add(
                "frequency", [(EVERY, Fraction(86400), "time")], at, end, value=Fraction(1), weak=True
            )
        return 0

    def _frequency(self, first: int, last: int, value: Fraction, unit: Unit) -> int:
        readings = [(EVERY, value * unit.factor, unit.family), quantity(value, unit)]
        if unit.id == "day" and value == 1:
            readings.append((EVERY, Fraction(86400), "time"))
        return self._add("frequency", readings, first, last, value=value, unit=unit.id)

    def _adverb(self, at: int) -> int:
        word = self._word(at)
        for name, weak in (("adverbs", False), ("weak_adverbs", True)):
            if word in self.g.time[name]:
                count, _, unit_name = self.g.time[name][word].partition(" ")
                unit = next(unit for unit in self.units.values() if unit.id == unit_name)
                self._frequency(at, at + 1, Fraction(count), unit)
                self.facts[-1] = replace(self.facts[-1], weak=weak)
                return at + 1
        return 0

    def _calendar(self, at: int) -> int:
        word = self._word(at)
        if word in self.g.time["weekdays"] and (self.language == "nl" or self.tokens[at].raw[0].isupper()):
            return self._add("date", [(WEEKDAY, Fraction(self.g.time["weekdays"][word]), "")], at, at + 1)
        if word in self.g.time["months"] and self._is_month(at):
            return self._add("date", [(MONTH, Fraction(self.g.time["months"][word]), "")], at, at + 1)
        return 0

    def _is_month(self, at: int) -> bool:
        word = self._word(at)
        if self.language == "nl":
            return len(word) > GROUP or word == "mei" or self._is_digits(at - 1)
        if not self.tokens[at].raw[0].isupper():
            return False
        doubtful = word in self.g.time["doubtful_months"]
        beside = any(self._word(n)[:1].isdigit() for n in (at - 1, at + 1)) or self._word(at - 1) in {
            "th",
            "st",
            "nd",
            "rd",
        }
        return not doubtful or beside or self._word(at - 1) in self.g.time["before_months"]

    # Numbers

    def _unit(self, at: int) -> tuple[Unit, int]:
        """The unit that stands here, if any, and where it ends."""
        start = at + (self._word(at) in DASHES and self._word(at + 1) not in DASHES)
        if self.language == "en" and start > at and self._word(start) in {"m", "l"}:
            return PLAIN, at
        for size in (4, 3, 2, 1):
            unit = self.units.get(self.words[start : start + size])
            if unit and len(self.words[start : start + size]) == size and self._unit_fits(start, size):
                return unit, start + size
        return PLAIN, at

    def _unit_fits(self, at: int, size: int) -> bool:
        word = self._word(at)
        if size == 1 and word in {"e", "u"}:
            return self.tokens[at].raw.isupper()
        return not (
            size == 1
            and word == "second"
            and self.language == "en"
            and self._word(at - 1) not in {"1", "one", "a", "per", "every"}
        )

    def _value(self, at: int) -> Value | None:
        value = self._plain_value(at)
        if not value:
            return None
        end = self._starts(value.end, self.g.and_a_half)
        if end:
            return replace(value, number=value.number + Fraction(1, 2), end=end, weak=False)
        step = value.end + (self._word(value.end) in DASHES)
        part = self.g.numbers["fraction_parts"].get(self._word(step))
        if self.words[step + 1 : step + 4] in {("of", "an", "hour"), ("of", "a", "year")}:
            return value
        if part and not value.ordinal and value.number < TEN and not value.meaning:
            if value.number == 1 and part > HALF and self._word(step) not in {"kwart", "quarter"}:
                return value
            return replace(value, number=value.number / part, end=step + 1, weak=False)
        return value

    def _plain_value(self, at: int) -> Value | None:  # noqa: PLR0911 -- a list of cases
        word = self._word(at)
        if not word:
            return None
        if word in VULGAR:
            return Value(VULGAR[word], at + 1)
        if word[0].isdigit():
            return self._digit_value(at)
        if word in self.g.numbers["ordinals"] and not (
            self.language == "en" and word == "second" and self._word(at - 1).isdigit()
        ):
            return Value(Fraction(self.g.numbers["ordinals"][word]), at + 1, ordinal=True)
        if word in ("eerste", "first"):
            return Value(Fraction(1), at + 1, weak=True, ordinal=True)
        if word in self.g.numbers["weak"]:
            return self._more(Value(Fraction(self.g.numbers["weak"][word]), at + 1, weak=True))
        if self.language == "nl":
            return self._dutch_value(at)
        return self._english_value(at)

    def _digit_value(self, at: int) -> Value:
        number, end = digits(self._word(at), self.language), at + 1
        while (
            self._is_digits(at)
            and self._is_digits(end)
            and len(self._word(end)) == GROUP
            and len(self._word(end - 1)) <= GROUP
            and not self.tokens[end].glued
        ):
            number, end = number * 1000 + int(self._word(end)), end + 1
        if self._word(end) in VULGAR and self.tokens[end].glued:
            return Value(number + VULGAR[self._word(end)], end + 1)
        endings = self.g.numbers["ordinal_endings"]
        if (
            end < len(self.tokens)
            and self.tokens[end].glued
            and self._word(end) in endings
            and self.tokens[end].raw.islower()
        ):
            return Value(number, end + 1, ordinal=True, weak=number == 1)
        return self._more(Value(number, end))

    def _more(self, value: Value) -> Value:
        """`10 miljoen`, `2.5 million`, `three hundred`."""
        size = self.g.numbers["large"].get(self._word(value.end))
        if not size:
            return value
        value = replace(value, number=value.number * size, end=value.end + 1, weak=False)
        at = value.end + (self._word(value.end) == "and")
        rest = self._english_value(at) if self.language == "en" and self._word(at) in self.g.values else None
        return (
            replace(value, number=value.number + rest.number, end=rest.end)
            if rest and rest.number < size
            else value
        )

    def _dutch_value(self, at: int) -> Value | None:
        word = self._word(at)
        if word in self.g.values:
            return self._more(Value(self.g.values[word], at + 1))
        number = dutch_number(word)
        if number is not None:
            return self._more(Value(number, at + 1))
        compound = dutch_compound(word)
        return Value(compound[0], at + 1, meaning=compound[1], weak=compound[0] == 1) if compound else None

    def _english_value(self, at: int) -> Value | None:
        word = self._word(at)
        if word not in self.g.values:
            return None
        if word in self.g.numbers["tens"]:
            step = at + 1 + (self._word(at + 1) in DASHES)
            one = self.g.numbers["small"].get(self._word(step))
            if one and one < TEN and step > at + 1:
                return self._more(Value(Fraction(self.g.numbers["tens"][word] + one), step + 1))
        return self._more(Value(self.g.values[word], at + 1))

    def _number(self, at: int) -> int:  # noqa: PLR0911 -- a list of cases
        if self._word(at)[:1].isdigit():
            end = self._clock_number(at)
            if end:
                return end
        if self._word(at) in self.g.numbers["article"]:
            return self._article(at)
        if self._word(at) in ROMAN and self.tokens[at].raw.isupper() and self._word(at - 1) in self.g.stage:
            number = Fraction(ROMAN[self._word(at)])
            return self._add("number", [(QUANTITY, number, "")], at, at + 1, value=number)
        value = self._value(at)
        if not value:
            return self._bare_unit(at)
        if value.ordinal:
            return self._ordinal(at, value)
        if self._word(value.end) == "o'clock" and value.number <= NOON:
            return self._clock(at, value.end + 1, int(value.number), 0)
        return self._measured(at, value)

    def _bare_unit(self, at: int) -> int:
        """`kwartier`, `halfuur`, `fortnight` say a number by themselves."""
        unit = self.units.get((self._word(at),))
        if unit and unit.id in {"quarter hour", "half hour", "half year", "fortnight", "quarter year"}:
            return self._add(
                "time", [quantity(Fraction(1), unit)], at, at + 1, value=Fraction(1), unit=unit.id
            )
        return 0

    def _article(self, at: int) -> int:
        value = self._value(at + 1)
        if value and value.ordinal and self._word(at + 1) in self.g.numbers["fraction_parts"]:
            part = Fraction(1, self.g.numbers["fraction_parts"][self._word(at + 1)])
            return self._add(
                "number", [(QUANTITY, part, ""), (ORDINAL, value.number, "")], at, at + 2, value=part
            )
        if value:
            return 0
        if self._word(at + 1) == "quarter" and self._word(at + 2) != "of":
            return self._add("number", [(QUANTITY, Fraction(1, 4), "")], at, at + 2, value=Fraction(1, 4))
        unit, end = self._unit(at + 1)
        if unit.is_time:
            half = self._starts(end, self.g.and_a_half)
            number = Fraction(3, 2) if half else Fraction(1)
            weak = not half and unit.id in {
                "second",
                "minute",
                "hour",
                "day",
                "week",
                "month",
                "year",
                "decade",
            }
            readings = [quantity(number, unit)]
            if self.language == "en":
                readings.append((EVERY, number * unit.factor, unit.family))
            return self._add("time", readings, at, half or end, value=number, unit=unit.id, weak=weak)
        if self._starts(at + 1, self.g.ratio) and self._ratio_end(at + 1):
            return self._add(
                "number", [(QUANTITY, Fraction(1), "")], at, at + 1, value=Fraction(1), weak=True
            )
        return 0

    def _ratio_end(self, at: int) -> bool:
        end = self._starts(at, self.g.ratio)
        value = self._value(end) if end else None
        return bool(value and value.number > 1 and not value.ordinal)

    def _ordinal(self, at: int, value: Value) -> int:
        readings: list[Reading] = [(ORDINAL, value.number, ""), (QUANTITY, value.number, "")]
        part = self.g.numbers["fraction_parts"].get(self._word(at))
        if part and self._word(at - 1) in {"one", "één", "een"}:
            readings.append((QUANTITY, Fraction(1, part), ""))
        return self._add("number", readings, at, value.end, value=value.number, weak=value.weak)

    def _measured(self, at: int, value: Value) -> int:
        number = value.number
        if value.meaning:
            every = value.meaning.startswith("every ")
            unit = next(u for u in self.units.values() if u.id == value.meaning.removeprefix("every "))
            if every:
                return self._frequency(at, value.end, number, unit)
            return self._add("time", [quantity(number, unit)], at, value.end, value=number, unit=unit.id)
        half = number.denominator == HALF and self._word(value.end - 1) == "half"
        start = value.end + (half and self._word(value.end) in {"a", "an"})
        unit, end = self._unit(start)
        end = end if unit.id else value.end
        joined = value.end + (self._word(value.end) in DASHES)
        if joined > value.end and self._word(joined) in self.g.time["adverbs"]:
            unit_name = self.g.time["adverbs"][self._word(joined)].partition(" ")[2]
            return self._frequency(
                at, joined + 1, number, next(u for u in self.units.values() if u.id == unit_name)
            )
        if unit.is_time and number == 1 and (rest := self._starts(end, self.g.and_a_half)):
            number, end = Fraction(3, 2), rest
        self._add(
            _kind(unit),
            self._readings(at, number, unit),
            at,
            end,
            value=number,
            unit=unit.id,
            weak=value.weak,
        )
        return self._compound_unit(end) or end

    def _readings(self, at: int, number: Fraction, unit: Unit) -> list[Reading]:
        readings = [quantity(number, unit)]
        if unit.id == "%":
            readings.append((QUANTITY, number / 100, ""))
        if unit.id == "year" and (
            self.g.age & set(self.words[max(0, at - 4) : at]) or self._word(at + 1) in DASHES
        ):
            readings.append((QUANTITY, number, ""))
        if unit.id == "hour" and self.language == "nl" and number.denominator == 1 and number <= HOURS:
            readings += self._oclock(at, int(number))
        return readings

    def _oclock(self, at: int, hour: int) -> list[Reading]:
        end = self._unit(at + 1)[1]
        late, early = self._starts(end, self.g.afternoon), self._starts(end, self.g.morning)
        if not (late or early or self._word(at - 1) in self.g.clock_after):
            return []
        moments = (
            [hour % 12 * 60 + HALF_DAY]
            if late
            else [hour * 60]
            if early or hour > NOON
            else [hour * 60, hour * 60 + HALF_DAY]
        )
        return [(CLOCK, Fraction(m % FULL_DAY), "") for m in moments]

    def _compound_unit(self, at: int) -> int:
        """The second half of `mmol/l`, `mg/kg`, `km/h`."""
        if self._word(at) != "/":
            return 0
        unit, end = self._unit(at + 1)
        if not unit.id:
            return 0
        if unit.is_time:
            return self._frequency(at, end, Fraction(1), unit)
        return self._add("unit", [(PER, unit.id, "")], at, end, unit=unit.id)

    # What facts say of each other

    def _join_dates(self) -> None:
        """The number beside a month is a day."""
        for index, fact in enumerate(self.facts):
            if fact.readings[0][0] != MONTH:
                continue
            for other, gap in ((index - 1, 1), (index + 1, 0)):
                if not 0 <= other < len(self.facts):
                    continue
                number = self.facts[other]
                near = (
                    0 <= fact.first - number.last <= gap if other < index else number.first - fact.last <= gap
                )
                whole = (
                    number.value is not None and number.value.denominator == 1 and number.value <= LAST_DAY
                )
                if near and whole and number.kind == "number":
                    self.facts[other] = replace(
                        number, kind="date", readings=((DAY, number.value or "", ""),), weak=False
                    )
                    break

    def _inherit(self) -> None:
        """In `5 tot 8 mg` the 5 is mg too."""
        for index in range(len(self.facts) - 2, -1, -1):
            fact, following = self.facts[index], self.facts[index + 1]
            between = self.words[fact.last : following.first]
            if (
                fact.value is None
                or not between
                or len(between) > LONGEST_JOINT
                or not all(word in CONNECTORS[self.language] for word in between)
            ):
                continue
            separate = set(between) <= {","}
            if separate and not following.ranged:
                continue
            if fact.unit == following.unit and fact.unit:
                self._mark_range(index, separate=separate)
            elif not fact.unit and fact.readings[0][0] == QUANTITY:
                self._lend(index, separate=separate)

    def _mark_range(self, index: int, *, separate: bool) -> None:
        if not separate:
            self.facts[index + 1] = replace(self.facts[index + 1], ranged=True)
        self.facts[index] = replace(self.facts[index], ranged=True)

    def _lend(self, index: int, *, separate: bool) -> None:
        fact, following = self.facts[index], self.facts[index + 1]
        value = fact.value or Fraction(0)
        plain = (QUANTITY, value, "")
        readings: list[Reading] = []
        if following.unit and following.kind != "frequency":
            unit = next(u for u in self.units.values() if u.id == following.unit)
            if value == 1 and unit.is_time and fact.weak:
                return
            readings = self._readings(fact.first, value, unit)
            if any(r[0] == CLOCK for r in following.readings) and value.denominator == 1 and value <= HOURS:
                readings += [(CLOCK, value * 60, ""), (CLOCK, (value * 60 + HALF_DAY) % FULL_DAY, "")]
            fact = replace(fact, kind=following.kind, unit=following.unit, readings=(*readings, plain))
        elif following.kind == "clock" and value.denominator == 1 and value <= HOURS:
            moments = {value * 60 % FULL_DAY, (value * 60 + HALF_DAY) % FULL_DAY}
            fact = replace(fact, kind="clock", readings=(*((CLOCK, m, "") for m in sorted(moments)), plain))
        elif (
            following.kind == "date"
            and following.readings[0][0] == DAY
            and value.denominator == 1
            and value <= LAST_DAY
        ):
            fact = replace(fact, kind="date", readings=((DAY, value, ""),))
        self.facts[index] = fact
        self._mark_range(index, separate=separate)

    def _ratios(self) -> None:
        """`2 op de 3`, `25 in 100`: one fact with two parts."""
        at = 0
        while at < len(self.facts) - 1:
            fact, following = self.facts[at], self.facts[at + 1]
            end = self._starts(fact.last, self.g.ratio) if fact.last < len(self.words) else 0
            numbers = fact.value is not None and following.value is not None and following.value > fact.value
            if (
                end == following.first
                and numbers
                and not fact.unit
                and not following.unit
                and fact.kind == following.kind == "number"
            ):
                value = (fact.value or Fraction(0)) / (following.value or Fraction(1))
                parts = (replace(fact, weak=False), following)
                self.facts[at] = Fact(
                    "ratio",
                    ((QUANTITY, value, ""),),
                    fact.first,
                    following.last,
                    value,
                    parts=parts,
                    ranged=fact.ranged,
                )
                del self.facts[at + 1]
            at += 1


def _kind(unit: Unit) -> str:
    if unit.id == "%":
        return "percentage"
    return "time" if unit.is_time else "number"


@lru_cache(maxsize=2048)
def facts(segment: Segment, language: str) -> tuple[Fact, ...]:
    return Scanner(segment, language).scan()


def span(segment: Segment, first: int, last: int) -> tuple[int, int]:
    tokens: Sequence[Token] = segment.tokens
    return tokens[first].start, tokens[last - 1].end
