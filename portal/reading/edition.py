"""What readers get at this moment, as one value that costs next to nothing to ask for.

It is another one after every act of publishing, and whenever a window opens or closes or a day begins: pages
say which reviews are overdue. Two answers of the same edition are the same.
"""

import time
from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from django.conf import settings
from django.db import transaction
from django.db.models import Count, Max, Min, Subquery
from django.utils import timezone

from portal.publishing.models import Event, Publication
from portal.publishing.watchers import Changed

SECONDS: Final = 0.5  # how long another machine may have published before it is noticed here

# Transactions may end in another order than that of the numbers of their events. So events are counted, as
# far back as a transaction can have been under way.
LATEST: Final = 10_000


@dataclass(frozen=True, slots=True)
class Edition:
    """`marked` says how often processes of this machine have published."""

    marked: int
    newest: int
    events: int
    until: float  # seconds, as `time.time()` counts them


class Watch:
    """Knows the edition: by a look at a file each time, by a query twice a second, and by the clock."""

    def __init__(self) -> None:
        self._seen: tuple[float, Edition] | None = None

    def current(self) -> Edition:
        """The edition. A database that does not answer raises `DatabaseError`."""
        now, seen = time.time(), self._seen  # once: another thread may look meanwhile
        if seen is None or now < seen[0]:  # the clock was put back
            return self._look(None, now)
        at, edition = seen
        is_current = now < min(at + SECONDS, edition.until) and edition.marked == _marked()
        return edition if is_current else self._look(edition, now)

    def _look(self, before: Edition | None, now: float) -> Edition:
        edition = _look(before, now)
        self._seen = now, edition
        return edition


def _look(before: Edition | None, now: float) -> Edition:
    """The mark first: who sets it while we ask the database has us look again."""
    marked = _marked()
    newest, events = _events()
    found = (marked, newest, events)
    if before and now < before.until and (before.marked, before.newest, before.events) == found:
        return before
    return Edition(*found, until=_end(now))


def _events() -> tuple[int, int]:
    last = Event.objects.order_by("-pk").values("pk")[:1]
    found = Event.objects.filter(pk__gt=Subquery(last) - LATEST).aggregate(Max("pk"), Count("pk"))
    return found["pk__max"] or 0, found["pk__count"]


def _end(now: float) -> float:
    """The next moment at which something begins or ends."""
    at = datetime.fromtimestamp(now, UTC)
    opens = Publication.objects.filter(live_from__gt=at).aggregate(at=Min("live_from"))["at"]
    closes = Publication.objects.filter(live_until__gt=at).aggregate(at=Min("live_until"))["at"]
    return min(moment.timestamp() for moment in (opens, closes, _next_day(at)) if moment)


def _next_day(at: datetime) -> datetime:
    tomorrow = timezone.localtime(at).date() + timedelta(days=1)
    return timezone.make_aware(datetime(tomorrow.year, tomorrow.month, tomorrow.day))  # noqa: DTZ001 - made so


def mark(_changed: Collection[Changed]) -> None:
    """Watcher: once this is committed, the other processes of this machine know at their next request."""
    transaction.on_commit(_mark, robust=True)


def _mark() -> None:
    """The file grows by a byte: its time would not do, which stands still for some milliseconds."""
    settings.VAR.mkdir(parents=True, exist_ok=True)
    with _file().open("ab") as file:
        file.write(b".")


def _marked() -> int:
    try:
        return _file().stat().st_size
    except FileNotFoundError:
        return 0


def _file() -> Path:
    path: Path = settings.VAR / "published"
    return path
