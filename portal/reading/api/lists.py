"""Parts of a list, each beginning where the last one ended, whatever was published in between."""

from datetime import UTC, datetime, timedelta

from django.db.models import Q

from portal.publishing.models import Publication, PublicationQuerySet
from portal.reading.api.parameters import Filters, Part

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)


def part_of(filters: Filters, part: Part) -> tuple[list[Publication], str | None]:
    """A part of a list, the oldest change first, and the cursor of the part that follows; one query."""
    publications = _listed(filters)
    if part.cursor:
        publications = publications.filter(_after(part.cursor))
    found = list(publications[: part.limit + 1])
    return found[: part.limit], _cursor(found[part.limit - 1]) if len(found) > part.limit else None


def _listed(filters: Filters) -> PublicationQuerySet:
    looked_up = {
        "kind": filters.kind,
        "language": filters.language,
        "live_from__gte": filters.changed_since,
        "next_review_on__lt": filters.review_due_before,
    }
    asked = {name: value for name, value in looked_up.items() if value is not None}
    return Publication.objects.live().filter(**asked).defer("document").order_by("live_from", "pk")


def _cursor(publication: Publication) -> str:
    return f"{(publication.live_from - EPOCH) // MICROSECOND}-{publication.pk}"


def _after(cursor: str) -> Q:
    moment, pk = map(int, cursor.split("-"))
    live_from = EPOCH + moment * MICROSECOND
    # The first condition says nothing new, but it is one that an index can answer.
    return Q(live_from__gte=live_from) & (Q(live_from__gt=live_from) | Q(pk__gt=pk))
