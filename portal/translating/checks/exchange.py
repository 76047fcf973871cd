"""Two names that changed places: “LDL is too high, HDL is fine” and “HDL is too high, LDL is fine”."""

from collections import Counter
from collections.abc import Iterable, Mapping
from itertools import combinations

from .compare import matches
from .lexicon import known
from .sequence import places_by_look, steps
from .text import Segment

Places = tuple[int, int]  # in the source and in the translation


def exchanged(left: Segment, right: Segment, names: Mapping[str, Places]) -> tuple[str, ...]:
    """The first two of these names that changed places, while what is said of them did not."""
    in_order = sorted(names, key=lambda name: names[name])
    for one, two in combinations(in_order, 2):
        if names[one][1] > names[two][1] and _is_turned(names[one], names[two], _anchors(left, right)):
            return one, two
    return ()


def _is_turned(one: Places, two: Places, anchors: Iterable[Places]) -> bool:
    """Whether what stands behind both names, or before both, is in the order of the source."""
    anchors = tuple(anchors)
    early = [there for here, there in anchors if here < one[0] and there < two[1]]
    middle = [there for here, there in anchors if one[0] < here < two[0] and two[1] < there < one[1]]
    late = [there for here, there in anchors if two[0] < here and one[1] < there]
    return bool(middle and (early or late))


def _anchors(left: Segment, right: Segment) -> list[Places]:
    """Words that stand once in both texts, numbers among them."""
    found = [(one.first, two.first) for one, two in matches(left, right)]
    here, there = (
        {label: hits for label, hits in _by_label(segment, language).items() if len(hits) == 1}
        for segment, language in ((left, "nl"), (right, "en"))
    )
    found += [(min(here[label]), min(there[label])) for label in here.keys() & there.keys()]
    mine, theirs = places_by_look(left), places_by_look(right)
    found += [(mine[look], theirs[look]) for look in mine.keys() & theirs.keys()]
    return found + steps(left, right)


def _by_label(segment: Segment, language: str) -> dict[str, set[int]]:
    places: dict[str, set[int]] = {}
    for hit in known(segment, language):
        places.setdefault(hit.label, set()).add(hit.first)
    return places


def once(found: Iterable[tuple[str, int]]) -> dict[str, int]:
    """The names that stand in a text only once, with their places."""
    pairs = set(found)
    counts = Counter(name for name, _at in pairs)
    return {name: at for name, at in pairs if counts[name] == 1}
