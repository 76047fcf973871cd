"""Forms as sheets and back: what an object says, and what somebody typed, in the words of its form."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.forms import BaseForm, Field, ModelChoiceField
from django.http import QueryDict

from portal.editing.merge import OBJECT, Merged, Name, Sheet

NOT_CONTENT = frozenset({"version", "change_reason"})
NEW = "new-"


@dataclass(frozen=True)
class Forms:
    """The form of an object and those of its rows, as this person gets them: own fields only.

    `formsets` by prefix; each is bound to what was posted.
    """

    form: type[BaseForm]
    formsets: dict[str, Any]

    def sheet(self, instance: Any, rows: Iterable[Any]) -> dict[Name, dict[str, str]]:
        """An object with its rows as their forms would write them."""
        sheet = {OBJECT: _written(self.form(instance=instance))}  # type: ignore[call-arg]
        prefixes = {formset.model: prefix for prefix, formset in self.formsets.items()}
        for row in rows:
            if prefix := prefixes.get(type(row)):
                sheet[prefix, str(row.pk)] = _written(self.formsets[prefix].form(instance=row))
        return sheet

    def posted(self, data: QueryDict, origin: Sheet, theirs: Sheet) -> dict[Name, dict[str, str]]:
        """What was posted, written as in these sheets where it only looks different.

        A row that was not posted is as in the origin: only a tick deletes.
        """
        places = {name: place for place, name in self.places(data)}
        sheet = {name: dict(row) for name, row in origin.items() if name not in places}
        for name, place in places.items():
            if not self._deletes(data, name, place):
                known = [row for each in (origin, theirs) if (row := each.get(name)) is not None]
                sheet[name] = {
                    key: _as_known(field, data.get(at(place, key), ""), [row[key] for row in known])
                    for key, field in self.fields(name).items()
                }
        return sheet

    def _deletes(self, data: QueryDict, name: Name, place: str) -> bool:
        return name != OBJECT and self.formsets[name[0]].can_delete and f"{place}-DELETE" in data

    def places(self, data: QueryDict) -> Iterator[tuple[str, Name]]:
        """Where each row stands in what was posted: the object at `""`, rows at `sections-0` and so on."""
        yield "", OBJECT
        for prefix, formset in self.formsets.items():
            for index in range(formset.total_form_count()):
                place = f"{prefix}-{index}"
                yield place, (prefix, data.get(f"{place}-id") or f"{NEW}{index}")

    def fields(self, name: Name) -> dict[str, Field]:
        form = self.formsets[name[0]].form() if name != OBJECT else self.form()
        return {key: field for key, field in form.fields.items() if key not in NOT_CONTENT}

    def write(self, data: QueryDict, merged: Merged, theirs: Sheet) -> tuple[QueryDict, dict[Name, str]]:
        """What would have been posted, had it begun from `theirs`; and where each row stands in it."""
        written, places = data.copy(), {OBJECT: ""}
        _set(written, "", merged.rows[OBJECT])
        for prefix in self.formsets:
            _forget_rows(written, prefix)
            stored = [name for name in theirs if name[0] == prefix]
            new = [name for name in merged.rows if name[0] == prefix and name not in theirs]
            for index, name in enumerate([*stored, *new]):
                places[name] = f"{prefix}-{index}"
                _write_row(written, places[name], name, merged, theirs)
            written[f"{prefix}-INITIAL_FORMS"] = str(len(stored))
            written[f"{prefix}-TOTAL_FORMS"] = str(len(stored) + len(new))
        return written, places


def at(place: str, key: str) -> str:
    """The name of a field in HTML."""
    return f"{place}-{key}" if place else key


def _write_row(data: QueryDict, place: str, name: Name, merged: Merged, theirs: Sheet) -> None:
    """A row that is stored but not in the result is one that this person deleted."""
    _set(data, place, merged.rows.get(name) or theirs[name])
    if name in theirs:
        data[f"{place}-id"] = name[1]
        if name not in merged.rows:
            data[f"{place}-DELETE"] = "on"


def _set(data: QueryDict, place: str, row: Any) -> None:
    for key, value in row.items():
        data[at(place, key)] = value


def _forget_rows(data: QueryDict, prefix: str) -> None:
    for key in [key for key in data if re.match(rf"{re.escape(prefix)}-\d+-", key)]:
        del data[key]


def _written(form: BaseForm) -> dict[str, str]:
    return {key: _text(form, key) for key in form.fields if key not in NOT_CONTENT}


def _text(form: BaseForm, key: str) -> str:
    shown = form.fields[key].widget.format_value(form[key].value())
    return str((shown[0] if isinstance(shown, list) else shown) or "")


def _as_known(field: Field, posted: str, known: list[str]) -> str:
    return next((text for text in known if _same(field, text, posted)), posted)


def _same(field: Field, one: str, other: str) -> bool:
    """Equal but for the ends of lines, which browsers change, or other spellings of the same value."""
    if one.splitlines() == other.splitlines():
        return True
    try:
        return bool(field.to_python(one) == field.to_python(other))
    except ValidationError:  # what no longer exists was chosen: by the other, when there was nothing else
        return isinstance(field, ModelChoiceField) and not one
