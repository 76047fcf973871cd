"""How good a page is, for its editor: what it lacks, what is hard to read, and where it is used."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext as _

from portal.content.documents import lines, text
from portal.content.models import GlossaryTerm
from portal.editing.addresses import admin_address
from portal.editing.completeness import Completeness, completeness_of
from portal.editing.pages import page
from portal.editing.problems import Pointer, field_address, pointer
from portal.editing.readability import Advice, Readability, readability_of
from portal.editing.usage import usage_of
from portal.languages import LANGUAGES, Language
from portal.publishing.documents import Document
from portal.publishing.gate import Problem, look_up, problems_of, warnings_of
from portal.publishing.kinds import kind_of_model


@dataclass(frozen=True)
class PassageAdvice:
    """What could be plainer in one headed piece of a page."""

    heading: str
    advice: tuple[Advice, ...]


@dataclass(frozen=True)
class Report:
    """The state of an object in one language."""

    instance: Any
    language: Language
    completeness: Completeness
    problems: list[Problem]
    warnings: list[Problem]
    readability: Readability
    passages: list[PassageAdvice]

    @property
    def mend_first(self) -> list[Pointer]:
        return [pointer(self.instance, self.language.code, problem) for problem in self.problems]

    @property
    def worth_a_look(self) -> list[Pointer]:
        return [pointer(self.instance, self.language.code, problem) for problem in self.warnings]

    @property
    def missing(self) -> list[Pointer]:
        """The parts that patients need and that are not there, each with its place in the form."""
        return [
            Pointer(part.label, field_address(self.instance, self.language.code, part.field))
            for part in self.completeness.missing
        ]


def report_of(instance: Any, document: Document, language: Language, glossary: frozenset[str]) -> Report:
    """Everything that can be said of one document; a query for what it links to, and the gate’s look-ups.

    The page's own names are explained by the page itself, so they count as known words.
    """
    glossary |= {document.title, *document.other_names}
    pieces = list(_pieces(document))
    looked_up = look_up([document])
    passages = ((heading, readability_of(html, language.code, glossary).advice) for heading, html in pieces)
    return Report(
        instance=instance,
        language=language,
        completeness=completeness_of(document),
        problems=problems_of(document, looked_up),
        warnings=warnings_of(document, looked_up=looked_up),
        readability=readability_of("".join(html for _heading, html in pieces), language.code, glossary),
        passages=[PassageAdvice(heading, advice) for heading, advice in passages if advice],
    )


def _pieces(document: Document) -> Iterator[tuple[str, str]]:
    yield _("in short"), f"<p>{document.summary}</p>"
    yield from ((section.heading, section.body) for section in document.sections)
    help_levels = (document.help.appointment, document.help.today, document.help.emergency)
    yield _("when to seek help"), "".join(help_levels)
    yield _("questions for the doctor"), "".join(f"<p>{question}</p>" for question in document.questions)


def glossary_words(language: str) -> frozenset[str]:
    """Every term, other name and inflected form of the glossary in one language; one query."""
    terms = GlossaryTerm.objects.all()
    titles = (text(term, "title", language) for term in terms)
    others = (
        line for term in terms for name in ("other_names", "forms") for line in lines(term, name, language)
    )
    return frozenset([*titles, *others])


class QualityAdmin(admin.ModelAdmin[Any]):
    """A ModelAdmin of a kind of content with a page about the quality of each object."""

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.quality_view)
        name = f"{self.opts.app_label}_{self.opts.model_name}_quality"
        return [path("<int:pk>/quality/", view, name=name), *super().get_urls()]

    def render_change_form(
        self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        if instance := context.get("original"):
            context["quality_address"] = admin_address(self.model, "quality", instance.pk)
        return super().render_change_form(request, context, *args, **kwargs)

    def quality_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        kind = kind_of_model(self.model)
        instance = kind.objects().filter(pk=pk).first()
        if instance is None:
            raise Http404
        if not self.has_view_or_change_permission(request, instance):
            raise PermissionDenied
        context = {
            "title": _("Quality of %(object)s") % {"object": instance},
            "opts": self.opts,
            "object": instance,
            "reports": [
                report_of(
                    instance,
                    kind.document_of(instance, language.code),
                    language,
                    glossary_words(language.code),
                )
                for language in LANGUAGES
            ],
            "usage": usage_of(instance),
        }
        return page(request, "editing/quality.html", context)
