"""Finding pages: at most two queries, one for the words of the site, one for the pages.

Pages are ranked in this order: the title is exactly what was asked, another name is, either is but for
the endings of words; then all that was asked stands in the title, in the other names too, in the summary
too, in the text; then what the glossary explains comes after what has a page of its own. Titles that have
it all are ordered by how few words they have, by kind as in the menu, and by how much their pages say, so
that "lever" leads to the large page about it; for the rest, the database says how well a page fits. Only
where no page has all words, pages with some of them are given.
"""

from collections.abc import Collection
from dataclasses import dataclass, field, replace
from typing import Any

from django.utils.safestring import SafeString

from portal.publishing.kinds import Kind, kind_named, kinds_in_menu
from portal.publishing.models import Publication
from portal.reading.links import Link
from portal.reading.search import extracts
from portal.reading.search.databases import Place, Sql, Wanted, database, hits
from portal.reading.search.live import LIVE, live_now
from portal.reading.search.question import Question, question_of
from portal.reading.search.vocabulary import GLOSSARY_KIND
from portal.reading.search.words import stemmed_key

SIZE = 10
SUGGESTIONS = 6
# More than so many are not counted: nobody reads on, and everybody would wait for it.
MOST = 300

PAGES = """
WITH exact AS MATERIALIZED (
    SELECT entry_id AS id, MIN(place) AS exactness FROM reading_searchname
    WHERE language = %s AND key IN (%s, %s) GROUP BY entry_id
), all_hits AS ({all_hits}
), with_all AS MATERIALIZED (
    SELECT h.id, h.place, h.score FROM all_hits h JOIN publishing_publication p ON p.id = h.id WHERE {live}
), with_some AS MATERIALIZED ({some_hits}
), found AS MATERIALIZED (
    SELECT id, MIN(place) AS place, MIN(score) AS score FROM (
        SELECT id, place, score FROM with_all
        UNION ALL SELECT id, place, score FROM with_some
        UNION ALL SELECT id, 0, 0 FROM exact
    ) AS any_found GROUP BY id
), ranked AS MATERIALIZED (
    SELECT p.id, p.title, COALESCE(exact.exactness, 9) AS exactness,
           CASE WHEN exact.id IS NULL THEN found.place ELSE {kind_place} END AS place,
           CASE WHEN p.kind = %s THEN 1 ELSE 0 END AS explains, found.score, LENGTH(p.title) AS title_length,
           CASE WHEN found.place = 0 THEN LENGTH(p.title) - LENGTH(REPLACE(p.title, ' ', '')) END AS spaces,
           CASE WHEN found.place = 0 THEN {kind_place} END AS kind_place,
           CASE WHEN found.place = 0 THEN (
               SELECT {size_of_text} FROM reading_searchentry e WHERE e.publication_id = p.id
           ) END AS says
    FROM found JOIN publishing_publication p ON p.id = found.id LEFT JOIN exact ON exact.id = found.id
    WHERE {live} {kinds}
), counted AS MATERIALIZED (
    SELECT COUNT(*) AS total FROM ranked
), shown AS MATERIALIZED (
    SELECT * FROM ranked AS shown ORDER BY {order} LIMIT {size}
    OFFSET (SELECT CASE WHEN %s < total THEN %s ELSE (total - 1) / {size} * {size} END FROM counted)
)
SELECT {columns}, entry.plain, counted.total, EXISTS (SELECT 1 FROM with_all) AS has_all
FROM shown JOIN publishing_publication p ON p.id = shown.id
JOIN reading_searchentry entry ON entry.publication_id = shown.id CROSS JOIN counted
ORDER BY {order}
"""
# Letters are not counted before words are: a compound is not less to the point for being long.
ORDER = """
    shown.exactness, shown.place, shown.explains, shown.spaces, shown.kind_place, shown.says DESC,
    shown.score, shown.title_length, shown.title, shown.id
"""
COLUMNS = ", ".join(
    f"p.{column.column}" if column.column != "group" else 'p."group"'
    for column in Publication._meta.concrete_fields
    if column.name != "document"
)


@dataclass(frozen=True)
class Result:
    """A live page. `title`, `name` (the other name that was found, or none) and `extract` are marked HTML."""

    publication: Publication
    title: SafeString
    name: SafeString
    extract: SafeString

    @property
    def kind(self) -> Kind:
        return kind_named(self.publication.kind)

    @property
    def address(self) -> str:
        return Link(self.publication).address


