"""The live glossary of a language, found in texts. Kept by each process, and never stale.

The query that finds a page tells beside it, by their digests, which terms are live at that moment
(`live_terms`). What is kept under a digest is right for good; a term that is missing is fetched with the
page's neighbours. So a page with terms costs no query more than one without.
"""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from django.db.models import Aggregate, OuterRef, Subquery, TextField

from portal.publishing.kinds import all_kinds
from portal.publishing.models import Publication, PublicationQuerySet
from portal.reading.addresses import Name, page_address

# A hyphen or an apostrophe makes one word of two: “scan” is no word of “CT-scan”.
WORD = re.compile(r"\w+(?:[-'’]\w+)*")


class Joined(Aggregate):
    """The values of a column in one text, with commas between."""

    function = "GROUP_CONCAT"
    output_field = TextField()

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        template = "%(function)s(%(expressions)s, ',')"
        return self.as_sql(compiler, connection, function="STRING_AGG", template=template, **context)


def explaining_kinds() -> list[str]:
    return [kind.name for kind in all_kinds() if kind.explains]


def with_live_terms(publications: PublicationQuerySet) -> PublicationQuerySet:
    """The same publications, each with the digests of the terms that are live in its language."""
    terms = Publication.objects.live().filter(kind__in=explaining_kinds(), language=OuterRef("language"))
    digests = terms.order_by().values("language").annotate(digests=Joined("digest")).values("digests")
    annotated: PublicationQuerySet = publications.annotate(live_terms=Subquery(digests))
    return annotated


def live_terms(language: str, publication: Publication | None) -> frozenset[str]:
    """The digests of the live terms; a query for a publication that came without them, and for a preview."""
    if publication is not None and hasattr(publication, "live_terms"):
        return frozenset(filter(None, (publication.live_terms or "").split(",")))
    terms = Publication.objects.live().filter(kind__in=explaining_kinds(), language=language)
    return frozenset(terms.order_by().values_list("digest", flat=True))


@dataclass(frozen=True)
class Term:
    """A word that has a page, and what it means in one plain text."""

    kind: str
    key: str
    language: str
    address: str
    meaning: str
    names: tuple[str, ...]

    @property
    def name(self) -> Name:
        return self.kind, self.key


@dataclass(frozen=True)
class Spelling:
    """What texts call a term, word for word. An abbreviation in capitals is that only in capitals."""

    words: tuple[str, ...]
    term: Term
    exactly: str = ""

    def stands_in(self, text: str, words: list[re.Match[str]]) -> bool:
        """Whether a text has this name where these words of it begin."""
        found = words[: len(self.words)]
        return (
            tuple(word[0].casefold() for word in found) == self.words
            and all(text[a.end() : b.start()].isspace() for a, b in pairwise(found))
            and self.exactly in {"", text[found[0].start() : found[-1].end()]}
        )


@dataclass(frozen=True)
class Use:
    """A place in a text where a term is used."""

    start: int
    end: int
    term: Term


class Glossary:
    """Terms by the digests of their publications. Finding them takes one look at each word of a text."""

    def __init__(self, terms: Mapping[str, Term]) -> None:
        self.terms = terms
        self.by_address = {term.address: term for term in terms.values()}
        self._names = defaultdict[str, list[Spelling]](list)
        for term in sorted(terms.values(), key=lambda term: term.key):
            for name in _names(term):
                self._names[name.words[0]].append(name)
        for names in self._names.values():
            names.sort(key=lambda name: len(name.words), reverse=True)

    def uses(self, text: str) -> Iterator[Use]:
        """Every use of a term, the longest name first where several begin; none overlaps another."""
        words = list(WORD.finditer(text))
        end = 0
        for place, word in enumerate(words):
            if word.start() < end:
                continue
            names = self._names.get(word[0].casefold(), ())
            if name := next((name for name in names if name.stands_in(text, words[place:])), None):
                end = words[place + len(name.words) - 1].end()
                yield Use(word.start(), end, name.term)

    def called(self, names: Iterable[str]) -> set[Name]:
        """The terms that have one of these names, from its first letter to its last."""
        uses = ((name, use) for name in names for use in self.uses(name))
        return {use.term.name for name, use in uses if (use.start, use.end) == (0, len(name))}


def _names(term: Term) -> Iterator[Spelling]:
    for name in term.names:
        words = tuple(word.casefold() for word in WORD.findall(name))
        if words:
            yield Spelling(words, term, name if name.isupper() else "")


_kept: dict[str, Glossary] = {}


def kept_glossary(language: str) -> Glossary:
    """The glossary as this process saw it last."""
    return _kept.get(language) or Glossary({})


def renewed(
    kept: Glossary, language: str, digests: Collection[str], fetched: Iterable[Publication]
) -> Glossary:
    """The glossary of exactly these digests, from what was kept and what has been fetched."""
    if kept.terms.keys() == digests:
        return kept
    known = {**kept.terms, **{p.digest: _term(p) for p in fetched if p.digest in digests}}
    _kept[language] = Glossary({digest: known[digest] for digest in digests if digest in known})
    return _kept[language]


def _term(publication: Publication) -> Term:
    return Term(
        kind=publication.kind,
        key=publication.key,
        language=publication.language,
        address=page_address(publication.kind, publication.language, publication.slug),
        meaning=publication.summary,
        names=publication.content().names,
    )
