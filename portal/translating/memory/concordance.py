"""Where words were used before: a search in both languages of the memory."""

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any, Final

from django.db.models import Q, QuerySet

from portal.translating.blocks import tag_of
from portal.translating.findings import Found
from portal.translating.memory.errors import errors_in
from portal.translating.memory.index import key_of
from portal.translating.memory.models import MemoryPair
from portal.translating.memory.places import Place, places_of
from portal.translating.memory.words import readable, words_of

MOST_WORDS: Final = 12
ASKED: Final = re.compile(r'"([^"]*)"|([^\s"]+)')
SIDES: Final = ("source", "target")


@dataclass(frozen=True)
class Piece:
    text: str
    is_hit: bool


@dataclass(frozen=True)
class Line:
    """A pair that was found, with the words marked that were looked for, and with errors in it."""

    pair: MemoryPair
    source: tuple[Piece, ...]
    target: tuple[Piece, ...]
    where: tuple[Place, ...]
    errors: list[Found]


def asked_words(question: str) -> list[str]:
    """What is looked for: the words as the memory keeps them, whatever signs they have.

    What stands between quotes is looked for as it stands there.
    """
    words = words_of(question.replace("<", " ").replace("\0", " "))
    found = (phrase.strip() or word for phrase, word in ASKED.findall(words))
    return list(dict.fromkeys(filter(None, found)))[:MOST_WORDS]


def search(question: str, language: str) -> "QuerySet[MemoryPair]":
    """Pairs in whose source, or in whose translation, all words stand, the newest first; none without."""
    words = asked_words(question)
    if not words:
        return MemoryPair.objects.none()
    sides = (Q(*((f"{side}_words__contains", word) for word in words)) for side in SIDES)
    return MemoryPair.objects.filter(reduce(or_, sides), language=language).order_by("-at", "pk")


def lines(pairs: Iterable[MemoryPair], question: str) -> list[Line]:
    """Pairs as a page shows them: as many queries as `places_of` and `errors_in` take."""
    found = list(pairs)
    where = places_of(found)
    errors = errors_in(pair for pair in found if not _is_list(where.get(key_of(pair), ())))
    words = asked_words(question)
    return [
        Line(
            pair,
            _marked(pair.source, words),
            _marked(pair.target, words),
            where.get(key_of(pair), ()),
            errors.get(key_of(pair), []),
        )
        for pair in found
    ]


def _is_list(places: Collection[Place]) -> bool:
    """Whether a pair is two lists of names, which no check compares."""
    return bool(places) and all(place.is_list for place in places)


def _marked(text: str, words: Any) -> tuple[Piece, ...]:
    shown = readable(text) if tag_of(text) else " ".join(text.split())
    return tuple(_pieces(shown, re.compile("|".join(map(re.escape, words)), re.IGNORECASE)))


def _pieces(text: str, words: re.Pattern[str]) -> Iterator[Piece]:
    end = 0
    for hit in words.finditer(text):
        if before := text[end : hit.start()]:
            yield Piece(before, is_hit=False)
        yield Piece(hit[0], is_hit=True)
        end = hit.end()
    if rest := text[end:]:
        yield Piece(rest, is_hit=False)
