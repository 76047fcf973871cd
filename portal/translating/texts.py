"""The texts of an object: every field that is registered for translation, in the order of the page.

Those of its pictures and sources are among them. They belong to rows that several pages share, so the log
names them by themselves: what is translated on one page is translated on all.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import Any, Final

from django.db.models import CharField, Model
from django.utils.text import capfirst

from portal.content import snapshots
from portal.content.documents import HELP_LEVELS
from portal.content.models import Citation, Content, Part, Picture, PictureUse, Section, Source
from portal.content.richtext import RichTextField
from portal.editing.translated import translated_fields
from portal.languages import SOURCE, column
from portal.publishing.differences import plain
from portal.publishing.kinds import kind_of

# Addresses are made from titles and kept by rules of their own; what must not be written has no counterpart.
NO_TEXT: Final = frozenset({"slug", "forbidden"})
FIRST: Final = ("title", "other_names", "summary")
HELP: Final = tuple(f"help_{level}" for level in HELP_LEVELS)
LAST: Final = ("author", "medical_reviewer", "rights")
LINES: Final = frozenset({"other_names", "forms"})
PICTURE, ORIGIN = "picture", "source"

Name = tuple[str, str]


class Form(StrEnum):
    """What a text consists of: one run of words, one entry on each line, or blocks of rich text."""

    PLAIN = "plain"
    LINES = "lines"
    RICH = "rich"

    def read(self, text: str) -> str:
        """A text as it is read. Only rich text has tags: elsewhere “<90 and >140” is what somebody wrote."""
        return plain(text) if self is Form.RICH else text


@dataclass(frozen=True)
class Text:
    """One field of one row. `owner` and `path` name it in the log, without row numbers."""

    owner: Name
    row: Any
    field: str
    path: str

    def __hash__(self) -> int:
        return hash(self.address)

    @property
    def form(self) -> Form:
        if isinstance(self._model_field, RichTextField):
            return Form.RICH
        return Form.LINES if self.field in LINES else Form.PLAIN

    @property
    def is_shared(self) -> bool:
        """Whether other pages may show the row too: it is a picture or a source."""
        return isinstance(self.row, Picture | Source)

    @property
    def source(self) -> str:
        return self.written(SOURCE.code)

    def written(self, language: str) -> str:
        """What stands in one language, `""` where nothing does; its lines end as they do in forms here."""
        return (getattr(self.row, column(self.field, language)) or "").replace("\r\n", "\n").strip()

    @cached_property
    def address(self) -> str:
        """Names the field of this row in forms, for as long as the row is there."""
        return f"{self.row._meta.model_name}-{self.row.pk}-{self.field}"

    @property
    def label(self) -> str:
        """The field in words, in the active language."""
        return capfirst(str(self._model_field.verbose_name))

    @property
    def row_label(self) -> str:
        """The row in words, in the active language; `""` for the object itself."""
        if isinstance(self.row, Content):
            return ""
        return f"{capfirst(str(self.row._meta.verbose_name))} “{getattr(self.row, 'target', self.row)}”"

    @property
    def is_one_line(self) -> bool:
        return isinstance(self._model_field, CharField)

    @property
    def _model_field(self) -> Any:
        return self.row._meta.get_field(self.field)


def texts_of(instance: Content) -> list[Text]:
    """The texts of an object that `Kind.objects` loaded; no query."""
    return list(dict.fromkeys(_texts(instance)))


def name_of(row: Any, owner: Content | None = None) -> Name:
    """By what name the log knows the texts of a row: its object’s, or a picture’s or source’s own."""
    if isinstance(row, Picture | Source):
        return (PICTURE if isinstance(row, Picture) else ORIGIN), row.key
    instance = owner or (row if isinstance(row, Content) else row.owner)
    return kind_of(instance).name, instance.key


def texts_of_row(row: Any, owner: Content | None = None) -> Iterator[Text]:
    """The texts of one row: an object without its parts, a part, a picture or a source."""
    model = type(row)
    name = name_of(row, owner)
    prefix = f"{_accessor(model)}." if isinstance(row, Part) else ""
    for field in text_fields(model):
        yield Text(name, row, field, f"{prefix}{field}")


def text_fields(model: type[Model]) -> list[str]:
    """Names of the fields of a model that hold texts, in the order of the page."""
    names = [f.name for f in model._meta.fields if f.name in translated_fields(model) - NO_TEXT]
    middle = [name for name in names if name not in {*FIRST, *HELP, *LAST}]
    return [*_among(FIRST, names), *middle, *_among(HELP, names), *_among(LAST, names)]


def _among(wanted: Iterable[str], names: list[str]) -> list[str]:
    return [name for name in wanted if name in names]


def _texts(instance: Content) -> Iterator[Text]:
    own = list(texts_of_row(instance))
    closing = {*HELP, *LAST}
    yield from (text for text in own if text.field not in closing)
    yield from _texts_of_parts(instance, lambda model: issubclass(model, Section))
    yield from _texts_of_parts(instance, lambda model: not issubclass(model, Section | Citation | PictureUse))
    for use in _rows_of(instance, PictureUse):
        yield from texts_of_row(use.picture)
    yield from (text for text in own if text.field in HELP)
    for citation in _rows_of(instance, Citation):
        yield from (*texts_of_row(citation, instance), *texts_of_row(citation.source))
    if instance.origin:
        yield from texts_of_row(instance.origin)
    yield from (text for text in own if text.field in LAST)


def _texts_of_parts(instance: Content, wanted: Any) -> Iterator[Text]:
    for model, _owner in snapshots.parts_of(type(instance)):
        if wanted(model):
            for row in getattr(instance, _accessor(model)).all():
                yield from texts_of_row(row, instance)


def _rows_of(instance: Content, base: type[Any]) -> Iterator[Any]:
    for model, _owner in snapshots.parts_of(type(instance)):
        if issubclass(model, base):
            yield from getattr(instance, _accessor(model)).all()


def _accessor(model: type[Model]) -> str:
    return str(model._meta.get_field("owner").remote_field.get_accessor_name())  # type: ignore[union-attr]
