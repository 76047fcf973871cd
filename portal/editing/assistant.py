"""The writing assistant beside the texts of a form: what could be plainer, told while somebody types."""

from collections.abc import Iterator
from typing import Any, Final

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import Field, TextField
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.urls import URLPattern, path
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from portal.content.richtext import RichTextField
from portal.editing.addresses import admin_address
from portal.editing.quality import glossary_words
from portal.editing.readability import Readability, readability_of
from portal.languages import CODES

LONGEST: Final = 200_000  # characters of all texts of one question
MOST_TEXTS: Final = 200
HEADINGS: Final = frozenset({"title", "heading"})
NO_PROSE: Final = frozenset({"other_names", "forms"})


def sort_of_text(field: Field[Any, Any], name: str) -> str:
    """What the assistant takes a field for, `name` being without language: `heading`, `text`, or nothing."""
    if name in HEADINGS:
        return "heading"
    is_prose = isinstance(field, (RichTextField, TextField)) and name not in NO_PROSE
    return "text" if is_prose else ""


class AssistantAdmin(admin.ModelAdmin[Any]):
    """A ModelAdmin that answers what could be plainer in texts as somebody has typed them."""

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(require_POST(self.advice_view))
        name = f"{self.opts.app_label}_{self.opts.model_name}_advice"
        return [path("advice/<slug:language>/", view, name=name), *super().get_urls()]

    def render_change_form(
        self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        context["advice_address"] = admin_address(self.model, "advice", "LANGUAGE")
        return super().render_change_form(request, context, *args, **kwargs)

    def advice_view(self, request: HttpRequest, language: str) -> HttpResponse:
        """Advice on each `text`, of which the `sort` beside it says whether it is a heading. One query.

        `known` are words that the page itself explains: its names. Too much at once is a 413.
        """
        if not self.has_view_or_change_permission(request):
            raise PermissionDenied
        if language not in CODES:
            raise Http404
        texts = list(_texts(request))
        if len(texts) > MOST_TEXTS or sum(map(len, texts)) > LONGEST:
            return HttpResponse(status=413)
        known = glossary_words(language) | set(request.POST.getlist("known")[:MOST_TEXTS])
        found = [readability_of(text, language, known) for text in texts]
        return JsonResponse({"advice": [_shown(readability, language) for readability in found]})


def _texts(request: HttpRequest) -> Iterator[str]:
    sorts = request.POST.getlist("sort")
    for sort, text in zip(sorts, request.POST.getlist("text"), strict=False):
        yield format_html("<h3>{}</h3>", text) if sort == "heading" else text


def _shown(readability: Readability, language: str) -> dict[str, Any]:
    context = {"readability": readability, "language": language}
    return {
        "tips": len(readability.advice),
        "told": told(readability),
        "html": render_to_string("editing/assistant.html", context),
    }


def told(readability: Readability) -> str:
    """The advice in a few words, for who hears it."""
    number = len(readability.advice)
    if not number:
        return _("no tips")
    return ngettext("%(number)d tip", "%(number)d tips", number) % {"number": number}
