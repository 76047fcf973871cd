"""What a review is about: one object in one language, as the working copy says now."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.urls import reverse

from portal.editing.addresses import admin_address
from portal.languages import Language, language_named
from portal.publishing.documents import Document
from portal.publishing.kinds import Kind, kind_named
from portal.publishing.reviews import may_see


@dataclass(frozen=True)
class Subject:
    kind: Kind
    instance: Any
    language: Language

    @cached_property
    def document(self) -> Document:
        return self.kind.document_of(self.instance, self.language.code)

    @property
    def names(self) -> list[str]:
        """What its addresses are made of."""
        return [self.kind.name, self.instance.key, self.language.code]

    @property
    def address(self) -> str:
        """Of its review page."""
        return reverse("admin:review", args=self.names)

    @property
    def preview(self) -> str:
        return reverse("preview", args=[self.language.code, self.kind.name, self.instance.key])

    @property
    def form(self) -> str:
        """Address of the object's form."""
        return admin_address(self.instance, "change", self.instance.pk)


def subject_named(request: HttpRequest, kind: str, key: str, language: str) -> Subject:
    """The subject with these names, for those who may see it; one that does not exist is a 404."""
    try:
        found, spoken = kind_named(kind), language_named(language)
    except KeyError as error:
        raise Http404 from error
    if not may_see(request.user, found.model):  # type: ignore[arg-type]
        raise PermissionDenied
    instance = found.objects([key]).first()
    if instance is None:
        raise Http404
    return Subject(found, instance, spoken)
