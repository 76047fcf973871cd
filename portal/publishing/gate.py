"""The gate: what keeps a document from going live."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from portal.publishing.documents import Document


@dataclass(frozen=True)
class Problem:
    """Why a document may not be published. `field` names the field of the document to mend."""

    code: str
    field: str
    message: str


def problems_of(document: Document) -> Iterator[Problem]:
    """Everything that blocks this document, in the active language."""
    yield from _missing_parts(document)
    yield from _unfit_pictures(document)


def _missing_parts(document: Document) -> Iterator[Problem]:
    if not document.title:
        yield Problem("title_missing", "title", _("The title is missing in this language."))
    if not document.slug:
        yield Problem("slug_missing", "slug", _("The address is missing in this language."))
    if not document.summary:
        yield Problem("summary_missing", "summary", _("The text “in short” is missing in this language."))


def _unfit_pictures(document: Document) -> Iterator[Problem]:
    for picture in document.pictures:
        if not (picture.alt and picture.credit and picture.licence):
            message = _("A picture lacks its alternative text, credit or licence in this language.")
            yield Problem("picture_incomplete", "pictures", message)
