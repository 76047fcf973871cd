"""From what somebody typed to what is looked for. Whatever was typed is words, and nothing else."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import OSA

from portal.reading.search.databases import Alternative, Group
from portal.reading.search.vocabulary import About, Found, Known, halves, look_up, sequences
from portal.reading.search.words import folded, says_little, stem, words_in

# What comes after is not searched for.
LONGEST_QUESTION = 200
MOST_WORDS = 8
# One wrong letter in so many is a slip of the finger; in shorter words, it is another word.
LETTERS_PER_SLIP = 4
MOST_SLIPS = 3


@dataclass(frozen=True)
class Question:
    """What is looked for: `groups`, all of them, and `key`, by which a whole name equals it.

    `instead` are the words with the slips in them mended, if there were any; `unknown` are telling words that
    the site does not have.
    """

    groups: tuple[Group, ...]
    key: str
    instead: str = ""
    unknown: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Part:
    """What is looked for because of one word, and by which word that one was replaced."""

    word: str
    groups: tuple[Group, ...]
    instead: str = ""


def question_of(text: str, language: str) -> Question | None:
    """What is looked for when somebody types this; nothing without a word in it. One query."""
    words = words_in(text[:LONGEST_QUESTION])[:MOST_WORDS]
    if not words:
        return None
    known = look_up(words, language)
    parts = [_part(word, about, language) for word, about in zip(words, known.words, strict=True)]
    telling = {word for word in words if not says_little(word, language)} or set(words)
    mended = {part.word: part.instead for part in parts if part.instead and part.word in telling}
    return Question(
        groups=tuple(_groups(parts, telling, known, language)),
        key=" ".join(folded(mended.get(word, word)) for word in words),
        instead=" ".join(mended.get(word, word) for word in words) if mended else "",
        unknown=tuple(part.word for part in parts if not part.groups and part.word in telling),
    )


def _part(word: str, about: About, language: str) -> _Part:
    """The word with all that has it in it.

    One that the site does not have may be a slip of the finger, a beginning, stand inside other words, be
    made of two, or be written quite wrong: the first of these that fits.
    """
    whole = folded(word)
    having_it = [found.stem for found in about.having_it]
    slip = _meant(whole, about.like_it, most=1)
    if about.is_known:
        return _Part(word, (_any_of([stem(word, language), *having_it]),))
    if slip and not any(folded(found.word).startswith(whole) for found in about.having_it):
        return _Part(word, (_any_of([slip.stem]),), slip.word)
    if having_it:
        return _Part(word, (_any_of(having_it),))
    for left, right in sorted(halves(word, language), key=lambda pair: -min(map(len, pair))):
        if left in about.halves and right in about.halves:
            return _Part(word, (_any_of([left]), _any_of([right])))
    if meant := _meant(whole, about.like_it):
        return _Part(word, (_any_of([meant.stem]),), meant.word)
    return _Part(word, ())


def _any_of(stems: Iterable[str]) -> Group:
    return tuple((one,) for one in dict.fromkeys(stems))


def _meant(word: str, candidates: Iterable[Found], most: int = MOST_SLIPS) -> Found | None:
    """The word that needs the fewest slips to become this one, and of those the most frequent one."""
    most = min(most, len(word) // LETTERS_PER_SLIP)
    slips = {found: OSA.distance(word, folded(found.word), score_cutoff=most) for found in candidates}
    likely = [found for found, number in slips.items() if number <= most]
    return min(likely, key=lambda found: (slips[found], -found.pages, found.word), default=None)


def _groups(parts: Sequence[_Part], telling: Collection[str], known: Known, language: str) -> Iterator[Group]:
    """One group for each word, or for some words that are a name in the glossary, with its other names."""
    done = set[int]()
    for start, end, key in sequences([part.word for part in parts]):
        if key in known.also_called and done.isdisjoint(range(start, end)):
            done |= set(range(start, end))
            yield (*_own(parts[start:end]), *(_stems(other, language) for other in known.also_called[key]))
    for place, part in enumerate(parts):
        if place not in done and part.word in telling:
            yield from part.groups


def _own(parts: Sequence[_Part]) -> Group:
    """What some words stand for themselves: one with all that has it in it, several all together."""
    groups = [group for part in parts for group in part.groups]
    return groups[0] if len(groups) == 1 else [tuple(group[0][0] for group in groups)]


def _stems(key: str, language: str) -> Alternative:
    words = key.split()
    telling = [word for word in words if not says_little(word, language)] or words
    return tuple(stem(word, language) for word in telling)
