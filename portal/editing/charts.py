"""What is looked at better than read: how much is live, when reviews fall due, how old pages are.

Each chart is a table with its numbers; the bars only repeat them.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, F, Q, Value
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from portal.content.dates import add_months, midnight
from portal.editing.addresses import admin_address
from portal.languages import LANGUAGES, Language
from portal.publishing.kinds import Kind, all_kinds, count_objects
from portal.publishing.models import Publication

MONTHS = 12
# Ages of pages in months, each with what lies above the one before.
AGES = (3, 6, 12, 24)


@dataclass(frozen=True)
class Bar:
    """A number, and how long its bar is: `share` in whole per cents of the longest or of the whole."""

    label: str
    number: int
    share: int


@dataclass(frozen=True)
class LiveRow:
    """How many objects of a kind there are, and how many of them readers see in each language.

    `address` is that of the list; `changed` leads to those with unpublished changes, by language.
    """

    label: str
    total: int
    bars: list[tuple[Language, Bar]]
    address: str
    changed: list[tuple[Language, str]]


@dataclass(frozen=True)
class Charts:
    live: list[LiveRow]
    reviews: list[Bar]
    ages: list[Bar]


def charts() -> Charts:
    """Three queries, none of which reads a text."""
    today = timezone.localdate()
    counts = list(_live_counts(today))
    live = {(row["kind"], row["language"]): row["n"] for row in counts}
    return Charts(_live_rows(live), _reviews(today), _ages(counts))


def _live_counts(today: date) -> Any:
    """Live pages by kind and language, and how many of them went live after each age."""
    begins = {f"after_{months}": midnight(add_months(today, -months)) for months in AGES}
    after = {name: Count("pk", filter=Q(live_from__gt=begin)) for name, begin in begins.items()}
    live = Publication.objects.live().order_by()
    return live.values("kind", "language").annotate(n=Count("pk"), **after)


def _live_rows(live: dict[tuple[str, str], int]) -> list[LiveRow]:
    totals = count_objects()
    return [_live_row(kind, totals[kind.name], live) for kind in all_kinds()]


def _live_row(kind: Kind, total: int, live: dict[tuple[str, str], int]) -> LiveRow:
    address = admin_address(kind.model, "changelist")
    return LiveRow(
        label=kind.plural,
        total=total,
        bars=[
            (language, _bar(language.name, live.get((kind.name, language.code), 0), total))
            for language in LANGUAGES
        ],
        address=address,
        changed=[(language, f"{address}?state_{language.code}=changed") for language in LANGUAGES],
    )


def _bar(label: str, number: int, whole: int) -> Bar:
    """Rounded down, so that a full bar means all; a number that is there always shows."""
    share = min(100 * number // whole, 100) if whole else 0
    return Bar(label, number, max(share, 1) if number else 0)


def _reviews(today: date) -> list[Bar]:
    """What is overdue, what falls due in each of the next twelve months, and what was never reviewed."""
    months = [add_months(today.replace(day=1), number) for number in range(MONTHS)]
    due: Counter[Any] = Counter()
    for row in _by_review(add_months(months[-1], 1) - timedelta(days=1)):
        due[_month(row["day"], today)] += row["n"]
    longest = max(due.values(), default=0)
    named = [(_("Overdue"), ""), *((date_format(month, "F Y"), month) for month in months)]
    named.append((_("Never reviewed"), None))
    return [_bar(label, due[key], longest) for label, key in named]


def _by_review(until: date) -> Any:
    """How many objects have their next review on each day, of all kinds."""
    wanted = Q(next_review_on__lte=until) | Q(next_review_on=None)
    counts = [
        kind.rows.filter(wanted)
        .order_by()
        .values(of=Value(kind.name), day=F("next_review_on"))
        .annotate(n=Count("pk"))
        for kind in all_kinds()
    ]
    return counts[0].union(*counts[1:], all=True)


def _month(day: date | None, today: date) -> Any:
    """The first day of the month of a review; `""` when it is overdue, `None` when there was none."""
    if day is None:
        return None
    return "" if day < today else day.replace(day=1)


def _ages(counts: list[dict[str, Any]]) -> list[Bar]:
    """How long ago what readers see went live."""
    total = sum(row["n"] for row in counts)
    after = [sum(row[f"after_{months}"] for row in counts) for months in AGES]
    numbers = [more - less for more, less in zip([*after, total], [0, *after], strict=True)]
    return [_bar(label, number, total) for label, number in zip(_age_labels(), numbers, strict=True)]


def _age_labels() -> list[str]:
    spans = zip((0, *AGES), AGES, strict=False)
    between = [_("%(begin)d to %(end)d months") % {"begin": begin, "end": end} for begin, end in spans]
    return [*between, _("more than %(months)d months") % {"months": AGES[-1]}]
