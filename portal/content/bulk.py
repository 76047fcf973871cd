"""Writing many rows in few steps: Django makes an expression of each value, or calls a dozen functions."""

import json
from collections.abc import Iterable, Iterator, Sequence
from types import NoneType
from typing import Any, Final

from django.db import connection
from django.db.models import (
    BigIntegerField,
    CharField,
    DateTimeField,
    ForeignKey,
    Model,
    PositiveIntegerField,
    SlugField,
    TextField,
)
from django.db.models.constants import OnConflict

# Of these fields, values of these types are stored as they are, and have nothing to be asked.
AS_IT_IS: Final = {
    **dict.fromkeys((CharField, SlugField, TextField), str),
    **dict.fromkeys((BigIntegerField, ForeignKey, PositiveIntegerField), int),
}
# In one statement; SQLite takes 32,766 values.
ROWS: Final = 500


def insert(rows: Sequence[Model], *, unique: Sequence[str] = (), update: Sequence[str] = ()) -> None:
    """Store new rows of one model as `bulk_create` does, and give them their numbers; a statement for 500.

    A row whose `unique` fields are those of a stored one only changes the `update` fields of that one. No
    signal is sent.
    """
    for some in _portions(rows):
        meta = some[0]._meta
        fields = [field for field in meta.local_concrete_fields if not field.primary_key]
        conflict = _taking_the_place(update, unique) if unique else ""
        numbers = _insert(meta, fields, _columns(some, fields), f"{conflict} RETURNING {_quoted(meta.pk)}")
        for row, (number,) in zip(some, numbers, strict=True):
            row.pk = number
            row._state.adding = False  # noqa: SLF001 - as Django says it of a row that it has stored


def insert_plain(model: type[Model], names: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    """Store rows that are nothing but these values, which are as the database takes them, under these names.

    The quickest that each database has, for very many small rows. None of them may be there already.
    """
    fields = [model._meta.get_field(name) for name in names]
    if rows and connection.vendor == "postgresql":
        _copy(model._meta, fields, rows)
        return
    for some in _portions(rows):
        _insert(model._meta, fields, list(zip(*some, strict=True)))


def save_columns(rows: Sequence[Model], names: Iterable[str]) -> None:
    """Store these fields of rows of one model as `bulk_update` does; on PostgreSQL one statement for 500."""
    for some in _portions(rows):
        meta = some[0]._meta
        fields: list[Any] = [meta.get_field(name) for name in names]
        _update(meta, fields, _columns(some, [*fields, meta.pk]))


def _portions(rows: Sequence[Any]) -> Iterator[Sequence[Any]]:
    return (rows[start : start + ROWS] for start in range(0, len(rows), ROWS))


def _columns(rows: Sequence[Model], fields: Iterable[Any]) -> list[list[Any]]:
    """The values of each field of all rows, as the database takes them; it has its say, as on every save."""
    return [_prepared(field, [getattr(row, field.attname) for row in rows]) for field in fields]


def _prepared(field: Any, values: list[Any]) -> list[Any]:
    known = AS_IT_IS.get(type(field))
    if known and all(issubclass(kind, known) or kind is NoneType for kind in set(map(type, values))):
        return values  # nearly all that is written
    if isinstance(field, DateTimeField):
        moments = {value: field.get_db_prep_save(value, connection) for value in set(values)}
        return [moments[value] for value in values]  # what is stored together has few
    return [None if value is None else field.get_db_prep_save(value, connection) for value in values]


def _taking_the_place(update: Sequence[str], unique: Sequence[str]) -> str:
    return str(connection.ops.on_conflict_suffix_sql([], OnConflict.UPDATE, update, unique))


def _quoted(field: Any) -> str:
    return str(connection.ops.quote_name(field.column))


def _into(meta: Any, fields: Iterable[Any]) -> str:
    return f"{connection.ops.quote_name(meta.db_table)} ({', '.join(map(_quoted, fields))})"


def _insert(
    meta: Any, fields: Sequence[Any], columns: Sequence[Sequence[Any]], ending: str = ""
) -> Sequence[Any]:
    """What the statement gives back, in the order of the rows."""
    if connection.vendor == "postgresql":
        rows, parameters = f"SELECT * FROM {_recordset(fields)}", [_json(fields, columns)]  # noqa: S608 - names of our own
    else:
        row = f"({', '.join(['%s'] * len(fields))})"
        rows = f"VALUES {', '.join([row] * len(columns[0]))}"
        parameters = [value for row in zip(*columns, strict=True) for value in row]
    with connection.cursor() as cursor:
        cursor.execute(f"INSERT INTO {_into(meta, fields)} {rows} {ending}", parameters)
        return cursor.fetchall() if cursor.description else ()


def _update(meta: Any, fields: Sequence[Any], columns: Sequence[Sequence[Any]]) -> None:
    """The last of the columns has the numbers of the rows."""
    table, key = connection.ops.quote_name(meta.db_table), _quoted(meta.pk)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            changed = ", ".join(f"{_quoted(field)} = new.{_quoted(field)}" for field in fields)
            rows = _recordset([*fields, meta.pk])
            statement = f"UPDATE {table} SET {changed} FROM {rows} WHERE {table}.{key} = new.{key}"  # noqa: S608 - names of our own
            cursor.execute(statement, [_json([*fields, meta.pk], columns)])
        else:
            changed = ", ".join(f"{_quoted(field)} = %s" for field in fields)
            statement = f"UPDATE {table} SET {changed} WHERE {key} = %s"  # noqa: S608 - names of our own
            cursor.executemany(statement, list(zip(*columns, strict=True)))


def _recordset(fields: Iterable[Any]) -> str:
    """Rows in one parameter: psycopg takes long over many, and over statements one by one."""
    types = ", ".join(f"{_quoted(field)} {field.db_type(connection)}" for field in fields)
    return f"JSON_TO_RECORDSET(%s) AS new ({types})"


def _json(fields: Iterable[Any], columns: Sequence[Sequence[Any]]) -> str:
    names = [field.column for field in fields]
    rows = [dict(zip(names, row, strict=True)) for row in zip(*columns, strict=True)]
    return json.dumps(rows, default=str)


def _copy(meta: Any, fields: Iterable[Any], rows: Iterable[Sequence[Any]]) -> None:
    with (
        connection.wrap_database_errors,
        connection.cursor() as cursor,
        cursor.copy(f"COPY {_into(meta, fields)} FROM STDIN") as copy,
    ):
        for row in rows:
            copy.write_row(row)
