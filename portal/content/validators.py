"""Rules about data that forms, fixtures and services share."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _


def validate_no_parent_cycle(instance: Any) -> None:
    """Refuse a parent that is the object itself or one of its descendants; one query per generation."""
    seen = {instance.pk}
    ancestor = instance.parent
    while ancestor is not None:
        if ancestor.pk in seen:
            raise ValidationError(_("An object cannot be a form of itself."), code="parent_cycle")
        seen.add(ancestor.pk)
        ancestor = ancestor.parent
