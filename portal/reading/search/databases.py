"""What is different in the two databases: how they find pages by their text, and words by their parts.

Every word that gets here is made of letters and digits alone (`words`), so that none can be an operator.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Any, Protocol

from django.db import connection

# A group is one thing that was asked for: any of its alternatives will do. An alternative is some stems,
# all of which a page must have.
Alternative = tuple[str, ...]
Group = Sequence[Alternative]
Sql = tuple[str, list[Any]]


class Place(IntEnum):
    """How far one has to read to find what was asked: a page is worth more the sooner all of it is found."""

    TITLE = 0
    NAMES = 1
    SUMMARY = 2
    TEXT = 3


@dataclass(frozen=True)
class Wanted:
    """What to look for: all groups, or `any` of them; and where. Without kinds, in all of them."""

    groups: Sequence[Group]
    language: str
    kinds: Collection[str] = ()
    last_place: Place = Place.TEXT
    any: bool = False


class Database(Protocol):
    """Makes SQL. `%s` stands for its parameters, which come beside it in order."""

    def number(self, place: Place) -> str:
        """The column that holds the number of a publication."""

    def pages(self, wanted: Wanted, place: Place) -> Sql:
        """Table and `WHERE` for pages that have what is wanted up to a place."""

    def score(self, wanted: Wanted) -> Sql:
        """How well such a page fits, up to the text; lower is better."""

    def size(self, column: str) -> str:
        """How long a text is, in bytes, by the quickest way."""

    def words_with(self, parts: Collection[str]) -> Sql:
        """Tables and `WHERE` for the words `w` that have any of these parts, of three letters or more."""


PAGES = """
    SELECT * FROM (
        SELECT {number} AS id, {place:d} AS place, {score} AS score
        FROM (SELECT 1 AS one WHERE {condition}) AS asked CROSS JOIN {pages} LIMIT %s
    ) AS up_to_{place:d}
"""
# Ranking reads all that was found. Where that is very much, the place alone decides.
SCORE = (
    "CASE WHEN (SELECT COUNT(*) FROM (SELECT 1 FROM {pages} LIMIT %s) AS enough) < %s THEN {score} ELSE 0 END"
)


def hits(wanted: Wanted, most: int, condition: str) -> Sql:
    """Pages with `id`, `place` and `score`, some more than once; so many at most for each place.

    The condition is asked first: without it, nothing is looked for.
    """
    parts = [_pages(wanted, place, most, condition) for place in Place if place <= wanted.last_place]
    return " UNION ALL ".join(sql for sql, _ in parts), [value for _, values in parts for value in values]


def _pages(wanted: Wanted, place: Place, most: int, condition: str) -> Sql:
    own = database()
    score, score_values = _score(wanted, most) if place == Place.TEXT else ("0", [])
    pages, values = own.pages(wanted, place)
    sql = PAGES.format(number=own.number(place), place=place, score=score, condition=condition, pages=pages)
    return sql, [*score_values, *values, most]


def _score(wanted: Wanted, most: int) -> Sql:
    pages, pages_values = database().pages(wanted, Place.TEXT)
    score, score_values = database().score(wanted)
    return SCORE.format(pages=pages, score=score), [*pages_values, most, most, *score_values]


class SQLite:
    """FTS5: a small table for what pages are called, and a large one for all that they say.

    In both, the marks hold language and kind.
    """

    TABLES = {
        Place.TITLE: ("reading_search_names", "title"),
        Place.NAMES: ("reading_search_names", "title names"),
        Place.SUMMARY: ("reading_search", "title names summary"),
        Place.TEXT: ("reading_search", "title names summary text"),
    }
    # Title, names, summary, text; the marks say nothing about how well a page fits.
    SCORE = "bm25(reading_search, 12.0, 8.0, 3.0, 1.0, 0.0)"
    WORDS = """
        reading_word_parts JOIN reading_searchword w ON w.id = reading_word_parts.rowid
        WHERE reading_word_parts MATCH %s
    """

    def number(self, place: Place) -> str:
        return f"{self.TABLES[place][0]}.rowid"

    def pages(self, wanted: Wanted, place: Place) -> Sql:
        table, columns = self.TABLES[place]
        text = (" OR " if wanted.any else " AND ").join(map(self._group, wanted.groups))
        match = [f"({{{columns}}} : ({text}))", f'(marks : "{wanted.language}")']
        if wanted.kinds:
            match.append(f"(marks : ({self._any(wanted.kinds)}))")
        return f"{table} WHERE {table} MATCH %s", [" AND ".join(match)]

    def _group(self, group: Group) -> str:
        alternatives = (" AND ".join(map(self._quoted, stems)) for stems in group)
        return f"({' OR '.join(f'({alternative})' for alternative in alternatives)})"

    def _any(self, words: Collection[str]) -> str:
        return " OR ".join(map(self._quoted, sorted(words)))

    def _quoted(self, word: str) -> str:
        return f'"{word}"'

    def score(self, wanted: Wanted) -> Sql:
        return self.SCORE, []

    def size(self, column: str) -> str:
        return f"LENGTH(CAST({column} AS BLOB))"

    def words_with(self, parts: Collection[str]) -> Sql:
        return self.WORDS, [self._any(parts)]


class PostgreSQL:
    """Three `tsvector`s: what pages are called, that and their summaries, and all that they say."""

    VECTORS = {
        Place.TITLE: ("called", ":A"),
        Place.NAMES: ("called", ""),
        Place.SUMMARY: ("first", ""),
        Place.TEXT: ("whole", ""),
    }
    SCORE = "-ts_rank('{0.1, 0.4, 0.8, 1.0}', whole, %s::tsquery)"
    WORDS = "reading_searchword w WHERE w.folded LIKE ANY(%s)"

    def number(self, place: Place) -> str:
        return "publication_id"

    def pages(self, wanted: Wanted, place: Place) -> Sql:
        vector, weight = self.VECTORS[place]
        kinds = "AND kind = ANY(%s)" if wanted.kinds else ""
        sql = f"reading_searchentry WHERE {vector} @@ %s::tsquery AND language = %s {kinds}"
        return sql, [
            self._query(wanted, weight),
            wanted.language,
            *([list(wanted.kinds)] if wanted.kinds else []),
        ]

    def _query(self, wanted: Wanted, weight: str) -> str:
        def all_of(stems: Alternative) -> str:
            return " & ".join(f"'{stem}'{weight}" for stem in stems)

        groups = (" | ".join(f"({all_of(stems)})" for stems in group) for group in wanted.groups)
        return (" | " if wanted.any else " & ").join(f"({group})" for group in groups)

    def score(self, wanted: Wanted) -> Sql:
        return self.SCORE, [self._query(wanted, "")]

    def size(self, column: str) -> str:
        return f"OCTET_LENGTH({column})"  # which it knows without unpacking the text

    def words_with(self, parts: Collection[str]) -> Sql:
        return self.WORDS, [[f"%{part}%" for part in parts]]


def database() -> Database:
    """The one that this process uses."""
    return PostgreSQL() if connection.vendor == "postgresql" else SQLite()
