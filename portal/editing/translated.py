"""Which columns of a model hold text in which language, read from the registered `TranslationOptions`."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import Model
from django.utils.functional import Promise
from django.utils.text import capfirst, format_lazy
from modeltranslation.translator import translator

from portal.languages import LANGUAGES, Language, column, columns

Line = str | tuple[str, ...] | list[str]


def translated_fields(model: type[Model]) -> set[str]:
    """Un-suffixed names of the fields that exist in every language."""
    return set(translator.get_options_for_model(model).all_fields)


def text_columns(model: type[Model]) -> dict[str, tuple[str, Language]]:
    """For each column with text in one language, the field and the language."""
    fields = translated_fields(model)
    return {column(field, language.code): (field, language) for field in fields for language in LANGUAGES}


def spread(model: type[Model], lines: Iterable[Line]) -> list[tuple[str, ...]]:
    """Lines of a form in which each translated field has become its columns, side by side."""
    fields = translated_fields(model)

    def names(line: Line) -> Iterator[str]:
        for name in [line] if isinstance(line, str) else line:
            yield from columns(name) if name in fields else [name]

    return [tuple(names(line)) for line in lines]


def labels(model: type[Model]) -> dict[str, Promise]:
    """A label for each text column that says its language: `Titel (Nederlands)`, `Titel (English)`."""
    return {
        name: format_lazy("{label} ({language})", label=_label(model, field), language=language.name)
        for name, (field, language) in text_columns(model).items()
    }


def _label(model: type[Model], field: str) -> Any:
    return capfirst(model._meta.get_field(field).verbose_name)  # type: ignore[union-attr]
