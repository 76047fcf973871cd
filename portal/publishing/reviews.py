"""Asking for a review, commenting, approving and sending back. Each is done by a person, never by a job."""

from datetime import date

from django.contrib.auth.models import Group, User
from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.publishing.approvals import authors_of
from portal.publishing.documents import Document
from portal.publishing.kinds import kind_of
from portal.publishing.review_models import Approval, Comment, Review, ReviewRequest, SentBack

ASK = "publishing.ask_for_review"
LONGEST_COMMENT = 4000


class ReviewRefusedError(Exception):
    """It cannot be done like this; `field` says which answer is at fault. Nothing was stored."""

    def __init__(self, message: str, field: str = "") -> None:
        self.field = field
        super().__init__(message)


def permission_to_approve(review: str) -> str:
    """Name of the permission to do reviews of this kind: `publishing.approve_medical`."""
    return f"publishing.approve_{review}"


def require(by: User, permission: str) -> None:
    if not by.has_perm(permission):
        raise PermissionDenied(_("You do not have the right to do this."))


def may_see(person: User, model: type[models.Model]) -> bool:
    """Whether this person may see working copies of a kind, and so comment on them."""
    return person.has_perm(f"{model._meta.app_label}.view_{model._meta.model_name}")


@transaction.atomic
def ask_for_review(
    *,
    instance: models.Model,
    language: str,
    review: Review,
    by: User,
    for_person: User | None = None,
    for_group: Group | None = None,
    due_on: date | None = None,
    note: str = "",
) -> ReviewRequest:
    """Ask one person or one group to review an object in one language.

    Raises `PermissionDenied` without the right to ask, and `ReviewRefusedError` for a date in the past, and
    for whoever may not do this kind of review or wrote the text last.
    """
    require(by, ASK)
    document = kind_of(instance).document_of(instance, language)
    _refuse_reviewer(document, review, for_person, for_group)
    if due_on and due_on < timezone.localdate():
        raise ReviewRefusedError(_("This date lies in the past."), "due_on")
    request: ReviewRequest = ReviewRequest.objects.create(
        **_page(document),
        title=document.title or str(instance),
        review=review,
        asked_by=by,
        for_person=for_person,
        for_group=for_group,
        due_on=due_on,
        note=note,
        asked_at=timezone.now(),
    )
    return request


def _refuse_reviewer(document: Document, review: Review, person: User | None, group: Group | None) -> None:
    if (person is None) == (group is None):
        raise ReviewRefusedError(_("Choose one person or one group."), "reviewer")
    permission = permission_to_approve(review)
    if (person and not person.has_perm(permission)) or (group and not _has(group, permission)):
        raise ReviewRefusedError(_("They may not do this kind of review."), "reviewer")
    if person and person.pk in authors_of(document):
        raise ReviewRefusedError(_("They wrote or translated this text last."), "reviewer")


def _has(group: Group, permission: str) -> bool:
    app, _dot, codename = permission.partition(".")
    return group.permissions.filter(content_type__app_label=app, codename=codename).exists()


@transaction.atomic
def approve(
    *, instance: models.Model, language: str, digest: str, review: Review, by: User, note: str = ""
) -> Approval:
    """Sign the text with this digest, which must be what the working copy says now.

    Closes the requests for this review that waited for this person. Signing the same text again changes
    nothing. Raises `PermissionDenied` without the right to approve, and `ReviewRefusedError` when the text
    has changed since it was read, or when this person wrote or translated it last.
    """
    require(by, permission_to_approve(review))
    document = _as_read(instance, language, digest)
    if by.pk in authors_of(document):
        raise ReviewRefusedError(
            _("You wrote or translated this text last, so somebody else must approve it.")
        )
    approval, _is_new = Approval.objects.get_or_create(
        **_page(document),
        digest=digest,
        review=review,
        by=by,
        defaults={"note": note, "at": timezone.now(), "request": _close_requests(document, review, by)},
    )
    return approval


@transaction.atomic
def send_back(
    *, instance: models.Model, language: str, digest: str, review: Review, by: User, reason: str
) -> SentBack:
    """Say what must change in the text with this digest before it can be approved.

    Closes the requests for this review that waited for this person. Raises `PermissionDenied` without the
    right to approve, and `ReviewRefusedError` without a reason or when the text has changed meanwhile.
    """
    require(by, permission_to_approve(review))
    document = _as_read(instance, language, digest)
    if not reason.strip():
        raise ReviewRefusedError(_("Say what must change."), "note")
    sent_back: SentBack = SentBack.objects.create(
        **_page(document),
        digest=digest,
        review=review,
        by=by,
        at=timezone.now(),
        reason=reason,
        request=_close_requests(document, review, by),
    )
    return sent_back


def _as_read(instance: models.Model, language: str, digest: str) -> Document:
    """The text as it is now, provided that it is the one that was read."""
    document = kind_of(instance).document_of(instance, language)
    if document.digest() != digest:
        raise ReviewRefusedError(_("The text has changed since you opened this page. Read it again."))
    return document


def _close_requests(document: Document, review: Review, by: User) -> ReviewRequest | None:
    """Close what waited for this person, and give the request that was due first."""
    waiting = ReviewRequest.objects.of(document).filter(review=review).waiting_for(by)
    first: ReviewRequest | None = waiting.first()
    waiting.update(closed_at=timezone.now())
    return first


@transaction.atomic
def comment(*, instance: models.Model, language: str, digest: str, part: str, text: str, by: User) -> Comment:
    """Say something about a part of the text with this digest, or with part `""` about the whole page.

    Raises `PermissionDenied` for whoever may not see the object, and `ReviewRefusedError` without a text.
    """
    if not may_see(by, type(instance)):
        raise PermissionDenied(_("You do not have the right to do this."))
    document = kind_of(instance).document_of(instance, language)
    made: Comment = Comment.objects.create(
        **_page(document), digest=digest, part=part, text=checked(text), by=by, at=timezone.now()
    )
    return made


def checked(text: str) -> str:
    """The text of a comment, refused when there is none or too much of it."""
    if not text.strip():
        raise ReviewRefusedError(_("Write something first."), "text")
    if len(text) > LONGEST_COMMENT:
        raise ReviewRefusedError(_("This is too long for a comment."), "text")
    return text.strip()


@transaction.atomic
def resolve_comment(*, comment: Comment, by: User) -> None:
    """Mark a comment as dealt with; a second time changes nothing.

    Raises `PermissionDenied` for all but those who may ask for reviews and the one who made it.
    """
    if comment.by_id != by.pk:
        require(by, ASK)
    open_ones = Comment.objects.filter(pk=comment.pk, resolved_at=None)
    open_ones.update(resolved_at=timezone.now(), resolved_by=by)


def _page(document: Document) -> dict[str, str]:
    return {"kind": document.kind, "key": document.key, "language": document.language}
