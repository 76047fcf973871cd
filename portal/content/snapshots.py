"""An object with all its parts as records, and back: what a revision keeps, in the form of a fixture.

Records name everything by natural keys and hold the columns of every language, so that a snapshot can be
restored after rows were deleted, into another database, and whatever language is active.
"""

import json
from functools import cache
from typing import Any

from django.core import serializers
from django.core.exceptions import ObjectDoesNotExist
from django.core.serializers.base import DeserializationError
from django.core.serializers.json import DjangoJSONEncoder
from django.core.serializers.python import Deserializer
from django.db import models, transaction
from django.utils.translation import override

from portal.content.models import Content, Part
from portal.languages import SOURCE

Record = dict[str, Any]

# What belongs to the row and not to its content.
NOT_KEPT = frozenset({"version", "next_review_on"})


class SnapshotRefusedError(Exception):
    """The snapshot names something that is no longer there. Nothing was restored."""


def take(instance: Content) -> list[Record]:
    """The object first, then its parts in order; one query per kind of part."""
    return records_of([instance, *rows_of(instance)])


def rows_of(instance: Content) -> list[Part]:
    """The rows of the object's parts, in the order of its snapshot; one query per kind of part.

    None for an object that `Kind.objects` loaded: it has them.
    """
    return [row for model, name in parts_of(type(instance)) for row in _loaded(model, name, instance)]


def records_of(rows: list[Any]) -> list[Record]:
    # What Django's JSON serializer gives, and faster: that writes each record by itself.
    records: list[Record] = json.loads(json.dumps([_record(row) for row in rows], cls=DjangoJSONEncoder))
    return records


def restore(records: list[Record]) -> Content:
    """Make the working copy what the snapshot says, parts and links included; what has come since goes.

    Nothing is published. An object that was deleted is made anew. Raises `SnapshotRefusedError` when the
    snapshot refers to something that no longer exists.
    """
    with override(SOURCE.code), transaction.atomic():
        instance: Content = _load(records[0])
        stored = type(instance)._base_manager.filter(pk=instance.pk).first() if instance.pk else None
        instance.version = stored.version + 1 if stored else 1
        instance.save()
        for model, name in parts_of(type(instance)):
            for row in _rows(model, name, instance):
                row.delete()
        for record in records[1:]:
            _load(record).save()
    return instance


def read(records: list[Record], numbers: list[int]) -> list[Any]:
    """The object and its rows as they were, not stored, under the row numbers they had.

    A reference to something that no longer exists is empty. A query for each reference.
    """
    with override(SOURCE.code):
        numbered = [record | {"pk": number} for record, number in zip(records, numbers, strict=True)]
        return [found.object for found in Deserializer(numbered, handle_forward_references=True)]


@cache
def parts_of(model: type[models.Model]) -> tuple[tuple[type[Part], str], ...]:
    """The models whose rows belong to this one's, with the name of the field that says to which."""
    return tuple(
        (relation.related_model, relation.field.name)
        for relation in model._meta.related_objects
        if issubclass(relation.related_model, Part) and relation.field.name == "owner"
    )


def _loaded(model: type[Part], name: str, instance: Content) -> list[Any]:
    accessor = str(model._meta.get_field(name).remote_field.get_accessor_name())  # type: ignore[union-attr]
    return sorted(getattr(instance, accessor).all(), key=lambda row: (row.position, row.pk))


def _rows(model: type[Part], name: str, instance: Content) -> models.QuerySet[Any]:
    return model._default_manager.filter(**{name: instance.pk}).order_by("position", "pk")


def _record(row: models.Model) -> Record:
    natural = {"use_natural_foreign_keys": True, "use_natural_primary_keys": True}
    (record,) = serializers.serialize("python", [row], fields=_fields_kept(type(row)), **natural)
    return {"model": record["model"], "fields": record["fields"]}


@cache
def _fields_kept(model: type[models.Model]) -> frozenset[str]:
    """Without the fields that stand for those of the active language."""
    translated = {
        field.translated_field for field in model._meta.fields if hasattr(field, "translated_field")
    }
    names = {field.name for field in (*model._meta.fields, *model._meta.many_to_many)}
    return frozenset(names - {field.name for field in translated} - NOT_KEPT)


def _load(record: Record) -> Any:
    try:
        (deserialized,) = Deserializer([record])
    except (DeserializationError, ObjectDoesNotExist) as error:
        raise SnapshotRefusedError(f"{record['model']}: {error}") from error
    return deserialized.object