@dataclass(frozen=True)
class Results:
    """A page of what was found. `total` is `MOST` at most; `is_more` says that there is more than that.

    `instead` are the words that were looked for in place of misspelt ones; `unknown`, words that no page has;
    `has_all` says whether the pages have all words that are known, or some of them.
    """

    query: str
    total: int = 0
    is_more: bool = False
    page: int = 1
    instead: str = ""
    unknown: tuple[str, ...] = ()
    has_all: bool = True
    results: list[Result] = field(default_factory=list)

    @property
    def pages(self) -> int:
        return max(1, -(-self.total // SIZE))

    @property
    def first(self) -> int:
        """The number of the first result of this page."""
        return (self.page - 1) * SIZE + 1

    @property
    def shown_query(self) -> str:
        return self.instead or self.query


@dataclass(frozen=True)
class Where:
    """Where to look, and which part of what was found to give."""

    language: str
    kinds: Collection[str] = ()
    last_place: Place = Place.TEXT
    page: int = 1
    size: int = SIZE


def search(query: str, language: str, kinds: Collection[str] = (), page: int = 1) -> Results:
    """Live pages about something, the best first; two queries, none when there is no word in `query`.

    Only the first 200 characters and eight words count. Without `kinds`, pages of all kinds; a page past the
    last one is the last one.
    """
    question = question_of(query, language)
    if question is None:
        return Results(query)
    nothing = Results(query, unknown=question.unknown)
    where = Where(language, kinds, page=min(max(1, page), -(-MOST // SIZE)))
    found = find(question, where)
    if not found:
        return nothing
    total = min(found[0].total, MOST)
    stems = {stem for group in question.groups for alternative in group for stem in alternative}
    return replace(
        nothing,
        total=total,
        is_more=found[0].total > MOST,
        page=min(where.page, -(-total // SIZE)),
        # Only words that readers then get to see: what is not live yet is not told of.
        instead=question.instead if found[0].has_all else "",
        has_all=bool(found[0].has_all),
        results=[_result(publication, stems) for publication in found],
    )


def suggest(query: str, language: str) -> list[Publication]:
    """The first live pages whose title or other names have what was typed so far; two queries."""
    question = question_of(query, language)
    return find(question, Where(language, last_place=Place.NAMES, size=SUGGESTIONS)) if question else []


def find(question: Question, where: Where) -> list[Any]:
    """Publications that have `plain`, `total` and `has_all` beside their columns; one query."""
    if not question.groups:
        return []
    sql, values = _pages(question, where)
    return list(Publication.objects.raw(sql, values))


def _pages(question: Question, where: Where) -> Sql:
    wanted = Wanted(question.groups, where.language, where.kinds, where.last_place)
    all_sql, all_values = hits(wanted, MOST + 1, "1 = 1")
    none_has_all = "NOT EXISTS (SELECT 1 FROM with_all)"
    some_sql, some_values = hits(replace(wanted, any=True), MOST + 1, none_has_all)
    kinds = f"AND p.kind IN ({', '.join(['%s'] * len(where.kinds))})" if where.kinds else ""
    offset = (where.page - 1) * where.size
    sql = PAGES.format(
        all_hits=all_sql,
        some_hits=some_sql,
        live=LIVE,
        kinds=kinds,
        kind_place=_kind_place(),
        size_of_text=database().size("e.plain"),
        size=where.size,
        columns=COLUMNS,
        order=ORDER,
    )
    key = question.key
    return sql, [
        *(where.language, key, stemmed_key(key, where.language)),
        *all_values,
        *live_now(),
        *some_values,
        GLOSSARY_KIND,
        *live_now(),
        *where.kinds,
        *(offset, offset),
    ]


def _kind_place() -> str:
    """The place of a page's kind in the menu, as SQL; the names of kinds are ours."""
    cases = (f"WHEN '{kind.name}' THEN {place}" for place, kind in enumerate(kinds_in_menu()))
    return f"CASE p.kind {' '.join(cases)} ELSE 99 END"


def _result(publication: Any, stems: Collection[str]) -> Result:
    language = publication.language
    title = extracts.marked(publication.title, stems, language)
    names = (extracts.marked(name, stems, language) for name in publication.other_names)
    summary = extracts.extract(publication.summary, stems, language)
    text = None if summary else extracts.extract(publication.plain, stems, language)
    return Result(
        publication=publication,
        title=title,
        name=next((name for name in names if "<mark>" in name and "<mark>" not in title), SafeString()),
        extract=summary or text or extracts.beginning(publication.summary),
    )
