"""Nobody overwrites anybody: a form may be saved only onto the version that it started from."""

from collections import defaultdict
from collections.abc import Collection

from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils.formats import localize
from django.utils.html import format_html, format_html_join
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from portal.content.models import Content
from portal.editing.addresses import admin_address
from portal.editing.people import name_of


class OvertakenError(Exception):
    """Somebody else saved the object between our look at its version and our own save."""


def claim(instance: Content) -> None:
    """Take the next version number; of two who try at the same moment, one gets an `OvertakenError`."""
    claim_all([instance])


@transaction.atomic
def claim_all(instances: Collection[Content]) -> None:
    """`claim` for objects of one kind; a query for each number that they have."""
    by_version: dict[int, list[Content]] = defaultdict(list)
    for instance in instances:
        by_version[instance.version].append(instance)
    for version, found in by_version.items():
        keys = [instance.pk for instance in found]
        rows = type(found[0])._base_manager.filter(pk__in=keys, version=version)
        if rows.update(version=F("version") + 1) != len(keys):
            raise OvertakenError
    for instance in instances:
        instance.version += 1


def overtaken(instance: Content, started_from: int | None) -> ValidationError:
    """What to tell somebody whose form started from an older version."""
    message = format_html(
        '{} {} {} <a href="{}" target="_blank">{}</a>',
        _("Somebody else has saved this page since you opened it, so nothing was stored."),
        format_html_join(" ", "{}", ((change,) for change in _changes_since(instance, started_from))),
        _("Below is what you typed. Bring your changes to the page as it is now."),
        admin_address(instance, "change", instance.pk),
        _("Open it in a new tab"),
    )
    return ValidationError(message, code="overtaken")


def _changes_since(instance: Content, version: int | None) -> list[str]:
    """Who changed what, the latest first: as many entries of the log as versions have gone by."""
    if version is None:
        return []
    entries = LogEntry.objects.filter(
        content_type=ContentType.objects.get_for_model(instance), object_id=str(instance.pk)
    ).select_related("user")
    return [_described(entry) for entry in entries.order_by("-pk")[: max(instance.version - version, 1)]]


def _described(entry: LogEntry) -> str:
    return _("%(person)s, %(time)s: %(changes)s") % {
        "person": name_of(entry.user),
        "time": localize(localtime(entry.action_time)),
        "changes": entry.get_change_message(),
    }
