"""The database's own full-text index of the pages, kept right by the database itself.

SQLite: an FTS5 table that holds no text of its own, and triggers. (Django makes a table anew to alter it, which drops its
triggers: a later migration of `page` must run `make` again.) PostgreSQL: two generated columns of lexemes as they are,
without any parser, and one GIN index over both.
"""

from django.db import migrations

SQLITE = [
    """
    CREATE VIRTUAL TABLE search_words USING fts5(
        register, title, words, content='search_page', content_rowid='id', detail='column', prefix='2 3',
        tokenize="ascii tokenchars '._'"
    )
    """,
    """
    CREATE TRIGGER search_page_added AFTER INSERT ON search_page BEGIN
        INSERT INTO search_words (rowid, register, title, words)
        VALUES (new.id, new.register, new.title, new.words);
    END
    """,
    """
    CREATE TRIGGER search_page_gone AFTER DELETE ON search_page BEGIN
        INSERT INTO search_words (search_words, rowid, register, title, words)
        VALUES ('delete', old.id, old.register, old.title, old.words);
    END
    """,
    """
    CREATE TRIGGER search_page_changed AFTER UPDATE ON search_page BEGIN
        INSERT INTO search_words (search_words, rowid, register, title, words)
        VALUES ('delete', old.id, old.register, old.title, old.words);
        INSERT INTO search_words (rowid, register, title, words)
        VALUES (new.id, new.register, new.title, new.words);
    END
    """,
]
POSTGRESQL = [
    """
    ALTER TABLE search_page
    ADD COLUMN titles tsvector GENERATED ALWAYS AS (array_to_tsvector(string_to_array(title, ' '))) STORED,
    ADD COLUMN found_by tsvector GENERATED ALWAYS AS (
        array_to_tsvector(string_to_array(title, ' ')) || array_to_tsvector(string_to_array(words, ' '))
    ) STORED
    """,
    "CREATE INDEX search_page_words ON search_page USING gin (found_by, titles)",
]


def make(apps, schema_editor):
    statements = SQLITE if schema_editor.connection.vendor == "sqlite" else POSTGRESQL
    for statement in statements:
        schema_editor.execute(statement)


def drop(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        for name in ("search_page_added", "search_page_gone", "search_page_changed"):
            schema_editor.execute(f"DROP TRIGGER {name}")
        schema_editor.execute("DROP TABLE search_words")
    else:
        schema_editor.execute("ALTER TABLE search_page DROP COLUMN titles, DROP COLUMN found_by")


class Migration(migrations.Migration):
    dependencies = [("search", "0001_initial")]
    operations = [migrations.RunPython(make, drop)]
