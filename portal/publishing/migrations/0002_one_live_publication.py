"""On PostgreSQL the database itself refuses two publications that are live at the same time.

One constraint is about an object and language, the other about an address. SQLite knows no exclusion
constraints: there the service refuses, inside a transaction that holds the database's only write lock.
"""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

FORWARDS = """
CREATE EXTENSION IF NOT EXISTS btree_gist;
ALTER TABLE publishing_publication
    ADD CONSTRAINT publication_one_live_per_object EXCLUDE USING gist (
        kind WITH =, key WITH =, language WITH =, tstzrange(live_from, live_until) WITH &&
    ),
    ADD CONSTRAINT publication_one_live_per_address EXCLUDE USING gist (
        kind WITH =, language WITH =, slug WITH =, tstzrange(live_from, live_until) WITH &&
    );
"""
BACKWARDS = """
ALTER TABLE publishing_publication
    DROP CONSTRAINT publication_one_live_per_object,
    DROP CONSTRAINT publication_one_live_per_address;
"""


def on_postgresql(sql: str):
    def run(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
        if schema_editor.connection.vendor == "postgresql":
            schema_editor.execute(sql)

    return run


class Migration(migrations.Migration):
    dependencies = [("publishing", "0001_initial")]

    operations = [migrations.RunPython(on_postgresql(FORWARDS), on_postgresql(BACKWARDS))]
