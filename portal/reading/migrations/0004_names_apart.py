"""What pages are called, apart from what they say: most searches are about names, and these are few words."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

COLUMNS = "title, names, marks"
FORGET = f"""INSERT INTO reading_search_names (reading_search_names, rowid, {COLUMNS})
    VALUES ('delete', old.publication_id, old.title, old.names, old.marks);"""
KEEP = f"""INSERT INTO reading_search_names (rowid, {COLUMNS})
    VALUES (new.publication_id, new.title, new.names, new.marks);"""

SQLITE = (
    f"""CREATE VIRTUAL TABLE reading_search_names USING fts5(
        {COLUMNS}, content='reading_searchentry', content_rowid='publication_id',
        tokenize='unicode61 remove_diacritics 0'
    )""",
    f"CREATE TRIGGER reading_search_names_insert AFTER INSERT ON reading_searchentry BEGIN {KEEP} END",
    f"CREATE TRIGGER reading_search_names_delete AFTER DELETE ON reading_searchentry BEGIN {FORGET} END",
    f"CREATE TRIGGER reading_search_names_update AFTER UPDATE ON reading_searchentry BEGIN {FORGET} {KEEP} END",
    "INSERT INTO reading_search_names (reading_search_names) VALUES ('rebuild')",
)
SQLITE_BACKWARDS = (
    "DROP TRIGGER reading_search_names_insert",
    "DROP TRIGGER reading_search_names_delete",
    "DROP TRIGGER reading_search_names_update",
    "DROP TABLE reading_search_names",
)
POSTGRESQL = (
    """ALTER TABLE reading_searchentry ADD COLUMN called tsvector GENERATED ALWAYS AS (
        setweight(to_tsvector('simple'::regconfig, title), 'A')
        || setweight(to_tsvector('simple'::regconfig, names), 'B')
    ) STORED""",
    "CREATE INDEX search_entry_called ON reading_searchentry USING gin (called)",
)
POSTGRESQL_BACKWARDS = ("ALTER TABLE reading_searchentry DROP COLUMN called",)


def statements(sqlite: tuple[str, ...], postgresql: tuple[str, ...]):
    def run(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
        for statement in postgresql if schema_editor.connection.vendor == "postgresql" else sqlite:
            schema_editor.execute(statement)

    return run


class Migration(migrations.Migration):
    dependencies = [("reading", "0003_full_text")]

    operations = [
        migrations.RunPython(
            statements(SQLITE, POSTGRESQL), statements(SQLITE_BACKWARDS, POSTGRESQL_BACKWARDS)
        )
    ]
