"""Moments as editors type them: local time, in which one hour a year does not exist and one comes twice."""

from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

LOCAL = ZoneInfo(settings.TIME_ZONE)
FIRST, SECOND = "first", "second"


def is_imaginary(local: datetime) -> bool:
    """Whether the clock skips this local time."""
    there_and_back = local.replace(tzinfo=LOCAL).astimezone(UTC).astimezone(LOCAL)
    return there_and_back.replace(tzinfo=None) != local.replace(fold=0)


def is_ambiguous(local: datetime) -> bool:
    """Whether the clock shows this local time twice."""
    offsets = {local.replace(tzinfo=LOCAL, fold=fold).utcoffset() for fold in (0, 1)}
    return len(offsets) > 1 and not is_imaginary(local)


def moment(local: datetime, which: str = "") -> datetime:
    """The moment of a local time. `which` of the two is needed where the time comes twice."""
    if is_imaginary(local):
        skipped = _("This time does not exist: the clock is put forward in that hour. Choose another one.")
        raise ValidationError(skipped, code="imaginary")
    if is_ambiguous(local) and which not in {FIRST, SECOND}:
        twice = _("This time comes twice: the clock is put back in that hour. Say which of the two below.")
        raise ValidationError(twice, code="ambiguous")
    return local.replace(tzinfo=LOCAL, fold=int(which == SECOND))


class LocalTimeField(forms.DateTimeField):
    """A day and a time without a zone; `moment` says when that is."""

    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")

    def to_python(self, value: Any) -> datetime | None:
        with timezone.override(UTC):  # where every local time exists, and exists once
            found: datetime | None = super().to_python(value)
        return found and found.replace(tzinfo=None)
