"""Units of measure: what they are, and which one stands at a place in a text."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from portal.translating.checks.tables import table

from .fact import QUANTITY, Reading
from .grammar import Phrase, phrases
from .scan import DASHES, Scan

TIMES = ("time", "months")
CURRENCIES = frozenset("€£$")
BEFORE_SECOND = frozenset(["1", "one", "a", "per", "every"])  # where “second” is no ordinal


@dataclass(frozen=True, slots=True)
class Unit:
    """Units of one family can be compared by their factor. A soft one may be left out."""

    id: str
    family: str
    factor: Fraction
    soft: bool
    told: bool = False  # soft, but not to be left out

    @property
    def is_time(self) -> bool:
        return self.family in TIMES


PLAIN = Unit("", "", Fraction(1), soft=False)


@lru_cache
def units(language: str) -> dict[Phrase, Unit]:
    found: dict[Phrase, Unit] = {}
    for entry in table("units")["unit"]:
        family, factor = entry.get("size", [entry["id"], "1"])
        unit = Unit(entry["id"], family, Fraction(factor), bool(entry.get("soft")), bool(entry.get("told")))
        found |= dict.fromkeys(phrases(entry[language]), unit)
    return found


def unit_named(name: str, language: str) -> Unit:
    return next(unit for unit in units(language).values() if unit.id == name)


def is_told(unit_id: str, words: Sequence[str], language: str) -> bool:
    """Whether a unit that may not be left out is named anywhere, or need not be."""
    named = [phrase for phrase, unit in units(language).items() if unit.id == unit_id and unit.told]
    return not named or any(phrase[0] in words for phrase in named)


def quantity(value: Fraction, unit: Unit) -> Reading:
    return (QUANTITY, value * unit.factor, "" if unit.soft else unit.family)


def unit_at(scan: Scan, at: int) -> tuple[Unit, int]:
    """The unit that stands here and where it ends; `PLAIN` and this place where there is none."""
    start = at + (scan.word(at) in DASHES and scan.word(at + 1) not in DASHES)
    if scan.language == "en" and start > at and scan.word(start) in {"m", "l"}:
        return PLAIN, at
    known = units(scan.language)
    for size in (4, 3, 2, 1):
        words = scan.words[start : start + size]
        if len(words) == size and words in known and _fits(scan, start, size):
            return known[words], start + size
    return PLAIN, at


def _fits(scan: Scan, at: int, size: int) -> bool:
    word = scan.word(at)
    if size > 1:
        return True
    if word in CURRENCIES:
        return not scan.word(at + 1)[:1].isdecimal()  # in “in 2024 € 385” it belongs to what follows
    if word in {"e", "u"}:
        return scan.tokens[at].raw.isupper()
    return word != "second" or scan.language != "en" or scan.word(at - 1) in BEFORE_SECOND
