"""Which publication of the source a translation follows, so that readers can be told.

Nothing is flagged: a publication keeps, once and for all, the number of what it followed when it went live.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any, Final

from portal.languages import SOURCE
from portal.publishing.documents import Document
from portal.publishing.kinds import kind_named
from portal.publishing.models import Publication

NONE_YET: Final = 0

# Whether the texts of a working copy in a language render all that it says in the source language.
IsUpToDate = Callable[[Any, str], bool]

_judges: list[IsUpToDate] = []


def register_is_up_to_date(judge: IsUpToDate) -> IsUpToDate:
    """Add somebody who knows whether a translation is up to date; usable as a decorator."""
    _judges.append(judge)
    return judge


def followed_by(document: Document, at: datetime) -> int | None:
    """The number of the publication of the source that a translation follows; for the source itself `None`.

    A translation that is up to date follows what readers get in the source language from the same moment,
    if the working copy says just that. Otherwise it follows what the translation before it followed, or,
    where there was none, nothing yet (0). Some queries, for a translation.
    """
    if document.language == SOURCE.code:
        return None
    source = _source_of(document, at)
    if source and _renders(document, source):
        return source.number
    history = Publication.objects.of(document.kind, document.key, document.language)
    last = history.order_by("-number").values_list("follows", flat=True).first()
    return last or NONE_YET


def _source_of(document: Document, at: datetime) -> Publication | None:
    live = Publication.objects.of(document.kind, document.key, SOURCE.code).live(at)
    source: Publication | None = live.without_documents().first()
    return source


def _renders(document: Document, source: Publication) -> bool:
    """Whether the working copy says just what the source does, and the translation is up to date with it."""
    kind = kind_named(document.kind)
    (instance,) = kind.objects([document.key])
    if kind.document_of(instance, SOURCE.code).digest() != source.digest:
        return False
    return all(judge(instance, document.language) for judge in _judges)
