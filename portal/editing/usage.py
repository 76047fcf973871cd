"""Where something is used: in which working copies and on which live pages, before it is changed or deleted.

Each answer takes the same number of queries, whatever the number of rows: one for each kind of content, and
one for what is live. They read every text of the working copy, so they are for one object at a time.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import reduce
from operator import or_

from django.db.models import Exists, ForeignKey, Model, OuterRef, Q, TextField
from django.db.models.functions import Cast
from django.utils.translation import gettext as _

from portal.content.models import Content, Picture, Source
from portal.content.richtext import REFERENCE_SCHEME, RichTextField
from portal.publishing.documents import Document
from portal.publishing.kinds import Kind, all_kinds, kind_of
from portal.publishing.models import Publication, PublishedLink

Used = Content | Picture | Source
Way = tuple[str, Q]


@dataclass(frozen=True)
class Use:
    """A working copy that shows or links to something; `ways` are how, in words for editors."""

    instance: Content
    ways: tuple[str, ...]


@dataclass(frozen=True)
class Usage:
    """Where something is used. Of the publications, the texts are not loaded."""

    working: tuple[Use, ...]
    live: tuple[Publication, ...]

    def __bool__(self) -> bool:
        return bool(self.working or self.live)


def usage_of(instance: Used) -> Usage:
    """Everything that uses an object, a picture or a source, but for the object itself.

    Working copies use it by a relation, a reference, a picture or a link in a text; live pages by what was
    published, which may be something else.
    """
    working = tuple(use for kind in all_kinds() for use in _uses_in(kind, instance))
    own = _own_name(instance)
    live = (page for page in live_pages_with(instance) if (page.kind, page.key) != own)
    return Usage(working, tuple(live))


# The working copy


def _uses_in(kind: Kind, instance: Used) -> Iterator[Use]:
    ways = list(_ways(kind, instance))
    if not ways:
        return
    rows = kind.model._default_manager
    shown = {
        f"way_{number}": Exists(rows.filter(condition, pk=OuterRef("pk")).order_by())
        for number, (_label, condition) in enumerate(ways)
    }
    used = reduce(or_, (Q(**{name: True}) for name in shown))
    others = rows.exclude(pk=instance.pk) if isinstance(instance, kind.model) else rows
    for row in others.annotate(**shown).filter(used):
        labels = (label for (label, _condition), name in zip(ways, shown, strict=True) if getattr(row, name))
        yield Use(row, tuple(dict.fromkeys(labels)))


def _ways(kind: Kind, instance: Used) -> Iterator[Way]:
    """How an object of a kind can use it: a label, and the condition on the kind's model."""
    for name, label in _keys_to(type(instance), kind.model):
        yield label, Q(**{name: instance.pk})
    for part, lookups in kind.parts.items():
        for name, _label in _keys_to(type(instance), part):
            for lookup in lookups:
                yield str(part._meta.verbose_name), Q(**{f"{lookup}__{name}": instance.pk})
    mark = _mark(instance)
    texts = [Q(**{f"{name}__contains": mark}) for name in _text_columns(kind)] if mark else []
    if texts:
        yield _("link in a text"), reduce(or_, texts)


def _keys_to(target: type[Model], model: type[Model]) -> Iterator[tuple[str, str]]:
    """Names and labels of a model's foreign keys to another, but for the one to what a part belongs to."""
    for field in model._meta.fields:
        if isinstance(field, ForeignKey) and field.related_model is target and field.name != "owner":
            yield field.name, str(field.verbose_name)


def _mark(instance: Used) -> str:
    """How a text names it; a picture is named by no text."""
    if isinstance(instance, Source):
        return f"[@{instance.key}]"
    if isinstance(instance, Content):
        return f'href="{REFERENCE_SCHEME}:{kind_of(instance).name}/{instance.key}"'
    return ""


def _text_columns(kind: Kind) -> Iterator[str]:
    """Look-ups from a kind's model to each column of rich text, in every language."""
    yield from _rich_columns(kind.model)
    for part, lookups in kind.parts.items():
        yield from (f"{lookup}__{name}" for name in _rich_columns(part) for lookup in lookups)


def _rich_columns(model: type[Model]) -> list[str]:
    fields = (field for field in model._meta.fields if isinstance(field, RichTextField))
    return [field.name for field in fields if hasattr(field, "translated_field")]


# What is live


def _own_name(instance: Used) -> tuple[str, str] | None:
    return (kind_of(instance).name, instance.key) if isinstance(instance, Content) else None


def live_pages_with(instance: Used) -> list[Publication]:
    """Live pages that name or show it, and its own: while there are any, it must not be deleted. One query.

    What only the working copy refers to is protected by the database, but for links in texts.
    """
    if own := _own_name(instance):
        kind, key = own
        naming = PublishedLink.objects.filter(kind=kind, key=key).order_by().values("publication")
        pages = Publication.objects.live().filter(Q(pk__in=naming) | Q(kind=kind, key=key))
        return list(pages.without_documents().order_by("title", "pk"))
    return [page for page in _pages_with(_published_name(instance)) if _shows(page.content(), instance)]


def _published_name(instance: Used) -> str:
    return str(instance.file.name if isinstance(instance, Picture) else instance.key)


def _pages_with(value: str) -> list[Publication]:
    """Live pages whose document holds a value anywhere; the database reads through all live documents."""
    documents = Publication.objects.live().annotate(text=Cast("document", TextField()))
    return list(documents.filter(text__contains=f'"{value}"').order_by("title", "pk"))


def _shows(document: Document, instance: Used) -> bool:
    if isinstance(instance, Picture):
        return instance.file.name in {picture.file for picture in document.pictures}
    sources = (*document.citations, *([document.origin] if document.origin else []))
    return instance.key in {source.key for source in sources}
