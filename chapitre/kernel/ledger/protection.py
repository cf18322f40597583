"""Triggers that refuse to change or delete entries and checkpoints, against mistakes made with raw SQL.

Whoever owns the database can drop them: they prevent accidents, the hashes and the checkpoints held elsewhere prove.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

TABLES = ("ledger_entry", "ledger_checkpoint")
REFUSAL = "the ledger is append-only"
POSTGRESQL_FUNCTION = f"""
CREATE OR REPLACE FUNCTION ledger_refuse() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'restrict_violation'; END $$
"""


SQLITE_REPLACE = """
CREATE TRIGGER IF NOT EXISTS ledger_entry_replace BEFORE INSERT ON ledger_entry WHEN EXISTS (
    SELECT 1 FROM ledger_entry WHERE "index" = NEW."index"
    UNION ALL SELECT 1 FROM ledger_entry WHERE register = NEW.register AND key = NEW.key AND seq = NEW.seq
)
BEGIN SELECT RAISE(ABORT, '%s'); END
"""


def _triggers(vendor: str) -> dict[str, tuple[str, str]]:
    """Every trigger's name, its table, and the statement that makes it."""
    made = {}
    for table in TABLES:
        if vendor == "postgresql":
            for part, when in (("rows", "UPDATE OR DELETE"), ("all", "TRUNCATE")):
                each = "ROW" if part == "rows" else "STATEMENT"
                made[f"{table}_{part}"] = (
                    table,
                    f"CREATE OR REPLACE TRIGGER {table}_{part} BEFORE {when} ON {table}"
                    f" FOR EACH {each} EXECUTE FUNCTION ledger_refuse()",
                )
        else:
            for verb in ("update", "delete"):
                made[f"{table}_{verb}"] = (
                    table,
                    f"CREATE TRIGGER IF NOT EXISTS {table}_{verb} BEFORE {verb} ON {table}"
                    f" BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END",
                )
    if vendor == "sqlite":
        # INSERT OR REPLACE deletes without waking the delete trigger.
        made["ledger_entry_replace"] = ("ledger_entry", SQLITE_REPLACE % REFUSAL)
    return made


def protect(connection: BaseDatabaseWrapper) -> None:
    """Sets the triggers that are missing."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(POSTGRESQL_FUNCTION)
        for _, statement in _triggers(connection.vendor).values():
            cursor.execute(statement)


def lift(connection: BaseDatabaseWrapper) -> None:
    """Removes the triggers; for tests that tamper, and for emptying a test database."""
    with connection.cursor() as cursor:
        for name, (table, _) in _triggers(connection.vendor).items():
            cursor.execute(
                f"DROP TRIGGER IF EXISTS {name}{f' ON {table}' if connection.vendor == 'postgresql' else ''}"
            )


@contextmanager
def lifted(using: str = "default") -> Iterator[None]:
    """Without triggers for the length of a block."""
    lift(connections[using])
    try:
        yield
    finally:
        protect(connections[using])


def protected(connection: BaseDatabaseWrapper) -> bool:
    """Whether all triggers are in place and awake."""
    query = (
        "SELECT tgname FROM pg_trigger WHERE tgenabled IN ('O', 'A')"
        if connection.vendor == "postgresql"
        else "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    )
    with connection.cursor() as cursor:
        cursor.execute(query)
        found = {name for (name,) in cursor.fetchall()}
    return set(_triggers(connection.vendor)) <= found


def after_migrate(using: str, **kwargs: Any) -> None:
    """Sets the triggers again after each migration: on SQLite, altering a table makes a new one without them."""
    protect(connections[using])
