"""The kinds that `portal.content` adds: glossary terms and standing pages."""

from dataclasses import replace

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.content.documents import PageDocument, TermDocument, build_page, build_term
from portal.content.models import GlossaryTerm, GlossaryTermCitation, Page, PageCitation, Source
from portal.content.schema import TERM
from portal.publishing.kinds import Kind, register
from portal.publishing.wants import Severity, Want, wanted_fields

# Look-ups from an object to a source that its document shows.
SOURCES = ("citations__source", "origin")
CITED = ("origin", "citations__source")

IN_SHORT = Want("summary", _("in short"), "summary")
HELP = Want("help", _("when to seek help"), "help_appointment", Severity.BLOCKS)
QUESTIONS = Want("questions", _("questions for the doctor"), "questions")
PICTURE = Want("pictures", _("picture"), "pictures")
SOURCED = Want("citations", _("references"), "citations", Severity.BLOCKS)
REVIEWED = Want("reviewed_on", _("review date"), "reviewed_on", Severity.WARNS)
# Only a warning: readers are told that nobody has reviewed the text.
MEDICALLY_REVIEWED = Want("medical_reviewer", _("medical review"), "medical_reviewer", Severity.WARNS)


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
            explains=True,
            wants=(IN_SHORT, replace(SOURCED, severity=Severity.WARNS), REVIEWED, MEDICALLY_REVIEWED),
            schema=TERM,
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
            wants=(IN_SHORT, *wanted_fields({"body": _("text")}), REVIEWED),
        )
    )
