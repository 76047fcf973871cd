"""Days: arithmetic with calendar months, and when a day begins."""

from calendar import monthrange
from datetime import date, datetime, time

from django.utils import timezone


def add_months(day: date, months: int) -> date:
    """The same day some months later, or the last day of a shorter month: 31 January + 1 → 28 February."""
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def midnight(day: date) -> datetime:
    """The moment at which a day begins here."""
    return timezone.make_aware(datetime.combine(day, time.min))
