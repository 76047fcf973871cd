"""Checks that catch dangerous mistakes in a translation.

    check("Neem 5 mg.", "Take 50 mg.") → [Finding("numbers", Severity.ERROR, "decimal-shifted", …)]

The words they know are in `data`, for translators to read and extend.
"""

from collections.abc import Iterable

from .base import Check, Finding, Pair, Severity, Term, pair_of
from .comparators import ComparatorCheck
from .glossary import GlossaryCheck
from .language import LanguageCheck
from .names import AbbreviationCheck, MedicineCheck
from .negation import NegationCheck
from .numbers import (
    DateCheck,
    EmergencyNumberCheck,
    ExchangeCheck,
    FrequencyCheck,
    NumberCheck,
    PercentageCheck,
    RangeCheck,
    UnitCheck,
)
from .omission import EnumerationCheck, SentenceCheck
from .opposites import BeforeAfterCheck, IncreaseDecreaseCheck, LateralityCheck, OppositesCheck
from .sequence import SequenceCheck
from .structure import LinkCheck, ListItemCheck, TagCheck
from .words import WordCheck

__all__ = ["CHECKS", "Check", "Finding", "Pair", "Severity", "Term", "check", "worst"]

CHECKS: tuple[Check, ...] = (
    TagCheck(),
    ListItemCheck(),
    LinkCheck(),
    LanguageCheck(),
    NumberCheck(),
    PercentageCheck(),
    RangeCheck(),
    UnitCheck(),
    FrequencyCheck(),
    DateCheck(),
    EmergencyNumberCheck(),
    ExchangeCheck(),
    ComparatorCheck(),
    NegationCheck(),
    LateralityCheck(),
    BeforeAfterCheck(),
    SequenceCheck(),
    IncreaseDecreaseCheck(),
    OppositesCheck(),
    MedicineCheck(),
    AbbreviationCheck(),
    SentenceCheck(),
    EnumerationCheck(),
    WordCheck(),
    GlossaryCheck(),
)


def check(source: str, target: str, glossary: Iterable[Term] = ()) -> list[Finding]:
    """All findings on a text or piece of HTML and its translation."""
    pair = pair_of(source, target, glossary)
    return [finding for one in CHECKS for finding in one.find(pair)]


def worst(findings: Iterable[Finding]) -> Severity | None:
    """The highest severity among the findings; `None` where there are none."""
    severities = {finding.severity for finding in findings}
    return next((severity for severity in Severity if severity in severities), None)
