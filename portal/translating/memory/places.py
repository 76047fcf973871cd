"""Where the texts of the memory were translated, with the way there."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from portal.content.models import Picture, Source
from portal.editing.addresses import admin_address
from portal.languages import SOURCE, column
from portal.publishing.kinds import kind_named
from portal.translating.addresses import object_address
from portal.translating.memory.index import KEY, Key, Origin, Spot, key_of, of_origins, origin_of, standing
from portal.translating.memory.models import MemoryPair
from portal.translating.models import TranslationEvent, TranslationSummary
from portal.translating.texts import LINES, ORIGIN, PICTURE, Name

SHARED: Mapping[str, Any] = {PICTURE: Picture, ORIGIN: Source}


@dataclass(frozen=True)
class Place:
    """A field of an object in which a pair was confirmed last. `title` is in the source language."""

    kind: str
    key: str
    path: str
    title: str
    address: str

    @property
    def is_list(self) -> bool:
        """Whether lists of names stand there."""
        return self.path.rpartition(".")[2] in LINES


def places_of(pairs: Iterable[MemoryPair]) -> dict[Key, tuple[Place, ...]]:
    """For each pair where it was confirmed last; a query for the log, and one for each kind of object."""
    keys = {key_of(pair) for pair in pairs}
    spots = _spots({(language, source) for language, source, _target in keys})
    spots = {key: found for key, found in spots.items() if key in keys}
    objects = _objects({(kind, name) for found in spots.values() for kind, name, _path in found})
    return {key: tuple(_places(found, objects, key[0])) for key, found in spots.items()}


def _spots(origins: set[Origin]) -> dict[Key, list[Spot]]:
    """Where each translation of these source texts was confirmed last; one query."""
    if not origins:
        return {}
    events: dict[Origin, list[TranslationEvent]] = defaultdict(list)
    rows = TranslationEvent.objects.only("kind", "key", "path", "state", *KEY)
    for event in of_origins(rows, origins):
        events[origin_of(event)].append(event)
    spots: dict[Key, list[Spot]] = defaultdict(list)
    for found in events.values():
        for spot, event in standing(found).items():
            spots[key_of(event)].append(spot)
    return spots


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


def _places(spots: Iterable[Spot], objects: Mapping[Name, Any], language: str) -> Any:
    for kind, key, path in spots:
        if (kind, key) in objects:
            pk, title = objects[kind, key]
            yield Place(kind, key, path, title or key, _address(kind, key, pk, language))


def _address(kind: str, key: str, pk: int, language: str) -> str:
    if kind in SHARED:
        return admin_address(SHARED[kind], "change", pk)
    return object_address(TranslationSummary(kind=kind, key=key, object_id=pk, language=language))
