"""PostgreSQL keeps the words that are searched in within their row: each search would fetch them one by one.

Rows have at most 8,160 bytes; more than that is kept elsewhere all the same.
"""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

TABLE = "ALTER TABLE translating_summarytext"


def statements(*postgresql: str):
    def run(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
        if schema_editor.connection.vendor == "postgresql":
            for statement in postgresql:
                schema_editor.execute(statement)

    return run


class Migration(migrations.Migration):
    dependencies = [("translating", "0008_lean_grams")]

    operations = [
        migrations.RunPython(
            statements(
                f"{TABLE} SET (toast_tuple_target = 8160)",
                "UPDATE translating_summarytext SET text = text || ''",  # writes them anew
            ),
            statements(f"{TABLE} RESET (toast_tuple_target)"),
        )
    ]
