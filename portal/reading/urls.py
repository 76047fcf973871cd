"""The public addresses. The kinds give their own words; each word is translated in the catalogue."""

from collections.abc import Iterator

from django.urls import URLPattern, path
from django.utils.text import format_lazy

from portal.publishing.kinds import Kind, all_kinds
from portal.reading import views

app_name = "reading"


def addresses_of(kind: Kind) -> Iterator[URLPattern]:
    yield path(format_lazy("{}/", kind.address), views.listing, {"kind": kind}, name=f"{kind.name}-list")
    yield path(format_lazy("{}/<slug:slug>/", kind.address), views.page, {"kind": kind}, name=kind.name)


urlpatterns = [
    path("", views.home, name="home"),
    *(pattern for kind in all_kinds() for pattern in addresses_of(kind)),
]
