"""From rows to documents: what the builders of all kinds share, and those of the glossary and the pages."""

import re
from collections.abc import Iterable, Mapping
from functools import partial
from typing import Any

from django.db.models import TextChoices
from django.utils.functional import Promise

from portal.content.models import GlossaryTerm, Page
from portal.content.richtext import CITATION, clean
from portal.languages import column
from portal.publishing.documents import Citation, Document, Fact, HelpLevels, Picture, Reference, Section

HELP_LEVELS = ("appointment", "today", "emergency")


class TermDocument(Document):
    """A glossary term: the title is the term, the summary its plain meaning."""

    forms: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        return *super().names, *self.forms


class PageDocument(Document):
    position: int = 0

    @property
    def group(self) -> str:
        """Orders the pages among themselves."""
        return f"{self.position:05}"


def text(instance: Any, field: str, language: str) -> str:
    """A field in one language, `""` where it is missing; never the other language."""
    return (getattr(instance, column(field, language)) or "").strip()


def lines(instance: Any, field: str, language: str) -> tuple[str, ...]:
    """A field with one entry per line, empty lines left out."""
    entries = (line.strip() for line in text(instance, field, language).splitlines())
    return tuple(entry for entry in entries if entry)


def common_parts(instance: Any, kind: str, language: str) -> dict[str, Any]:
    """What every document starts with, as keyword arguments for its class."""
    texts = ("title", "slug", "summary", "author", "medical_reviewer", "rights")
    return {
        "kind": kind,
        "key": instance.key,
        "language": language,
        **{name: text(instance, name, language) for name in texts},
        "other_names": lines(instance, "other_names", language),
        "reviewed_on": instance.reviewed_on,
        "next_review_on": instance.next_review_on,
        "origin": instance.origin and _source(instance.origin, language),
    }


def cited_parts(
    instance: Any,
    language: str,
    sections: Iterable[tuple[str, str, str]],
    help_levels: Iterable[str] = (),
) -> dict[str, Any]:
    """Sections, help levels and the references they cite, as keyword arguments for a document.

    `sections` are `(kind, heading, html)`; those without text are left out. References keep the editor's
    order; each `[@key]` becomes the number of that reference, linked to it, and one that names a source
    outside the list is dropped.
    """
    citations = list(_citations(instance, language))
    number = partial(_number, {citation.key: citation.number for citation in citations})
    bodies = ((kind, heading, number(clean(html))) for kind, heading, html in sections)
    levels = {name: number(clean(text(instance, f"help_{name}", language))) for name in help_levels}
    return {
        "sections": tuple(
            Section(kind=kind, heading=heading, body=body) for kind, heading, body in bodies if body
        ),
        "help": HelpLevels(**levels),
        "citations": tuple(citations),
    }


def fields_as_sections(
    instance: Any,
    headings: Mapping[str, str | Promise],
    language: str,
) -> Iterable[tuple[str, str, str]]:
    """Rich text fields of an object as sections, from the heading of each field."""
    return ((name, str(heading), text(instance, name, language)) for name, heading in headings.items())


def label(choices: type[TextChoices], code: str) -> str:
    """What readers call a code, in the active language; a code that there is no more stands for itself.

    As Django's `get_…_display`, which translates every label of the field each time.
    """
    try:
        return str(choices(code).label)
    except ValueError:
        return code


def facts(*pairs: tuple[str | Promise, str]) -> tuple[Fact, ...]:
    """Facts in the active language; those without a value are left out."""
    return tuple(Fact(label=str(label), value=value) for label, value in pairs if value)


def _source(source: Any, language: str) -> Citation:
    return Citation(
        key=source.key,
        title=text(source, "title", language) or source.url,
        publisher=source.publisher,
        author=source.author,
        url=source.url,
        language=source.language,
        published_on=source.published_on,
        seen_on=source.seen_on,
    )


def _citations(instance: Any, language: str) -> Iterable[Citation]:
    for number, row in enumerate(instance.citations.all(), start=1):
        cited = _source(row.source, language)
        yield cited.model_copy(update={"number": number, "note": text(row, "note", language)})


def _number(numbers: dict[str, int], html: str) -> str:
    def link(match: re.Match[str]) -> str:
        number = numbers.get(match[1])
        return f'<sup><a href="#source-{number}">[{number}]</a></sup>' if number else ""

    return CITATION.sub(link, html)


def pictures(instance: Any, language: str) -> tuple[Picture, ...]:
    return tuple(_picture(row, language) for row in instance.pictures.all())


def _picture(row: Any, language: str) -> Picture:
    picture = row.picture
    return Picture(
        file=picture.file.name,
        width=picture.width,
        height=picture.height,
        sizes=tuple(picture.sizes),
        section=row.section,
        **{name: text(picture, name, language) for name in ("alt", "caption", "credit", "licence")},
    )


def references(rows: Iterable[Any], kind: str, language: str) -> tuple[Reference, ...]:
    """Links to objects of one kind, in the editor's order, each with its note."""
    return tuple(Reference(kind=kind, key=row.target.key, note=text(row, "note", language)) for row in rows)


def parent_reference(instance: Any, kind: str) -> dict[str, tuple[Reference, ...]]:
    return {"parent": (Reference(kind=kind, key=instance.parent.key),)} if instance.parent else {}


def build_term(term: GlossaryTerm, language: str) -> TermDocument:
    return TermDocument(
        **common_parts(term, "term", language),
        **cited_parts(term, language, ()),
        forms=lines(term, "forms", language),
    )


def build_page(page: Page, language: str) -> PageDocument:
    return PageDocument(
        **common_parts(page, "page", language),
        **cited_parts(page, language, fields_as_sections(page, {"body": ""}, language)),
        position=page.position,
    )
