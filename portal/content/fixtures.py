"""Loading fixtures: all of them or nothing, checked as a form would check them, and twice like once.

A fixture is a Django JSON fixture with natural keys and the columns of both languages. Files are read in
the order of their names, so that what is referred to stands in an earlier file or higher up. Pictures lie
beside them, under the name that their record gives.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.apps import apps
from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.core.serializers.base import DeserializationError
from django.core.serializers.python import Deserializer
from django.db import models, transaction
from django.dispatch import Signal
from django.utils.translation import override

from portal.content.models import Content, Picture
from portal.languages import SOURCE

# Sent once all is stored, in the same transaction; `rows` are pairs of a row and the fields in its record.
loaded = Signal()


class FixtureRefusedError(Exception):
    """The message names the file, the record and the field. Nothing was stored."""


@dataclass(frozen=True)
class Record:
    """One entry of one file, and how a message names it."""

    path: Path
    number: int
    data: dict[str, Any]

    @property
    def name(self) -> str:
        fields = self.data["fields"]
        known = fields.get("key") or "/".join(
            str(fields[name]) for name in ("owner", "target") if name in fields
        )
        return f"{self.path.name}, record {self.number} ({self.data.get('model', 'no model')} {known})"

    def refuse(self, problem: str) -> FixtureRefusedError:
        return FixtureRefusedError(f"{self.name}: {problem}")


@dataclass
class Loaded:
    """How many records were made, changed, and left as they were."""

    new: int = 0
    changed: int = 0
    same: int = 0


def load_fixtures(folder: Path) -> Iterator[tuple[str, Loaded]]:
    """Load every `*.json` of a folder in one transaction; gives each file's name and counts as it goes.

    A record that is in the database already, by its natural key, is brought to what the fixture says; with
    nothing to change it is not written. Raises `FixtureRefusedError` for a file that is not JSON, an unknown
    model, field or reference, a text that is missing or too long, and two equal addresses.
    """
    rows: list[tuple[Any, frozenset[str]]] = []
    with override(SOURCE.code), transaction.atomic():
        for path in sorted(folder.glob("*.json")):
            counts = Loaded()
            rows += [(_load(record, counts), frozenset(record.data["fields"])) for record in _records(path)]
            yield path.name, counts
        loaded.send(sender=Loaded, rows=rows)


def _records(path: Path) -> Iterator[Record]:
    try:
        entries = json.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:
        raise FixtureRefusedError(f"{path.name}: not valid JSON: {error}") from error
    if not isinstance(entries, list):
        raise FixtureRefusedError(f"{path.name}: a list of records is expected.")
    for number, entry in enumerate(entries, start=1):
        if not isinstance(entry, dict) or not isinstance(entry.get("fields"), dict):
            raise FixtureRefusedError(f"{path.name}, record {number}: “model” and “fields” are expected.")
        yield Record(path, number, entry)


def _load(record: Record, counts: Loaded) -> Any:
    instance = _instance(record)
    stored = type(instance)._default_manager.filter(pk=instance.pk).first() if instance.pk else None
    if stored is not None:
        _take_the_rest_from(record, instance, stored)
    _attach_picture(record, instance)
    _check(record, instance)
    if stored is None:
        counts.new += 1
    elif _values(stored) == _values(instance):
        counts.same += 1
        return instance
    else:
        counts.changed += 1
        _take_next_version(instance)
    instance.save()
    return instance


def _take_next_version(instance: Any) -> None:
    """So that a form that is open meanwhile notices."""
    if isinstance(instance, Content):
        instance.version += 1


def _instance(record: Record) -> Any:
    _refuse_unknown_fields(record)
    try:
        (deserialized,) = Deserializer([_without_file(record.data)])
    except (DeserializationError, ObjectDoesNotExist) as error:
        raise record.refuse(_cause(record, error)) from error
    return deserialized.object


def _without_file(data: dict[str, Any]) -> dict[str, Any]:
    """The record without its picture, which Django would look for in the media storage."""
    return {**data, "fields": {name: value for name, value in data["fields"].items() if name != "file"}}


def _refuse_unknown_fields(record: Record) -> None:
    try:
        model = apps.get_model(record.data["model"])
    except (LookupError, ValueError, KeyError, TypeError) as error:
        raise record.refuse("there is no such model.") from error
    known = {field.name for field in model._meta.fields}
    for name in record.data["fields"]:
        if name not in known:
            raise record.refuse(f"field “{name}” does not exist.")


def _cause(record: Record, error: Exception) -> str:
    """Which field could not be read. Django's own message names the value but not always the field."""
    for name, value in record.data["fields"].items():
        field = apps.get_model(record.data["model"])._meta.get_field(name)
        if isinstance(field, models.ForeignKey) and value is not None and not _exists(field, value):
            named = "/".join(map(str, value)) if isinstance(value, list) else value
            return f"field “{name}” refers to {named}, which does not exist."
    return str(error)


def _exists(field: Any, value: Any) -> bool:
    try:
        field.related_model._default_manager.get_by_natural_key(*value)
    except (ObjectDoesNotExist, TypeError):
        return False
    return True


def _take_the_rest_from(record: Record, instance: Any, stored: Any) -> None:
    instance._state.adding = False  # noqa: SLF001 - Django has no other word for "this row exists"
    for field in instance._meta.concrete_fields:
        if field.name not in {*record.data["fields"], *_unread_columns(instance)}:
            setattr(instance, field.attname, getattr(stored, field.attname))


def _attach_picture(record: Record, instance: Any) -> None:
    """Take the picture that lies beside the fixtures; the storage may have it already, by its content."""
    if not isinstance(instance, Picture):
        return
    path = record.path.parent / record.data["fields"].get("file", "")
    if not path.is_file():
        raise record.refuse(f"field “file”: there is no {path.name} beside the fixtures.")
    try:
        instance.keep(path.read_bytes())
    except ValidationError as error:
        raise record.refuse(f"field “file”: {' '.join(error.messages)}") from error


def _check(record: Record, instance: Any) -> None:
    try:
        instance.full_clean(exclude=_unread_columns(instance))
    except ValidationError as error:
        problems = (
            f"field “{field}”: {' '.join(messages)}" for field, messages in error.message_dict.items()
        )
        raise record.refuse("; ".join(problems)) from error


def _unread_columns(instance: Any) -> set[str]:
    """The un-suffixed columns of translated fields: nothing reads them."""
    translated = (getattr(field, "translated_field", None) for field in instance._meta.fields)
    return {field.name for field in translated if field}


def _values(instance: Any) -> dict[str, Any]:
    unread = _unread_columns(instance)
    return {
        field.name: field.get_prep_value(field.value_from_object(instance)) or None
        for field in instance._meta.concrete_fields
        if field.name not in unread
    }
