"""Telephone numbers: 112, and what begins with a 0 or a +."""

from fractions import Fraction

from .fact import PHONE
from .scan import DASHES, Scan

SIGNS = frozenset(["+", "(", ")"]) | DASHES
EMERGENCY = Fraction(112)


def read_phone(scan: Scan, at: int) -> int:
    if scan.words[at : at + 5] == ("1", "-", "1", "-", "2"):
        return scan.add_number(EMERGENCY, at, at + 5, kind="phone")
    if not _begins(scan, at):
        return 0
    end = at
    while scan.is_digits(end) or scan.word(end) in SIGNS:
        end += 1
    while scan.word(end - 1) in SIGNS:
        end -= 1
    return scan.add("phone", [(PHONE, _national(scan.words[at:end]), "")], at, end)


def _begins(scan: Scan, at: int) -> bool:
    word = scan.word(at)
    if word == "+":
        return scan.is_digits(at + 1)
    return word.isdecimal() and word[0] == "0" and len(word) > 1


def _national(words: tuple[str, ...]) -> str:
    """The digits as one dials them in the Netherlands, so that +31 and 0031 are the same as 0."""
    number = "".join(word for word in words if word.isdecimal())
    if words[0] == "+":
        return "0" + number[2:].removeprefix("0")
    return "0" + number[4:] if number.startswith("0031") else number
