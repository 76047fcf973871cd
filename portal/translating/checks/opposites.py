"""Words that became their opposite: left and right, before and after, rise and fall, benign and malignant."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import takewhile

from django.utils.translation import gettext_lazy as _

from .base import Finding, Pair, Severity, Text
from .lexicon import is_literal
from .tables import Hit, Matcher, table, words
from .text import Segment

ONE, OTHER, NEUTRAL, MAYBE = "one", "other", "neutral", "maybe"
MAYBE_ONE, MAYBE_OTHER = "maybe one", "maybe other"
OPPOSITE = {ONE: OTHER, OTHER: ONE}
PERHAPS = {ONE: MAYBE_ONE, OTHER: MAYBE_OTHER}
COLUMNS = {ONE: 0, OTHER: 2, NEUTRAL: 4, MAYBE: 6, MAYBE_ONE: 8, MAYBE_OTHER: 10}
LOOK_BACK = 2
LOOK_AHEAD = 5
PARTICLE = 4  # letters of “op”, “over”, “door”
CLAUSE_ENDS = frozenset([*".,;:!?()", "en", "of", "maar", "als", "want", "dan", "dat", "die"])
LOOK_FAR = 5  # "no fever or pain"
FILLERS = frozenset({"te", "mee", "meer", "al", "er", "be", "to", "been", "any", "so", "zo"})
JOINTS = frozenset({"or", "nor", "of"})


@dataclass(frozen=True, slots=True)
class Row:
    """One pair of opposites."""

    number: int
    code: str
    strict: bool
    covered: bool  # other Dutch words may account for either side
    denied: bool  # a negation before a word makes it count for neither side


@lru_cache
def _rows() -> dict[str, Row]:
    rows: dict[str, Row] = {}
    for group in table("opposites").values():
        first = len(rows)
        for _row in group["rows"]:
            number = len(rows)
            covered = "covers" in group and number == first
            rows[str(number)] = Row(
                number,
                group["code"],
                bool(group.get("strict")) or covered,
                covered,
                group["code"] != "before-after-swapped",
            )
    return rows


@lru_cache
def _matcher(language: str) -> Matcher:
    """All rows at once; the label says which row and which side."""
    first = 0 if language == "nl" else 1
    patterns = []
    number = 0
    for group in table("opposites").values():
        for row in group["rows"]:
            for side, column in zip((ONE, OTHER), group.get("covers", ()), strict=False):
                patterns += [
                    (pattern, f"{number}:covers {side}") for pattern in words(column) if language == "nl"
                ]
            for side, at in COLUMNS.items():
                column = row[at + first] if len(row) > at + first else ""
                patterns += [(pattern, f"{number}:{side}") for pattern in words(column)]
            number += 1
    return Matcher(patterns)


@lru_cache
def _denials(language: str) -> frozenset[str]:
    return frozenset(words(table("negation")[language]["plain"])) | (
        {"non"} if language == "en" else frozenset()
    )


@dataclass(frozen=True, slots=True)
class Side:
    """A side of a pair of opposites found in a text."""

    side: str
    hit: Hit
    denied: bool


@lru_cache(maxsize=2048)
def _sides(segment: Segment, language: str) -> dict[str, tuple[Side, ...]]:
    """Row → the sides in it, from left to right, without overlap inside a row."""
    by_row: dict[str, list[Hit]] = {}
    for hit in _matcher(language).find(segment):
        by_row.setdefault(hit.label.split(":")[0], []).append(hit)
    return {row: tuple(_apart(segment, hits, language)) for row, hits in by_row.items()}


def _apart(segment: Segment, hits: list[Hit], language: str) -> Iterable[Side]:
    taken: set[int] = set()
    kept: list[Hit] = []
    rank = {NEUTRAL: 0, ONE: 1, OTHER: 1}
    for hit in sorted(hits, key=lambda h: (-len(h.tokens), rank.get(h.label.split(":")[1], 2), h.first)):
        if taken.isdisjoint(hit.tokens):
            taken.update(hit.tokens)
            kept.append(hit)
    for hit in sorted(kept, key=lambda h: h.first):
        before = [
            word for word in segment.words[max(0, hit.first - LOOK_FAR) : hit.first] if word not in FILLERS
        ]
        if not JOINTS & set(before):
            before = before[-LOOK_BACK:]
        denied = any(word in _denials(language) or word.endswith("n't") for word in before)
        denied = denied or (language == "nl" and _is_denied_behind(segment, hit))
        yield Side(hit.label.split(":")[1], hit, denied)


def _is_denied_behind(segment: Segment, hit: Hit) -> bool:
    """Dutch denies its verbs at the end of a clause: “kauw er niet op”."""
    clause = tuple(takewhile(lambda word: word not in CLAUSE_ENDS, segment.words[hit.last :]))
    last = (
        clause[-1:]
        if clause[-1:] == ("niet",)
        else clause[-2:-1]
        if clause[-1:] and len(clause[-1]) <= PARTICLE
        else ()
    )
    return len(clause) <= LOOK_AHEAD and last == ("niet",)


def _count(sides: Iterable[Side], *, denied_counts: bool) -> Counter[str]:
    counts: Counter[str] = Counter()
    for side in sides:
        counts[MAYBE if side.denied and not denied_counts and side.side in OPPOSITE else side.side] += 1
    return counts


def trades(left: Segment, right: Segment, languages: tuple[str, str]) -> tuple[int, int]:
    """How often “niet kwaadaardig” became “benign”, and “goedaardig” became “not malignant”."""
    here, there = _sides(left, languages[0]), _sides(right, languages[1])
    rows = [number for number in here.keys() & there.keys() if _rows()[number].denied]
    return (
        int(any(_traded(here[number], there[number]) for number in rows)),
        int(any(_traded(there[number], here[number]) for number in rows)),
    )


def _traded(denied: tuple[Side, ...], plain: tuple[Side, ...]) -> bool:
    sides = {(side.side, side.denied) for side in denied if side.side in OPPOSITE}
    others = {(side.side, side.denied) for side in plain if side.side in OPPOSITE}
    return any(sides == {(side, True)} and others == {(OPPOSITE[side], False)} for side in OPPOSITE)


class OppositesCheck:
    """One check for all rows of a code; which one is said by `code`."""

    id = "opposites"
    code = "intent-flipped"
    name: Text = _("Opposites")
    explanation: Text = _("A word seems to have become its opposite, such as “acute” for “chronisch”.")
    message: Text = _("This seems to say the opposite.")
    severity = Severity.ERROR

    def find(self, pair: Pair) -> Iterator[Finding]:
        for left, right in pair.sentences:
            here, there = _sides(left, pair.source.language), _sides(right, pair.target.language)
            for number in sorted(here.keys() | there.keys()):
                row = _rows()[number]
                if row.code != self.code:
                    continue
                words_ = self._flip(row, here.get(number, ()), there.get(number, ()))
                if words_:
                    yield self._finding(pair, (left, right), *words_)
                    break

    def _flip(
        self, row: Row, here: tuple[Side, ...], there: tuple[Side, ...]
    ) -> tuple[list[Hit], list[Hit], Severity] | None:
        both_denied = any(s.denied for s in here) and any(s.denied for s in there)
        left = _count(here, denied_counts=not row.denied or both_denied)
        right = _count(there, denied_counts=not row.denied or both_denied)
        for side in (ONE, OTHER):
            if self._turned(side, left, right):
                return _of(here, side), _of(there, OPPOSITE[side]), self.severity
        order, other = ([s.side for s in sides if s.side in OPPOSITE] for sides in (here, there))
        if order != other and sorted(order) == sorted(other) and not left[MAYBE] + right[MAYBE]:
            return _both(here), _both(there), Severity.WARNING
        if row.strict:
            return self._strictly(row, here, there, left, right)
        return None

    def _turned(self, side: str, left: Counter[str], right: Counter[str]) -> bool:
        """Whether this side got lost and the other came. What may be either on both sides is out of it."""
        opposite, either = OPPOSITE[side], left[MAYBE] - right[MAYBE]
        lost = left[side] + left[PERHAPS[side]] - right[side] - right[PERHAPS[side]] - max(0, -either)
        gained = right[opposite] - left[opposite] - left[PERHAPS[opposite]] - max(0, either)
        return lost > 0 and gained > 0

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
        if not is_literal(segments, *([at for hit in hits for at in hit.tokens] for hits in (here, there))):
            severity = Severity.WARNING
        return Finding(
            check=self.id,
            severity=severity,
            code=self.code,
            message=self.message,
            source=tuple(span for hit in here for span in pair.in_source(left, hit.first, hit.last)),
            target=tuple(span for hit in there for span in pair.in_target(right, hit.first, hit.last)),
        )


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
        if super()._turned(side, settled, right):
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
