"""The calendar as pages of the admin, and as a file for calendar programs."""

from calendar import Calendar
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR, date, timedelta
from typing import Any

from django.contrib.auth.models import User
from django.core import signing
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from portal.editing.calendar import Entry, entries
from portal.editing.calendar_address import renew, token_of, user_of
from portal.editing.icalendar import icalendar
from portal.editing.pages import page

VIEW = "publishing.view_publication"
BEFORE, AFTER = timedelta(days=92), timedelta(days=3 * 366)
MOST_IN_A_DAY = 4
MOST_IN_THE_LIST = 100


@dataclass(frozen=True)
class Day:
    """A day in the table of a month; `is_outside` when it belongs to the month before or after."""

    date: date
    is_outside: bool
    is_today: bool
    entries: list[Entry]

    @property
    def first(self) -> list[Entry]:
        return self.entries if self.more == 0 else self.entries[:MOST_IN_A_DAY]

    @property
    def more(self) -> int:
        """How many have no place in the table. One that is left over takes no more room than its number."""
        left = len(self.entries) - MOST_IN_A_DAY
        return left if left > 1 else 0


@never_cache
@require_safe
def month_view(request: HttpRequest) -> HttpResponse:
    """One month, `?month=2026-11`, as a table and as a list; this month when none is named.

    `?day=2026-11-14` lists that day only, and `?page=2` is the second part of a long list.
    """
    _require_view(request.user)
    first = _month(request.GET.get("month", ""))
    weeks = list(_weeks(first))
    days = [day for week in weeks for day in week]
    chosen = next((day for day in days if day.date.isoformat() == request.GET.get("day")), None)
    listed = [entry for day in ([chosen] if chosen else days) if not day.is_outside for entry in day.entries]
    context = {
        "title": _("Calendar"),
        "month": first,
        "weeks": weeks,
        "day": chosen,
        "page": Paginator(listed, MOST_IN_THE_LIST).get_page(request.GET.get("page")),
        "previous": (first - timedelta(days=1)).replace(day=1),
        "following": (first + timedelta(days=31)).replace(day=1),
        "file": request.build_absolute_uri(reverse("calendar-file", args=[token_of(request.user)])),
    }
    return page(request, "editing/calendar.html", context)


def _require_view(user: Any) -> None:
    if not user.has_perm(VIEW):
        raise PermissionDenied


def _month(text: str) -> date:
    """The first day of a month that has a month before and after it."""
    if not text:
        return timezone.localdate().replace(day=1)
    try:
        first = date.fromisoformat(f"{text}-01")
    except ValueError as error:
        raise Http404 from error
    if not MINYEAR < first.year < MAXYEAR:
        raise Http404
    return first


def _weeks(first: date) -> Iterator[list[Day]]:
    days = list(Calendar().itermonthdates(first.year, first.month))
    by_day = defaultdict(list)
    for entry in entries(days[0], days[-1]):
        by_day[entry.day].append(entry)
    today = timezone.localdate()
    shown = [Day(day, day.month != first.month, day == today, by_day[day]) for day in days]
    for start in range(0, len(shown), 7):
        yield shown[start : start + 7]


@never_cache
@require_safe
def file_view(request: HttpRequest, token: str) -> HttpResponse:
    """The calendar from a quarter ago to some years ahead, for whoever has the token."""
    try:
        user = user_of(token)
    except (signing.BadSignature, User.DoesNotExist) as error:
        raise Http404 from error
    _require_view(user)
    today = timezone.localdate()
    site = request.build_absolute_uri("/").rstrip("/")
    text = icalendar(entries(today - BEFORE, today + AFTER), name=_("Publishing calendar"), site=site)
    response = HttpResponse(text, content_type="text/calendar; charset=utf-8")
    response["X-Robots-Tag"] = "noindex"
    return response


@require_POST
def renew_view(request: HttpRequest) -> HttpResponse:
    """Take back one's own address of the file; the page shows the new one."""
    _require_view(request.user)
    renew(user=request.user)  # type: ignore[arg-type]
    return HttpResponseRedirect(reverse("admin:calendar"))
