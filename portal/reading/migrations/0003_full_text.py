"""What the databases search fast with. They keep it themselves, whoever writes the tables.

A later migration that makes SQLite copy one of the two tables must make its triggers again.
"""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

COLUMNS = "title, names, summary, text, marks"
OLD = "old.title, old.names, old.summary, old.text, old.marks"
NEW = "new.title, new.names, new.summary, new.text, new.marks"

FORGET = f"INSERT INTO reading_search (reading_search, rowid, {COLUMNS}) VALUES ('delete', old.publication_id, {OLD});"
KEEP = f"INSERT INTO reading_search (rowid, {COLUMNS}) VALUES (new.publication_id, {NEW});"

SQLITE = (
    f"""CREATE VIRTUAL TABLE reading_search USING fts5(
        {COLUMNS}, content='reading_searchentry', content_rowid='publication_id',
        tokenize='unicode61 remove_diacritics 0'
    )""",
    f"CREATE TRIGGER reading_search_insert AFTER INSERT ON reading_searchentry BEGIN {KEEP} END",
    f"CREATE TRIGGER reading_search_delete AFTER DELETE ON reading_searchentry BEGIN {FORGET} END",
    f"CREATE TRIGGER reading_search_update AFTER UPDATE ON reading_searchentry BEGIN {FORGET} {KEEP} END",
    """CREATE VIRTUAL TABLE reading_word_parts USING fts5(
        folded, content='reading_searchword', content_rowid='id', tokenize='trigram'
    )""",
    """CREATE TRIGGER reading_word_insert AFTER INSERT ON reading_searchword BEGIN
        INSERT INTO reading_word_parts (rowid, folded) VALUES (new.id, new.folded);
    END""",
    """CREATE TRIGGER reading_word_delete AFTER DELETE ON reading_searchword BEGIN
        INSERT INTO reading_word_parts (reading_word_parts, rowid, folded) VALUES ('delete', old.id, old.folded);
    END""",
)
SQLITE_BACKWARDS = (
    "DROP TRIGGER reading_search_insert",
    "DROP TRIGGER reading_search_delete",
    "DROP TRIGGER reading_search_update",
    "DROP TRIGGER reading_word_insert",
    "DROP TRIGGER reading_word_delete",
    "DROP TABLE reading_search",
    "DROP TABLE reading_word_parts",
)

FIRST = """
    setweight(to_tsvector('simple'::regconfig, title), 'A')
    || setweight(to_tsvector('simple'::regconfig, names), 'B')
    || setweight(to_tsvector('simple'::regconfig, summary), 'C')
"""
TEXT = "setweight(to_tsvector('simple'::regconfig, text), 'D')"

# The first vector holds what ranking looks at first, and is short; the second one holds everything.
POSTGRESQL = (
    "CREATE EXTENSION IF NOT EXISTS pg_trgm",
    f"ALTER TABLE reading_searchentry ADD COLUMN first tsvector GENERATED ALWAYS AS ({FIRST}) STORED",
    f"ALTER TABLE reading_searchentry ADD COLUMN whole tsvector GENERATED ALWAYS AS ({FIRST} || {TEXT}) STORED",
    "CREATE INDEX search_entry_first ON reading_searchentry USING gin (first)",
    "CREATE INDEX search_entry_whole ON reading_searchentry USING gin (whole)",
    "CREATE INDEX search_word_parts ON reading_searchword USING gin (folded gin_trgm_ops)",
)
POSTGRESQL_BACKWARDS = (
    "DROP INDEX search_word_parts",
    "ALTER TABLE reading_searchentry DROP COLUMN first, DROP COLUMN whole",
)


def statements(sqlite: tuple[str, ...], postgresql: tuple[str, ...]):
    def run(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
        for statement in postgresql if schema_editor.connection.vendor == "postgresql" else sqlite:
            schema_editor.execute(statement)

    return run


class Migration(migrations.Migration):
    dependencies = [("reading", "0002_search_index")]

    operations = [
        migrations.RunPython(
            statements(SQLITE, POSTGRESQL), statements(SQLITE_BACKWARDS, POSTGRESQL_BACKWARDS)
        )
    ]
