"""Problems of a document in the words of the form, with the way to the field that mends them."""

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db.models import Model
from django.utils.text import capfirst

from portal.editing.addresses import admin_address
from portal.editing.translated import translated_fields
from portal.languages import column
from portal.publishing.gate import Problem


@dataclass(frozen=True)
class Pointer:
    """A problem as a sentence, and the address of its field in the form."""

    text: str
    address: str


def pointer(instance: Model, language: str, problem: Problem) -> Pointer:
    text = problem_text(type(instance), problem)
    return Pointer(text, problem.address or field_address(instance, language, problem.field))


def field_address(instance: Model, language: str, name: str) -> str:
    """The address of a field in the form of an object; of the form itself where it is no one field."""
    form = admin_address(instance, "change", instance.pk)
    place = _place(type(instance), language, name)
    return f"{form}#{place}" if place else form


def problem_text(model: type[Model], problem: Problem) -> str:
    """The problem with the name that the form gives its field."""
    label = _label(_field(model, problem.field))
    return f"{label}: {problem.message}" if label else problem.message


def _place(model: type[Model], language: str, name: str) -> str:
    """What the form calls the place of a field: `id_summary_nl`, or `sections-group` for rows of its own."""
    field = _field(model, name)
    if field is None:
        return ""
    if _has_rows(field):
        return f"{name}-group"
    return f"id_{column(name, language) if name in translated_fields(model) else name}"


def _field(model: type[Model], name: str) -> Any:
    try:
        return model._meta.get_field(name)
    except FieldDoesNotExist:
        return None


def _has_rows(field: Any) -> bool:
    """Whether it stands for rows of another model that belong to the object."""
    return bool(field.auto_created and field.related_model)


def _label(field: Any) -> str:
    if field is None:
        return ""
    return capfirst(
        str(field.related_model._meta.verbose_name_plural if _has_rows(field) else field.verbose_name)
    )
