"""What is live, for the queries that Django cannot make: `Publication.objects.live()` in SQL."""

from typing import Any

from django.db import connection
from django.utils import timezone

LIVE = "p.live_from <= %s AND (p.live_until IS NULL OR p.live_until > %s)"


def live_now() -> list[Any]:
    """The parameters of `LIVE`."""
    now = connection.ops.adapt_datetimefield_value(timezone.now())
    return [now, now]
