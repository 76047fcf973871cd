"""What waits in the editors' room: reviews that fall due, drafts, and texts to approve."""

from collections.abc import Callable, Iterable
from datetime import date
from functools import reduce
from typing import Any

from django.contrib.auth.models import AbstractUser
from django.db.models import Count, F, Q, Value
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from portal.content.dates import add_months
from portal.editing.addresses import admin_address
from portal.editing.roles import is_administrator, may_change
from portal.languages import SOURCE, column, language_named
from portal.publishing.kinds import Kind, all_kinds, kind_named
from portal.publishing.models import Publication
from portal.publishing.review_models import Review, ReviewRequest
from portal.publishing.reviews import may_see, permission_to_approve
from portal.publishing.working import State, catch_up, changed_pages, in_state
from portal.publishing.worklists import Item, Worklist, register

SHOWN = 5
SOON = 3  # months
TITLE, REVIEW = column("title", SOURCE.code), "next_review_on"
APPROVE = [permission_to_approve(review) for review in Review]

Rows = Callable[[Kind], Any]


def kinds_for(person: Any) -> list[Kind]:
    return [kind for kind in all_kinds() if may_see(person, kind.model)]


def kinds_written_by(person: Any) -> list[Kind]:
    return [kind for kind in all_kinds() if may_change(person, kind.model)]


def belonging_to(person: Any, kind: Kind) -> Any:
    """The objects of a kind that this person keeps true.

    Those that they own; those that nobody owns, if they may change them; all, for an administrator.
    """
    rows = kind.rows
    if is_administrator(person):
        return rows
    own = Q(owner=person)
    return rows.filter(own | Q(owner=None) if may_change(person, kind.model) else own)


def number_of(kinds: Iterable[Kind], rows: Rows) -> int:
    """How many rows of all these kinds there are; one query."""
    counts = [rows(kind).order_by().values(of=Value(kind.name)).annotate(n=Count("pk")) for kind in kinds]
    return sum(row["n"] for row in _united(counts))


def first_of(kinds: Iterable[Kind], rows: Rows, by: str, at_most: int = SHOWN) -> list[dict[str, Any]]:
    """The first rows of all these kinds in the order of a column; one query.

    Each with its kind (`of`), number (`pk`), Dutch title (`name`) and next review (`day`).
    """
    arms = []
    for kind in kinds:
        first = rows(kind).order_by(by, "pk").values("pk")[:at_most]
        found = kind.rows.filter(pk__in=first).order_by()
        arms.append(found.values("pk", of=Value(kind.name), name=F(TITLE), day=F("next_review_on")))
    return list(_united(arms).order_by("day" if by == REVIEW else "name", "name", "pk")[:at_most])


def _united(queries: list[Any]) -> Any:
    return reduce(lambda one, other: one.union(other, all=True), queries)


def form_address(kind: Kind, pk: int) -> str:
    return admin_address(kind.model, "change", pk)


def _items(kinds: list[Kind], rows: Rows, by: str, note: Callable[[Any], str]) -> tuple[Item, ...]:
    today = timezone.localdate()
    return tuple(
        Item(
            text=row["name"],
            address=form_address(kind_named(row["of"]), row["pk"]),
            note=note(row),
            is_late=by == REVIEW and row["day"] < today,
            language=SOURCE.code,
        )
        for row in first_of(kinds, rows, by)
    )


def _total(items: tuple[Item, ...], count: Callable[[], int]) -> int:
    """How many there are in all; counted only when not all are shown."""
    return count() if len(items) == SHOWN else len(items)


def kind_label(row: Any) -> str:
    return str(kind_named(row["of"]).model._meta.verbose_name)


@register
def reviews_due(person: AbstractUser) -> Worklist | None:
    """What is overdue or falls due within three months; two queries."""
    kinds = kinds_for(person)
    until = add_months(timezone.localdate(), SOON)

    def rows(kind: Kind) -> Any:
        return belonging_to(person, kind).filter(next_review_on__lte=until)

    def note(row: Any) -> str:
        return f"{kind_label(row)}, {review_words(row['day'])}"

    if not kinds:
        return None
    items = _items(kinds, rows, REVIEW, note)
    total = _total(items, lambda: number_of(kinds, rows))
    return Worklist("reviews_due", _("Reviews due"), total, items)


def review_words(day: date) -> str:
    """When a review falls due, or since when it is overdue."""
    words = _("overdue since %(date)s") if day < timezone.localdate() else _("due on %(date)s")
    return words % {"date": date_format(day)}


@register
def never_reviewed(person: AbstractUser) -> Worklist | None:
    """Two queries."""
    kinds = kinds_for(person)

    def rows(kind: Kind) -> Any:
        return belonging_to(person, kind).filter(next_review_on=None)

    if not kinds:
        return None
    items = _items(kinds, rows, "pk", kind_label)
    total = _total(items, lambda: number_of(kinds, rows))
    return Worklist("never_reviewed", _("Never reviewed"), total, items)


@register
def never_published(person: AbstractUser) -> Worklist | None:
    """For those who write; two queries."""
    kinds = kinds_written_by(person)

    def rows(kind: Kind) -> Any:
        return in_state(kind.rows, kind, SOURCE.code, State.NEVER)

    if not kinds:
        return None
    items = _items(kinds, rows, TITLE, kind_label)
    total = _total(items, lambda: number_of(kinds, rows))
    return Worklist("never_published", _("Drafts, never published"), total, items)


@register
def unpublished_changes(person: AbstractUser) -> Worklist | None:
    """For those who write: pages of which readers see an older text, the latest first; three queries.

    Pages that have not been compared yet come later: nobody waits for all of them.
    """
    kinds = kinds_written_by(person)
    if not kinds:
        return None
    catch_up(kinds)
    # One look at all pages: comparing them takes time.
    changed = sorted(changed_pages(kinds).values_list("pk", flat=True), reverse=True)
    items = tuple(
        Item(
            text=page.title,
            address=reverse("admin:review", args=[page.kind, page.key, page.language]),
            note=f"{kind_label({'of': page.kind})}, {language_named(page.language).name}",
            language=page.language,
        )
        for page in Publication.objects.filter(pk__in=changed[:SHOWN]).without_documents()
    )
    return Worklist("unpublished_changes", _("Live, with unpublished changes"), len(changed), items)


def request_words(asked: ReviewRequest) -> str:
    """What is asked, by whom and until when."""
    language = language_named(asked.language).name
    words = [
        f"{asked.get_review_display()}, {language}",
        _("asked by %(person)s") % {"person": asked.asked_by},
    ]
    if asked.due_on:
        words.append(_("needed by %(date)s") % {"date": date_format(asked.due_on)})
    return ", ".join(words)


@register
def waiting_approvals(person: AbstractUser) -> Worklist | None:
    """For those who review, from their desk; two queries."""
    if not any(person.has_perm(permission) for permission in APPROVE):
        return None
    waiting = ReviewRequest.objects.waiting_for(person).select_related("asked_by")
    items = tuple(
        Item(
            text=asked.title,
            address=reverse("admin:review", args=[asked.kind, asked.key, asked.language]),
            note=request_words(asked),
            is_late=asked.is_late,
            language=asked.language,
        )
        for asked in waiting[:SHOWN]
    )
    total = _total(items, waiting.count)
    heading = _("Waits for your approval")
    return Worklist("waiting_approvals", heading, total, items, reverse("admin:reviews"))
