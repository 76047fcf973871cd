"""Where the admin has its pages about a model and its objects."""

from typing import Any

from django.contrib.admin.templatetags.admin_urls import admin_urlname
from django.db.models import Model
from django.urls import reverse


def admin_address(model: Model | type[Model], page: str, *args: Any) -> str:
    """The address of `change`, `changelist`, or of another page that the admin of this model has."""
    return reverse(admin_urlname(model._meta, page), args=args)  # type: ignore[arg-type]
