"""Publishing and withdrawing: the only door between the working copy and readers."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.auth.models import AbstractUser
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.languages import SOURCE
from portal.publishing import watchers
from portal.publishing.approvals import keep_approvals, missing_approvals
from portal.publishing.documents import Document
from portal.publishing.following import followed_by
from portal.publishing.gate import Problem, problems_of
from portal.publishing.kinds import kind_of
from portal.publishing.models import Event, Publication, PublicationQuerySet, PublishedCode, PublishedLink
from portal.publishing.overrides import OVERRIDE, Override, caveats_of, check_reasons, keep_overrides, split


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


class SetRefusedError(Exception):
    """A set cannot go live as it is; `refusals` has one refusal for each page. Nothing was stored."""

    def __init__(self, refusals: Iterable[PublishingRefusedError]) -> None:
        self.refusals = tuple(refusals)
        super().__init__(" ".join(map(str, self.refusals)))


class WrongMomentError(ValueError):
    """A moment lies in the past, or an end not after its beginning. Nothing was stored."""


class InsteadRefusedError(ValueError):
    """Readers cannot be sent there; the message says why, in the active language. Nothing was stored."""


@dataclass(frozen=True)
class Published:
    """What publishing came to; `is_new` is false when the live publication already said exactly this."""

    publication: Publication
    is_new: bool


@dataclass(frozen=True)
class Window:
    """When readers see something: from a moment, until another or for good."""

    begin: datetime
    end: datetime | None = None


@dataclass(frozen=True)
class Instead:
    """Where readers of a withdrawn page should go: by a link or, if that page `replaces` it, at once."""

    kind: str
    key: str
    replaces: bool = False


def publish(
    *,
    instance: models.Model,
    language: str,
    by: Actor,
    reason: str = "",
    extent: str = "",
    live_from: datetime | None = None,
    live_until: datetime | None = None,
    overrides: Collection[Override] = (),
) -> Published:
    """Make the working copy of one object in one language live: `publish_together` for a set of one.

    A document that may not go live raises `PublishingRefusedError`. About thirty queries, and those that
    building the document takes; a translation takes some more, for its open points.
    """
    try:
        (published,) = publish_together(
            instances=[instance],
            languages=[language],
            by=by,
            reason=reason,
            extent=extent,
            live_from=live_from,
            live_until=live_until,
            overrides=overrides,
        )
    except SetRefusedError as error:
        raise error.refusals[0] from error
    return published


def publish_together(
    *,
    instances: Iterable[models.Model],
    languages: Iterable[str],
    by: Actor,
    reason: str = "",
    extent: str = "",
    live_from: datetime | None = None,
    live_until: datetime | None = None,
    overrides: Collection[Override] = (),
) -> list[Published]:
    """Make working copies live in one instant, now or later, until another moment or for good: all or none.

    What is live at that instant ends there; what begins later stays, and ends what is published now. A page
    that already says this, for as long, gets no new publication. `extent` tells a minor change from a whole
    review (`Event.Extent`). `overrides` let pages go live in spite of problems that allow it; each is kept
    with its reason. Raises `PermissionDenied` for a person without the right to publish or, with overrides,
    to override, and for a job with overrides: nobody answers for it; `OverrideWithoutReasonError`;
    `WrongMomentError` for a moment in the past or an end that is not after the beginning; and
    `SetRefusedError` with every document that may not go live. About thirty queries for each document.
    """
    _require(by, "publishing.publish")
    _check_overrides(overrides, by)
    _check_moments(live_from, live_until)
    languages = list(languages)
    documents = [kind_of(one).document_of(one, language) for one in instances for language in languages]
    try:
        with transaction.atomic():
            return _publish(documents, live_from, live_until, by, overrides, reason=reason, extent=extent)
    except IntegrityError as error:
        meanwhile = [PublishingRefusedError(document, [_published_meanwhile()]) for document in documents]
        raise SetRefusedError(meanwhile) from error


def _check_overrides(overrides: Collection[Override], by: Actor) -> None:
    if not overrides:
        return
    if isinstance(by, Job):
        raise PermissionDenied(_("Only a person can override what blocks publishing."))
    _require(by, OVERRIDE)
    check_reasons(overrides)


def _check_moments(live_from: datetime | None, live_until: datetime | None) -> None:
    now = timezone.now()
    if live_from and live_from < now:
        raise WrongMomentError(
            "What readers saw in the past cannot be changed: live_from must not lie in the past."
        )
    if live_until and live_until <= (live_from or now):
        raise WrongMomentError("live_until must lie after live_from.")


def _publish(
    documents: list[Document],
    live_from: datetime | None,
    live_until: datetime | None,
    by: Actor,
    overrides: Collection[Override],
    **about: str,
) -> list[Published]:
    """The source language first, so that translations of the set can say which version of it they follow."""
    for document in sorted(documents, key=lambda document: (document.kind, document.key, document.language)):
        _history(document).lock()
    window = Window(live_from or timezone.now(), live_until)
    sources = [document for document in documents if document.language == SOURCE.code]
    translations = [document for document in documents if document.language != SOURCE.code]
    outcomes = [
        outcome
        for part in (sources, translations)
        for outcome in _publish_part(part, window, by, overrides, **about)
    ]
    if refusals := [outcome for outcome in outcomes if isinstance(outcome, PublishingRefusedError)]:
        raise SetRefusedError(refusals)
    published = [outcome for outcome in outcomes if isinstance(outcome, Published)]
    watchers.tell([_name(outcome.publication) for outcome in published if outcome.is_new])
    return published


def _publish_part(
    documents: list[Document], window: Window, by: Actor, overrides: Collection[Override], **about: str
) -> list[Published | PublishingRefusedError]:
    """Close all that is live before anything is stored, so that pages of a set may exchange addresses."""
    unchanged = [_unchanged(document, window, overrides) for document in documents]
    for document, current in zip(documents, unchanged, strict=True):
        if current is None:
            _history(document).live(window.begin).close(window.begin)
    return [
        Published(current, is_new=False)
        if current
        else _publish_one(document, window, by, overrides, **about)
        for document, current in zip(documents, unchanged, strict=True)
    ]


def _publish_one(
    document: Document, window: Window, by: Actor, overrides: Collection[Override], **about: str
) -> Published | PublishingRefusedError:
    """A refusal is given back, not raised: the set tells of all that is wrong with any of its pages."""
    used, problems = split(document, _blocks(document, window), overrides)
    if problems:
        return PublishingRefusedError(document, problems)
    publication = _store(document, window, caveats_of(used))
    keep_approvals(publication, document)
    keep_overrides(publication, used, by)
    _record(Event.Action.PUBLISHED, publication, by, **about)
    return Published(publication, is_new=True)


def _blocks(document: Document, window: Window) -> list[Problem]:
    return [*problems_of(document), *missing_approvals(document), *_address_taken(document, window)]


def _name(publication: Publication) -> watchers.Changed:
    return publication.kind, publication.key, publication.language


def _history(document: Document) -> PublicationQuerySet:
    return Publication.objects.of(document.kind, document.key, document.language)


def _unchanged(document: Document, window: Window, overrides: Collection[Override]) -> Publication | None:
    """What is live then, if it says and follows exactly this for exactly as long, and tells the same."""
    current: Publication | None = _history(document).live(window.begin).defer("document").first()
    if current is None:
        return None
    says_this = (current.digest, current.live_until) == (document.digest(), _end(document, window))
    says_this = says_this and current.follows == followed_by(document, window.begin)
    return current if says_this and not _tells_otherwise(current, document, window, overrides) else None


def _tells_otherwise(
    current: Publication, document: Document, window: Window, overrides: Collection[Override]
) -> bool:
    """Whether readers are told of something that is mended by now, or would be told it in other words."""
    if not current.caveats and not any(override.is_about(document) for override in overrides):
        return False
    used, problems = split(document, _blocks(document, window), overrides)
    return not problems and caveats_of(used) != current.caveats


def _end(document: Document, window: Window) -> datetime | None:
    """The end that was asked for, or the beginning of what follows before it."""
    later = _history(document).live_or_planned(window.begin).filter(live_from__gt=window.begin)
    following = later.aggregate(begins=models.Min("live_from"))["begins"]
    return min((end for end in (window.end, following) if end), default=None)


def _store(document: Document, window: Window, caveats: list[str]) -> Publication:
    last = _history(document).aggregate(number=models.Max("number"))["number"]
    publication = Publication.objects.create(
        **_columns(document),
        number=(last or 0) + 1,
        live_from=window.begin,
        live_until=_end(document, window),
        caveats=caveats,
        follows=followed_by(document, window.begin),
    )
    PublishedLink.objects.bulk_create(_links(document, publication))
    PublishedCode.objects.bulk_create(_codes(document, publication))
    return publication


def _columns(document: Document) -> dict[str, Any]:
    parents = document.references.get("parent", ())
    return {
        **{
            name: getattr(document, name)
            for name in ("kind", "key", "language", "slug", "title", "summary", "group", "aim")
        },
        "next_review_on": document.next_review_on,
        "other_names": list(document.other_names),
        "parent": parents[0].key if parents else "",
        "document": document.stored(),
        "digest": document.digest(),
    }


def _links(document: Document, publication: Publication) -> Iterable[PublishedLink]:
    named = dict.fromkeys((relation, link.kind, link.key) for relation, link in document.linked())
    for position, (relation, kind, key) in enumerate(named):
        yield PublishedLink(publication=publication, relation=relation, kind=kind, key=key, position=position)


def _codes(document: Document, publication: Publication) -> Iterable[PublishedCode]:
    for system, value in dict.fromkeys((code.system, code.comparable) for code in document.codes):
        yield PublishedCode(publication=publication, system=system, value=value)


def _address_taken(document: Document, window: Window) -> Iterable[Problem]:
    there = Publication.objects.at_address(document.kind, document.language, document.slug)
    others = there.live_or_planned(window.begin).exclude(key=document.key)
    if window.end:
        others = others.filter(live_from__lt=window.end)
    if others.exists():
        yield Problem("slug_taken", "slug", _("Another live page of this kind has this address."))


def _published_meanwhile() -> Problem:
    return Problem(
        "published_meanwhile", "", _("Somebody else published this page at the same moment. Look again.")
    )


def withdraw(
    *,
    kind: str,
    key: str,
    language: str,
    by: Actor,
    reason: str = "",
    at: datetime | None = None,
    instead: Instead | None = None,
) -> Publication:
    """Take a page off the public site, now or at a later moment, with what was planned to begin after it.

    The document stays in the history. `instead` is where readers should go. Raises `PermissionDenied` without
    the right to withdraw, `WrongMomentError` for a moment in the past, `InsteadRefusedError` when `instead`
    is live in no language, and `Publication.DoesNotExist` when nothing is live or planned then.
    """
    _require(by, "publishing.withdraw")
    _check_moments(at, None)
    _check_instead(instead, (kind, key))
    with transaction.atomic():
        history = Publication.objects.of(kind, key, language)
        history.lock()
        moment = at or timezone.now()
        ending = history.live_or_planned(moment).without_documents()
        publication: Publication | None = ending.order_by("live_from").first()
        if publication is None:
            raise Publication.DoesNotExist(_("There is nothing to withdraw: this page is not live."))
        history.live(moment).close(moment)
        history.live_or_planned(moment).filter(live_from__gt=moment).cancel()
        publication.refresh_from_db(fields=["live_from", "live_until"])
        _record(Event.Action.WITHDRAWN, publication, by, reason=reason, **_columns_of(instead))
        watchers.tell([_name(publication)])
    return publication


def _check_instead(instead: Instead | None, own: tuple[str, str]) -> None:
    if instead is None:
        return
    if (instead.kind, instead.key) == own:
        raise InsteadRefusedError(_("Readers cannot be sent to the page that is withdrawn."))
    if not Publication.objects.live().filter(kind=instead.kind, key=instead.key).exists():
        raise InsteadRefusedError(_("Readers cannot be sent to a page that is not live."))


def _columns_of(instead: Instead | None) -> dict[str, Any]:
    if instead is None:
        return {}
    return {"instead_kind": instead.kind, "instead_key": instead.key, "replaced": instead.replaces}


def _require(by: Actor, permission: str) -> None:
    if not isinstance(by, Job) and not by.has_perm(permission):
        raise PermissionDenied(_("You do not have the right to do this."))


def _record(action: Event.Action, publication: Publication, by: Actor, **about: Any) -> None:
    who = {"job": by.name} if isinstance(by, Job) else {"actor": by}
    Event.objects.create(publication=publication, action=action, at=timezone.now(), **who, **about)
