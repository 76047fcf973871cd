"""Numbers, units, doses, dates and times: what differs between the two texts, one check for each kind."""

from collections.abc import Iterator
from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from .base import Finding, Pair, Severity, Text
from .bounds import is_same_bound
from .compare import Comparison, Difference, compare
from .exchange import Places, exchanged, once
from .facts import Fact
from .facts.fact import EVERY


class FactCheck:
    """The differences with certain codes."""

    id: ClassVar[str]
    name: ClassVar[Text]
    explanation: ClassVar[Text]
    severity: ClassVar[Severity] = Severity.ERROR
    message: ClassVar[Text]
    codes: ClassVar[frozenset[str]]

    def find(self, pair: Pair) -> Iterator[Finding]:
        for comparison in compare(pair):
            for difference in comparison.differences:
                if difference.code in self.codes and not is_same_bound(difference):
                    yield self._finding(pair, difference)

    def _finding(self, pair: Pair, difference: Difference) -> Finding:
        left, right = difference.segments
        one, two = difference.source, difference.target
        return Finding(
            check=self.id,
            severity=self.severity if difference.sure else Severity.WARNING,
            code=difference.code,
            message=self.message,
            source=pair.in_source(left, one.first, one.last) if one else (),
            target=pair.in_target(right, two.first, two.last) if two else (),
        )


class NumberCheck(FactCheck):
    id = "numbers"
    name = _("Numbers")
    explanation = _(
        "Every number must come back, as a figure or as a word, with its decimal sign in the right place. "
        "“1.000” becomes “1,000” and “2,5” becomes “2.5”."
    )
    message = _("The numbers are not the same.")
    codes = frozenset({"number-changed", "number-dropped", "number-added", "decimal-shifted"})


class PercentageCheck(FactCheck):
    id = "percentages"
    name = _("Percentages")
    explanation = _("A percentage must stay the same; “25%” may become “a quarter” or “25 in 100”.")
    message = _("The percentages are not the same.")
    codes = frozenset({"percentage-changed"})


class RangeCheck(FactCheck):
    id = "ranges"
    name = _("Ranges")
    explanation = _("Both ends of a range must stay the same: “5 tot 8 mg” is “5 to 8 mg”.")
    message = _("The ends of the range are not the same.")
    codes = frozenset({"range-bound-changed"})


class UnitCheck(FactCheck):
    id = "units"
    name = _("Units")
    explanation = _("A quantity must keep its unit. Milligrams are not micrograms, and IE is IU.")
    message = _("The units are not the same.")
    codes = frozenset({"unit-changed", "unit-dropped"})


class FrequencyCheck(FactCheck):
    id = "frequency"
    name = _("How often")
    explanation = _(
        "How often something is taken or done must stay the same: “om de dag” is “every other day”."
    )
    message = _("How often is not the same.")
    codes = frozenset({"frequency-changed"})


class DateCheck(FactCheck):
    id = "dates"
    name = _("Dates and times")
    explanation = _("Dates, days of the week and clock times must stay the same: “14.30 uur” is “2.30 pm”.")
    message = _("The dates or times are not the same.")
    codes = frozenset({"date-changed"})


class EmergencyNumberCheck(FactCheck):
    id = "emergency-numbers"
    name = _("Emergency and telephone numbers")
    explanation = _("A telephone number is never translated: 112 stays 112.")
    message = _("The telephone numbers are not the same.")
    codes = frozenset({"emergency-number-changed"})


class ExchangeCheck:
    """Two numbers that both texts have, but not of the same things."""

    id = "exchanges"
    name = _("Exchanged numbers")
    explanation = _(
        "Numbers must stay with what they count: “the bag weekly and the dressing daily” is not “the bag "
        "daily and the dressing weekly”."
    )
    severity = Severity.WARNING

    def find(self, pair: Pair) -> Iterator[Finding]:
        for comparison in compare(pair):
            turned = _exchanged(comparison)
            if turned:
                yield self._finding(pair, comparison, turned)

    def _finding(self, pair: Pair, comparison: Comparison, turned: list[tuple[Fact, Fact]]) -> Finding:
        left, right = comparison.segments
        often = any(one.readings[0][0] == EVERY for one, _two in turned)
        return Finding(
            check=self.id,
            severity=self.severity,
            code="frequency-changed" if often else "number-changed",
            message=_("These seem to have changed places."),
            source=tuple(s for one, _two in turned for s in pair.in_source(left, one.first, one.last)),
            target=tuple(s for _one, two in turned for s in pair.in_target(right, two.first, two.last)),
        )


def _exchanged(comparison: Comparison) -> list[tuple[Fact, Fact]]:
    """The facts of one kind that changed places; only those that stand in both texts once."""
    named = [(str(one.readings[0]), one, two) for one, two in comparison.matched if not one.weak]
    names = once((name, at) for at, (name, _one, _two) in enumerate(named))
    kinds: dict[tuple[str, str], dict[str, Places]] = {}
    for name, at in names.items():
        one, two = named[at][1:]
        kind = one.readings[0][0]
        kinds.setdefault((kind, "" if kind == EVERY else one.unit), {})[name] = (one.first, two.first)
    turned = (exchanged(*comparison.segments, places) for places in kinds.values())
    return [named[names[name]][1:] for pair in turned for name in pair]
