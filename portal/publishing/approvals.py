"""The rule about approvals: how many of which kind a text needs, and which of them count.

An approval signs a document's digest. Whether it still counts is computed, never flagged: change a letter
and the digest is another. It does not count when the one who signed wrote or translated the text last.
"""

from collections import Counter
from collections.abc import Callable

from django.conf import settings
from django.utils.translation import gettext as _

from portal.publishing.documents import Document
from portal.publishing.gate import Problem
from portal.publishing.models import Publication
from portal.publishing.review_models import Approval, PublicationApproval, Review

# From an object, by kind, key and language, to the number of the person who wrote its text last.
AuthorOf = Callable[[str, str, str], int | None]

_authors: list[AuthorOf] = []


def register_author_of(function: AuthorOf) -> AuthorOf:
    """Add a way to know who wrote or translated a text last; usable as a decorator."""
    _authors.append(function)
    return function


def authors_of(document: Document) -> set[int]:
    """Who wrote or translated this text last, as far as anybody knows."""
    found = (author_of(document.kind, document.key, document.language) for author_of in _authors)
    return {author for author in found if author is not None}


def required_approvals() -> dict[Review, int]:
    """How many approvals of each kind a text needs before it goes live, from the settings."""
    return {review: settings.APPROVALS_REQUIRED.get(review.value, 0) for review in Review}


def valid_approvals(document: Document) -> list[Approval]:
    """The approvals of exactly this text that count; one query, and one for its author if there are any."""
    rows = list(Approval.objects.of(document).filter(digest=document.digest()).select_related("by"))
    authors = authors_of(document) if rows else set()
    return [row for row in rows if row.by_id not in authors]


def missing_approvals(document: Document) -> list[Problem]:
    """What the rule still asks of this text. No query where nothing is required, else two."""
    required = {review: number for review, number in required_approvals().items() if number}
    if not required:
        return []
    given = Counter(approval.review for approval in valid_approvals(document))
    return [
        _missing(review, given[review], number)
        for review, number in required.items()
        if given[review] < number
    ]


def _missing(review: Review, given: int, required: int) -> Problem:
    message = _("An approval of exactly this text is missing: %(review)s (%(given)d of %(required)d).")
    words = {"review": review.label, "given": given, "required": required}
    code = f"approval_missing_{review}"
    return Problem(code, "", message % words, overridable=True, concerns_readers=True)


def keep_approvals(publication: Publication, document: Document) -> None:
    """Write down with which approvals a publication goes live. Only `publish` calls this."""
    PublicationApproval.objects.bulk_create(
        [PublicationApproval(publication=publication, approval=a) for a in valid_approvals(document)]
    )
