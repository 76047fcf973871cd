"""What the working copy says compared with what is live, computed and never flagged."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable
from enum import StrEnum
from typing import Any

from django.db import models, transaction

from portal.languages import CODES
from portal.publishing.kinds import Kind, all_kinds, kind_of
from portal.publishing.models import Publication, WorkingDigest, is_live


class State(StrEnum):
    """Where an object stands in one language."""

    NEVER = "never"
    WITHDRAWN = "withdrawn"
    LIVE = "live"
    CHANGED = "changed"


BATCH = 200
AT_ONCE = 400  # objects whose digests are computed while somebody waits: some seconds at most

# Drops what is kept of some objects of a kind, or of all of them (`None`).
Forgetter = Callable[[Kind, Collection[str] | None], None]

_forgetters: list[Forgetter] = []


def register_forgetter(forgetter: Forgetter) -> Forgetter:
    """Add something that drops what else is kept of working copies; usable as a decorator."""
    _forgetters.append(forgetter)
    return forgetter


def forget(kind: Kind, keys: Iterable[str] | None = None) -> None:
    """Drop kept digests, and whatever else is kept, of these objects or of the whole kind."""
    names = None if keys is None else list(keys)
    rows = WorkingDigest.objects.filter(kind=kind.name)
    (rows if names is None else rows.filter(key__in=names)).delete()
    for forgetter in _forgetters:
        forgetter(kind, names)


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
    _compute_all(kind, _missing(kind, keys))


def catch_up(kinds: Iterable[Kind], at_most: int = AT_ONCE) -> int:
    """Compute so many of the digests that are not kept, and tell of how many objects some are left.

    For pages that ask about all objects, and must not let anybody wait. With all kept, one query.
    """
    left = 0
    for kind in _incomplete(kinds):
        names = _missing(kind)
        _compute_all(kind, names[:at_most])
        left += len(names[at_most:])
        at_most = max(at_most - len(names), 0)
    return left


def _incomplete(kinds: Iterable[Kind]) -> list[Kind]:
    """The kinds of which digests are not kept, by counting: no row of an object that is no more is kept."""
    kinds = list(kinds)
    kept = WorkingDigest.objects.filter(kind__in=[kind.name for kind in kinds]).order_by()
    counts = kept.values(name=models.F("kind")).annotate(n=-models.Count("pk"))
    for kind in kinds:
        objects = kind.rows.order_by().values(name=models.Value(kind.name))
        counts = counts.union(objects.annotate(n=len(CODES) * models.Count("pk")), all=True)
    lacking = Counter[str]()
    for row in counts:
        lacking[row["name"]] += row["n"]
    return [kind for kind in kinds if lacking[kind.name]]


def _missing(kind: Kind, keys: Iterable[str] | None = None) -> list[str]:
    kept = WorkingDigest.objects.filter(kind=kind.name, key=models.OuterRef("key"))
    complete = (models.Exists(kept.filter(language=code)) for code in CODES)
    missing = kind.model._default_manager.exclude(*complete)
    if keys is not None:
        missing = missing.filter(key__in=list(keys))
    return list(missing.order_by("pk").values_list("key", flat=True))


def _compute_all(kind: Kind, names: list[str]) -> None:
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
    """Those objects of a queryset that are in a state in a language, by the digests that are kept.

    `catch_up` first: of what is not kept nobody knows whether it is live or changed.
    """
    of_kind = {"kind": kind.name, "language": language}
    published = Publication.objects.filter(**of_kind).order_by()
    match state:
        case State.NEVER:
            return queryset.exclude(models.Exists(published.begun().filter(key=models.OuterRef("key"))))
        case State.WITHDRAWN:
            ended = published.begun().values("key").annotate(live=models.Count("pk", filter=is_live()))
            return queryset.filter(key__in=ended.filter(live=0).values("key"))
        case State.LIVE:
            live = published.live().filter(key=models.OuterRef("key"))
            return queryset.filter(models.Exists(live.filter(models.Exists(_kept_as_live()))))
        case State.CHANGED:
            return queryset.filter(key__in=changed_pages([kind]).filter(**of_kind).values("key"))


def changed_pages(kinds: Iterable[Kind]) -> Any:
    """Live publications of which the working copy says something else, by the digests that are kept."""
    live = Publication.objects.live().filter(kind__in=[kind.name for kind in kinds])
    kept = WorkingDigest.objects.filter(
        **{name: models.OuterRef(name) for name in ("kind", "key", "language")}
    )
    return live.order_by().filter(models.Exists(kept.exclude(digest=models.OuterRef("digest"))))


def _kept_as_live() -> Any:
    names = ("kind", "key", "language", "digest")
    return WorkingDigest.objects.filter(**{name: models.OuterRef(name) for name in names})


def state_of(instance: models.Model, language: str) -> State:
    kind = kind_of(instance)
    return states(kind, [instance.key])[instance.key, language]  # type: ignore[attr-defined]
