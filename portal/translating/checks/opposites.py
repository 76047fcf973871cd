"""Words that became their opposite: left and right, before and after, rise and fall, benign and malignant."""

from collections import Counter
from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from .base import Finding, Pair, Severity, Text
from .comparisons import is_comparison_turned
from .lexicon import are_answered, is_literal
from .sides import (
    MAYBE,
    MAYBE_ONE,
    MAYBE_OTHER,
    NEUTRAL,
    ONE,
    OPPOSITE,
    OTHER,
    PERHAPS,
    Row,
    Side,
    apart_from_limits,
    are_denied,
    count,
    is_even_elsewhere,
    is_settled,
    rows,
    sides,
    turned,
)
from .tables import Hit
from .text import Segment


class OppositesCheck:
    """One check for all rows of a code; which one is said by `code`."""

    id = "opposites"
    code = "intent-flipped"
    name: Text = _("Opposites")
    explanation: Text = _("A word seems to have become its opposite, such as “acute” for “chronisch”.")
    message: Text = _("This seems to say the opposite.")
    severity = Severity.ERROR
    is_certain = False  # also where the rest of the text is put in other words

    def find(self, pair: Pair) -> Iterator[Finding]:
        for left, right in pair.sentences:
            here, there = sides(left, pair.source.language), sides(right, pair.target.language)
            for number in sorted(here.keys() | there.keys()):
                row = rows()[number]
                if row.code != self.code or not (row.strict or number in here.keys() & there.keys()):
                    continue
                found = apart_from_limits(left, right, row, here.get(number, ()), there.get(number, ()))
                words_ = self._flip(row, *found, both_denied=are_denied(left, right, *found))
                if words_ and not self._is_settled(left, right, row, words_[0], words_[1]):
                    yield self._finding(pair, (left, right), *words_)
                    break

    def _is_settled(self, left: Segment, right: Segment, row: Row, here: list[Hit], there: list[Hit]) -> bool:
        return (
            (row.settles and is_settled(left, right, row, here, there))
            or is_comparison_turned(left, right)
            or is_even_elsewhere(left, right, row, here, there)
            or (self.code == OppositesCheck.code and are_answered(left, right, here, there))
        )

    def _flip(
        self, row: Row, here: tuple[Side, ...], there: tuple[Side, ...], *, both_denied: bool
    ) -> tuple[list[Hit], list[Hit], Severity] | None:
        left = count(here, denied_counts=not row.denied or both_denied)
        right = count(there, denied_counts=not row.denied or both_denied)
        for side in (ONE, OTHER):
            if self._turned(side, left, right):
                return _of(here, side), _of(there, OPPOSITE[side]), self.severity
        may_be_either = left[MAYBE] != right[MAYBE] or (
            left[MAYBE] and row.denied and any(side.denied for side in (*here, *there))
        )
        told = both_denied and row.denied and any(side.denied for side in there)
        if not may_be_either and _is_reordered(here, there, told=told):
            return _both(here), _both(there), Severity.WARNING
        if row.strict:
            return self._strictly(row, here, there, left, right)
        return None

    def _turned(self, side: str, left: Counter[str], right: Counter[str]) -> bool:
        return turned(side, left, right)

    def _strictly(
        self,
        row: Row,
        here: tuple[Side, ...],
        there: tuple[Side, ...],
        left: Counter[str],
        right: Counter[str],
    ) -> tuple[list[Hit], list[Hit], Severity] | None:
        for side in (ONE, OTHER):
            if left[side] > right[side] == 0 and not right[MAYBE]:
                return _of(here, side), _of(there, OPPOSITE[side]), Severity.WARNING
            if right[side] > left[side] == 0 and not left[MAYBE]:
                return _of(here, OPPOSITE[side]), _of(there, side), Severity.WARNING
        return None

    def _finding(
        self,
        pair: Pair,
        segments: tuple[Segment, Segment],
        here: list[Hit],
        there: list[Hit],
        severity: Severity,
    ) -> Finding:
        left, right = segments
        places = ([at for hit in hits for at in hit.tokens] for hits in (here, there))
        if not self.is_certain and not is_literal(segments, *places):
            severity = Severity.WARNING
        return Finding(
            check=self.id,
            severity=severity,
            code=self.code,
            message=self.message,
            source=tuple(span for hit in here for span in pair.in_source(left, hit.first, hit.last)),
            target=tuple(span for hit in there for span in pair.in_target(right, hit.first, hit.last)),
        )


