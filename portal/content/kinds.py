"""The kinds that `portal.content` adds: glossary terms and standing pages."""

from portal.content.documents import PageDocument, TermDocument, build_page, build_term
from portal.content.models import GlossaryTerm, GlossaryTermCitation, Page, PageCitation, Source
from portal.publishing.kinds import Kind, register

# Look-ups from an object to a source that its document shows.
SOURCES = ("citations__source", "origin")
CITED = ("origin", "citations__source")


def register_kinds() -> None:
    register(
        Kind(
            name="term",
            model=GlossaryTerm,
            document=TermDocument,
            build=build_term,
            loads=CITED,
            parts={GlossaryTermCitation: ("citations",), Source: SOURCES},
        )
    )
    register(
        Kind(
            name="page",
            model=Page,
            document=PageDocument,
            build=build_page,
            loads=CITED,
            parts={PageCitation: ("citations",), Source: SOURCES},
        )
    )
