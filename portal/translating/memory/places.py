"""Where the texts of the memory were translated, with the way there."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib.admin.templatetags.admin_urls import admin_urlname
from django.urls import reverse

from portal.content.models import Picture, Source
from portal.languages import SOURCE, column
from portal.publishing.kinds import kind_named
from portal.translating.addresses import object_address
from portal.translating.memory.index import Key, key_of
from portal.translating.memory.models import MemoryPair
from portal.translating.models import CONFIRMED, TranslationEvent, TranslationSummary
from portal.translating.texts import ORIGIN, PICTURE, Name

SHARED: Mapping[str, Any] = {PICTURE: Picture, ORIGIN: Source}


@dataclass(frozen=True)
class Place:
    """A field of an object in which a pair was confirmed. `title` is in the source language."""

    kind: str
    key: str
    path: str
    title: str
    address: str


def places_of(pairs: Iterable[MemoryPair]) -> dict[Key, tuple[Place, ...]]:
    """For each pair where it was confirmed; a query for the log, and one for each kind of object."""
    keys = {key_of(pair) for pair in pairs}
    spots: dict[Key, dict[tuple[str, str, str], None]] = defaultdict(dict)
    events = TranslationEvent.objects.filter(source_print__in={key[1] for key in keys}, state__in=CONFIRMED)
    for event in events.only("kind", "key", "path", "language", "source_print", "target_print"):
        if key_of(event) in keys:
            spots[key_of(event)][event.kind, event.key, event.path] = None
    objects = _objects({(kind, name) for found in spots.values() for kind, name, _path in found})
    return {key: tuple(_places(found, objects, key[0])) for key, found in spots.items()}


def _objects(names: Iterable[Name]) -> dict[Name, tuple[int, str]]:
    """The number and title of each object that still exists."""
    by_kind: dict[str, set[str]] = defaultdict(set)
    for kind, key in names:
        by_kind[kind].add(key)
    found: dict[Name, tuple[int, str]] = {}
    for kind, keys in by_kind.items():
        model = SHARED.get(kind) or kind_named(kind).model
        title = column("alt" if kind == PICTURE else "title", SOURCE.code)
        rows = model._default_manager.filter(key__in=keys).values_list("key", "pk", title)
        found |= {(kind, key): (pk, words) for key, pk, words in rows}
    return found


def _places(spots: Iterable[tuple[str, str, str]], objects: Mapping[Name, Any], language: str) -> Any:
    for kind, key, path in spots:
        if (kind, key) in objects:
            pk, title = objects[kind, key]
            yield Place(kind, key, path, title or key, _address(kind, key, pk, language))


def _address(kind: str, key: str, pk: int, language: str) -> str:
    if kind in SHARED:
        return reverse(admin_urlname(SHARED[kind]._meta, "change"), args=[pk])  # type: ignore[arg-type]
    return object_address(TranslationSummary(kind=kind, key=key, object_id=pk, language=language))
