"""What the site itself knows about the words of a question, asked in one query."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import connection

from portal.reading.search.databases import Sql, database
from portal.reading.search.live import LIVE, live_now
from portal.reading.search.words import folded, stem

GLOSSARY_KIND = "term"

# From how many letters a word is looked for inside others: at their beginning, at their end too, anywhere.
AT_BEGINNING, AT_END, ANYWHERE = 3, 4, 5
SHORTEST_HALF = SHORTEST_PART = 3
LONGEST_SEQUENCE = 4
MOST_FORMS = 30
MOST_LIKE = 1000
MOST_LETTERS_MORE = 3

KNOWN = """
    SELECT {number} AS number, 'same' AS how, word, stem, pages FROM reading_searchword
    WHERE language = %s AND stem = %s LIMIT 1
"""
UNKNOWN = "NOT EXISTS (SELECT 1 FROM reading_searchword k WHERE k.language = %s AND k.stem = %s)"
HAVING_IT = """
    SELECT {number}, 'has', w.word, w.stem, w.pages FROM {source} AND w.language = %s AND {where}
    ORDER BY CASE WHEN w.folded LIKE %s THEN 0 ELSE 1 END, w.pages DESC, w.word LIMIT {most}
"""
HALVES = """
    SELECT {number}, 'half', w.word, w.stem, w.pages FROM reading_searchword w
    WHERE w.language = %s AND w.stem IN ({stems}) AND {unknown}
"""
# Asked first, whether the word is unknown: looking for words like it takes longer than all else.
LIKE_IT = """
    SELECT {number}, 'like', w.word, w.stem, w.pages
    FROM (SELECT 1 AS one WHERE {unknown}) AS unknown CROSS JOIN {source} AND w.language = %s
    AND length(w.folded) BETWEEN %s AND %s
    ORDER BY {parts} DESC, ABS(length(w.folded) - %s), w.pages DESC LIMIT {most}
"""
# A part of a union may have an order and a limit of its own only in brackets.
IN_BRACKETS = "SELECT * FROM ({sql}) AS part_{place}"
# The other names of glossary terms that are called by some words of the question.
ALSO_CALLED = """
    SELECT 0, 'also', called.key, other.key, 0
    FROM reading_searchname called
    JOIN reading_searchentry e ON e.publication_id = called.entry_id AND e.kind = %s
    JOIN publishing_publication p ON p.id = called.entry_id AND {live}
    JOIN reading_searchname other ON other.entry_id = called.entry_id AND other.place < 2
    WHERE called.language = %s AND called.key IN ({keys}) AND other.key <> called.key
