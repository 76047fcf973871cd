"""Negations that were lost or added, also veiled ones such as “without” and “avoid”."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise, takewhile

from django.utils.translation import gettext_lazy as _

from .base import Finding, Pair, Severity, Text
from .comparators import turned_limits
from .denials import PLAIN, STOPS, Denials, denials
from .lexicon import content, is_literal, is_strange, known, light, strays, uncovered, unfounded
from .sides import stands_bare, trades
from .tables import Hit, table
from .text import Segment

PREFIXED = frozenset({"prefix", "harmless"})
BEHIND = -1  # “vergeet niet”
# How far behind a plain negation one of these makes it none: “not at all unlikely”.
DOUBLED = {
    "prefix": 2, "harmless": 2, "without": 2, "disappear": 2, "stop": 4, "forget": 4, "avoid": 3, "refuse": 3,
    "prevent": 3, "forbidden": 3, "lack": 3, "unless": 3,
}  # fmt: skip
FREE = 2  # words without a rendering
REACH = 5  # how many words before and behind a negation are what it denies


@lru_cache
def _own() -> frozenset[str]:
    return frozenset(pair["id"] for pair in table("negation")["pairs"] if pair.get("own"))


def _without_doubles(one: Denials, other: Denials) -> Denials:
    """Two negations make none, as in “niet onmogelijk”, unless the other text has the second one too."""
    plain, veiled = list(one.plain), list(one.veiled_hits)
    for veil in one.veiled_hits:
        if veil.label not in DOUBLED or veil.label in other.veiled or len(plain) <= len(other.plain):
            continue
        denial = next((hit for hit in plain if _joins(hit, veil)), None)
        if denial:
            plain.remove(denial)
            veiled.remove(veil)
    return replace(one, plain=tuple(plain), veiled_hits=tuple(veiled))


def _without_answered(
    one: Denials, other: Denials, told: tuple[Hit, ...], unanswered: tuple[Hit, ...]
) -> Denials:
    """What the lexicon finds on the other side is not lost: “ongerust” is “worried”."""
    answered = {at for hit in told for at in hit.tokens} - {at for hit in unanswered for at in hit.tokens}
    veiled = (
        hit
        for hit in one.veiled_hits
        if hit.label not in PREFIXED or hit.label in other.veiled or not answered.issuperset(hit.tokens)
    )
    return replace(one, veiled_hits=tuple(veiled))


def _joins(denial: Hit, veil: Hit) -> bool:
    return any(BEHIND <= at - denial.first <= DOUBLED[veil.label] for at in veil.tokens)


class NegationCheck:
    id = "negation"
    name = _("Negation")
    explanation = _(
        "“Niet”, “geen”, “nooit” and “zonder” must come back as a negation of some kind, and English must "
        "not deny what the Dutch says."
    )
    severity = Severity.ERROR

    def find(self, pair: Pair) -> Iterator[Finding]:
        for left, right in pair.sentences:
            yield from self._compare(pair, left, right)

    def _compare(self, pair: Pair, left: Segment, right: Segment) -> Iterator[Finding]:
        here, there = denials(left, right)
        here, there = _without_doubles(here, there), _without_doubles(there, here)
        missing, extra = _difference(here, there)
        if missing or extra:
            given, taken = trades(left, right)
            turned = turned_limits(left, right)
            missing, extra = missing - given - turned, extra - taken - turned
        if (
            max(missing, extra) <= 0
            or _is_double(left, right, here, there)
            or _is_free(left, right, here, there)
        ):
            return
        if missing <= 0:
            what = "negation-added", _("A negation seems to be added.")
            yield self._finding(pair, (left, right), (here, there), what)
        elif there.is_empty or stands_bare(left, right) or not _is_reworded(left, right, here, there):
            what = "negation-lost", _("A negation seems to be lost.")
            yield self._finding(pair, (left, right), (here, there), what)

    def _finding(
        self,
        pair: Pair,
        segments: tuple[Segment, Segment],
        denials: tuple[Denials, Denials],
        what: tuple[str, Text],
    ) -> Finding:
        (left, right), (here, there), (code, message) = segments, denials, what
        places = [[at for hit in one.hits for at in hit.tokens] for one in (here, there)]
        strange = any(is_strange(left, right, at) for hit in here.sure for at in _around(left, hit))
        even = not here.veiled and not there.veiled and not (here.plain and there.plain)
        is_sure = _is_bare(here, there) or _is_bare(there, here)
        is_sure = is_sure or (even and not strange and is_literal(segments, *places))
        return Finding(
            check=self.id,
            severity=Severity.ERROR if is_sure else Severity.WARNING,
            code=code,
            message=message,
            source=tuple(s for hit in here.hits for s in pair.in_source(left, hit.first, hit.last)),
            target=tuple(s for hit in there.hits for s in pair.in_target(right, hit.first, hit.last)),
        )


def _is_bare(one: Denials, other: Denials) -> bool:
    """Whether “niet” or its like stands alone in one text, and nothing in the other denies anything."""
    return bool(one.plain) and not one.veiled and other.is_empty


def _is_free(left: Segment, right: Segment, here: Denials, there: Denials) -> bool:
    """Whether much is put otherwise, or the lexicon finds what one text denies in the other.

    What is put otherwise is there in other words; where there are none, it is gone.
    """
    mine = _without_answered(here, there, known(left, "nl"), uncovered(left, right))
    theirs = _without_answered(there, here, known(right, "en"), unfounded(left, right))
    if here.is_empty or there.is_empty:
        return False
    own = {at for hit in here.hits if len(hit.tokens) > 1 for at in hit.tokens}  # “op eigen houtje”
    is_reworded = len(strays(left, right) - own) >= FREE and bool(content(right, unfounded(left, right)))
    return is_reworded or not any(_difference(mine, theirs))


def _difference(here: Denials, there: Denials) -> tuple[int, int]:
    """How many negations got lost, and how many came."""
    common = here.veiled & there.veiled
    mine, theirs = here.veiled - common, there.veiled - common
    return _unanswered(here, mine, there, theirs), _unanswered(there, theirs, here, mine)


def _is_double(left: Segment, right: Segment, here: Denials, there: Denials) -> bool:
    """Two negations in one part of a sentence make none: “niet zonder overleg” is “always ask first”."""
    more = len(here.sure) - len(there.sure)
    segment, one = (left, here) if more > 0 else (right, there)
    hits = sorted(one.sure, key=lambda hit: hit.first)
    joined = any(
        STOPS.isdisjoint(segment.words[first.last : second.first]) for first, second in pairwise(hits)
    )
    return more != 0 and more % 2 == 0 and joined


def _concerned(one: Denials, other: Denials) -> tuple[Hit, ...]:
    """The negations of the first text of which one has no counterpart."""
    if len(one.plain) > len(other.plain):
        return one.plain
    return tuple(hit for hit in one.sure if hit.label != PLAIN and hit.label not in other.veiled) or one.sure


def _is_reworded(left: Segment, right: Segment, here: Denials, there: Denials) -> bool:
    """Whether something that is denied has no rendering, and the translation has another word."""
    if "but" in right.words and "maar" not in left.words:
        return False  # what comes behind it is no longer denied
    own = {at for hit in here.hits for at in hit.tokens}
    denied = {at for hit in _concerned(here, there) for at in _around(left, hit)} - own
    return bool(denied & content(left, uncovered(left, right)) and content(right, unfounded(left, right)))


def _around(segment: Segment, hit: Hit) -> list[int]:
    """What a negation denies stands behind it; before it where nothing does."""
    for places in (range(hit.last, len(segment.words)), range(hit.first - 1, -1, -1)):
        near = list(takewhile(lambda at: segment.words[at] not in STOPS, places[:REACH]))
        if any(segment.words[at] not in light() for at in near):
            return near
    return []


def _unanswered(one: Denials, veiled: Counter[str], two: Denials, other_veiled: Counter[str]) -> int:
    """How many negations of the first text have nothing on the other side that could stand for them."""
    must = sum(count for name, count in veiled.items() if name in one.musts)
    spread = max(0, one.repeated - two.repeated) if two.spreads else 0
    plain_left = max(0, len(one.plain) + one.repeated - spread - len(two.plain) - two.repeated)
    spare_plain = max(0, len(two.plain) + two.repeated - len(one.plain))
    answers = sum(n for name, n in other_veiled.items() if name not in _own()) + max(0, two.also - one.also)
    lost = plain_left - answers
    must_left = must - spare_plain - answers + plain_left
    return max(0, lost, must_left)
