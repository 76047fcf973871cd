"""Negations that were lost or added, also veiled ones such as “without” and “avoid”."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from django.utils.translation import gettext_lazy as _

from .base import Finding, Pair, Severity, Text
from .opposites import trades
from .tables import Hit, Matcher, table, words
from .text import Segment

PLAIN, SILENT, ALSO, NOT = "plain", "silent", "also", "none"
NEAR = 7
NEXT = 2  # "not at all unlikely"
DOUBLED = frozenset({"prefix"})
JOINTS = frozenset({"en", "of", "noch", "and", "or", "nor", ",", "maar"})
FULL_STOPS = frozenset(".;:!?")


@lru_cache
def _matcher(language: str) -> Matcher:
    data = table("negation")
    patterns = [(p, label) for label in (PLAIN, SILENT, ALSO) for p in words(data[language][label])]
    for pair in data["pairs"]:
        patterns += [(p, pair["id"]) for p in words(pair[language])]
        patterns += [(p, f"{NOT}:{pair['id']}") for p in words(pair.get(f"{language}_not", ""))]
    return Matcher(patterns)


@lru_cache
def _must() -> frozenset[str]:
    return frozenset(pair["id"] for pair in table("negation")["pairs"] if pair.get("must"))


@dataclass(frozen=True, slots=True)
class Denials:
    """The negations of a sentence: plain ones that count, plain ones that only repeat, and veiled ones."""

    plain: tuple[Hit, ...]
    repeated: int
    veiled: Counter[str]
    also: int
    veiled_hits: tuple[Hit, ...]


@lru_cache(maxsize=2048)
def _denials(segment: Segment, language: str) -> Denials:
    hits = _apart(_matcher(language).find(segment))
    plain: list[Hit] = []
    repeated = 0
    for hit in hits:
        if hit.label != PLAIN:
            continue
        if plain and _repeats(segment, plain[-1], hit):
            repeated += 1
        else:
            plain.append(hit)
    doubled = {
        veil.label
        for veil in hits
        if veil.label in DOUBLED and plain and 0 < veil.first - plain[-1].first <= NEXT
    }
    if doubled:
        plain = plain[:-1]
        hits = [hit for hit in hits if hit.label not in doubled]
    veiled = [hit for hit in hits if hit.label not in (PLAIN, SILENT, ALSO)]
    return Denials(
        tuple(plain),
        repeated,
        Counter(hit.label for hit in veiled),
        sum(hit.label == ALSO for hit in hits),
        tuple(veiled),
    )


def _apart(hits: list[Hit]) -> list[Hit]:
    """Without overlap, the longest first. What is listed as an exception to a pair is taken out before."""
    rank = {SILENT: 1, PLAIN: 2, ALSO: 4}
    exceptions = {(h.label.partition(":")[2], at) for h in hits if h.label.startswith(NOT) for at in h.tokens}
    hits = [
        h
        for h in hits
        if not h.label.startswith(NOT) and not any((h.label, at) in exceptions for at in h.tokens)
    ]
    taken: set[int] = set()
    kept = []
    for hit in sorted(hits, key=lambda h: (-len(h.tokens), rank.get(h.label, 3), h.first)):
        if taken.isdisjoint(hit.tokens):
            taken.update(hit.tokens)
            kept.append(hit)
    return sorted(kept, key=lambda h: h.first)


def _repeats(segment: Segment, before: Hit, hit: Hit) -> bool:
    """“Geen koorts en geen pijn” may become “no fever or pain”."""
    between = segment.words[before.last : hit.first]
    return len(between) <= NEAR and not FULL_STOPS & set(between) and bool(JOINTS & set(between))


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
        here, there = _denials(left, pair.source.language), _denials(right, pair.target.language)
        common = here.veiled & there.veiled
        mine, theirs = here.veiled - common, there.veiled - common
        missing = _unanswered(here, mine, there, theirs)
        extra = _unanswered(there, theirs, here, mine)
        if missing or extra:
            given, taken = trades(left, right, (pair.source.language, pair.target.language))
            missing, extra = missing - given, extra - taken
        if missing > 0:
            message = _("A negation seems to be lost.")
            yield self._finding(pair, (left, right), (here, there), "negation-lost", message)
        elif extra > 0:
            message = _("A negation seems to be added.")
            yield self._finding(pair, (left, right), (here, there), "negation-added", message)

    def _finding(
        self,
        pair: Pair,
        segments: tuple[Segment, Segment],
        denials: tuple[Denials, Denials],
        code: str,
        message: Text,
    ) -> Finding:
        (left, right), (here, there) = segments, denials
        even = not here.veiled and not there.veiled
        return Finding(
            check=self.id,
            severity=Severity.ERROR if even and not (here.plain and there.plain) else Severity.WARNING,
            code=code,
            message=message,
            source=tuple(
                s
                for hit in (*here.plain, *here.veiled_hits)
                for s in pair.in_source(left, hit.first, hit.last)
            ),
            target=tuple(
                s
                for hit in (*there.plain, *there.veiled_hits)
                for s in pair.in_target(right, hit.first, hit.last)
            ),
        )


def _unanswered(one: Denials, veiled: Counter[str], two: Denials, other_veiled: Counter[str]) -> int:
    """How many negations of the first text have nothing on the other side that could stand for them."""
    must = sum(count for name, count in veiled.items() if name in _must())
    plain_left = max(0, len(one.plain) - len(two.plain) - two.repeated)
    spare_plain = max(0, len(two.plain) + two.repeated - len(one.plain))
    answers = sum(other_veiled.values()) + max(0, two.also - one.also)
    lost = plain_left - answers
    if lost > 0:
        return lost
    must_left = must - spare_plain - sum(other_veiled.values()) - max(0, two.also - one.also) + plain_left
    return max(0, must_left)
