"""The kinds of content. Each app registers its own, so that nothing in `portal` needs to know them."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Model

from portal.publishing.documents import Document


@dataclass(frozen=True)
class Kind:
    """A kind of content: its model, its document, and the pure function from one to the other.

    `build(object, language)` reads the object's rows and nothing else. `loads` names the relations that it
    follows, for `prefetch_related`. `parts` maps each model whose rows end up in a document to the look-ups
    that lead from the kind's model to such a row.
    """

    name: str
    model: type[Model]
    document: type[Document]
    build: Callable[[Any, str], Document]
    loads: tuple[str, ...]
    parts: dict[type[Model], tuple[str, ...]]

    def objects(self, keys: Iterable[str] | None = None) -> Any:
        """Working copies with all that `build` needs; as many queries for one row as for many."""
        queryset = self.model._default_manager.prefetch_related(*self.loads)
        return queryset if keys is None else queryset.filter(key__in=list(keys))


_kinds: dict[str, Kind] = {}


def register(kind: Kind) -> None:
    if kind.name in _kinds:
        raise ValueError(f"The kind {kind.name!r} is registered twice.")
    _kinds[kind.name] = kind


def all_kinds() -> tuple[Kind, ...]:
    return tuple(_kinds.values())


def kind_named(name: str) -> Kind:
    """The kind with this name. An unknown name raises `KeyError`."""
    return _kinds[name]


def kind_of(instance: Model) -> Kind:
    """The kind of a working copy. An object that has no public page raises `LookupError`."""
    return kind_of_model(type(instance))


def kind_of_model(model: type[Model]) -> Kind:
    for kind in _kinds.values():
        if kind.model is model:
            return kind
    raise LookupError(f"{model.__name__} is not a kind of content.")
