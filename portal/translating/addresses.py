"""Where a unit is translated."""

from typing import Any

from django.contrib.admin.templatetags.admin_urls import admin_urlname
from django.urls import reverse

from portal.content.models import Part
from portal.languages import column
from portal.publishing.kinds import kind_named
from portal.translating.models import TranslationSummary
from portal.translating.units import Unit


def unit_address(unit: Unit) -> str:
    """The place of a unit in the form of the row that holds it, or of the object that the row belongs to."""
    row: Any = unit.text.row
    if isinstance(row, Part):
        owner: Any = row.owner  # type: ignore[attr-defined]
        return f"{_form(owner)}#{unit.text.path.partition('.')[0]}-group"
    return f"{_form(row)}#id_{column(unit.text.field, unit.language)}"


def _form(row: Any) -> str:
    return reverse(admin_urlname(row._meta, "change"), args=[row.pk])  # type: ignore[arg-type]


def object_address(row: TranslationSummary) -> str:
    """The form of the object that a summary is about."""
    model = kind_named(row.kind).model
    return reverse(admin_urlname(model._meta, "change"), args=[row.object_id])  # type: ignore[arg-type]
