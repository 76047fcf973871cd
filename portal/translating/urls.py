"""The addresses of the workbench, below the admin."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver, include, path

from portal.translating import unit_views, views, workbench
from portal.translating.pages import is_part


def _address(route: str, view: Callable[..., HttpResponse], name: str) -> URLPattern:
    return path(route, _told(admin.site.admin_view(view)), name=name)


def _told(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Htmx is told that nobody is signed in: the page to sign in on would take the place of a text."""

    def told(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if is_part(request) and not admin.site.has_permission(request):
            return HttpResponse(status=HTTPStatus.UNAUTHORIZED)
        return view(request, *args, **kwargs)

    return told


PAGE = "<slug:language>/<slug:kind>/<slug:key>"

urlpatterns: list[URLPattern | URLResolver] = [
    _address("", workbench.start, "translations"),
    _address("findings/", views.report, "translation-report"),
    path("memory/", include("portal.translating.memory.urls")),
    path("glossary/", include("portal.translating.termbase.urls")),
    path("<slug:language>/", include("portal.translating.exchange.urls")),
    _address("<slug:language>/", workbench.overview, "translation-list"),
    _address("said/<int:pk>/", unit_views.said, "translation-said"),
    _address("<slug:language>/next/", workbench.next_one, "translation-next"),
    _address(f"{PAGE}/", workbench.page, "translation"),
    _address(f"{PAGE}/accept/", workbench.accept_view, "translation-accept"),
    _address(f"{PAGE}/presence/", workbench.presence, "translation-presence"),
    _address(f"{PAGE}/<slug:address>/", unit_views.unit, "translation-unit"),
    _address(f"{PAGE}/<slug:address>/comment/", unit_views.comment_view, "translation-comment"),
]
