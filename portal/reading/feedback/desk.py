"""What waits at the desk: feedback on the pages that somebody owns, and on all others."""

from datetime import timedelta

from django.contrib.auth.models import AbstractUser
from django.db.models import Case, IntegerField, Q, Value, When
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from portal.publishing.kinds import all_kinds
from portal.publishing.worklists import Item, Worklist, register
from portal.reading.feedback.models import Feedback
from portal.reading.feedback.services import CHANGE

SHOWN = 5
LATE = timedelta(days=14)


def on_pages_of(person: AbstractUser) -> Q:
    """The condition that feedback is about a page that somebody owns, as a subquery for each kind."""
    found = Q(pk=None)
    for kind in all_kinds():
        owned = kind.model._default_manager.filter(owner=person).values("key")
        found |= Q(publication__kind=kind.name, publication__key__in=owned)
    return found


@register
def feedback_of_readers(person: AbstractUser) -> Worklist | None:
    """What is not dealt with: on one's own pages first, then the oldest first. Two queries."""
    if not person.has_perm(CHANGE):
        return None
    is_own = Case(When(on_pages_of(person), then=Value(1)), default=Value(0), output_field=IntegerField())
    rows = Feedback.objects.open().select_related("publication").defer("publication__document")
    return Worklist(
        name="feedback",
        heading=_("Feedback of readers"),
        total=Feedback.objects.open().count(),
        items=tuple(_item(row) for row in rows.annotate(is_own=is_own).order_by("-is_own", "at")[:SHOWN]),
        address=f"{reverse('admin:reading_feedback_changelist')}?waits=yes",
    )


def _item(row: Feedback) -> Item:
    day = date_format(timezone.localdate(row.at), "SHORT_DATE_FORMAT")
    return Item(
        text=f"{row.publication.title}: {row.get_verdict_display()}",
        address=reverse("admin:reading_feedback_change", args=[row.pk]),
        note=_("%(day)s, on a page of yours") % {"day": day} if getattr(row, "is_own", 0) else day,
        is_late=row.at < timezone.now() - LATE,
    )
