"""The history of working copies: every save is a revision; any of them can be compared and brought back."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.content import snapshots
from portal.content.models import Content
from portal.editing.models import Revision
from portal.editing.people import name_of
from portal.languages import CODES
from portal.publishing.kinds import Kind, kind_named, kind_of
from portal.publishing.services import Actor, Job

FOUND = Job("found as it was")


def revisions_of(kind: Kind, key: str) -> Any:
    """The revisions of an object, the newest first, without their contents."""
    return Revision.objects.filter(kind=kind.name, key=key).order_by("-number").defer("snapshot", "documents")


def record(instance: Content, *, by: Actor, reason: str = "") -> Revision | None:
    """Keep the working copy as it is now, parts and links included.

    What has not changed since the last revision is not kept again: then the answer is `None`.
    """
    fresh = kind_of(instance).objects([instance.key])
    return next(iter(record_all(fresh, by=by, reason=reason)), None)


@transaction.atomic
def record_all(
    instances: Iterable[Content], *, by: Actor, reason: str = "", last: Mapping[str, Revision] | None = None
) -> list[Revision]:
    """Keep working copies of one kind as they are now; gives the new revisions.

    The instances come from `Kind.objects` and are as they are stored. `last` are their last revisions by key,
    for who knows them. Two queries for any number of objects, or one.
    """
    found = list(instances)
    known = _last_revisions(found) if last is None else last
    new = [_revision(one, known.get(one.key), by, reason) for one in found]
    revisions: list[Revision] = Revision.objects.bulk_create(filter(None, new))
    return revisions


def _last_revisions(instances: list[Content]) -> dict[str, Revision]:
    """The last revision of each of these objects, by key, without its documents."""
    if not instances:
        return {}
    keys = [one.key for one in instances]
    revisions = Revision.objects.filter(kind=kind_of(instances[0]).name, key__in=keys)
    newer = Revision.objects.filter(kind=OuterRef("kind"), key=OuterRef("key"), number__gt=OuterRef("number"))
    return {one.key: one for one in revisions.exclude(Exists(newer)).defer("documents").order_by()}


def _revision(instance: Any, last: Revision | None, by: Actor, reason: str) -> Revision | None:
    """The revision that an object needs, not stored yet; none if it is as the last one has it."""
    kind, rows = kind_of(instance), [instance, *snapshots.rows_of(instance)]
    snapshot, numbers = snapshots.records_of(rows), [row.pk for row in rows]
    if last and (last.snapshot, last.rows) == (snapshot, numbers):
        return None
    return Revision(
        kind=kind.name,
        key=instance.key,
        number=last.number + 1 if last else 1,
        version=instance.version,
        title=str(instance),
        snapshot=snapshot,
        rows=numbers,
        documents={code: kind.document_of(instance, code).stored() for code in CODES},
        reason=reason,
        at=timezone.now(),
        **({"job": by.name} if isinstance(by, Job) else {"author": by}),
    )


@transaction.atomic
def record_origins(instances: Iterable[Content]) -> dict[str, Revision]:
    """`record_origin` for instances that `record_all` would take; gives the last revision of each, by key."""
    found = list(instances)
    last = _last_revisions(found)
    return last | {one.key: one for one in record_all(found, by=FOUND, last=last)}


def record_origin(instance: Content) -> None:
    """Keep an object as it is before a change, unless it is kept already: nothing is overwritten unkept.

    So there is an origin for whatever form was opened on this version.
    """
    record(instance, by=FOUND)


def origin(instance: Content, version: int) -> Revision | None:
    """The object as it was in a version: the newest revision of that version or before."""
    of_object = Revision.objects.filter(kind=kind_of(instance).name, key=instance.key)
    found: Revision | None = of_object.filter(version__lte=version).order_by("-number").first()
    return found


def savers_since(instance: Content, version: int) -> list[Revision]:
    """The revisions after a version, the latest first, without their contents but with who saved them."""
    newer = revisions_of(kind_of(instance), instance.key).filter(version__gt=version)
    return list(newer.select_related("author"))


def people_since(instance: Content, version: int) -> str:
    """Their names."""
    found = (revision.author for revision in savers_since(instance, version))
    names = (name_of(person) for person in found if person)
    return ", ".join(dict.fromkeys(names))


@transaction.atomic
def restore(revision: Revision, *, by: Actor) -> Content:
    """Bring a revision back into the working copy, links and parts included. Readers see nothing of it.

    What was there before is kept as a revision of its own. Raises `SnapshotRefusedError` when the revision
    names something that no longer exists.
    """
    kind = kind_named(revision.kind)
    if current := kind.objects([revision.key]).select_for_update().first():
        record(current, by=FOUND)
    restored = snapshots.restore(revision.snapshot)
    record(restored, by=by, reason=_("revision %(number)d restored") % {"number": revision.number})
    return restored


def deleted(kind: Kind) -> list[Revision]:
    """The last revision of each object of a kind that has been deleted since; two queries."""
    present = kind.model._default_manager.values("key")
    gone = Revision.objects.filter(kind=kind.name).exclude(key__in=present)
    last = {revision.key: revision for revision in gone.order_by("number").defer("snapshot", "documents")}
    return sorted(last.values(), key=lambda revision: revision.title)


def author_of(kind: str, key: str, language: str) -> int | None:
    """The number of the person whose save last changed the text in this language, if a person did; one query.

    Saves that left the text in this language alone do not count, so that nobody's work gets another author.
    """
    revisions = Revision.objects.filter(kind=kind, key=key).order_by("-number")
    author: int | None = None
    text: Any = None
    for earlier_author, earlier_text in revisions.values_list("author", f"documents__{language}").iterator():
        if text is not None and earlier_text != text:
            break
        author, text = earlier_author, earlier_text
    return author
