"""Ratios: `2 op de 3`, `25 in 100`."""

from dataclasses import replace
from fractions import Fraction
from itertools import pairwise

from .fact import QUANTITY, Fact
from .scan import Scan

OF = frozenset(["van", "de", "die", "deze", "alle", "of", "the", "these", "those", "all"])


def join_ratios(scan: Scan) -> None:
    """Make one fact with two parts of the two numbers of a ratio."""
    at = 0
    while at < len(scan.facts) - 1:
        fact, following = scan.facts[at : at + 2]
        if _is_ratio(scan, fact, following):
            scan.facts[at : at + 2] = [_ratio(fact, following)]
        at += 1


def join_parts(scan: Scan) -> None:
    """“De helft van de 20” may be ten."""
    for index, (fact, following) in enumerate(pairwise(scan.facts)):
        if _is_part(scan, fact, following):
            number = (QUANTITY, (fact.value or Fraction(0)) * (following.value or 0), "")
            scan.facts[index] = replace(fact, readings=(*fact.readings, number))


def _is_part(scan: Scan, fact: Fact, following: Fact) -> bool:
    between = scan.words[fact.last : following.first]
    if fact.value is None or following.value is None or not OF.issuperset(between) or not between:
        return False
    return 0 < fact.value < 1 < following.value and fact.kind in ("number", "percentage")


def _is_ratio(scan: Scan, fact: Fact, following: Fact) -> bool:
    if not fact.kind == following.kind == "number" or fact.unit or following.unit:
        return False
    if fact.value is None or following.value is None or following.value <= fact.value:
        return False
    end = scan.starts(fact.last, scan.grammar.ratio) if fact.last < len(scan.words) else 0
    return end == following.first


def _ratio(fact: Fact, following: Fact) -> Fact:
    value = (fact.value or Fraction(0)) / (following.value or Fraction(1))
    return Fact(
        "ratio",
        ((QUANTITY, value, ""),),
        fact.first,
        following.last,
        value,
        parts=(replace(fact, weak=False), following),
        ranged=fact.ranged,
    )
