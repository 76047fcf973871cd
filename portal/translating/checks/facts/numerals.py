"""Numbers that are written as one sign or word: in digits, as “½”, in Roman figures, and in Dutch words."""

import re
from fractions import Fraction
from functools import lru_cache

from .grammar import grammar

GROUP = 3  # digits between two signs for thousands
VULGAR = {
    "½": Fraction(1, 2),
    "¼": Fraction(1, 4),
    "¾": Fraction(3, 4),
    "⅓": Fraction(1, 3),
    "⅔": Fraction(2, 3),
}
_ROMAN = {
    r: n
    for n, r in enumerate(
        ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii"), start=1
    )
}


def roman(text: str) -> int:
    """`IV` and, with the letter of a part of a stage, `IIIb`; 0 for what is no Roman figure."""
    whole = text.rstrip("abcABC")
    return _ROMAN.get(whole.lower(), 0) if whole.isupper() and len(text) <= len(whole) + 1 else 0


def digits(text: str, language: str) -> Fraction:
    """`1.200,5` in Dutch and `1,200.5` in English. A sign of the other language is read as a decimal one."""
    thousands, decimal = (".", ",") if language == "nl" else (",", ".")
    text = text.replace(thousands, "" if _is_grouped(text, thousands, decimal) else decimal)
    parts = text.split(decimal)
    return Fraction(f"{''.join(parts[:-1])}.{parts[-1]}") if len(parts) > 1 else Fraction(parts[0])


def _is_grouped(text: str, thousands: str, decimal: str) -> bool:
    whole, *rest = text.split(thousands)
    return all(len(part.split(decimal)[0]) == GROUP for part in rest) and len(whole) <= GROUP and whole != "0"


@lru_cache(maxsize=4096)
def dutch_number(word: str) -> Fraction | None:
    """`tweeëntwintig`, `honderdvijftig`: Dutch writes its numbers in one word."""
    numbers = grammar("nl").numbers
    if word.endswith(("ënhalf", "enhalf", "eneenhalf")):
        return _dutch_and_a_half(word)
    for part in ("small", "tens", "large"):
        if word in numbers[part]:
            return Fraction(numbers[part][word])
    for name, size in numbers["large"].items():
        before, found, after = word.partition(name)
        if found:
            return _dutch_product(before, size, after)
    for name, ten in numbers["tens"].items():
        if word.endswith(name):
            return _dutch_ten(word.removesuffix(name), ten)
    return None


def _dutch_product(before: str, size: int, after: str) -> Fraction | None:
    left = dutch_number(before) if before else Fraction(1)
    right = dutch_number(after) if after else Fraction(0)
    return left * size + right if left is not None and right is not None else None


def _dutch_and_a_half(word: str) -> Fraction | None:
    """`tweeënhalf`, `vierenhalf`, `drieëneenhalf`."""
    whole = re.sub("[ëe]n(?:een)?half$", "", word)
    number = grammar("nl").numbers["small"].get(whole)
    return number + Fraction(1, 2) if number else None


def _dutch_ten(before: str, ten: int) -> Fraction | None:
    """`tweeëntwintig`, of which `tweeën` stands before the ten."""
    unit = before.removesuffix("en").removesuffix("ën")
    one = 1 if unit in ("een", "één") else grammar("nl").numbers["small"].get(unit)
    return Fraction(ten + one) if one else None


@lru_cache(maxsize=4096)
def dutch_ordinal(word: str) -> Fraction | None:
    """`vijftigste`, `eenentwintigste`, `honderdste`."""
    return dutch_number(word.removesuffix("ste")) if word.endswith("ste") else None


@lru_cache(maxsize=4096)
def dutch_compound(word: str) -> tuple[Fraction, str] | None:
    """`driemaal` → 3 and nothing; `vijfjarig` → 5 and year."""
    for ending, meaning in grammar("nl").numbers["endings"].items():
        if word.endswith(ending) and word != ending:
            stem = word.removesuffix(ending)
            ordinal = grammar("nl").numbers["ordinals"].get(stem)
            value = Fraction(1) if stem in ("één", "een") else dutch_number(stem)
            value = Fraction(ordinal) if ordinal and ending == "graads" else value
            if value is not None:
                return value, meaning
    return None