"""


@dataclass(frozen=True)
class Found:
    """A word of the site."""

    word: str
    stem: str
    pages: int


@dataclass
class About:
    """What the site knows of one word: whether it has it, what has it in it, makes it up, or is like it."""

    is_known: bool = False
    having_it: list[Found] = field(default_factory=list)
    halves: dict[str, Found] = field(default_factory=dict)
    like_it: list[Found] = field(default_factory=list)


@dataclass
class Known:
    """`words` in the order of the question; `also_called` from a key of some of its words to other keys."""

    words: list[About]
    also_called: dict[str, list[str]] = field(default_factory=dict)


def look_up(words: Sequence[str], language: str) -> Known:
    """What the site knows of some words; one query."""
    known = Known([About() for _ in words])
    for number, how, word, its_stem, pages in _rows(words, language):
        if how == "also":
            known.also_called.setdefault(word, []).append(its_stem)
            continue
        about, found = known.words[number], Found(word, its_stem, pages)
        if how == "same":
            about.is_known = True
        elif how == "has":
            about.having_it.append(found)
        elif how == "half":
            about.halves[its_stem] = found
        else:
            about.like_it.append(found)
    return known


def _rows(words: Sequence[str], language: str) -> list[tuple[int, str, str, str, int]]:
    parts = [part for number, word in enumerate(words) for part in _parts(number, word, language)]
    parts.append(_also_called(words, language))
    union = " UNION ALL ".join(
        IN_BRACKETS.format(sql=sql, place=place) for place, (sql, _) in enumerate(parts)
    )
    with connection.cursor() as cursor:
        cursor.execute(union, [value for _, values in parts for value in values])
        rows: list[tuple[int, str, str, str, int]] = cursor.fetchall()
        return rows


def _parts(number: int, word: str, language: str) -> Iterator[Sql]:
    own = [language, stem(word, language)]
    yield KNOWN.format(number=number), own
    if len(folded(word)) >= AT_BEGINNING:
        yield _having_it(number, word, language)
        yield _like_it(number, folded(word), own)
    if stems := [half for pair in halves(word, language) for half in pair]:
        marks = ", ".join(["%s"] * len(stems))
        yield HALVES.format(number=number, stems=marks, unknown=UNKNOWN), [language, *stems, *own]


def _having_it(number: int, word: str, language: str) -> Sql:
    part = inner_part(word, language)
    source, values = database().words_with([part])
    where, places = "1 = 1", []
    if len(part) < ANYWHERE:
        where = "(w.folded LIKE %s OR w.folded LIKE %s)"
        places = [f"{part}%", f"%{part}" if len(part) >= AT_END else part]
    sql = HAVING_IT.format(number=number, source=source, where=where, most=MOST_FORMS)
    return sql, [*values, language, *places, f"{part}%"]


def inner_part(word: str, language: str) -> str:
    """What other words have in them when they have a word in them: its stem, if that is how it begins."""
    whole, its_stem = folded(word), stem(word, language)
    return its_stem if len(its_stem) >= ANYWHERE and whole.startswith(its_stem) else whole


def _like_it(number: int, word: str, own: list[Any]) -> Sql:
    parts, length = thirds(word), len(word)
    source, values = database().words_with(parts)
    has_parts = " + ".join(["CASE WHEN w.folded LIKE %s THEN 1 ELSE 0 END"] * len(parts))
    sql = LIKE_IT.format(number=number, source=source, unknown=UNKNOWN, parts=has_parts, most=MOST_LIKE)
    lengths = [length - MOST_LETTERS_MORE, length + MOST_LETTERS_MORE]
    return sql, [*own, *values, own[0], *lengths, *(f"%{part}%" for part in parts), length]


def thirds(word: str) -> list[str]:
    """A word in parts of three letters or more, three at most. Whoever slips twice leaves one as it was.

    The halves of a shorter word may have letters in common.
    """
    length = len(word)
    if length < 3 * SHORTEST_PART:
        half = max(SHORTEST_PART, length // 2)
        return list(dict.fromkeys([word[:half], word[-half:]]))
    third = length // 3
    return [word[:third], word[third : 2 * third], word[2 * third :]]


def halves(word: str, language: str) -> list[tuple[str, str]]:
    """The stems of every two words that could make up a word, also with a letter or two between them."""
    places = range(SHORTEST_HALF, len(word) - SHORTEST_HALF + 1)
    return [
        (stem(word[:place].removesuffix(between), language), stem(word[place:], language))
        for place in places
        for between in ("", "s", "e", "en")
        if word[:place].endswith(between) and place - len(between) >= SHORTEST_HALF
    ]


def _also_called(words: Sequence[str], language: str) -> Sql:
    keys = [key for _, _, key in sequences(words)]
    marks = ", ".join(["%s"] * len(keys))
    return ALSO_CALLED.format(live=LIVE, keys=marks), [GLOSSARY_KIND, *live_now(), language, *keys]


def sequences(words: Sequence[str]) -> list[tuple[int, int, str]]:
    """Beginning, end and key of all words that stand beside each other, the longest first."""
    return [
        (start, start + length, " ".join(map(folded, words[start : start + length])))
        for length in range(min(LONGEST_SEQUENCE, len(words)), 0, -1)
        for start in range(len(words) - length + 1)
    ]