def _is_reordered(here: tuple[Side, ...], there: tuple[Side, ...], *, told: bool) -> bool:
    """Whether both sides changed places; where one of them is denied on both sides, whether that one did."""
    if min(len(here), len(there)) == 1:
        return False
    order, other = (
        [(s.side, s.denied and told) for s in found if s.side in OPPOSITE] for found in (here, there)
    )
    if Counter(side for side, _denied in order) != Counter(side for side, _denied in other):
        return False
    return sorted(order) != sorted(other) if told else order != other


def _both(sides: tuple[Side, ...]) -> list[Hit]:
    return [found.hit for found in sides if found.side in OPPOSITE]


def _of(sides: tuple[Side, ...], side: str) -> list[Hit]:
    return [found.hit for found in sides if found.side == side]


class LateralityCheck(OppositesCheck):
    id = "laterality"
    code = "laterality-swapped"
    name = _("Left and right")
    explanation = _("The side of the body must stay the same: “linkerknie” is “left knee”.")
    message = _("Left and right are not the same.")
    is_certain = True

    def _strictly(
        self,
        row: Row,
        here: tuple[Side, ...],
        there: tuple[Side, ...],
        left: Counter[str],
        right: Counter[str],
    ) -> tuple[list[Hit], list[Hit], Severity] | None:
        """“Beide benen” are the left leg and the right one, and not only one of them."""
        for counts, others in ((left, right), (right, left)):
            if others[MAYBE] and counts[ONE] and counts[OTHER]:
                return None
            if others[MAYBE] > counts[MAYBE] and bool(counts[ONE]) != bool(counts[OTHER]):
                return _both(here), _both(there), Severity.WARNING
        return super()._strictly(row, here, there, left, right)


class BeforeAfterCheck(OppositesCheck):
    id = "before-after"
    code = "before-after-swapped"
    name = _("Before and after")
    explanation = _("“Voor de operatie” is “before the operation”, “na het eten” is “after a meal”.")
    message = _("Before and after are not the same.")

    def _turned(self, side: str, left: Counter[str], right: Counter[str]) -> bool:
        """“Voor” is also “for”."""
        settled = left.copy()
        settled[MAYBE_ONE] -= min(left[MAYBE_ONE], right[NEUTRAL])
        rest = right.copy()  # but for the “until” of a Dutch “tot”
        rest[MAYBE_ONE] -= min(right[MAYBE_ONE], left[f"covers {ONE}"])
        if super()._turned(side, settled, rest):
            return True
        later = right[MAYBE_OTHER] > left[MAYBE_OTHER] + left[OTHER]  # “voordat” is not “once”
        return side == ONE and later and left[ONE] > right[ONE] + right[MAYBE_ONE]

    def _strictly(
        self,
        row: Row,
        here: tuple[Side, ...],
        there: tuple[Side, ...],
        left: Counter[str],
        right: Counter[str],
    ) -> tuple[list[Hit], list[Hit], Severity] | None:
        """An English “before” or “after” that nothing in the Dutch accounts for."""
        if not row.covered:
            return super()._strictly(row, here, there, left, right)
        for side in (ONE, OTHER):
            if right[side] > left[side] + left[PERHAPS[side]] + left[f"covers {side}"]:
                return [], _of(there, side), Severity.WARNING
        return None


class IncreaseDecreaseCheck(OppositesCheck):
    id = "increase-decrease"
    code = "increase-decrease-flipped"
    name = _("More and less")
    explanation = _("What rises in Dutch must not fall in English, and the other way round.")
    message = _("One text speaks of more, the other of less.")
