"""The glossary as translators and checks use it: what a text has of it, and how that is to be rendered."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from portal.content.models import GlossaryTerm
from portal.languages import SOURCE, column
from portal.translating.checks import Term
from portal.translating.checks.glossary import matcher, uses
from portal.translating.checks.tables import Hit, Matcher
from portal.translating.checks.text import Span, document

# What a term is called, the preferred name first: in one language.
NAMES: Final = ("title", "other_names", "forms")


@dataclass(frozen=True)
class Entry:
    """A term with its names in both languages; the first translation is the preferred one."""

    term: str
    translation: str
    meaning: str
    note: str
    names: Term


@dataclass(frozen=True)
class TermHit:
    """A term in a text. `span` is its place in the text as given, mark-up and all.

    `insertion` is the translation as it stands in running text.
    """

    span: Span
    term: str
    translation: str
    insertion: str
    meaning: str
    forbidden: tuple[str, ...]
    note: str


@dataclass(frozen=True)
class Glossary:
    """All terms that have a name in both languages, ready to be found in texts."""

    entries: Mapping[str, Entry]
    matcher: Matcher

    def hits(self, source: str) -> Iterator[tuple[Entry, Span]]:
        """Terms in a text from left to right, not overlapping: of two the longer one."""
        text = document(source, SOURCE.code)
        for hit in uses(text.whole, self.matcher):
            yield self.entries[hit.label], text.where(*_place(text.whole.tokens, hit))

    def terms_in(self, source: str) -> list[TermHit]:
        """The terms in a text, in its order, as a translator is shown them."""
        return [
            TermHit(
                span,
                one.term,
                one.translation,
                _in_case_of(source[slice(*span)], one),
                one.meaning,
                one.names.forbidden,
                one.note,
            )
            for one, span in self.hits(source)
        ]

    def used_in(self, source: str) -> tuple[Term, ...]:
        """The terms that a text uses, for the check of its translation."""
        return tuple(dict.fromkeys(found.names for found, _span in self.hits(source)))


def _in_case_of(found: str, one: Entry) -> str:
    """The translation without the capital of a title, where the text writes the term without one.

    An abbreviation or an “X-ray” keeps its own.
    """
    name = one.translation
    is_title = found[:1].islower() and one.term[:1].isupper() and name[1:2].islower()
    return name[:1].lower() + name[1:] if is_title else name


def _place(tokens: Any, hit: Hit) -> Span:
    return tokens[hit.first].start, tokens[hit.last - 1].end


def glossary_of(language: str) -> Glossary:
    """The glossary as it is stored now; one query. What it takes to find terms is kept until one changes."""
    columns = (
        *(column(name, SOURCE.code) for name in (*NAMES, "summary")),
        *(column(name, language) for name in (*NAMES, "forbidden")),
        "translator_note",
    )
    return _glossary(tuple(GlossaryTerm.objects.order_by("key").values_list("key", *columns)))


@lru_cache(maxsize=4)
def _glossary(rows: tuple[tuple[str | None, ...], ...]) -> Glossary:
    read = (_entry([value or "" for value in row]) for row in rows)
    entries = {key: one for key, one in read if one.term and one.translation}
    names = {key: one.names.source for key, one in entries.items()}
    return Glossary(entries, matcher(names, SOURCE.code))


def _entry(row: Sequence[str]) -> tuple[str, Entry]:
    """The columns that `glossary_of` reads."""
    key, title, others, forms, meaning, translation, translated_others, translated_forms, forbidden, note = (
        row
    )
    names = Term(
        (title, *_lines(others), *_lines(forms)),
        (translation, *_lines(translated_others), *_lines(translated_forms)),
        _lines(forbidden),
    )
    return key, Entry(title, translation, meaning, note, names)


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.splitlines() if line.strip())
