"""Conditional requests for what is made of many publications: feeds and sitemaps.

A set of live publications changes when one begins or one ends, and in no other way. Both are counted, and
counts only grow. One that was replaced in the instant in which it began was never live, and does not count:
therefore the newest is named too. Two moments with the same of all have the same publications.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Max, Q
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.views.decorators.http import condition, require_safe

from portal.publishing.models import Publication

View = Callable[..., HttpResponseBase]


@dataclass(frozen=True)
class State:
    """How many publications have begun and ended, the newest that has begun, and when that last happened."""

    begun: int
    ended: int
    newest: int
    changed_at: datetime | None

    @property
    def etag(self) -> str:
        return f'"{self.begun}-{self.ended}-{self.newest}"'


def state_now() -> State:
    """The state of all publications; one query."""
    has_ended = Q(live_until__lte=timezone.now())
    found = Publication.objects.begun().aggregate(
        begun=Count("pk"),
        ended=Count("pk", filter=has_ended),
        newest=Max("pk"),
        last_begun=Max("live_from"),
        last_ended=Max("live_until", filter=has_ended),
    )
    moments = [at for at in (found["last_begun"], found["last_ended"]) if at]
    return State(found["begun"], found["ended"], found["newest"] or 0, max(moments, default=None))


def conditional(view: View) -> View:
    """The view, for reading only; who has its newest answer is told so without making it again. One query."""

    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        state = state_now()
        fresh = condition(lambda *_args, **_kwargs: state.etag, lambda *_args, **_kwargs: state.changed_at)
        response: HttpResponseBase = fresh(view)(request, *args, **kwargs)
        response["Cache-Control"] = "no-cache"  # keep it, and ask each time whether it is the newest
        return response

    return require_safe(answer)
