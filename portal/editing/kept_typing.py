"""Typing that was not saved is kept in the browser (`drafts.js`); here the server says what it has stored."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse

SAVED = "drafts_saved"


class KeptTypingAdmin(admin.ModelAdmin[Any]):
    """A ModelAdmin whose forms carry the name of the draft that the browser keeps of them."""

    def response_add(self, request: HttpRequest, obj: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        _note(request)
        return super().response_add(request, obj, *args, **kwargs)

    def response_change(self, request: HttpRequest, obj: Any) -> HttpResponse:
        _note(request)
        return super().response_change(request, obj)


def _note(request: HttpRequest) -> None:
    """Remember until the next page that this draft has been stored and may go."""
    if name := request.POST.get("draft", "")[:64]:
        request.session[SAVED] = [*request.session.get(SAVED, []), name]


def pop_saved(request: HttpRequest) -> str:
    """Names of the drafts that were stored since the last page."""
    return " ".join(request.session.pop(SAVED)) if SAVED in request.session else ""
