"""What a merge came to, in the words of the form: which texts were taken over, and which need a choice."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.db.models import Model
from django.forms import ChoiceField, Field, ModelChoiceField
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django_prose_editor.fields import ProseEditorFormField

from portal.editing.merge import OBJECT, Conflict, Name, Row
from portal.editing.sheets import Forms
from portal.editing.translated import text_columns
from portal.publishing.differences import Run, plain, words

PLACE = "position"


@dataclass(frozen=True)
class Shown:
    """A conflict on the page. `deleted_by` is `me` or `them` when it is about a whole row."""

    code: str
    label: str
    language: str
    origin: str
    mine: tuple[Run, ...]
    theirs: tuple[Run, ...]
    deleted_by: str
    may_be_mine: bool


@dataclass(frozen=True)
class Words:
    """Names and values of an object's fields as people read them. `rows` are the stored rows by name."""

    forms: Forms
    model: type[Model]
    rows: Mapping[Name, Any]

    def label(self, name: Name, key: str) -> str:
        if name == OBJECT:
            return str(self.forms.fields(name)[key].label)
        row = " ".join(filter(None, [capfirst(str(self._meta(name).verbose_name)), self._title(name)]))
        return f"{row}: {self.forms.fields(name)[key].label}" if key else row

    def text(self, name: Name, key: str, row: Row | None) -> str:
        """One value, or without a key the whole row, one value on each line."""
        if row is None:
            return ""
        fields = self.forms.fields(name)
        if key:
            return readable(fields[key], row[key])
        return "\n".join(f"{field.label}: {readable(field, row[name])}" for name, field in fields.items())

    def language(self, name: Name, key: str) -> str:
        model = self.model if name == OBJECT else self.forms.formsets[name[0]].model
        found = text_columns(model).get(key)
        return found[1].code if found else ""

    def of_changes(self, changes: Iterable[tuple[Name, str]], kept: Mapping[Name, Any]) -> list[str]:
        return list(dict.fromkeys(self._of_change(name, key, kept) for name, key in changes))

    def _of_change(self, name: Name, key: str, kept: Mapping[Name, Any]) -> str:
        if name != OBJECT and key == PLACE:
            return _("the order of: %(rows)s") % {"rows": self._meta(name).verbose_name_plural}
        if key:
            return self.label(name, key)
        text = _("%(row)s (new)") if name in kept else _("%(row)s (deleted)")
        return text % {"row": self.label(name, "")}

    def _title(self, name: Name) -> str:
        try:
            return f"“{self.rows[name]}”" if name in self.rows else ""
        except ObjectDoesNotExist:  # its name is that of something deleted since
            return ""

    def _meta(self, name: Name) -> Any:
        return self.forms.formsets[name[0]].model._meta


def described(conflict: Conflict, speak: Words, places: Mapping[Name, str]) -> Shown:
    name, key = conflict.name, conflict.field
    origin, mine, theirs = (
        speak.text(name, key, row) for row in (conflict.origin, conflict.mine, conflict.theirs)
    )
    gone = "" if key else "me" if conflict.mine is None else "them"
    return Shown(
        code=f"{places[name]}:{key}",
        label=speak.label(name, key),
        language=speak.language(name, key),
        origin=origin,
        mine=words(origin, mine),
        theirs=words(origin, theirs),
        deleted_by=gone,
        may_be_mine=gone != "them" or speak.forms.formsets[name[0]].max_num != 0,
    )


def readable(field: Field, value: str) -> str:
    if isinstance(field, ProseEditorFormField):
        return plain(value)
    if isinstance(field, ModelChoiceField):
        return _chosen(field, value)
    if isinstance(field, ChoiceField):
        return str(dict(field.choices).get(value, value))  # type: ignore[arg-type]
    return value


def _chosen(field: ModelChoiceField[Any], value: str) -> str:
    try:
        return str(field.to_python(value) or "")
    except ValidationError:
        return value
