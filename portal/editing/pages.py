"""Pages in the frame of the admin."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse


def page(request: HttpRequest, template: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
    """A page with what the frame needs to know besides its own context."""
    request.current_app = admin.site.name
    return TemplateResponse(request, template, admin.site.each_context(request) | context, status=status)
