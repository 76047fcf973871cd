"""The page for developers: what can be asked, with a form to try each. Made from the description itself."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any
from urllib.parse import quote

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from portal.languages import CODES
from portal.publishing.models import Publication
from portal.reading.addresses import current_language, developers_address
from portal.reading.api.application import api
from portal.reading.links import FOOT_KIND, foot_links

EXAMPLE = urlencode(
    {
        "mainSearchCriteria.v.cs": "2.16.840.1.113883.6.90",
        "mainSearchCriteria.v.c": "C78.7",
        "informationRecipient.languageCode.c": CODES[0],
    }
)


@dataclass(frozen=True)
class Parameter:
    """Something that can be filled in. `choices` are its possible values, when they can be listed."""

    name: str
    about: str
    example: str
    is_needed: bool
    is_in_path: bool
    choices: tuple[str, ...]

    @property
    def description(self) -> str:
        return gettext(self.about)


@dataclass(frozen=True)
class Operation:
    name: str
    about: str
    path: str
    parameters: tuple[Parameter, ...]

    @property
    def request(self) -> str:
        return f"GET {self.path}"

    @property
    def summary(self) -> str:
        return gettext(self.about)

    def address(self, given: QueryDict) -> str:
        """Where this operation answers for what was filled in; what was left empty is not asked."""
        path, query = self.path, {}
        for parameter in self.parameters:
            value = given.get(parameter.name, "").strip()
            if parameter.is_in_path:
                path = path.replace(f"{{{parameter.name}}}", quote(value or "-", safe=""))
            elif value:
                query[parameter.name] = value
        return f"{path}?{urlencode(query)}" if query else path


@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """What can be asked; a form that was filled in leads to its answer. One query."""
    if name := request.GET.get("operation"):
        return HttpResponseRedirect(_operation(name).address(request.GET))
    language = current_language()
    foot = Publication.objects.live().filter(kind=FOOT_KIND, language=language).without_documents()
    context = {
        "operations": operations(),
        "description": reverse("api:openapi-json"),
        "infobutton": f"{reverse('api:infobutton')}?{EXAMPLE}",
        "foot": foot_links(foot),
        "alternates": {code: developers_address(code) for code in CODES},
    }
    return render(request, "reading/api.html", context)


def _operation(name: str) -> Operation:
    for operation in operations():
        if operation.name == name:
            return operation
    raise Http404


@cache
def operations() -> tuple[Operation, ...]:
    described = api.get_openapi_schema()["paths"].items()
    return tuple(_read(path, methods["get"]) for path, methods in sorted(described))


def _read(path: str, described: dict[str, Any]) -> Operation:
    parameters = tuple(_parameters(described["parameters"]))
    return Operation(described["operationId"], described["summary"], path, parameters)


def _parameters(described: list[dict[str, Any]]) -> Iterator[Parameter]:
    for one in described:
        schema = one["schema"]
        yield Parameter(
            name=one["name"],
            about=one.get("description", ""),
            example=str(next(iter(schema.get("examples", [])), schema.get("default") or "")),
            is_needed=one["required"],
            is_in_path=one["in"] == "path",
            choices=tuple(_choices(schema)),
        )


def _choices(schema: dict[str, Any]) -> Iterator[str]:
    for possible in (schema, *schema.get("anyOf", ())):
        yield from possible.get("enum", ())
