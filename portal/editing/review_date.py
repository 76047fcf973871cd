"""The day on which a whole page was last reviewed."""

from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.content.models import Content
from portal.editing import history
from portal.editing.locking import claim
from portal.editing.roles import PUBLISH
from portal.publishing.kinds import kind_of
from portal.publishing.models import Publication
from portal.publishing.services import Actor, Job


def has_new_date(instance: Content) -> bool:
    """Whether the working copy has a review date that no live page of the object shows yet; one query."""
    live = Publication.objects.live().filter(kind=kind_of(instance).name, key=instance.key)
    shown = [publication.content().reviewed_on for publication in live]
    return instance.reviewed_on is not None and instance.reviewed_on not in shown


@transaction.atomic
def record_review(*, instance: Content, by: Actor, on: date | None = None, reason: str = "") -> Any:
    """Move the review date of the working copy, today unless another day is given; the next one follows.

    Gives back the working copy as it is now. Raises `PermissionDenied` without the right to publish,
    `ValueError` for a day in the future or before the last review, and `OvertakenError` when somebody saved
    the object since `instance` was read.
    """
    if not isinstance(by, Job) and not by.has_perm(PUBLISH):
        raise PermissionDenied(_("You do not have the right to do this."))
    day = on or timezone.localdate()
    if day > timezone.localdate() or (instance.reviewed_on and day < instance.reviewed_on):
        raise ValueError("A review takes place between the last one and today.")
    history.record_origin(instance)
    fresh = type(instance)._default_manager.get(pk=instance.pk)
    fresh.version = instance.version
    claim(fresh)
    fresh.reviewed_on = day
    fresh.save()
    history.record(fresh, by=by, reason=reason or _("whole review"))
    return fresh
