"""The public addresses. The kinds give their own words; each word is translated in the catalogue."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.urls import URLPattern, path, register_converter
from django.utils.text import format_lazy
from django.utils.translation import pgettext_lazy

from portal.publishing.kinds import Kind, all_kinds
from portal.reading import made_views, side_by_side, version_views, views
from portal.reading.api import developers
from portal.reading.changes import changed_pages
from portal.reading.feedback import views as feedback_views
from portal.reading.feeds import changes
from portal.reading.leaflets import forms as leaflets
from portal.reading.leaflets.views import leaflet
from portal.reading.open_search import open_search
from portal.reading.search.views import search_page, suggestions

app_name = "reading"

VERSIONS = pgettext_lazy("address", "versions")
SIDE_BY_SIDE = pgettext_lazy("address", "side-by-side")
COMPARE = pgettext_lazy("address", "compare")
FEEDBACK = pgettext_lazy("address", "feedback")
SEARCH = pgettext_lazy("address", "search")
SUGGESTIONS = pgettext_lazy("address", "suggestions")
NEW = pgettext_lazy("address", "new")


class DayConverter:
    """A day as `2026-11-23`."""

    regex = "[0-9]{4}-[0-9]{2}-[0-9]{2}"

    def to_python(self, value: str) -> date:
        return date.fromisoformat(value)

    def to_url(self, value: date) -> str:
        return value.isoformat()


register_converter(DayConverter, "day")


def addresses_of(kind: Kind) -> Iterator[URLPattern]:
    yield path(format_lazy("{}/", kind.address), views.listing, {"kind": kind}, name=f"{kind.name}-list")
    yield path(format_lazy("{}/feed.xml", kind.address), changes, {"kind": kind}, name=f"{kind.name}-feed")
    yield path(format_lazy("{}/<slug:slug>/", kind.address), views.page, {"kind": kind}, name=kind.name)
    for part, address, view in parts_of_a_page():
        route = format_lazy("{}/<slug:slug>/{}/", kind.address, address)
        yield path(route, view, {"kind": kind}, name=f"{kind.name}-{part}")
    for form, word in leaflets.ADDRESSES.items():
        address = format_lazy("{}/<slug:slug>/{}.pdf", kind.address, word)
        more = {"kind": kind, "is_large": form == leaflets.LARGE}
        yield path(address, leaflet, more, name=f"{kind.name}-leaflet-{form}")


def parts_of_a_page() -> Iterator[tuple[str, Any, Any]]:
    """What stands below each page: its name in the program, its address and its view."""
    yield "both", SIDE_BY_SIDE, side_by_side.both
    yield "versions", VERSIONS, version_views.versions
    yield "compare", format_lazy("{}/{}", VERSIONS, COMPARE), version_views.compare
    yield "version", format_lazy("{}/<int:number>", VERSIONS), version_views.version
    yield "day", format_lazy("{}/<day:day>", VERSIONS), version_views.on_day
    yield "made", pgettext_lazy("address", "how-it-was-made"), made_views.made
    yield "feedback", FEEDBACK, feedback_views.feedback
    yield (
        "feedback-received",
        format_lazy("{}/{}", FEEDBACK, pgettext_lazy("address", "received")),
        feedback_views.received,
    )


urlpatterns = [
    path("", views.home, name="home"),
    path("api/", developers.page, name="api"),
    path("feed.xml", changes, name="feed"),
    path("opensearch.xml", open_search, name="open-search"),
    path(format_lazy("{}/", SEARCH), search_page, name="search"),
    path(format_lazy("{}/{}/", SEARCH, SUGGESTIONS), suggestions, name="suggestions"),
    path(format_lazy("{}/", NEW), changed_pages, name="changes"),
    *(pattern for kind in all_kinds() for pattern in addresses_of(kind)),
]
