"""The addresses of the workbench, below the admin."""

from collections.abc import Callable

from django.contrib import admin
from django.http import HttpResponse
from django.urls import URLPattern, URLResolver, include, path

from portal.translating import unit_views, views, workbench


def _address(route: str, view: Callable[..., HttpResponse], name: str) -> URLPattern:
    return path(route, admin.site.admin_view(view), name=name)


PAGE = "<slug:language>/<slug:kind>/<slug:key>"

urlpatterns: list[URLPattern | URLResolver] = [
    _address("", workbench.start, "translations"),
    _address("findings/", views.report, "translation-report"),
    path("memory/", include("portal.translating.memory.urls")),
    path("glossary/", include("portal.translating.termbase.urls")),
    path("<slug:language>/", include("portal.translating.exchange.urls")),
    _address("<slug:language>/", workbench.overview, "translation-list"),
    _address("<slug:language>/next/", workbench.next_one, "translation-next"),
    _address(f"{PAGE}/", workbench.page, "translation"),
    _address(f"{PAGE}/accept/", workbench.accept_view, "translation-accept"),
    _address(f"{PAGE}/presence/", workbench.presence, "translation-presence"),
    _address(f"{PAGE}/<slug:address>/", unit_views.unit, "translation-unit"),
    _address(f"{PAGE}/<slug:address>/comment/", unit_views.comment_view, "translation-comment"),
]
