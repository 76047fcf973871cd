"""The public history of a page: the list, one version, the page on a day, and what changed between two."""

from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from portal.publishing.differences import differences
from portal.reading.below import Place, below_a_page
from portal.reading.pages import EarlierPage
from portal.reading.versions import (
    Version,
    documents_of,
    first_day,
    part_of,
    version_numbered,
    version_on,
)
from portal.reading.views import render_page


@require_safe
@below_a_page("versions")
def versions(request: HttpRequest, place: Place) -> HttpResponse:
    """The list, also of a page that was withdrawn; three queries, however many versions there are.

    Who asks here for a day is led to the address of that day.
    """
    if day := _day(request.GET.get("day", "")):
        return HttpResponseRedirect(place.address("day", day))
    newest = _number(request.GET.get("before", ""))
    part = part_of(place.name, place.language, newest)
    more: dict[str, Any] = {"part": part, "is_first": newest is None, "today": timezone.localdate()}
    return _answer(request, place, "reading/versions.html", **more)


@require_safe
@below_a_page("versions")
def version(request: HttpRequest, place: Place, number: int) -> HttpResponse:
    """One version as it was; three queries."""
    found = version_numbered(place.name, place.language, number)
    if found is None:
        raise Http404
    return _shown(request, place, found)


@require_safe
@below_a_page("versions")
def on_day(request: HttpRequest, place: Place, day: date) -> HttpResponse:
    """The page as it was at the end of a day in Dutch time; three queries."""
    found = version_on(place.name, place.language, day)
    if found is None:
        first = first_day(place.name, place.language)
        return _answer(request, place, "reading/no_version.html", 404, day=day, first=first)
    return _shown(request, place, found, day=day)


@require_safe
@below_a_page("versions")
def compare(request: HttpRequest, place: Place) -> HttpResponse:
    """What changed between two versions, the older one first whichever was asked for first; three queries."""
    numbers = {_number(request.GET.get(name, "")) or 0 for name in ("from", "to")}
    found = documents_of(place.name, place.language, numbers)
    if found.keys() != numbers:
        raise Http404
    pairs = sorted(found.values(), key=lambda pair: pair[0].live_from)
    (old, before), (new, after) = pairs[0], pairs[-1]
    if not (_is_readable(place, old) and _is_readable(place, new)):
        return _answer(request, place, "reading/version_gone.html", 410)
    more: dict[str, Any] = {
        "old": old,
        "new": new,
        "pair": (old, new),
        "differences": differences(before, after),
    }
    return _answer(request, place, "reading/compare.html", **more)


def _number(typed: str) -> int | None:
    """A number of a version; anything else that is typed in the address is none."""
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 10 else None  # noqa: PLR2004


def _day(typed: str) -> date | None:
    """A day as browsers send it; anything else that is typed in the address is none."""
    try:
        return date.fromisoformat(typed)
    except ValueError:
        return None


def _is_readable(place: Place, found: Version) -> bool:
    """A text that was withdrawn, or whose page is no longer there, may be wrong: it stays hidden."""
    return place.is_live and not found.was_withdrawn


def _shown(request: HttpRequest, place: Place, found: Version, **more: Any) -> HttpResponse:
    if not _is_readable(place, found):
        return _answer(request, place, "reading/version_gone.html", 410, version=found)
    page = EarlierPage(found.publication.content(), found.publication)
    context = {"version": found, "place": place, **more}
    return render_page(request, page, template="reading/version.html", **context)


def _answer(
    request: HttpRequest, place: Place, template: str, status: int = 200, **more: Any
) -> HttpResponse:
    context = {"place": place, "foot": place.foot, "alternates": place.alternates, **more}
    return render(request, template, context, status=status)
