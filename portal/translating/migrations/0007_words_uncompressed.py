"""PostgreSQL keeps the words that are searched in as they are: each search would unpack all of them."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps


def keep_words(storage: str):
    def run(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
        if schema_editor.connection.vendor == "postgresql":
            schema_editor.execute(f"ALTER TABLE translating_summarytext ALTER COLUMN text SET STORAGE {storage}")

    return run


class Migration(migrations.Migration):
    dependencies = [("translating", "0006_uploaded_texts")]

    operations = [migrations.RunPython(keep_words("EXTERNAL"), keep_words("EXTENDED"))]
