"""Which object and which language a page of this room is about, and who may see it."""

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.urls import reverse

from portal.editing.roles import PUBLISH, may_translate
from portal.languages import TRANSLATIONS, Language, language_named
from portal.publishing.kinds import Kind, kind_named
from portal.translating.desks import Desk, desk_of
from portal.translating.reviewing import may_review


@dataclass(frozen=True)
class Subject:
    """The object and the language that a page is about."""

    kind: Kind
    instance: Any
    language: Language

    @property
    def address(self) -> str:
        return reverse("translation", args=[self.language.code, self.kind.name, self.instance.key])

    def desk(self) -> Desk:
        """Its texts as they are stored now: loaded anew each time."""
        return desk_of(self.instance, self.language.code)


def language_or_404(request: HttpRequest, code: str) -> Language:
    """The language, for who has something to do with translations into it."""
    language = _translation_or_404(code)
    if not (may_review(request.user, code) or request.user.has_perm(PUBLISH)):
        raise PermissionDenied
    return language


def own_language_or_404(request: HttpRequest, code: str) -> Language:
    """The language, for who translates into it."""
    language = _translation_or_404(code)
    if language not in may_translate(request.user):
        raise PermissionDenied
    return language


def _translation_or_404(code: str) -> Language:
    language = next((one for one in TRANSLATIONS if one.code == code), None)
    if language is None:
        raise Http404
    return language


def language_asked(request: HttpRequest, code: str | None) -> Language:
    """The language that a page of the whole room is asked for, or else the first one.

    `PermissionDenied` for who neither translates nor publishes.
    """
    if not (may_translate(request.user) or request.user.has_perm(PUBLISH)):
        raise PermissionDenied
    codes = [language.code for language in TRANSLATIONS]
    return language_named(code if code in codes else codes[0])


def subject_or_404(request: HttpRequest, code: str, kind: str, key: str) -> Subject:
    language = language_or_404(request, code)
    try:
        found = kind_named(kind)
    except KeyError as error:
        raise Http404 from error
    instance = found.model._default_manager.filter(key=key).first()
    if instance is None:
        raise Http404
    return Subject(found, instance, language)
