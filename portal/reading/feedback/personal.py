"""What looks like personal data in a text: a reader is asked to take it out, and decides."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

E_MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
# A number with a country code, or a Dutch one: ten digits that begin with 0.
PHONE = re.compile(
    r"(?<![\d+])(?:(?:\+|00)[1-9](?:[ ().-]{0,2}\d){7,13}|\(?0[1-9](?:[ ()-]{0,2}\d){8})(?!\d)"
)
NINE_DIGITS = re.compile(r"(?<![\d.,-])\d(?:[ .]?\d){7,8}(?![\d])")
POSTCODE = re.compile(r"\b[1-9]\d{3} ?(?:[A-Z]{2}|(?<=\d)[a-z]{2})\b")
STREET = re.compile(
    r"\b\w*(?:straat|laan|weg|plein|gracht|kade|singel|dijk|dreef|street|road|avenue|lane) \d{1,4}\b",
    re.IGNORECASE,
)
# Two letters behind four digits that are no postcode: units, and what was never given out.
NO_POSTCODE = frozenset({"MG", "ML", "KG", "CM", "MM", "IE", "IU", "DL", "PM", "AM", "CT", "SA", "SD", "SS"})
WEIGHTS = (9, 8, 7, 6, 5, 4, 3, 2, -1)


@dataclass(frozen=True)
class Finding:
    """Something in a text, and what it looks like."""

    label: str | Promise
    text: str


def personal_data_in(text: str) -> list[Finding]:
    """Every address, number and mailbox that is found, each text once. It is a guess, never a refusal."""
    found = {finding.text: finding for finding in _findings(text)}
    return list(found.values())


def _findings(text: str) -> Iterator[Finding]:
    for label, pattern, is_one in KINDS:
        yield from (Finding(label, match[0].strip()) for match in pattern.finditer(text) if is_one(match[0]))


def is_citizen_number(text: str) -> bool:
    """Whether the digits pass the test that every Dutch citizen service number (BSN) passes."""
    digits = [int(character) for character in text if character.isdigit()]
    padded = [0] * (9 - len(digits)) + digits
    total = sum(weight * digit for weight, digit in zip(WEIGHTS, padded, strict=True))
    return any(digits) and total % 11 == 0


def is_postcode(text: str) -> bool:
    return text[-2:].upper() not in NO_POSTCODE


def _always(_text: str) -> bool:
    return True


KINDS: tuple[tuple[Promise, re.Pattern[str], Callable[[str], bool]], ...] = (
    (_("an e-mail address"), E_MAIL, _always),
    (_("a phone number"), PHONE, _always),
    (_("a citizen service number (BSN)"), NINE_DIGITS, is_citizen_number),
    (_("a postcode"), POSTCODE, is_postcode),
    (_("a street and house number"), STREET, _always),
)
