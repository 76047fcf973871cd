"""Which blocks of a translation belong to which blocks of its source. A pure function.

Pairs that were confirmed are certain, wherever they stand. What remains is matched in order, by what a block
was confirmed for before, its tag, its length and its numbers.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from functools import lru_cache
from math import log
from typing import Final

from portal.translating.blocks import tag_of
from portal.translating.prints import normal, print_of

MOST_TOGETHER: Final = 4  # blocks of a translation for one block of the source
NUMBER: Final = re.compile(r"\d+")
TAGS: Final = re.compile(r"<[^>]+>")
SAME_TAG, OTHER_TAG = 1.0, -2.0
SAME_PLACE = 0.5
EXTRA_BLOCK = -0.2
KNOWN = 4.0  # a block that was confirmed for an earlier wording of this very source
LIKE = 0.4  # how much two wordings must have in common to be versions of one text
TOO_UNLIKE = 1.1  # about threefold in length


# From each pair of places to what the rest adds up to, and the step that it begins with.
Best = dict[tuple[int, int], tuple[float, tuple[int, ...]]]


@dataclass(frozen=True)
class Pair:
    """A block of the source (or none) and the blocks of the translation that render it, by their places."""

    source: int | None
    targets: tuple[int, ...]


@dataclass(frozen=True)
class Known:
    """What was confirmed: pairs of fingerprints, and for a fingerprint the texts that it was made from."""

    pairs: AbstractSet[tuple[str, str]] = frozenset()
    made_from: Mapping[str, Sequence[str]] = field(default_factory=dict)


NOTHING_KNOWN: Final = Known()


def align(sources: Sequence[str], targets: Sequence[str], known: Known = NOTHING_KNOWN) -> list[Pair]:
    """Every block once, in the order of the source.

    A block of the translation without a source follows the pair that it stands behind.
    """
    certain = dict(_certain(sources, targets, known))
    taken = {place for places in certain.values() for place in places}
    table = _Table(sources, targets, known, certain)
    rest = [place for place in range(len(targets)) if place not in taken]
    matched = certain | table.match([place for place in range(len(sources)) if place not in certain], rest)
    return _in_order(len(sources), len(targets), matched)


def _certain(
    sources: Sequence[str], targets: Sequence[str], known: Known
) -> Iterator[tuple[int, tuple[int, ...]]]:
    """Confirmed pairs; of repeated texts, the first belongs to the first."""
    taken: set[int] = set()
    if not known.pairs:
        return
    for place, source in enumerate(sources):
        own = print_of(source)
        for run in _runs(len(targets), taken):
            if (own, print_of("".join(targets[at] for at in run))) in known.pairs:
                taken.update(run)
                yield place, run
                break


def _runs(length: int, taken: set[int]) -> Iterator[tuple[int, ...]]:
    for size in range(1, MOST_TOGETHER + 1):
        for first in range(length - size + 1):
            run = tuple(range(first, first + size))
            if taken.isdisjoint(run):
                yield run


class _Table:
    """Dynamic programming over what is left: the order in which the likenesses add up to most."""

    def __init__(
        self,
        sources: Sequence[str],
        targets: Sequence[str],
        known: Known,
        certain: Mapping[int, tuple[int, ...]],
    ) -> None:
        self.sources, self.targets, self.known = sources, targets, known
        behind = {places[-1]: place for place, places in certain.items()}
        self.source_gaps = _gaps(len(sources), {place: place for place in certain})
        self.target_gaps = _gaps(len(targets), behind)

    def match(self, left: Sequence[int], right: Sequence[int]) -> dict[int, tuple[int, ...]]:
        best: Best = {}
        for i in range(len(left), -1, -1):
            for j in range(len(right), -1, -1):
                best[i, j] = max(self._steps(left, right, i, j, best), default=(0.0, ()))
        return _walk(left, right, best)

    def _steps(
        self, left: Sequence[int], right: Sequence[int], i: int, j: int, best: Best
    ) -> Iterator[tuple[float, tuple[int, ...]]]:
        """Leave out a source `(1, 0)`, leave out a target `(0, 1)`, or pair one with some `(1, n)`."""
        if i < len(left):
            yield best[i + 1, j][0], (1, 0)
        if j < len(right):
            yield best[i, j + 1][0], (0, 1)
        for size in range(1, MOST_TOGETHER + 1):
            run = right[j : j + size]
            if i < len(left) and len(run) == size and run[-1] - run[0] == size - 1:
                likeness = self._likeness(left[i], tuple(run))
                if likeness > 0:
                    yield likeness + best[i + 1, j + size][0], (1, size)

    def _likeness(self, place: int, run: tuple[int, ...]) -> float:
        source, targets = self.sources[place], [self.targets[at] for at in run]
        if len(run) > 1 and any(print_of(target) in self.known.made_from for target in targets):
            return 0.0
        near = SAME_PLACE if self.source_gaps[place] == self.target_gaps[run[0]] else 0.0
        return near + self._known(source, targets) + _looks(source, targets) + EXTRA_BLOCK * (len(run) - 1)

    def _known(self, source: str, targets: Sequence[str]) -> float:
        """How much the source resembles what the translation was made from; against it, if not at all."""
        origins = self.known.made_from.get(print_of("".join(targets)), ())
        if not origins:
            return 0.0
        likeness = max(likeness_of(origin, source) for origin in origins)
        return KNOWN * likeness if likeness >= LIKE else -1.0


def _gaps(length: int, anchors: Mapping[int, int]) -> list[int]:
    """For each place, the anchor that it stands behind; -1 before the first."""
    gaps, last = [], -1
    for place in range(length):
        last = anchors.get(place, last)
        gaps.append(last)
    return gaps


def _walk(left: Sequence[int], right: Sequence[int], best: Best) -> dict[int, tuple[int, ...]]:
    matched: dict[int, tuple[int, ...]] = {}
    i = j = 0
    while step := best[i, j][1]:
        sources, targets = step
        if sources and targets:
            matched[left[i]] = tuple(right[j : j + targets])
        i, j = i + sources, j + targets
    return matched


def _looks(source: str, targets: Sequence[str]) -> float:
    """Likeness by tag, length and numbers."""
    target = " ".join(targets)
    same = tag_of(source) == tag_of(targets[0]) and len({tag_of(one) for one in targets}) == 1
    long, short = len(_words(source)), len(_words(target))
    apart = abs(log((long + 8) / (short + 8)))
    length = 1.0 - 1.5 * apart if apart < TOO_UNLIKE else -2.0
    return (SAME_TAG if same else OTHER_TAG) + length + _numbers(source, target)


def _numbers(source: str, target: str) -> float:
    left, right = set(NUMBER.findall(_words(source))), set(NUMBER.findall(_words(target)))
    if not left and not right:
        return 0.0
    return len(left & right) / len(left | right) - (0.5 if left.isdisjoint(right) else 0.0)


def _words(html: str) -> str:
    return TAGS.sub("", html)


@lru_cache(maxsize=4096)
def likeness_of(one: str, other: str) -> float:
    """How much two wordings have in common, word by word, from 0 to 1."""
    words = [_words(normal(text)).split() for text in (one, other)]
    matcher = SequenceMatcher(a=words[0], b=words[1], autojunk=False)
    return matcher.ratio() if matcher.quick_ratio() >= LIKE else 0.0


def _in_order(sources: int, targets: int, matched: Mapping[int, tuple[int, ...]]) -> list[Pair]:
    owner = {place: source for source, places in matched.items() for place in places}
    behind: dict[int, list[int]] = {}
    last = -1
    for place in range(targets):
        last = owner.get(place, last)
        if place not in owner:
            behind.setdefault(last, []).append(place)
    pairs = [Pair(None, (place,)) for place in behind.get(-1, ())]
    for source in range(sources):
        pairs.append(Pair(source, matched.get(source, ())))
        pairs += [Pair(None, (place,)) for place in behind.get(source, ())]
    return pairs
