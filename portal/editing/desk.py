"""The reviewers' desk: what waits for me, what I asked for, what is late."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.contrib.auth.models import User
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.editing.people import name_of
from portal.languages import Language, language_named
from portal.publishing.kinds import kind_named
from portal.publishing.models import WorkingDigest
from portal.publishing.review_models import Approval, ReviewRequest
from portal.publishing.working import compute_missing

REMEMBERED = timedelta(days=30)
AT_MOST = 100

Digests = dict[tuple[str, str, str], str]


@dataclass(frozen=True)
class Row:
    """A request as the desk shows it."""

    asked: ReviewRequest
    outcome: str

    @property
    def reviewer(self) -> str:
        return name_of(self.asked.for_person) if self.asked.for_person else str(self.asked.for_group)

    @property
    def language(self) -> Language:
        return language_named(self.asked.language)


def desk_context(person: User) -> dict[str, Any]:
    """The three lists; as many queries for many requests as for few."""
    requests = ReviewRequest.objects.select_related("asked_by", "for_person", "for_group")
    recent = Q(closed_at=None) | Q(closed_at__gte=timezone.now() - REMEMBERED)
    own = requests.filter(recent, asked_by=person).prefetch_related("approvals__by", "sent_back__by")
    return {
        "title": _("Reviews"),
        "lists": [
            (_("Waits for me"), _rows(requests.waiting_for(person))),
            (_("Asked by me"), _rows(own.order_by("-asked_at"))),
            (_("Late"), _rows(requests.late())),
        ],
    }


def lapsed_for(person: User) -> list[tuple[ReviewRequest, Approval]]:
    """What this person asked for of late and was approved, but has changed since; some queries for all."""
    own = ReviewRequest.objects.filter(asked_by=person, closed_at__gte=timezone.now() - REMEMBERED)
    found = list(own.prefetch_related("approvals__by").order_by("closed_at")[:AT_MOST])
    digests = _digests(found)
    return [
        (asked, approval)
        for asked in found
        for approval in asked.approvals.all()
        if _has_lapsed(asked, approval, digests)
    ]


def _has_lapsed(asked: ReviewRequest, approval: Approval, digests: Digests) -> bool:
    return digests.get((asked.kind, asked.key, asked.language)) != approval.digest


def _rows(requests: Any) -> list[Row]:
    found = list(requests[:AT_MOST])
    digests = _digests([asked for asked in found if asked.closed_at])
    return [Row(asked, _outcome(asked, digests) if asked.closed_at else _("open")) for asked in found]


def _digests(requests: Iterable[ReviewRequest]) -> Digests:
    """What the texts say by now; a query per kind, and one for all."""
    keys: dict[str, set[str]] = defaultdict(set)
    for asked in requests:
        keys[asked.kind].add(asked.key)
    for kind, names in keys.items():
        compute_missing(kind_named(kind), names)
    rows = WorkingDigest.objects.filter(kind__in=keys, key__in=set().union(*keys.values())) if keys else []
    return {(row.kind, row.key, row.language): row.digest for row in rows}


def _outcome(asked: ReviewRequest, digests: Digests) -> str:
    for sent_back in asked.sent_back.all():
        return _("sent back by %(person)s: %(reason)s") % {
            "person": name_of(sent_back.by),
            "reason": sent_back.reason,
        }
    for approval in asked.approvals.all():
        words = {"person": name_of(approval.by)}
        if _has_lapsed(asked, approval, digests):
            return _("approved by %(person)s, but lapsed: the text has changed since") % words
        return _("approved by %(person)s") % words
    return _("done")
