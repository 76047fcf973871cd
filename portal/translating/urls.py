"""The addresses of the workbench, below the admin."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver, include, path

from portal.translating import list_views, object_views, report_views, unit_views
from portal.translating.htmx import is_part


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
    _address("", list_views.start_view, "translations"),
    _address("findings/", report_views.report_view, "translation-report"),
    path("memory/", include("portal.translating.memory.urls")),
    path("glossary/", include("portal.translating.termbase.urls")),
    path("<slug:language>/", include("portal.translating.exchange.urls")),
    _address("<slug:language>/", list_views.list_view, "translation-list"),
    _address("said/<int:pk>/", unit_views.said_view, "translation-said"),
    _address("<slug:language>/next/", list_views.next_view, "translation-next"),
    _address(f"{PAGE}/", object_views.object_view, "translation"),
    _address(f"{PAGE}/accept/", object_views.accept_view, "translation-accept"),
    _address(f"{PAGE}/presence/", object_views.presence_view, "translation-presence"),
    _address(f"{PAGE}/<slug:address>/", unit_views.unit_view, "translation-unit"),
    _address(f"{PAGE}/<slug:address>/comment/", unit_views.comment_view, "translation-comment"),
]
