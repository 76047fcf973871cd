"""The list of all that can be translated, and the way to what is next in it."""

from typing import Final

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from portal.editing.pages import page
from portal.editing.people import person_of
from portal.editing.roles import may_translate
from portal.languages import TRANSLATIONS
from portal.translating.addresses import object_address
from portal.translating.overview import FilterForm, bars, lines_of, next_for, page_of, sorting
from portal.translating.subjects import language_or_404
from portal.translating.summaries import compute_missing

COUNTED_AT_ONCE: Final = 100  # objects that are counted while somebody waits for the list


@require_safe
def start_view(request: HttpRequest) -> HttpResponse:
    """To the list of the first language that this person translates into."""
    mine = may_translate(person_of(request))
    return HttpResponseRedirect(reverse("translation-list", args=[(mine or TRANSLATIONS)[0].code]))


@require_safe
def list_view(request: HttpRequest, language: str) -> HttpResponse:
    """All that can be translated; as many queries for many objects as for one."""
    into = language_or_404(request, language)
    left = compute_missing(language, COUNTED_AT_ONCE)
    form = FilterForm(request.GET)
    order, headings = sorting(request.GET.get("order", ""))
    rows = page_of(form, language, order, request.GET.get("page"))
    context = {
        "title": _("Translate into %(language)s") % {"language": into.translated_name},
        "language": into,
        "languages": TRANSLATIONS,
        "form": form,
        "headings": headings,
        "order": order,
        "page": rows,
        "lines": lines_of(rows.object_list),
        "bars": bars(language),
        "writes": into in may_translate(person_of(request)),
        "left": left,
    }
    return page(request, "translating/list.html", context)


@require_safe
def next_view(request: HttpRequest, language: str) -> HttpResponse:
    """To the first text to do of what this person does best now, or to the list where there is nothing."""
    into = language_or_404(request, language)
    compute_missing(language, COUNTED_AT_ONCE)
    writes = into in may_translate(person_of(request))
    row = next_for(request.user, language, writes=writes, after=request.GET.get("after", ""))
    if row is None:
        messages.info(request, _("Nothing waits for you."))
        return HttpResponseRedirect(reverse("translation-list", args=[language]))
    return HttpResponseRedirect(f"{object_address(row)}#to-do")
