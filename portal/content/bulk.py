"""Writing many rows with one prepared statement: `bulk_update` makes an expression of each value first."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection
from django.db.models import Model


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
    return [field.get_db_prep_save(getattr(row, field.attname), connection) for field in fields]
