"""Links for reviewers without an account: to read one exact document and comment on it, never to approve."""

from datetime import timedelta

from django.contrib.auth.models import User
from django.core.signing import BadSignature, Signer
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.publishing.kinds import kind_of
from portal.publishing.review_models import Comment, GuestLink
from portal.publishing.reviews import ASK, ReviewRefusedError, checked, require

LONGEST = 14  # days
MOST_COMMENTS = 100  # of one link: it might end up with somebody who means ill

_signer = Signer(sep=".", salt="portal.publishing.guests")


def token_of(link: GuestLink) -> str:
    """What stands in the address: the number of the link, signed."""
    return _signer.sign(str(link.pk))


def link_of(token: str) -> GuestLink:
    """The link with this token, open or not. A token that we did not sign raises `GuestLink.DoesNotExist`."""
    try:
        number = _signer.unsign(token)
    except BadSignature as error:
        raise GuestLink.DoesNotExist from error
    link: GuestLink = GuestLink.objects.get(pk=number)
    return link


@transaction.atomic
def make_guest_link(*, instance: models.Model, language: str, by: User, days: int = LONGEST) -> GuestLink:
    """Let somebody without an account read the text as it is now, which the link keeps, for some days.

    Raises `PermissionDenied` without the right to ask for reviews, and `ReviewRefusedError` for other than 1
    to 14 days.
    """
    require(by, ASK)
    if not 1 <= days <= LONGEST:
        raise ReviewRefusedError(_("A link works for 1 to %(most)d days.") % {"most": LONGEST}, "days")
    document = kind_of(instance).document_of(instance, language)
    now = timezone.now()
    link: GuestLink = GuestLink.objects.create(
        kind=document.kind,
        key=document.key,
        language=document.language,
        document=document.stored(),
        digest=document.digest(),
        made_by=by,
        made_at=now,
        expires_at=now + timedelta(days=days),
    )
    return link


@transaction.atomic
def revoke_guest_link(*, link: GuestLink, by: User) -> None:
    """Close a link for good; a second time changes nothing. `PermissionDenied` as for making one."""
    require(by, ASK)
    open_ones = GuestLink.objects.filter(pk=link.pk, revoked_at=None)
    open_ones.update(revoked_at=timezone.now(), revoked_by=by)


@transaction.atomic
def comment_as_guest(*, link: GuestLink, name: str, part: str, text: str) -> Comment:
    """Say something about the document of an open link.

    Raises `ReviewRefusedError` for a link that is closed or has had too many comments, and without a name or
    a text.
    """
    current = GuestLink.objects.select_for_update().get(pk=link.pk)
    if not current.is_open or current.comments.count() >= MOST_COMMENTS:
        raise ReviewRefusedError(_("This link no longer takes comments."))
    if not name.strip():
        raise ReviewRefusedError(_("Say who you are."), "name")
    made: Comment = Comment.objects.create(
        kind=link.kind,
        key=link.key,
        language=link.language,
        digest=link.digest,
        part=part,
        text=checked(text),
        guest_name=name.strip(),
        guest_link=link,
        at=timezone.now(),
    )
    return made
