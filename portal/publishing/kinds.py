"""The kinds of content. Each app registers its own, so that nothing in `portal` needs to know them.

A kind says how its objects become documents, and what readers call it: its word in addresses, the groups
of its list, and the names of its relations. Reading is the same for all kinds.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Model, Prefetch, QuerySet, TextChoices, Value
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import override

from portal.publishing.documents import Document
from portal.publishing.schema import Role, Schema
from portal.publishing.wants import SECTIONS, Want

Text = str | Promise


@dataclass(frozen=True)
class Relation:
    """How readers see a relation between objects.

    On the page that names the others, they stand in the section of kind `section`, under `heading`. On the
    pages that are named, the others stand under `reverse`. `role` and `reverse_role` tell programs the same.
    With a `step`, the relation is a step of that name in the picture of the path that the page shows; the
    steps stand in the order of the kind's relations.
    """

    reverse: Text
    section: str = ""
    heading: Text = ""
    role: Role | None = None
    reverse_role: Role | None = None
    step: Text = ""


@dataclass(frozen=True)
class Kind:
    """A kind of content.

    `build(object, language)` is pure: it reads the object's rows and nothing else. `loads` names the
    relations that it follows, for `prefetch_related`. `parts` maps each model whose rows end up in a document
    to the look-ups that lead from the kind's model to such a row. `groups` are the codes that
    `Document.group` gives, `aims` those of `Document.aim`. `place` is the kind's place in the menu; without
    one it is not in the menu. `explains` says that its objects are words, which are explained where they
    stand in the texts of other pages. `wants` are the parts that readers need, in the order of the page.
    `schema` is what its objects are in schema.org; without one, a page is about nothing that has a name.
    """

    name: str
    model: type[Model]
    document: type[Document]
    build: Callable[[Any, str], Document]
    loads: tuple[str, ...]
    parts: Mapping[type[Model], tuple[str, ...]]
    address: Text
    intro: Text = ""
    place: int | None = None
    groups: type[TextChoices] | None = None
    aims: type[TextChoices] | None = None
    relations: Mapping[str, Relation] = field(default_factory=dict)
    explains: bool = False
    wants: tuple[Want, ...] = ()
    schema: Schema | None = None

    @property
    def plural(self) -> str:
        """The kind's name above a list, in the active language."""
        return capfirst(str(self.model._meta.verbose_name_plural))

    @property
    def singular(self) -> str:
        """What one object is called, in the active language."""
        return capfirst(str(self.model._meta.verbose_name))

    @property
    def rows(self) -> QuerySet[Any]:
        """All working copies, as Django itself queries them.

        For unions: the queries of translated models give their columns in no certain order.
        """
        return QuerySet(self.model)

    def objects(self, keys: Iterable[str] | None = None) -> Any:
        """Working copies with all that `build` needs; as many queries for one row as for many."""
        queryset = self.model._default_manager.prefetch_related(*self._rows_of_parts(), *self.loads)
        return queryset if keys is None else queryset.filter(key__in=list(keys))

    def _rows_of_parts(self) -> Iterator[Prefetch[str]]:
        """As Django itself queries them: it does so for each object, and translated models take long."""
        for name in dict.fromkeys(name.partition("__")[0] for name in self.loads):
            relation = self.model._meta.get_field(name)
            if relation.one_to_many and relation.related_model:
                yield Prefetch(name, QuerySet(relation.related_model))

    def document_of(self, instance: Any, language: str) -> Document:
        """The document of a working copy, whatever language is active."""
        with override(language):
            return self.build(instance, language)

    def has(self, document: Document, want: Want) -> bool:
        """Whether a document has a part. Links that readers see in a section make up for its text."""
        if not want.section:
            return bool(getattr(document, want.part))
        return want.section in {section.kind for section in document.sections} or any(
            relation.section == want.section and document.references.get(name)
            for name, relation in self.relations.items()
        )

    def field_of_section(self, section: str) -> str:
        """The field of the working copy that holds sections of a kind."""
        return next((want.field for want in self.wants if want.section == section), SECTIONS)


_kinds: dict[str, Kind] = {}


def register(kind: Kind) -> None:
    """Add a kind. A name that is taken raises `ValueError`."""
    if kind.name in _kinds:
        raise ValueError(f"The kind {kind.name!r} is registered twice.")
    _kinds[kind.name] = kind


def all_kinds() -> tuple[Kind, ...]:
    return tuple(_kinds.values())


def count_objects() -> Counter[str]:
    """How many working copies there are of each kind; one query."""
    counts = [
        kind.rows.order_by().values(of=Value(kind.name)).annotate(n=Count("pk")) for kind in all_kinds()
    ]
    return Counter({row["of"]: row["n"] for row in counts[0].union(*counts[1:], all=True)})


def kinds_in_menu() -> list[Kind]:
    return sorted((kind for kind in all_kinds() if kind.place is not None), key=lambda kind: kind.place or 0)


def kind_named(name: str) -> Kind:
    """The kind with this name. An unknown name raises `KeyError`."""
    return _kinds[name]


def kind_of(instance: Model) -> Kind:
    """The kind of a working copy. An object that has no public page raises `LookupError`."""
    return kind_of_model(type(instance))


def kind_of_model(model: type[Model]) -> Kind:
    """The kind whose objects are of this model. A model without public pages raises `LookupError`."""
    for kind in _kinds.values():
        if kind.model is model:
            return kind
    raise LookupError(f"{model.__name__} is not a kind of content.")
