"""Deleting must not break what readers see."""

from collections.abc import Iterable
from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext as _

from portal.editing.usage import live_pages_with


class DeletingAdmin(admin.ModelAdmin[Any]):
    """A ModelAdmin that refuses to delete what a live page shows or names, and lists those pages."""

    def get_deleted_objects(self, objs: Iterable[Any], request: HttpRequest) -> Any:
        objs = list(objs)
        deleted, counts, missing, protected = super().get_deleted_objects(objs, request)
        live = dict.fromkeys(str(page) for instance in objs for page in live_pages_with(instance))
        return (
            deleted,
            counts,
            missing,
            [*protected, *(_("live, withdraw it first: %s") % page for page in live)],
        )
