"""The sides of pairs of opposites that a text has, and what makes up for one that became the other."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import takewhile

from .comparators import common_limit_words, joint_words, limit_words, turned_limits
from .denials import FULL_STOPS, Denials, denials, exclusive, plain_words, scope
from .tables import Hit, Matcher, table, words
from .text import Segment

ONE, OTHER, NEUTRAL, MAYBE = "one", "other", "neutral", "maybe"
MAYBE_ONE, MAYBE_OTHER = "maybe one", "maybe other"
OPPOSITE = {ONE: OTHER, OTHER: ONE}
PERHAPS = {ONE: MAYBE_ONE, OTHER: MAYBE_OTHER}
COLUMNS = {ONE: 0, OTHER: 2, NEUTRAL: 4, MAYBE: 6, MAYBE_ONE: 8, MAYBE_OTHER: 10}
RANK = {NEUTRAL: 0, ONE: 1, OTHER: 1}  # of what covers the same words, the first is taken
WHILE, TILL = "while", "till"
LATERALITY = "0"  # the row of left and right
LOOK_BACK = 2
LOOK_AHEAD = 5
PARTICLE = 4  # letters of “op”, “over”, “door”
CLAUSE_ENDS = frozenset([*".,;:!?()", "en", "of", "maar", "als", "want", "dan", "dat", "die"])
LOOK_FAR = 5  # "no fever or pain"
FILLERS = frozenset(
    {"te", "mee", "meer", "al", "er", "be", "to", "been", "any", "so", "zo", "anything", "iets"}
)
JOINTS = frozenset({"or", "nor", "of"})


@dataclass(frozen=True, slots=True)
class Row:
    """One pair of opposites."""

    number: int
    code: str
    strict: bool
    covered: bool  # other Dutch words may account for either side
    denied: bool  # a negation before a word makes it count for neither side
    settles: bool  # something else that is turned may make up for it
    degree: bool  # how much or how often


@lru_cache
def rows() -> dict[str, Row]:
    found: dict[str, Row] = {}
    for group in table("opposites").values():
        first = len(found)
        for _row in group["rows"]:
            number = len(found)
            covered = "covers" in group and number == first
            denied = group["code"] != "before-after-swapped"
            found[str(number)] = Row(
                number,
                group["code"],
                bool(group.get("strict")) or covered,
                covered,
                denied,
                denied or bool(group.get("settles")),
                bool(group.get("degree")),
            )
    return found


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


@dataclass(frozen=True, slots=True)
class Side:
    """A side of a pair of opposites found in a text."""

    side: str
    hit: Hit
    denied: bool


@lru_cache(maxsize=2048)
def sides(segment: Segment, language: str) -> dict[str, tuple[Side, ...]]:
    """Row → the sides in it, from left to right, without overlap inside a row."""
    by_row: dict[str, list[Hit]] = {}
    for hit in _matcher(language).find(segment):
        by_row.setdefault(_row(hit), []).append(hit)
    can_deny = any(_denies(word, language) for word in segment.words)
    return {
        row: tuple(
            Side(_side(hit), hit, can_deny and _is_denied_at(segment, hit, language)) for hit in _apart(hits)
        )
        for row, hits in by_row.items()
    }


def _row(hit: Hit) -> str:
    return hit.label.partition(":")[0]


def _side(hit: Hit) -> str:
    return hit.label.partition(":")[2]


def _apart(hits: list[Hit]) -> list[Hit]:
    taken: set[int] = set()
    kept: list[Hit] = []
    for hit in sorted(hits, key=lambda hit: (-len(hit.tokens), RANK.get(_side(hit), 2), hit.first)):
        if taken.isdisjoint(hit.tokens):
            taken.update(hit.tokens)
            kept.append(hit)
    return sorted(kept, key=lambda hit: hit.first)


def _denies(word: str, language: str) -> bool:
    return word in plain_words(language) or word.endswith("n't")


def _is_denied_at(segment: Segment, hit: Hit, language: str) -> bool:
    near = reversed(segment.words[max(0, hit.first - LOOK_FAR) : hit.first])
    before = [word for word in takewhile(lambda word: word not in FULL_STOPS, near) if word not in FILLERS]
    if JOINTS.isdisjoint(before):
        before = before[:LOOK_BACK]
    return (
        any(_denies(word, language) for word in before)
        or _is_denied_inside(segment, hit, language)
        or (language == "nl" and _is_denied_behind(segment, hit) and _row(hit) != LATERALITY)
    )


def _is_denied_inside(segment: Segment, hit: Hit, language: str) -> bool:
    """“Laat hem niet zitten”."""
    inside = set(range(hit.first, hit.last)).difference(hit.tokens)
    return any(segment.words[at] in plain_words(language) for at in inside)


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


def count(sides: Iterable[Side], *, denied_counts: bool) -> Counter[str]:
    counts: Counter[str] = Counter()
    for side in sides:
        counts[MAYBE if side.denied and not denied_counts and side.side in OPPOSITE else side.side] += 1
    return counts


def turned(side: str, left: Counter[str], right: Counter[str]) -> bool:
    """Whether this side got lost and the other came. What may be either on both sides is out of it."""
    opposite, either = OPPOSITE[side], left[MAYBE] - right[MAYBE]
    lost = left[side] + left[PERHAPS[side]] - right[side] - right[PERHAPS[side]] - max(0, -either)
    gained = right[opposite] - left[opposite] - left[PERHAPS[opposite]] - max(0, either)
    return lost > 0 and gained > 0


def apart_from_limits(
    left: Segment, right: Segment, row: Row, here: Iterable[Side], there: Iterable[Side]
) -> tuple[tuple[Side, ...], tuple[Side, ...]]:
    """The sides that are no part of “higher than 5” or “only then”, which are looked at by themselves."""
    phrases = _exclusive(left, right, row, here, there)
    phrases = phrases[0] | joint_words(left, "nl"), phrases[1] | joint_words(right, "en")
    every = limit_words(left, "nl"), limit_words(right, "en")
    limits = common_limit_words(left, right) if row.denied else every
    return (
        tuple(side for side in here if not _belongs(side, phrases[0], limits[0], row)),
        tuple(side for side in there if not _belongs(side, phrases[1], limits[1], row)),
    )


def _exclusive(
    left: Segment, right: Segment, row: Row, here: Iterable[Side], there: Iterable[Side]
) -> tuple[frozenset[int], frozenset[int]]:
    """Where “only then” stands in both texts. “Pas na” is not gone in “not until … after”."""
    phrases = exclusive(left, right)
    if row.denied:
        return phrases
    inside = tuple(
        any(phrase & set(side.hit.tokens) for side in sides if side.side in OPPOSITE)
        for phrase, sides in zip(phrases, (here, there), strict=True)
    )
    beside = any(side.side in OPPOSITE and phrases[1].isdisjoint(side.hit.tokens) for side in there)
    return (frozenset(), frozenset()) if inside == (True, False) and beside else phrases


def _belongs(side: Side, phrase: frozenset[int], limit: frozenset[int], row: Row) -> bool:
    """A single “na” or “after” is more than a part of a limit."""
    tokens = set(side.hit.tokens)
    is_limit = tokens <= limit and (row.denied or len(tokens) > 1)
    return is_limit or bool(tokens & phrase)


Found = tuple[Side, ...]


@lru_cache(maxsize=2048)
def _common(left: Segment, right: Segment) -> tuple[tuple[Row, Found, Found], ...]:
    """The rows of which both texts have a side, and only one."""
    mine, theirs = sides(left, "nl"), sides(right, "en")
    found = []
    for number in mine.keys() & theirs.keys():
        here, there = (
            tuple(side for side in all_sides[number] if side.side in OPPOSITE) for all_sides in (mine, theirs)
        )
        if len({side.side for side in here}) == len({side.side for side in there}) == 1:
            found.append((rows()[number], here, there))
    return tuple(found)


def flips(left: Segment, right: Segment) -> list[tuple[Row, Found, Found]]:
    return [found for found in _common(left, right) if found[1][0].side != found[2][0].side]


def trades(
    left: Segment, right: Segment, here: Iterable[Hit] = (), there: Iterable[Hit] = ()
) -> tuple[int, int]:
    """Whether a negation of either text is accounted for by opposites, apart from these words.

    “Niet kwaadaardig” became “benign”, “droog houden” became “not get wet”, “pijnloos” is “not painful”.
    """
    mine, theirs = denials(left, right)
    given = taken = False
    hits = tuple(here), tuple(there)
    for row, one, two in _common(left, right):
        if not (row.settles and _is_elsewhere(one, hits[0]) and _is_elsewhere(two, hits[1])):
            continue
        if one[0].side == two[0].side:
            denied = _holds(mine, theirs, one), _holds(theirs, mine, two)
        elif not row.denied:
            denied = bool(mine.denying), bool(theirs.denying)
        else:
            denied = _is_denied(left, mine, one, "nl"), _is_denied(right, theirs, two, "en")
        given, taken = given or denied == (True, False), taken or denied == (False, True)
    return int(given), int(taken)


def _holds(found: Denials, other: Denials, hits: Found) -> bool:
    """Whether a negation is a part of these words that the other text does not have too."""
    places = {at for side in hits for at in side.hit.tokens}
    told = (hit for hit in found.hits if hit in found.plain or hit.label in found.musts)
    return any(places.issuperset(hit.tokens) and hit.label not in other.veiled for hit in told)


def _is_denied(segment: Segment, found: Denials, hits: Found, language: str) -> bool:
    places = {at for side in hits for at in side.hit.tokens}
    return any(side.denied for side in hits) or _is_in_scope(segment, found, places, language)


def _is_in_scope(segment: Segment, found: Denials, places: set[int], language: str) -> bool:
    return any(
        places & scope(segment, denial, language) and places.isdisjoint(denial.tokens)
        for denial in found.denying
    )


def are_denied(left: Segment, right: Segment, here: Found, there: Found) -> bool:
    """Whether both texts deny these words; English from further off: “do not turn the tap up higher”."""
    if not any(side.denied for side in here):
        return False
    places = {at for side in there for at in side.hit.tokens}
    return any(side.denied for side in there) or _is_in_scope(right, denials(left, right)[1], places, "en")


def is_settled(left: Segment, right: Segment, row: Row, here: Iterable[Hit], there: Iterable[Hit]) -> bool:
    """Whether something else is turned too, so that both say the same: a negation, a limit, how often.

    What a negation makes up for, as in “weinig” and “not much”, turns nothing else.
    """
    here, there = tuple(here), tuple(there)
    mine, theirs = denials(left, right)
    others = any(
        other.degree is not row.degree
        and other.denied
        and _is_elsewhere(one, here)
        and _is_elsewhere(two, there)
        and not _is_odd(left, right, (*here, *_hits(one)), (*there, *_hits(two)))
        for other, one, two in flips(left, right)
    )
    if not row.denied:
        denied = (len(mine.denying) - len(theirs.denying)) % 2 == 1
    elif row.degree:
        denied = _is_odd(left, right, here, there)
    else:
        places = {at for hit in here for at in hit.tokens}, {at for hit in there for at in hit.tokens}
        denied = _is_odd(left, right, here, there) and (
            _is_in_scope(left, mine, places[0], "nl") != _is_in_scope(right, theirs, places[1], "en")
        )
    return ((denied or others) + turned_limits(left, right) + _is_span_turned(left, right)) % 2 == 1


def _hits(found: Found) -> tuple[Hit, ...]:
    return tuple(side.hit for side in found)


@lru_cache
def _spans(language: str) -> Matcher:
    data = table("negation")[language]
    return Matcher((pattern, label) for label in (WHILE, TILL) for pattern in words(data[label]))


def _is_span_turned(left: Segment, right: Segment) -> bool:
    """“Zolang de wond open is” is “until the wound has closed”."""
    told = [{hit.label for hit in _spans(lang).find(text)} for text, lang in ((left, "nl"), (right, "en"))]
    return told in ([{WHILE}, {TILL}], [{TILL}, {WHILE}])


def _is_odd(left: Segment, right: Segment, here: Iterable[Hit], there: Iterable[Hit]) -> bool:
    """Whether one text has a negation more beside these words, and no other row accounts for it."""
    mine, theirs = denials(left, right)
    given, taken = trades(left, right, here, there)
    more = _outside(mine.denying, here) - _outside(theirs.denying, there)
    return more % 2 == (more - given + taken) % 2 == 1


def is_even_elsewhere(
    left: Segment, right: Segment, row: Row, here: Iterable[Hit], there: Iterable[Hit]
) -> bool:
    """Whether another row has these words too, and as many of either side in both texts.

    “Gesloten … weer open” is “closed … reopens”, whatever else “closed” may be the opposite of.
    """
    mine, theirs = sides(left, "nl"), sides(right, "en")
    return any(
        {_side_of(mine[number], here), _side_of(theirs[number], there)} == OPPOSITE.keys()
        and _opposed(mine[number]) == _opposed(theirs[number])
        for number in mine.keys() & theirs.keys() - {str(row.number)}
    )


def _side_of(found: Found, hits: Iterable[Hit]) -> str:
    """The side of a row on which all of these words stand; empty for none or several."""
    by_place = {at: side.side for side in found for at in side.hit.tokens}
    told = {by_place.get(at, "") for hit in hits for at in hit.tokens}
    return told.pop() if len(told) == 1 else ""


def _opposed(found: Found) -> Counter[str]:
    return Counter(side.side for side in found if side.side in OPPOSITE)


def stands_bare(left: Segment, right: Segment) -> bool:
    """Whether a word that the source denies stands in the translation without a negation."""
    theirs = denials(left, right)[1]
    return any(
        here[0].side == there[0].side
        and len(here) == len(there) == 1
        and here[0].denied
        and not _is_denied(right, theirs, there, "en")
        for row, here, there in _common(left, right)
        if row.denied
    )


def _is_elsewhere(found: Found, hits: tuple[Hit, ...]) -> bool:
    places = {at for hit in hits for at in hit.tokens}
    return all(places.isdisjoint(side.hit.tokens) for side in found)


def _outside(found: Iterable[Hit], hits: Iterable[Hit]) -> int:
    """How many negations there are beside those inside these words: “geen pijn” is one side of a pair."""
    places = {at for hit in hits for at in hit.tokens}
    return sum(places.isdisjoint(hit.tokens) for hit in found)
