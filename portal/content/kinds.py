"""The kinds that `portal.content` adds: glossary terms and standing pages."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

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
            address=pgettext_lazy("address", "glossary"),
            place=5,
            intro=_("Medical words in plain language."),
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
            address=pgettext_lazy("address", "about"),
            intro=_("Who makes this site, how its texts are made, and what it does with your data."),
        )
    )
