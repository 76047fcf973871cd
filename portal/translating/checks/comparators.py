"""“At least” and “at most”, “more than” and “less than”, “before” and “after” beside a number."""

from collections.abc import Iterator
from functools import lru_cache

from django.utils.translation import gettext_lazy as _

from .base import Finding, Pair, Severity
from .compare import compare
from .facts import Fact
from .tables import Hit, Matcher, table, words
from .text import Segment

UP, DOWN = "up", "down"
TURNED = {UP: DOWN, DOWN: UP}
REACH = 5
LOOK_BACK = 7
PUNCTUATION = frozenset(".,;:!?()")


@lru_cache
def _matcher(language: str) -> Matcher:
    data = table("comparators")[language]
    patterns = [
        (p, label)
        for label in ("up", "down", "up_sure", "down_sure", "up_after", "down_after")
        for p in words(data[label])
    ]
    for label, key in ((UP, "more"), (DOWN, "less")):
        for word in words(data[key]):
            patterns += [
                (f"{word} {data['than']}", f"{label}_than"),
                (f"{word} .. {data['than']}", f"{label}_than"),
            ]
    return Matcher(patterns)


@lru_cache
def _set(language: str, key: str) -> frozenset[str]:
    return frozenset(words(table("comparators")[language][key]))


@lru_cache(maxsize=2048)
def _hits(segment: Segment, language: str) -> tuple[Hit, ...]:
    return tuple(_matcher(language).find_apart(segment))


def direction(segment: Segment, fact: Fact, language: str) -> tuple[str, bool]:
    """Which way a comparator points at this number, if any, and whether it must not get lost."""
    for hit in _hits(segment, language):
        if hit.label.endswith("_after") and 0 <= hit.first - fact.last <= 1:
            return hit.label.split("_")[0], False
    before = [
        hit for hit in _hits(segment, language) if hit.last <= fact.first and not hit.label.endswith("_after")
    ]
    for hit in sorted(before, key=lambda h: -h.last):
        between = segment.words[hit.last : fact.first]
        if len(between) > REACH or not all(word in _set(language, "between") for word in between):
            break
        if hit.last == fact.first or between:
            return _turned(segment, hit, language)
    return "", False


def _turned(segment: Segment, hit: Hit, language: str) -> tuple[str, bool]:
    way = hit.label.split("_")[0]
    if not hit.label.endswith("_than") and segment.words[hit.first] not in {"over", "exceed", "exceeds"}:
        return way, hit.label.endswith("_sure")
    for at in range(hit.first - 1, max(-1, hit.first - LOOK_BACK), -1):
        word = segment.words[at]
        if word in PUNCTUATION or word in _set(language, "clause"):
            break
        if word in _set(language, "not"):
            return TURNED[way], False
    return way, False


class ComparatorCheck:
    id = "comparators"
    name = _("At least and at most")
    explanation = _(
        "“Minstens” is “at least”, “hoogstens” is “at most”, “niet meer dan” is “no more than”. A limit that "
        "points the other way is a dangerous mistake."
    )
    severity = Severity.ERROR

    def find(self, pair: Pair) -> Iterator[Finding]:
        for comparison in compare(pair):
            left, right = comparison.segments
            ways = [
                (
                    one,
                    two,
                    direction(left, one, pair.source.language),
                    direction(right, two, pair.target.language),
                )
                for one, two in comparison.matched
            ]
            for one, two, (here, sure), (there, also_sure) in ways:
                if here and there and here != there:
                    yield self._finding(pair, comparison.segments, one, two, Severity.ERROR)
                elif (here and sure and not there) or (there and also_sure and not here):
                    yield self._finding(pair, comparison.segments, one, two, Severity.WARNING)

    def _finding(
        self, pair: Pair, segments: tuple[Segment, Segment], one: Fact, two: Fact, severity: Severity
    ) -> Finding:
        left, right = segments
        return Finding(
            check=self.id,
            severity=severity,
            code="comparator-flipped",
            message=_("The limit points the other way, or has gone."),
            source=pair.in_source(left, max(0, one.first - 2), one.last),
            target=pair.in_target(right, max(0, two.first - 2), two.last),
        )
