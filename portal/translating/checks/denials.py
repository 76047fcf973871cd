"""The negations of a text: plain ones such as “not”, and veiled ones such as “without” and “avoid”."""

from collections import Counter
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import takewhile

from .comparators import limits
from .tables import Hit, Matcher, table, words
from .text import Segment

PLAIN, SILENT, ALSO, NOT, ONLY = "plain", "silent", "also", "none", "only"
NEAR = 9  # how far behind a negation another may only repeat it
DENYING = frozenset({"harmless", "avoid", "hardly", "forbidden", "refuse", "prevent", "not until"})
SCOPE = 12  # words that a negation may deny
JOINTS = frozenset({"en", "of", "noch", "and", "or", "nor", ","})
CONTRASTS = frozenset({"maar", "but"})
FULL_STOPS = frozenset(".;:!?")
STOPS = FULL_STOPS | JOINTS | CONTRASTS | frozenset("()")


@lru_cache
def _matcher(language: str) -> Matcher:
    data = table("negation")
    patterns = [(p, label) for label in (PLAIN, SILENT, ALSO) for p in words(data[language][label])]
    for pair in data["pairs"]:
        patterns += [(p, pair["id"]) for p in words(pair[language])]
        patterns += [(p, f"{NOT}:{pair['id']}") for p in words(pair.get(f"{language}_not", ""))]
    return Matcher(patterns)


@lru_cache
def _exclusive_matcher(language: str) -> Matcher:
    return Matcher((pattern, "") for pattern in words(table("negation")[language]["exclusive"]))


@lru_cache
def _musts(language: str) -> frozenset[str]:
    """The veiled negations of which losing one is a mistake, in both languages or in one."""
    return frozenset(
        pair["id"] for pair in table("negation")["pairs"] if pair.get("must") in (True, language)
    )


@lru_cache
def plain_words(language: str) -> frozenset[str]:
    return frozenset(words(table("negation")[language][PLAIN]))


@lru_cache
def _clause_ends(language: str) -> frozenset[str]:
    return frozenset([*".,;:!?()", *words(table("negation")[language]["clause"])])


@dataclass(frozen=True)
class Denials:
    """The negations of a sentence: plain ones that count, plain ones that only repeat, and veiled ones.

    One that `spreads` may stand for several: “no fever or pain” for “geen koorts en geen pijn”.
    """

    plain: tuple[Hit, ...]
    repeated: int
    spreads: bool
    also: int
    veiled_hits: tuple[Hit, ...]
    musts: frozenset[str]

    @cached_property
    def veiled(self) -> Counter[str]:
        return Counter(hit.label for hit in self.veiled_hits)

    @property
    def hits(self) -> tuple[Hit, ...]:
        return self.plain + self.veiled_hits

    @property
    def is_empty(self) -> bool:
        """Whether nothing is denied, not even in a veiled way."""
        return not (self.hits or self.also)

    @property
    def denying(self) -> tuple[Hit, ...]:
        """Those that turn what they stand beside."""
        return self.plain + tuple(hit for hit in self.veiled_hits if hit.label in DENYING)

    @property
    def sure(self) -> tuple[Hit, ...]:
        """Those that deny by themselves."""
        return self.plain + tuple(hit for hit in self.veiled_hits if hit.label in _musts("nl"))


@lru_cache(maxsize=2048)
def exclusive(left: Segment, right: Segment) -> tuple[frozenset[int], frozenset[int]]:
    """Where “niet … voordat” and “only after” stand, if both texts have such a phrase."""
    found = [
        frozenset(at for hit in _exclusive_matcher(language).find_apart(segment) for at in hit.tokens)
        for segment, language in ((left, "nl"), (right, "en"))
    ]
    return (found[0], found[1]) if all(found) else (frozenset(), frozenset())


@lru_cache(maxsize=2048)
def denials(left: Segment, right: Segment) -> tuple[Denials, Denials]:
    """The negations of both texts, but for those of phrases that say “only then”."""
    here, there = exclusive(left, right)
    return _denials(left, "nl", here), _denials(right, "en", there)


def _denials(segment: Segment, language: str, without: frozenset[int]) -> Denials:
    hits = _apart([hit for hit in _matcher(language).find(segment) if without.isdisjoint(hit.tokens)])
    limited = limits(segment, language) - without
    plain: list[Hit] = []
    repeated = 0
    for hit in hits:
        if hit.label != PLAIN or hit.first in limited:
            continue
        if plain and _repeats(segment, plain[-1], hit):
            repeated += 1
        else:
            plain.append(hit)
    veiled = [hit for hit in hits if hit.label not in (PLAIN, SILENT, ALSO)]
    return Denials(
        tuple(plain),
        repeated,
        any(_spreads(segment, hit) for hit in (*plain, *veiled) if hit.label != ONLY),
        sum(hit.label == ALSO for hit in hits) + len(limited),
        tuple(veiled),
        _musts(language),
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
    if between[-1:] == ("ook",):
        return True
    if len(hit.tokens) > 1:  # “nor may you”
        return False
    ends = FULL_STOPS | CONTRASTS
    joined = not (JOINTS | {"ook"}).difference(",").isdisjoint(between) or between[-1:] == (",",)
    return len(between) <= NEAR and ends.isdisjoint(between) and joined


def _spreads(segment: Segment, hit: Hit) -> bool:
    """Whether what a negation denies may have several members. “…, and” begins something else."""
    ends = FULL_STOPS | CONTRASTS
    behind = tuple(takewhile(lambda word: word not in ends, segment.words[hit.last :]))
    joints = [word for word in behind[:-1] if word in JOINTS]
    return bool(joints) and not {"and"}.union(",").issuperset(joints)


def scope(segment: Segment, hit: Hit, language: str) -> frozenset[int]:
    """What a negation may deny: English what stands behind it, and “may” before “not”; Dutch a clause."""
    ends = _clause_ends(language)
    behind = range(hit.last, min(hit.last + SCOPE, len(segment.words)))
    before = range(hit.first - 1, max(-1, hit.first - (SCOPE if language == "nl" else 2)), -1)
    return frozenset(
        at for places in (behind, before) for at in takewhile(lambda n: segment.words[n] not in ends, places)
    )
