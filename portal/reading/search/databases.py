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

PART_LENGTH = 3


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

    def hits(self, wanted: Wanted, most: int, condition: str) -> Sql:
        """The best pages: `id`, `place` and `score`, lower is better; none unless the condition holds."""

    def words_with(self, part: str) -> Sql:
        """`FROM` and `WHERE` for the words `w` that have a part of three letters or more."""

    def words_like(self, word: str) -> Sql:
        """`FROM` and `WHERE` for the words `w` that share three letters with one."""

    def likest_first(self, word: str) -> Sql:
        """`ORDER BY` for those."""


def parts_of(word: str) -> list[str]:
    """Every three letters of a word that stand beside each other."""
    return list(dict.fromkeys(word[at : at + PART_LENGTH] for at in range(len(word) - PART_LENGTH + 1)))


class SQLite:
    """FTS5. The marks, language and kind, say nothing about how well a page fits."""

    COLUMNS = {
        Place.TITLE: "title",
        Place.NAMES: "title names",
        Place.SUMMARY: "title names summary",
        Place.TEXT: "title names summary text",
    }
    HITS = """
        SELECT rowid AS id, CASE {places} ELSE 3 END AS place,
               bm25(reading_search, 12.0, 8.0, 3.0, 1.0, 0.0) AS score
        FROM reading_search WHERE reading_search MATCH %s AND {condition} ORDER BY place, score LIMIT %s
    """
    PLACE = "WHEN rowid IN (SELECT rowid FROM reading_search WHERE reading_search MATCH %s) THEN {place:d}"
    WORDS = """
        FROM reading_word_parts JOIN reading_searchword w ON w.id = reading_word_parts.rowid
        WHERE reading_word_parts MATCH %s
    """

    def hits(self, wanted: Wanted, most: int, condition: str) -> Sql:
        text = (" OR " if wanted.any else " AND ").join(map(self._group, wanted.groups))
        where = {place: f"({{{columns}}} : ({text}))" for place, columns in self.COLUMNS.items()}
        match = [where[wanted.last_place], f'(marks : "{wanted.language}")']
        if wanted.kinds:
            match.append(f"(marks : ({self._any(wanted.kinds)}))")
        better = [place for place in Place if place < wanted.last_place]
        places = " ".join(self.PLACE.format(place=place) for place in better) or "WHEN 0 THEN 0"
        sql = self.HITS.format(places=places, condition=condition)
        return sql, [*(where[place] for place in better), " AND ".join(match), most]

    def _group(self, group: Group) -> str:
        alternatives = (" AND ".join(map(self._quoted, stems)) for stems in group)
        return f"({' OR '.join(f'({alternative})' for alternative in alternatives)})"

    def _any(self, words: Collection[str]) -> str:
        return " OR ".join(map(self._quoted, sorted(words)))

    def _quoted(self, word: str) -> str:
        return f'"{word}"'

    def words_with(self, part: str) -> Sql:
        return self.WORDS, [self._quoted(part)]

    def words_like(self, word: str) -> Sql:
        return self.WORDS, [self._any(parts_of(word))]

    def likest_first(self, word: str) -> Sql:
        return "rank", []


class PostgreSQL:
    """`tsvector`, with weights for the places.

    Pages that have it in title, names or summary are ranked by these alone: a long text takes long to read.
    Of those that have it in the text, so many are ranked as are wanted, whichever come first.
    """

    WEIGHTS = {Place.TITLE: ":A", Place.NAMES: ":AB", Place.SUMMARY: ":ABC", Place.TEXT: ""}
    HITS = """
        SELECT * FROM (
            SELECT publication_id AS id,
                   CASE WHEN first @@ %s::tsquery THEN 0 WHEN first @@ %s::tsquery THEN 1 ELSE 2 END AS place,
                   -ts_rank('{{0.1, 0.4, 0.8, 1.0}}', first, %s::tsquery) AS score
            FROM reading_searchentry
            WHERE first @@ %s::tsquery AND language = %s {kinds} AND {condition}
            ORDER BY place, score LIMIT %s
        ) AS best
        UNION ALL
        SELECT id, 3, -ts_rank('{{0.1, 0.4, 0.8, 1.0}}', whole, %s::tsquery) FROM (
            SELECT publication_id AS id, whole FROM reading_searchentry
            WHERE whole @@ %s::tsquery AND NOT first @@ %s::tsquery
            AND language = %s {kinds} AND {condition}
            LIMIT %s
        ) AS others
    """
    WORDS = "FROM reading_searchword w WHERE {like}"

    def hits(self, wanted: Wanted, most: int, condition: str) -> Sql:
        title, names, summary, text = (
            self._query(wanted, weights) if place <= wanted.last_place else ""
            for place, weights in self.WEIGHTS.items()
        )
        kinds = "AND kind = ANY(%s)" if wanted.kinds else ""
        where = [wanted.language, *([list(wanted.kinds)] if wanted.kinds else [])]
        best = summary or names
        sql = self.HITS.format(kinds=kinds, condition=condition)
        return sql, [title, names, best, best, *where, most, text, text, best, *where, most]

    def _query(self, wanted: Wanted, weights: str) -> str:
        def all_of(stems: Alternative) -> str:
            return " & ".join(f"'{stem}'{weights}" for stem in stems)

        groups = (" | ".join(f"({all_of(stems)})" for stems in group) for group in wanted.groups)
        return (" | " if wanted.any else " & ").join(f"({group})" for group in groups)

    def words_with(self, part: str) -> Sql:
        return self.WORDS.format(like="w.folded LIKE %s"), [f"%{part}%"]

    def words_like(self, word: str) -> Sql:
        return self.WORDS.format(like="w.folded LIKE ANY(%s)"), [[f"%{part}%" for part in parts_of(word)]]

    def likest_first(self, word: str) -> Sql:
        return "similarity(w.folded, %s) DESC", [word]


def database() -> Database:
    """The one that this process uses."""
    return PostgreSQL() if connection.vendor == "postgresql" else SQLite()
