"""Which Dutch words have a rendering in the translation, and which English words have a source."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from .spelling import fold
from .tables import FOLDER, Hit, Matcher, table, words
from .text import Segment

COGNATE = 5
LONG, SHORT = 6, 3
EIGHTH = 7  # the column of words that may stand for either side
NOT = "-"
NAMES = 2
SPARE = 1  # an English word that nothing accounts for is no sign of freedom yet


@dataclass(frozen=True, slots=True)
class Entry:
    """Dutch words and the English ones of which one is to be expected.

    A word is easily taken for another of the same kind: the liver for the kidneys.
    """

    dutch: tuple[str, ...]
    english: tuple[str, ...]
    kind: str = ""
    is_thing: bool = False  # and not something that one does


@lru_cache
def entries() -> tuple[Entry, ...]:
    own = tuple(
        _entry(line, is_thing=path.stem != "verbs")
        for path in sorted((FOLDER / "lexicon").glob("*.tsv"))
        for line in path.read_text(encoding="utf-8").splitlines()
        if line.strip() and not line.startswith("#")
    )
    return own + tuple(_opposites())


def _entry(line: str, *, is_thing: bool) -> Entry:
    dutch, english, kind = (*line.split("\t"), "")[:3]
    return Entry(tuple(words(dutch)), tuple(words(english)), kind, is_thing)


def _opposites() -> Iterator[Entry]:
    """The table of opposites says what its words are in English too."""
    for row in table("opposites")["opposites"]["rows"]:
        maybe = words(row[EIGHTH]) if len(row) > EIGHTH else []
        for at in (0, 2):
            dutch = [word for word in words(row[at]) if len(word) >= COGNATE and " " not in word]
            if dutch and (english := words(row[at + 1]) + maybe):
                yield Entry(tuple(dutch), tuple(english))


@lru_cache
def matcher(language: str) -> Matcher:
    """The label of a hit is the number of its entry, with a sign before it where it is an exception."""
    return Matcher(
        (pattern.removeprefix(NOT), f"{NOT if pattern.startswith(NOT) else ''}{number}")
        for number, entry in enumerate(entries())
        for pattern in (entry.dutch if language == "nl" else entry.english)
    )


@lru_cache
def _names() -> Matcher:
    """The English names of what has a kind: the renderings that come first, and mean nothing else."""
    return Matcher(
        (name, str(number))
        for number, entry in enumerate(entries())
        if entry.kind
        for name in entry.english[:NAMES]
    )


@lru_cache(maxsize=2048)
def named(segment: Segment) -> frozenset[Hit]:
    return frozenset(_names().find(segment))


@lru_cache(maxsize=2048)
def known(segment: Segment, language: str) -> tuple[Hit, ...]:
    """The words of a text that the lexicon knows."""
    hits = matcher(language).find(segment)
    excepted = {(hit.label[1:], at) for hit in hits if hit.label.startswith(NOT) for at in hit.tokens}
    return tuple(
        hit
        for hit in hits
        if not hit.label.startswith(NOT) and not any((hit.label, at) in excepted for at in hit.tokens)
    )


def kind_of(hit: Hit) -> str:
    return entries()[int(hit.label)].kind


def is_thing(hit: Hit) -> bool:
    return entries()[int(hit.label)].is_thing


@lru_cache
def vague() -> frozenset[str]:
    return frozenset(words(table("language")["vague"]))


@lru_cache
def light() -> frozenset[str]:
    return frozenset(words(table("language")["light"]))


def content(segment: Segment, hits: Iterable[Hit]) -> frozenset[int]:
    """Where these words stand, but for those that say too little."""
    return frozenset(at for hit in hits for at in hit.tokens if segment.words[at] not in light())


def strays(left: Segment, right: Segment) -> frozenset[int]:
    """The words of the source that have no rendering and would need one."""
    return frozenset(at for at in content(left, uncovered(left, right)) if left.words[at] not in vague())


def is_literal(
    segments: tuple[Segment, Segment], here: Iterable[int] = (), there: Iterable[int] = ()
) -> bool:
    """Whether, but for the words at these places, all that is known of one text is in the other.

    Then a word that differs is a mistake. In a free translation it may be another way to say the same.
    """
    left, right = segments
    here = frozenset(here)
    come = content(right, unfounded(left, right)).difference(there)
    return (
        not strays(left, right).difference(here)
        and len(come) <= SPARE
        and _is_mostly_known(left, right, here)
    )


def _is_mostly_known(left: Segment, right: Segment, but: frozenset[int]) -> bool:
    """Whether at least half of what the source says is seen in the translation. Unknown words are not."""
    telling = [
        at
        for at, word in enumerate(left.words)
        if at not in but and len(word) > SHORT and word.isalpha() and word not in light()
    ]
    gone = {at for hit in uncovered(left, right) for at in hit.tokens}
    seen = {at for hit in known(left, "nl") for at in hit.tokens} - gone
    return sum(at in seen or fold(left.words[at])[:COGNATE] in _stems(right) for at in telling) * 2 >= len(
        telling
    )


@lru_cache(maxsize=2048)
def uncovered(left: Segment, right: Segment) -> tuple[Hit, ...]:
    """Words of the source whose renderings are all absent.

    A word with several entries needs only one; but what has a kind needs one of the same kind.
    """
    return _unanswered(left, "nl", right, "en")


@lru_cache(maxsize=2048)
def unfounded(left: Segment, right: Segment) -> tuple[Hit, ...]:
    """Words of the translation for which nothing in the source accounts."""
    return _unanswered(right, "en", left, "nl")


def _unanswered(one: Segment, language: str, two: Segment, other: str) -> tuple[Hit, ...]:
    labels = {hit.label for hit in known(two, other)}
    mine = known(one, language)
    answered = [hit for hit in mine if hit.label in labels]
    places = {at for hit in answered for at in hit.tokens}
    of_kind = {(kind_of(hit), at) for hit in answered for at in hit.tokens}
    stems = _stems(two)
    return tuple(
        hit
        for hit in mine
        if not _is_answered(hit, places, of_kind)
        and not any(fold(one.words[at])[:COGNATE] in stems for at in hit.tokens)
    )


def _is_answered(hit: Hit, places: set[int], of_kind: set[tuple[str, int]]) -> bool:
    kind = kind_of(hit)
    return any((kind, at) in of_kind if kind else at in places for at in hit.tokens)


@lru_cache(maxsize=2048)
def _stems(segment: Segment) -> frozenset[str]:
    return frozenset(fold(word)[:COGNATE] for word in segment.words if len(word) >= COGNATE)


def agreement(left: Segment, right: Segment) -> int:
    """How much two texts share: words with a rendering, and words that look alike."""
    labels = {hit.label for hit in known(left, "nl")} & {hit.label for hit in known(right, "en")}
    return len(labels) + len(_stems(left) & _stems(right))


def are_answered(left: Segment, right: Segment, here: Iterable[Hit], there: Iterable[Hit]) -> bool:
    """Whether other words than these account for all of these: “mag … vermijd” is “can … avoid”."""
    if any(len(hit.tokens) > 1 for hit in (*here, *there)):
        return False
    mine, theirs = ({at for hit in hits for at in hit.tokens} for hits in (here, there))
    return bool(mine and theirs) and (
        mine <= _accounted(left, "nl", right, "en", theirs)
        and theirs <= _accounted(right, "en", left, "nl", mine)
    )


def _accounted(one: Segment, language: str, two: Segment, other: str, but: set[int]) -> set[int]:
    """The words of the first text that have a rendering in the second, other than at these places."""
    labels = {hit.label for hit in known(two, other) if but.isdisjoint(hit.tokens)}
    return {at for hit in known(one, language) if hit.label in labels for at in hit.tokens}


def is_strange(left: Segment, right: Segment, at: int, least: int = LONG) -> bool:
    """Whether the Dutch word at this place is unknown, and like none in the translation."""
    word = left.words[at] if at < len(left.words) else ""
    if len(word) < least or word in light() or any(at in hit.tokens for hit in known(left, "nl")):
        return False
    return word.isalpha() and fold(word)[:COGNATE] not in _stems(right)
