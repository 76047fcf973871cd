"""Publishing and withdrawing: the only door between the working copy and readers."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.auth.models import AbstractUser
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.publishing.approvals import keep_approvals, missing_approvals
from portal.publishing.documents import Document
from portal.publishing.gate import Problem, problems_of
from portal.publishing.kinds import kind_of
from portal.publishing.models import Event, Publication, PublicationQuerySet, PublishedLink


@dataclass(frozen=True)
class Job:
    """A named command or task that acts without a person."""

    name: str


Actor = AbstractUser | Job


class PublishingRefusedError(Exception):
    """The document cannot go live as it is; `problems` says which fields and why. Nothing was stored."""

    def __init__(self, document: Document, problems: Iterable[Problem]) -> None:
        self.document = document
        self.problems = tuple(problems)
        super().__init__(
            f"{document.title} ({document.language}): " + " ".join(p.message for p in self.problems)
        )


@dataclass(frozen=True)
class Published:
    """What publishing came to; `is_new` is false when the live publication already said exactly this."""

    publication: Publication
    is_new: bool


def publish(
    *,
    instance: models.Model,
    language: str,
    by: Actor,
    reason: str = "",
    live_from: datetime | None = None,
) -> Published:
    """Make the working copy of one object in one language live, now or from a later moment.

    The publication that is live at that moment ends there; one that begins later stays, and the new one ends
    where it begins. An unchanged document makes no new publication. Raises `PermissionDenied` for a person
    without the right to publish, `ValueError` for a moment in the past, and `PublishingRefusedError` for a
    document that may not go live. About ten queries, and those that building the document takes.
    """
    _require(by, "publishing.publish")
    if live_from and live_from < timezone.now():
        raise ValueError(
            "What readers saw in the past cannot be changed: live_from must not lie in the past."
        )
    document = kind_of(instance).document_of(instance, language)
    try:
        with transaction.atomic():
            return _publish(document, by, reason, live_from)
    except IntegrityError as error:
        raise PublishingRefusedError(document, [_published_meanwhile()]) from error


def _publish(document: Document, by: Actor, reason: str, live_from: datetime | None) -> Published:
    history = Publication.objects.of(document.kind, document.key, document.language)
    history.lock()
    at = live_from or timezone.now()
    current = history.live(at).without_documents().first()
    if current and current.digest == document.digest():
        return Published(current, is_new=False)
    problems = [*problems_of(document), *missing_approvals(document), *_address_taken(document, at)]
    if problems:
        raise PublishingRefusedError(document, problems)
    publication = _store(document, history, at)
    keep_approvals(publication, document)
    _record(Event.Action.PUBLISHED, publication, by, reason)
    return Published(publication, is_new=True)


def _store(document: Document, history: PublicationQuerySet, at: datetime) -> Publication:
    history.live(at).close(at)
    last = history.aggregate(number=models.Max("number"))["number"]
    following = history.live_or_planned(at).aggregate(begins=models.Min("live_from"))["begins"]
    publication = Publication.objects.create(
        **_columns(document),
        number=(last or 0) + 1,
        live_from=at,
        live_until=following,
    )
    PublishedLink.objects.bulk_create(_links(document, publication))
    return publication


def _columns(document: Document) -> dict[str, Any]:
    parents = document.references.get("parent", ())
    return {
        **{
            name: getattr(document, name)
            for name in ("kind", "key", "language", "slug", "title", "summary", "group")
        },
        "other_names": list(document.other_names),
        "parent": parents[0].key if parents else "",
        "document": document.stored(),
        "digest": document.digest(),
    }


def _links(document: Document, publication: Publication) -> Iterable[PublishedLink]:
    named = dict.fromkeys((relation, link.kind, link.key) for relation, link in document.linked())
    for position, (relation, kind, key) in enumerate(named):
        yield PublishedLink(publication=publication, relation=relation, kind=kind, key=key, position=position)


def _address_taken(document: Document, at: datetime) -> Iterable[Problem]:
    there = Publication.objects.at_address(document.kind, document.language, document.slug)
    if there.live_or_planned(at).exclude(key=document.key).exists():
        yield Problem("slug_taken", "slug", _("Another live page of this kind has this address."))


def _published_meanwhile() -> Problem:
    return Problem(
        "published_meanwhile", "", _("Somebody else published this page at the same moment. Look again.")
    )


def withdraw(*, kind: str, key: str, language: str, by: Actor, reason: str = "") -> Publication:
    """Take a page off the public site now; what was planned for later is taken back too.

    The document stays in the history. Raises `PermissionDenied` without the right to withdraw, and
    `Publication.DoesNotExist` when nothing is live or planned.
    """
    _require(by, "publishing.withdraw")
    with transaction.atomic():
        history = Publication.objects.of(kind, key, language)
        history.lock()
        now = timezone.now()
        ending = history.live_or_planned(now).without_documents()
        publication: Publication | None = ending.order_by("live_from").first()
        if publication is None:
            raise Publication.DoesNotExist(_("There is nothing to withdraw: this page is not live."))
        history.live(now).close(now)
        history.live_or_planned(now).filter(live_from__gt=now).cancel()
        publication.refresh_from_db(fields=["live_from", "live_until"])
        _record(Event.Action.WITHDRAWN, publication, by, reason)
    return publication


def _require(by: Actor, permission: str) -> None:
    if not isinstance(by, Job) and not by.has_perm(permission):
        raise PermissionDenied(_("You do not have the right to do this."))


def _record(action: Event.Action, publication: Publication, by: Actor, reason: str) -> None:
    who = {"job": by.name} if isinstance(by, Job) else {"actor": by}
    Event.objects.create(publication=publication, action=action, reason=reason, at=timezone.now(), **who)
