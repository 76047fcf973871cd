"""What pages of this room share."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse


def is_part(request: HttpRequest) -> bool:
    """Whether htmx asks, which puts the answer into a page that is there."""
    return request.headers.get("HX-Request") == "true"


def page(request: HttpRequest, template: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
    """A page in the frame of the admin, which is where all pages of this room stand."""
    request.current_app = admin.site.name
    return TemplateResponse(request, template, admin.site.each_context(request) | context, status=status)
