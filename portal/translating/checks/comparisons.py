"""Comparisons that are put the other way round: “A is bigger than B” is “B is smaller than A”."""

from .lexicon import known
from .sides import LATERALITY, LOOK_AHEAD, OPPOSITE, flips, sides
from .text import Segment


def is_comparison_turned(left: Segment, right: Segment) -> bool:
    """Whether “A is bigger than B” became “B is smaller than A”."""
    if "dan" not in left.words or "than" not in right.words:
        return False
    one, two = left.words.index("dan"), right.words.index("than")
    flipped = any(
        any(0 <= one - side.hit.last < LOOK_AHEAD for side in here)
        and any(0 <= two - side.hit.last < LOOK_AHEAD for side in there)
        for _row, here, there in flips(left, right)
    )
    return flipped and _is_exchanged(left, one, right, two)


def _is_exchanged(left: Segment, one: int, right: Segment, two: int) -> bool:
    """Whether what stands before “than” stands behind it in the other text."""
    mine = {name: at < one for name, at in _places(left, "nl").items()}
    theirs = {name: at < two for name, at in _places(right, "en").items()}
    common = mine.keys() & theirs.keys()
    moved = [label for label in common if mine[label] != theirs[label]]
    return len({mine[label] for label in moved}) > 1 and len(moved) * 2 > len(common)


def _places(segment: Segment, language: str) -> dict[str, int]:
    """Where the words stand that the lexicon knows, and left and right."""
    found = {hit.label: hit.first for hit in known(segment, language)}
    lateral = (side for side in sides(segment, language).get(LATERALITY, ()) if side.side in OPPOSITE)
    return found | {side.side: side.hit.first for side in lateral}
