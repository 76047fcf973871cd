"""What is done first and what afterwards: “eerst … daarna” against “first … then”."""

from collections.abc import Iterator
from functools import lru_cache

from django.utils.translation import gettext_lazy as _

from .base import Finding, Pair, Severity
from .lexicon import is_thing, known, vague
from .spelling import fold
from .tables import table, words
from .text import Segment

STEM = 4  # letters by which a word is known again: “crème”, “filter”
VERB = 4  # how far before “daarna” its part of the sentence may begin
JOINTS = frozenset({"en", ",", ".", ";"})


@lru_cache
def _set(language: str, key: str) -> frozenset[str]:
    return frozenset(words(table("time")[language][key]))


class SequenceCheck:
    id = "sequence"
    name = _("First and afterwards")
    explanation = _(
        "What comes first in the Dutch must come first in English: “eerst … daarna”, “first … then”."
    )
    severity = Severity.WARNING

    def find(self, pair: Pair) -> Iterator[Finding]:
        for left, right in pair.segments:
            turn = _turn(left)
            if turn and _tells_order(right) and _is_turned(left, right, turn):
                yield Finding(
                    self.id, self.severity, "before-after-swapped", _("This seems to be in another order."),
                    pair.in_source(left, turn, turn + 1), pair.in_target(right, 0, len(right.tokens)),
                )  # fmt: skip


def steps(left: Segment, right: Segment) -> list[tuple[int, int]]:
    """Where “eerst” and “first” stand, and “daarna” and “then”, if both texts have them once."""
    found = []
    for key in ("first", "then"):
        here, there = (
            [at for at, word in enumerate(segment.words) if word in _set(language, key)]
            for segment, language in ((left, "nl"), (right, "en"))
        )
        if len(here) == len(there) == 1:
            found.append((here[0], there[0]))
    return found


def _turn(segment: Segment) -> int:
    """Where the part with “daarna” begins behind “eerst”; 0 for nowhere."""
    first = next((at for at, word in enumerate(segment.words) if word in _set("nl", "first")), None)
    if first is None:
        return 0
    then = next((at for at in range(first, len(segment.words)) if segment.words[at] in _set("nl", "then")), 0)
    # The verb stands in between: “en gebruik vervolgens”.
    return next(
        (at for at in range(then - 1, max(first, then - VERB), -1) if segment.words[at] in JOINTS), then
    )


def _tells_order(segment: Segment) -> bool:
    """Not with “after” or “before”, which may put the second thing first."""
    found = set(segment.words)
    return bool(found & _set("en", "first") and found & _set("en", "then")) and not found & _set(
        "en", "turns"
    )


def _is_turned(left: Segment, right: Segment, turn: int) -> bool:
    """Whether all that the Dutch says first stands, in English, behind all that it says afterwards."""
    steps = _set("nl", "first") | _set("nl", "then")
    hits = [hit for hit in known(left, "nl") if left.words[hit.first] not in steps]
    places = {hit.label: hit.first for hit in known(right, "en")} | places_by_look(right)
    things = [
        (hit.label, hit.first) for hit in hits if is_thing(hit) and left.words[hit.first] not in vague()
    ] + [*places_by_look(left).items()]
    for told in (things, things + [(hit.label, hit.first) for hit in hits]):
        before, after = ({name for name, at in told if (at < turn) is early} for early in (True, False))
        early = {places[name] for name in before - after if name in places}
        late = {places[name] for name in after - before if name in places}
        early, late = early - late, late - early
        if early and late:
            return max(late) < min(early)
    return False


def places_by_look(segment: Segment) -> dict[str, int]:
    """Where the words stand, by what may be the same of them in both languages."""
    return {fold(word)[:STEM]: at for at, word in enumerate(segment.words) if len(word) >= STEM}
