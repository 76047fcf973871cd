"""What the working copy says compared with what is live, computed and never flagged."""

from collections.abc import Iterable
from enum import StrEnum
from typing import Any

from django.db import models, transaction

from portal.languages import CODES
from portal.publishing.kinds import Kind, all_kinds, kind_of
from portal.publishing.models import Publication, WorkingDigest


class State(StrEnum):
    """Where an object stands in one language."""

    NEVER = "never"
    WITHDRAWN = "withdrawn"
    LIVE = "live"
    CHANGED = "changed"


BATCH = 200


def forget(kind: Kind, keys: Iterable[str] | None = None) -> None:
    """Drop kept digests, of these objects or of the whole kind."""
    rows = WorkingDigest.objects.filter(kind=kind.name)
    (rows if keys is None else rows.filter(key__in=list(keys))).delete()


def forget_touched(instance: models.Model) -> None:
    """Drop the kept digests of every object that shows this row; a query or two per kind that can."""
    for kind in all_kinds():
        if isinstance(instance, kind.model):
            forget(kind, [instance.key])  # type: ignore[attr-defined]
        for lookup in kind.parts.get(type(instance), ()):
            owners = kind.model._default_manager.filter(**{lookup: instance.pk}).order_by()
            forget(kind, owners.values_list("key", flat=True))


def forget_model(model: type[models.Model]) -> None:
    """Drop all kept digests of every kind that shows rows of a model: for changes of many rows at once."""
    for kind in all_kinds():
        if model is kind.model or model in kind.parts:
            forget(kind)


def compute_missing(kind: Kind, keys: Iterable[str] | None = None) -> None:
    """Compute the digests that are not kept. With all kept, one query."""
    kept = WorkingDigest.objects.filter(kind=kind.name, key=models.OuterRef("key"))
    complete = (models.Exists(kept.filter(language=code)) for code in CODES)
    missing = kind.model._default_manager.exclude(*complete)
    if keys is not None:
        missing = missing.filter(key__in=list(keys))
    names = list(missing.order_by("pk").values_list("key", flat=True))
    for start in range(0, len(names), BATCH):
        _compute(kind, names[start : start + BATCH])


@transaction.atomic
def _compute(kind: Kind, keys: list[str]) -> None:
    rows = [
        WorkingDigest(
            kind=kind.name, key=instance.key, language=code, digest=kind.document_of(instance, code).digest()
        )
        for instance in kind.objects(keys).select_for_update()
        for code in CODES
    ]
    WorkingDigest.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["kind", "key", "language"],
        update_fields=["digest"],
    )


def states(kind: Kind, keys: Iterable[str]) -> dict[tuple[str, str], State]:
    """The state of each of these objects, by `(key, language)`; four queries when digests are kept."""
    keys = list(keys)
    compute_missing(kind, keys)
    working = WorkingDigest.objects.filter(kind=kind.name, key__in=keys)
    published = Publication.objects.filter(kind=kind.name, key__in=keys)
    live = {(p.key, p.language): p.digest for p in published.live().only("key", "language", "digest")}
    ever = set(published.begun().order_by().values_list("key", "language").distinct())
    return {
        (row.key, row.language): _state((row.key, row.language), row.digest, live, ever) for row in working
    }


def _state(name: tuple[str, str], digest: str, live: dict[Any, str], ever: set[Any]) -> State:
    if name not in live:
        return State.WITHDRAWN if name in ever else State.NEVER
    return State.LIVE if live[name] == digest else State.CHANGED


def in_state(queryset: Any, kind: Kind, language: str, state: State) -> Any:
    """Those objects of a queryset that are in a state in a language. Computes what is not kept first."""
    of_object = {"kind": kind.name, "key": models.OuterRef("key"), "language": language}
    live = Publication.objects.live().filter(**of_object)
    ever = Publication.objects.begun().filter(**of_object)
    match state:
        case State.NEVER:
            return queryset.exclude(models.Exists(ever))
        case State.WITHDRAWN:
            return queryset.filter(models.Exists(ever)).exclude(models.Exists(live))
        case State.LIVE | State.CHANGED:
            compute_missing(kind)
            digest = WorkingDigest.objects.filter(**of_object).values("digest")
            same = models.Exists(live.filter(digest=models.Subquery(digest)))
            return queryset.filter(models.Exists(live), same if state is State.LIVE else ~same)


def state_of(instance: models.Model, language: str) -> State:
    kind = kind_of(instance)
    return states(kind, [instance.key])[instance.key, language]  # type: ignore[attr-defined]
