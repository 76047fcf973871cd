"""Numbers that are written as one sign or word: in digits, as “½”, in Roman figures, and in Dutch words."""

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
ROMAN = {
    r: n
    for n, r in enumerate(
        ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii"), start=1
    )
}


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


def _dutch_ten(before: str, ten: int) -> Fraction | None:
    """`tweeëntwintig`, of which `tweeën` stands before the ten."""
    unit = before.removesuffix("en").removesuffix("ën")
    one = 1 if unit in ("een", "één") else grammar("nl").numbers["small"].get(unit)
    return Fraction(ten + one) if one else None


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
