"""What goes live, expires and falls due, in a span of time."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any

from django.db.models import Exists, F, OuterRef
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.content.dates import midnight
from portal.editing.addresses import admin_address
from portal.languages import SOURCE, column, language_named
from portal.publishing.kinds import Kind, all_kinds
from portal.publishing.models import Publication

Name = tuple[str, str]


class What(StrEnum):
    """What happens at an entry of the calendar."""

    BEGINS = "begins"
    ENDS = "ends"
    DUE = "due"

    @property
    def label(self) -> Any:
        return LABELS[self]


LABELS = {
    What.BEGINS: _("goes live"),
    What.ENDS: _("is taken off the site"),
    What.DUE: _("review falls due"),
}


@dataclass(frozen=True)
class Entry:
    """Something that happens to a page. A review falls due on a day, without a time and in no one language.

    `address` is that of the form in the admin; `""` where the working copy is no more.
    """

    what: What
    day: date
    at: datetime | None
    kind: str
    key: str
    title: str
    language: str = ""
    address: str = ""

    @property
    def name(self) -> str:
        return f"{self.title} ({language_named(self.language).name})" if self.language else self.title

    @property
    def identity(self) -> str:
        """A name that no other entry has, and that stays."""
        return "-".join(filter(None, (self.what, self.kind, self.key, self.language, f"{self._moment}")))

    @property
    def _moment(self) -> str:
        return f"{self.at.timestamp():.0f}" if self.at else self.day.isoformat()


def entries(first: date, last: date) -> list[Entry]:
    """All entries of these days, in order; two queries, and two for each kind."""
    found = [*_publications(first, last), *_reviews(first, last)]
    addresses = _addresses({(entry.kind, entry.key) for entry in found})
    with_addresses = (
        Entry(**vars(entry) | {"address": addresses.get((entry.kind, entry.key), "")}) for entry in found
    )
    return sorted(with_addresses, key=lambda entry: (entry.day, _time_of(entry), entry.title, entry.language))


def _time_of(entry: Entry) -> float:
    return entry.at.timestamp() if entry.at else 0


def _publications(first: date, last: date) -> Iterator[Entry]:
    begin, end = midnight(first), midnight(last + timedelta(days=1))
    open_once = Publication.objects.exclude(live_until=F("live_from")).without_documents()
    for publication in open_once.filter(live_from__gte=begin, live_from__lt=end):
        yield _entry(What.BEGINS, publication, publication.live_from)
    ending = open_once.filter(~Exists(_following()), live_until__gte=begin, live_until__lt=end)
    for publication in ending:
        yield _entry(What.ENDS, publication, publication.live_until)


def _following() -> Any:
    """What takes over from a publication at the very moment that it ends."""
    names = {name: OuterRef(name) for name in ("kind", "key", "language")}
    return Publication.objects.filter(**names, live_from=OuterRef("live_until")).exclude(
        live_until=F("live_from")
    )


def _entry(what: What, publication: Publication, at: datetime | None) -> Entry:
    return Entry(
        what=what,
        day=timezone.localtime(at).date(),
        at=at,
        kind=publication.kind,
        key=publication.key,
        title=publication.title,
        language=publication.language,
    )


def _reviews(first: date, last: date) -> Iterator[Entry]:
    for kind in all_kinds():
        due: Any = kind.model._default_manager.filter(next_review_on__range=(first, last))
        for instance in due.only("key", "next_review_on", column("title", SOURCE.code)):
            yield Entry(What.DUE, instance.next_review_on, None, kind.name, instance.key, str(instance))


def _addresses(names: set[Name]) -> dict[Name, str]:
    return {
        (kind.name, key): admin_address(kind.model, "change", pk)
        for kind in all_kinds()
        for pk, key in _numbers(kind, [key for name, key in names if name == kind.name])
    }


def _numbers(kind: Kind, keys: list[str]) -> Any:
    return kind.model._default_manager.filter(key__in=keys).order_by().values_list("pk", "key")
