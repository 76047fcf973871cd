"""The public history of a page: what has been live, when and why. What is planned is told to nobody."""

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.db.models import Exists, OuterRef, Subquery
from django.utils import timezone

from portal.publishing.documents import Document
from portal.publishing.models import Event, Publication, PublicationQuerySet
from portal.reading.addresses import Name

ON_ONE_PAGE = 50


@dataclass(frozen=True)
class Version:
    """A publication as readers see it in the history."""

    publication: Publication

    @property
    def number(self) -> int:
        return self.publication.number

    @property
    def live_from(self) -> datetime:
        return self.publication.live_from

    @property
    def live_until(self) -> datetime | None:
        """When it ended; what will end later is told to nobody before."""
        until: datetime | None = self.publication.live_until
        return until if until and until <= timezone.now() else None

    @property
    def is_live(self) -> bool:
        return self.live_until is None

    @property
    def reason(self) -> str:
        return getattr(self.publication, "change_reason", None) or ""

    @property
    def extent(self) -> str:
        """`Event.Extent`, or nothing where nobody said."""
        return getattr(self.publication, "change_extent", None) or ""

    @property
    def is_whole_review(self) -> bool:
        return self.extent == Event.Extent.REVIEW

    @property
    def is_minor(self) -> bool:
        return self.extent == Event.Extent.MINOR

    @property
    def was_withdrawn(self) -> bool:
        """Whether it ended because somebody took it away, and not because another one followed at once."""
        return bool(
            not self.is_live
            and getattr(self.publication, "withdrawal", None) is not None
            and not getattr(self.publication, "was_followed", False)
        )

    @property
    def withdrawal_reason(self) -> str:
        return getattr(self.publication, "withdrawal", None) or ""


def history(name: Name, language: str) -> PublicationQuerySet:
    """All that has begun, the newest first, with what `Version` tells about each."""
    withdrawals = Event.objects.filter(publication=OuterRef("pk"), action=Event.Action.WITHDRAWN)
    own = {field: OuterRef(field) for field in ("kind", "key", "language")}
    followers = Publication.objects.begun().filter(**own, live_from=OuterRef("live_until"))
    found: PublicationQuerySet = (
        Publication.objects.of(*name, language)
        .begun()
        .with_change()
        .annotate(
            withdrawal=Subquery(withdrawals.order_by("-at").values("reason")[:1]),
            was_followed=Exists(followers),
        )
        .order_by("-live_from", "-pk")
    )
    return found


@dataclass(frozen=True)
class Part:
    """A part of a history: these versions, and the one before them, which begins the next part."""

    versions: list[Version]
    before: Version | None

    @property
    def readable(self) -> list[Version]:
        return [version for version in self.versions if not version.was_withdrawn]

    @property
    def steps(self) -> list[tuple[Version, Version | None]]:
        """Each version with the one before it."""
        return list(zip(self.versions, [*self.versions[1:], self.before], strict=True))


def part_of(name: Name, language: str, newest: int | None = None) -> Part:
    """Versions from the newest, or from one number, back; one query, whatever the length of the history."""
    rows = history(name, language).without_documents()
    if newest:
        rows = rows.filter(number__lte=newest)
    found = [Version(publication) for publication in rows[: ON_ONE_PAGE + 1]]
    return Part(found[:ON_ONE_PAGE], found[ON_ONE_PAGE] if len(found) > ON_ONE_PAGE else None)


def version_numbered(name: Name, language: str, number: int) -> Version | None:
    """One version, whole; one query."""
    publication = history(name, language).filter(number=number).first()
    return Version(publication) if publication else None


def version_on(name: Name, language: str, day: date) -> Version | None:
    """What was live at the end of a day in Dutch time, or is now if that day is today; one query.

    A day that has not come has no version.
    """
    now = timezone.now()
    if day > timezone.localdate(now):
        return None
    publication = history(name, language).live(min(end_of(day), now)).first()
    return Version(publication) if publication else None


def end_of(day: date) -> datetime:
    """The last moment of a day in Dutch time."""
    return timezone.make_aware(datetime.combine(day, time.max))


def first_day(name: Name, language: str) -> date:
    """The first day of which there is a version; one query."""
    begun = Publication.objects.of(*name, language).begun().order_by("live_from")
    return timezone.localdate(begun.values_list("live_from", flat=True)[0])


def documents_of(name: Name, language: str, numbers: set[int]) -> dict[int, tuple[Version, Document]]:
    """Versions by number, each with its document; one query."""
    rows: Any = history(name, language).filter(number__in=numbers)
    return {row.number: (Version(row), row.content()) for row in rows}
