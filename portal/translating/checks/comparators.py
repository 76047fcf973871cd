"""“At least” and “at most”, “more than” and “less than”, “before” and “after” beside a number."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from django.utils.translation import gettext_lazy as _

from .base import Finding, Pair, Severity
from .compare import compare, matches
from .facts import Fact, facts
from .facts.fact import EVERY
from .lexicon import is_literal
from .tables import Hit, Matcher, table, words
from .text import Segment

UP, DOWN = "up", "down"
TURNED = {UP: DOWN, DOWN: UP}
LATE, EARLY = "late", "early"
POINTS = {UP: UP, DOWN: DOWN, LATE: UP, EARLY: DOWN}
REACH = 5
OF_WHAT = 3  # words of what is counted: “one glass of wine or more”
LOOK_BACK = 10
BEHIND = 4  # “a quarter of an hour before”
PARTS = frozenset([*".;!?", "maar", "but"])
JOINTS = frozenset({"en", "of", "and", "or"})  # “60 and over” has 60 in it
NAMING = frozenset({"is"})  # “one glass a day is the maximum”
PUNCTUATION = frozenset(".,;:!?()")
WITHIN = frozenset({"binnen", "uiterlijk", "within"})


@lru_cache
def _matcher(language: str) -> Matcher:
    data = table("comparators")[language]
    patterns = [
        (p, label)
        for label in ("up", "down", "up_sure", "down_sure", "up_after", "down_after", LATE, EARLY)
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
    return tuple(hit for hit in _matcher(language).find_apart(segment) if not _is_cut(segment, hit))


def _is_cut(segment: Segment, hit: Hit) -> bool:
    """“Is het minder erg, bel dan” compares nothing."""
    return not PUNCTUATION.isdisjoint(segment.words[hit.first : hit.last])


@dataclass(frozen=True, slots=True)
class Limit:
    """Which way a comparator points at a number; `way` is empty where there is none.

    One that is `sure` must not get lost. `denial` is where the negation stands that turns it round, `words`
    where the comparator stands. `LATE` and `EARLY`, of “after two days” and “the first two days”, are ways
    only beside a negation.
    """

    way: str = ""
    sure: bool = False
    denial: int | None = None
    words: tuple[int, ...] = ()


@lru_cache(maxsize=4096)
def limit(segment: Segment, fact: Fact, language: str) -> Limit:
    """The comparator of this number, behind it or before it."""
    for hit in _hits(segment, language):
        if hit.label.endswith("_after") and _is_behind(segment, hit, fact, language):
            return _turned_behind(segment, hit, fact, language)
    before = _hit_before(segment, fact, language)
    return _turned(segment, before, fact, language) if before else Limit()


def _end(segment: Segment, fact: Fact) -> int:
    """Behind the number and all of its unit: “10 mmol/l”."""
    return fact.last + 2 * (segment.words[fact.last : fact.last + 1] == ("/",))


def _is_behind(segment: Segment, hit: Hit, fact: Fact, language: str) -> bool:
    """“2 glasses or more”, and “one glass of wine or more” without another number in between."""
    end = _end(segment, fact)
    between = segment.words[end : hit.first]
    if 0 <= hit.first - end <= 1:
        return True
    if hit.first < end or len(between) > OF_WHAT or not all(word.isalpha() for word in between):
        return False
    return segment.words[hit.first] in JOINTS | NAMING and not any(
        end <= other.first < hit.first and EVERY not in {reading[0] for reading in other.readings}
        for other in facts(segment, language)
    )


def _turned_behind(segment: Segment, hit: Hit, fact: Fact, language: str) -> Limit:
    """“Not reach 140 or higher” is under 140."""
    way = hit.label.split("_")[0]
    before = segment.words[max(0, fact.first - 2) : fact.first]
    if before[-1:] and before[-1] in _set(language, "reach") and before[0] in _set(language, "not"):
        return Limit(TURNED[way], denial=fact.first - 2, words=hit.tokens)
    return Limit(way, words=hit.tokens)


@lru_cache(maxsize=2048)
def limit_words(segment: Segment, language: str) -> frozenset[int]:
    """Where the comparators stand that belong to a number."""
    found = (limit(segment, fact, language) for fact in facts(segment, language))
    return frozenset(at for one in found if one.way in TURNED for at in one.words)


@lru_cache(maxsize=2048)
def joint_words(segment: Segment, language: str) -> frozenset[int]:
    """Where the words stand between the ends of a range: the “tot” of “na 10 tot 14 dagen”."""
    found = pairwise(facts(segment, language))
    return frozenset(
        at for one, two in found if one.ranged and two.ranged for at in range(one.last, two.first)
    )


@lru_cache(maxsize=2048)
def common_limit_words(left: Segment, right: Segment) -> tuple[frozenset[int], frozenset[int]]:
    """Where the comparators stand of the numbers that both texts have."""
    found = matches(left, right)
    return (
        frozenset(at for one, _two in found for at in limit(left, one, "nl").words),
        frozenset(at for _one, two in found for at in limit(right, two, "en").words),
    )


@lru_cache(maxsize=2048)
def turned_limits(left: Segment, right: Segment) -> int:
    """How many numbers have a limit that points the other way, as in “not under 16” and “from 16”."""
    ways = [(limit(left, one, "nl").way, limit(right, two, "en").way) for one, two in matches(left, right)]
    return sum(bool(one and two) and POINTS[one] != POINTS[two] for one, two in ways)


def limits(segment: Segment, language: str) -> frozenset[int]:
    """Where the negations stand that belong to the limit of a number, as in “niet meer dan 5”."""
    found = (limit(segment, fact, language).denial for fact in facts(segment, language))
    return frozenset(at for at in found if at is not None)


def _hit_before(segment: Segment, fact: Fact, language: str) -> Hit | None:
    hits = [hit for hit in _hits(segment, language) if hit.last <= fact.first]
    for hit in sorted(hits, key=lambda h: -h.last):
        between = segment.words[hit.last : fact.first]
        if hit.label.endswith("_after"):
            if between or segment.words[hit.first] not in JOINTS:
                continue
            return Hit(hit.label.removesuffix("_after"), hit.tokens[1:])  # “dry and below 25 °C”
        if len(between) > REACH or not _set(language, "between").issuperset(between):
            return None
        return None if _is_of_dose(segment, hit, fact) else hit
    return None


def _is_of_dose(segment: Segment, hit: Hit, fact: Fact) -> bool:
    """“The minimum daily dose” is a dose, and no limit to how often."""
    return fact.kind == "frequency" and segment.words[hit.last - 1] in {"minimum", "maximum"}


def _turned(segment: Segment, hit: Hit, fact: Fact, language: str) -> Limit:
    way, found = hit.label.split("_")[0], frozenset(segment.words[at] for at in hit.tokens)
    if way not in TURNED:
        return Limit(way)
    behind = frozenset(segment.words[fact.last : fact.last + BEHIND])
    if found & _set(language, "moment") and behind & _set(language, "before"):
        way = TURNED[way]  # “no later than an hour before” is at least an hour
    until = bool(found & _set(language, "until"))
    denial = _denial(segment, hit, language, anywhere=until)
    if denial is None:
        inside = next((at for at in hit.tokens if segment.words[at] in _set(language, "not")), None)
        return Limit(way, hit.label.endswith("_sure"), inside, hit.tokens)
    if until:
        return Limit()  # “not until” says from when on
    return Limit(TURNED[way], sure=False, denial=denial, words=hit.tokens)


def _denial(segment: Segment, hit: Hit, language: str, *, anywhere: bool) -> int | None:
    """Where the negation of a comparator stands: “niet meer dan”, “must not fall below”."""
    if hit.label.endswith(("_sure", "_after")):
        return None
    anywhere = anywhere or hit.label.endswith("_than")
    for at in range(hit.first - 1, max(-1, hit.first - LOOK_BACK), -1):
        word = segment.words[at]
        if word in _set(language, "not"):
            return at
        if word in PUNCTUATION or word in _set(language, "clause"):
            return None
        if not anywhere and word not in _set(language, "motion"):
            return None
    return None


def _mentions(segment: Segment, way: str, language: str) -> bool:
    """Whether a comparator stands anywhere that points this way, or a word that may make one."""
    return any(hit.label.split("_")[0] == way for hit in _hits(segment, language)) or not _set(
        language, "hints"
    ).isdisjoint(segment.words)


def _is_denied(segment: Segment, fact: Fact, language: str, *, veiled: bool) -> bool:
    """Whether something but a limit is denied beside it: “not gone in a week” is “lasts over a week”."""
    ends = [at for at, word in enumerate(segment.words) if word in PARTS]
    first = max((at for at in ends if at < fact.first), default=0)
    last = min((at for at in ends if at >= fact.last), default=len(segment.words))
    denials = {
        at
        for at in range(first, last)
        if _denies(segment, at, language, veiled=veiled) and not _is_only_then(segment, at, last, language)
    }
    return len(denials - limits(segment, language)) % 2 == 1


def _is_only_then(segment: Segment, at: int, end: int, language: str) -> bool:
    """Whether a negation says from when on: “is not removed until it is over 5 cm”."""
    is_plain = segment.words[at] in _set(language, "not")
    return is_plain and not _set(language, "only_then").isdisjoint(segment.words[at:end])


def _denies(segment: Segment, at: int, language: str, *, veiled: bool) -> bool:
    """“Fasting” denies, “too fast” does not."""
    word, before = segment.words[at], segment.words[max(0, at - 1) : at]
    hidden = word in _set(language, "denying") and _set(language, "degrees").isdisjoint(before)
    return word in _set(language, "not") or (veiled and hidden)


def _is_even(segments: tuple[Segment, Segment], told: tuple[Fact, Fact], *, veiled: bool) -> bool:
    """Whether both texts deny something beside their number, or neither does."""
    denied = [
        _is_denied(segment, fact, language, veiled=veiled)
        for segment, fact, language in zip(segments, told, ("nl", "en"), strict=True)
    ]
    return denied[0] == denied[1]


def _is_late(segments: tuple[Segment, Segment], told: tuple[Fact, Fact], found: tuple[Limit, Limit]) -> bool:
    """Whether “within five days” became “after five days”. “Not within” may be “not until after”."""
    ways = {one.way for one in found}
    denied = any(
        _is_denied(segment, fact, language, veiled=True)
        for segment, fact, language in zip(segments, told, ("nl", "en"), strict=True)
    )
    inside = any(
        segment.words[at] in WITHIN for segment, one in zip(segments, found, strict=True) for at in one.words
    )
    return ways == {DOWN, LATE} and inside and not denied


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
            for one, two in comparison.matched:
                severity = self._severity(pair, comparison.segments, one, two)
                if severity:
                    yield self._finding(pair, comparison.segments, one, two, severity)

    def _severity(
        self, pair: Pair, segments: tuple[Segment, Segment], one: Fact, two: Fact
    ) -> Severity | None:
        left, right = segments
        here, there = limit(left, one, pair.source.language), limit(right, two, pair.target.language)
        if here.way in TURNED and there.way in TURNED:
            is_even = _is_even(segments, (one, two), veiled=True) or (
                here.sure and there.sure and _is_even(segments, (one, two), veiled=False)
            )
            return self._of_turned(here, there, segments) if is_even else None
        if _is_late(segments, (one, two), (here, there)):
            return Severity.WARNING
        lost = (here.sure and not _mentions(right, here.way, pair.target.language)) or (
            there.sure and not _mentions(left, there.way, pair.source.language)
        )
        return Severity.WARNING if lost else None

    def _of_turned(self, here: Limit, there: Limit, segments: tuple[Segment, Segment]) -> Severity | None:
        if here.way == there.way:
            return None
        plain = here.denial is None and there.denial is None
        certain = (here.sure and there.sure) or is_literal(segments)
        return Severity.ERROR if plain and certain else Severity.WARNING

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
