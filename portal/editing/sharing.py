"""Links with which somebody without an account sees one draft in one language, for some days."""

from datetime import datetime, timedelta

from django.contrib.auth.models import User
from django.core import signing
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.content.models import Content
from portal.editing.models import PreviewLink
from portal.editing.roles import may_change
from portal.languages import CODES
from portal.publishing.kinds import Kind, kind_named, kind_of

MOST_DAYS = 7
SIGNER = signing.Signer(salt="portal.editing.sharing")


def share_preview(*, instance: Content, language: str, by: User, days: int = MOST_DAYS) -> PreviewLink:
    """Make a link that shows the working copy, as it is whenever somebody looks, for at most a week.

    Raises `PermissionDenied` without the right to change objects of this kind, and `ValueError` for an
    unknown language or another number of days.
    """
    kind = kind_of(instance)
    _require_change(by, kind)
    if language not in CODES or not 1 <= days <= MOST_DAYS:
        raise ValueError(f"A preview is shared in one language, for 1 to {MOST_DAYS} days.")
    now = timezone.now()
    return PreviewLink.objects.create(
        kind=kind.name,
        key=instance.key,
        language=language,
        made_by=by,
        made_at=now,
        expires_at=now + timedelta(days=days),
    )


@transaction.atomic
def revoke_preview(*, link: PreviewLink, by: User) -> PreviewLink:
    """End a link now; one that has ended stays as it is. Raises `PermissionDenied` as sharing does."""
    _require_change(by, kind_named(link.kind))
    now = timezone.now()
    still_open = PreviewLink.objects.open().filter(pk=link.pk)
    still_open.update(revoked_by=by, revoked_at=now)
    link.refresh_from_db()
    return link


def token_of(link: PreviewLink) -> str:
    """The secret part of the link's address."""
    return SIGNER.sign(str(link.pk))


def link_of(token: str, at: datetime | None = None) -> PreviewLink:
    """The open link that has this token; one query.

    Raises `BadSignature` when it was forged, `PreviewLink.DoesNotExist` when it has expired or was revoked.
    """
    link: PreviewLink = PreviewLink.objects.open(at).get(pk=SIGNER.unsign(token))
    return link


def _require_change(user: User, kind: Kind) -> None:
    if not may_change(user, kind.model):
        raise PermissionDenied(_("You do not have the right to do this."))
