"""Writing many rows in few steps: Django makes an expression of each value, or calls a dozen functions."""

import json
from collections.abc import Iterable, Sequence
from typing import Any, Final

from django.db import connection
from django.db.models import (
    BigIntegerField,
    CharField,
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
# In one statement; SQLite takes 32,766 values, PostgreSQL 65,535.
ROWS: Final = 500


def insert(rows: Sequence[Model], *, unique: Sequence[str] = (), update: Sequence[str] = ()) -> None:
    """Store new rows of one model as `bulk_create` does, and give them their numbers; a statement for 500.

    A row whose `unique` fields are those of a stored one only changes the `update` fields of that one. No
    signal is sent.
    """
    for start in range(0, len(rows), ROWS):
        some = rows[start : start + ROWS]
        fields = [field for field in some[0]._meta.local_concrete_fields if not field.primary_key]
        conflict = _taking_the_place(update, unique) if unique else ""
        returning = f"{conflict} RETURNING {_quoted(some[0]._meta.pk)}"
        numbers = _insert(some[0], fields, [_values(row, fields) for row in some], returning)
        for row, (number,) in zip(some, numbers, strict=True):
            row.pk = number
            row._state.adding = False  # noqa: SLF001 - as Django says it of a row that it has stored


def insert_new(model: type[Model], names: Sequence[str], values: Sequence[Sequence[Any]]) -> None:
    """Store rows that are nothing but these values, under these names; those that are there already stay."""
    fields = [model._meta.get_field(name) for name in names]
    for start in range(0, len(values), ROWS):
        _insert(model, fields, values[start : start + ROWS], "ON CONFLICT DO NOTHING")


def _taking_the_place(update: Sequence[str], unique: Sequence[str]) -> str:
    return str(connection.ops.on_conflict_suffix_sql([], OnConflict.UPDATE, update, unique))


def _quoted(field: Any) -> str:
    return str(connection.ops.quote_name(field.column))


def _insert(model: Any, fields: Sequence[Any], values: Sequence[Sequence[Any]], ending: str) -> Sequence[Any]:
    """What the statement gives back, in the order of the rows."""
    rows, parameters = _rows(fields, values)
    into = f"{connection.ops.quote_name(model._meta.db_table)} ({', '.join(map(_quoted, fields))})"
    with connection.cursor() as cursor:
        cursor.execute(f"INSERT INTO {into} {rows} {ending}", parameters)
        return cursor.fetchall() if cursor.description else ()


def _rows(fields: Sequence[Any], values: Sequence[Sequence[Any]]) -> tuple[str, list[Any]]:
    """All in one statement: to PostgreSQL as JSON, since psycopg takes long over values, or one by one."""
    if connection.vendor == "postgresql":
        columns = [field.column for field in fields]
        named = ", ".join(f"{_quoted(field)} {field.db_type(connection)}" for field in fields)
        rows = [dict(zip(columns, row, strict=True)) for row in values]
        return f"SELECT * FROM JSON_TO_RECORDSET(%s) AS rows ({named})", [json.dumps(rows, default=str)]  # noqa: S608 - types of our own
    row = f"({', '.join(['%s'] * len(fields))})"
    return f"VALUES {', '.join([row] * len(values))}", [value for row in values for value in row]


def save_columns(rows: Sequence[Model], names: Iterable[str]) -> None:
    """Store these fields of rows of one model as `bulk_update` does; one statement, prepared once."""
    if not rows:
        return
    quoted, meta = connection.ops.quote_name, rows[0]._meta
    fields: list[Any] = [meta.get_field(name) for name in names]
    key: Any = meta.pk
    columns = ", ".join(f"{quoted(field.column)} = %s" for field in fields)
    statement = f"UPDATE {quoted(meta.db_table)} SET {columns} WHERE {quoted(key.column)} = %s"  # noqa: S608 - names of our own
    with connection.cursor() as cursor:
        cursor.executemany(statement, [[*_values(row, fields), row.pk] for row in rows])


def _values(row: Model, fields: Iterable[Any]) -> list[Any]:
    """The values as the database takes them; each field has its say, as on every save."""
    return [_value(getattr(row, field.attname), field) for field in fields]


def _value(value: Any, field: Any) -> Any:
    if value is None or isinstance(value, AS_IT_IS.get(type(field), ())):  # nearly all that is written
        return value
    return field.get_db_prep_save(value, connection)
