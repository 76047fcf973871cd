"""Another page, named as editors know it: by its address in the browser."""

from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.urls import Resolver404, resolve
from django.utils.translation import get_language_from_path, override
from django.utils.translation import gettext as _

from portal.publishing.kinds import Kind
from portal.publishing.models import Publication
from portal.publishing.services import Instead


def page_at(address: str) -> Instead:
    """The page that is live at an address of this site; one query. Anything else is a `ValidationError`."""
    path = _path(address)
    language = get_language_from_path(path)
    kind, slug = _named(path, language) if language else (None, "")
    if kind and language:
        there = Publication.objects.live().at_address(kind.name, language, slug)
        if page := there.without_documents().first():
            return Instead(page.kind, page.key)
    raise ValidationError(_("At this address there is no page that readers can see."), code="no_page")


def _path(address: str) -> str:
    try:
        return urlsplit(address).path
    except ValueError:
        return ""


def _named(path: str, language: str) -> tuple[Kind | None, str]:
    try:
        with override(language):
            found = resolve(path)
    except Resolver404:
        return None, ""
    return found.kwargs.get("kind"), found.kwargs.get("slug", "")
