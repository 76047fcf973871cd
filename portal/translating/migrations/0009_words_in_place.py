"""PostgreSQL keeps the words that are searched in within their row: each search would fetch them one by one.

Rows have at most 8,160 bytes; more than that is kept elsewhere all the same. What is kept already is dropped
by the next migration, and computed anew.
"""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps


def keep_in_place(change: str):
    def run(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
        if schema_editor.connection.vendor == "postgresql":
            schema_editor.execute(f"ALTER TABLE translating_summarytext {change}")

    return run


class Migration(migrations.Migration):
    dependencies = [("translating", "0008_lean_grams")]

    operations = [
        migrations.RunPython(
            keep_in_place("SET (toast_tuple_target = 8160)"), keep_in_place("RESET (toast_tuple_target)")
        )
    ]
