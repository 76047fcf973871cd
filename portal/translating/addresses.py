"""Where a unit is translated."""

from typing import Any

from django.urls import reverse

from portal.content.models import Content, Part
from portal.editing.addresses import admin_address
from portal.publishing.kinds import kind_of
from portal.translating.models import TranslationSummary, UnitComment
from portal.translating.units import Unit


def unit_address(unit: Unit) -> str:
    """The place of a unit in the workbench; that of a picture or source is its own form."""
    row: Any = unit.text.row
    owner = row.owner if isinstance(row, Part) else row  # type: ignore[attr-defined]
    if not isinstance(owner, Content):
        return admin_address(owner, "change", owner.pk)
    page = reverse("translation", args=[unit.language, kind_of(owner).name, owner.key])
    return f"{page}#unit-{unit.address}"


def object_address(row: TranslationSummary) -> str:
    """The page of the workbench that a summary is about."""
    return reverse("translation", args=[row.language, row.kind, row.key])


def comment_address(comment: UnitComment) -> str:
    """The way to the unit of which something was said; where it stands is looked up on the way."""
    return reverse("translation-said", args=[comment.pk])
