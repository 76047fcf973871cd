"""The addresses of the interface, each with what holds for every answer."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, re_path

from portal.reading.api import history, infobutton, operations  # noqa: F401 - makes the operations known
from portal.reading.api.application import NAMESPACE, api
from portal.reading.api.http import readable_by_programs
from portal.reading.api.problems import not_found, response_of

app_name = NAMESPACE


def nothing_here(request: HttpRequest) -> HttpResponse:
    return response_of(not_found())


def public(pattern: Any) -> URLPattern:
    view = readable_by_programs(pattern.callback)
    return URLPattern(pattern.pattern, view, pattern.default_args, pattern.name)


urlpatterns = [
    *map(public, api.urls[0]),  # its last one is never reached: the operation at the root comes before it
    re_path("", readable_by_programs(nothing_here)),
]
