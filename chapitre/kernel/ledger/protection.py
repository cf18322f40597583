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


def _statements(vendor: str, table: str) -> tuple[list[str], list[str]]:
    """The statements that protect one table, and those that lift the protection."""
    if vendor == "postgresql":
        make = [
            POSTGRESQL_FUNCTION,
            f"CREATE OR REPLACE TRIGGER {table}_rows BEFORE UPDATE OR DELETE ON {table}"
            " FOR EACH ROW EXECUTE FUNCTION ledger_refuse()",
            f"CREATE OR REPLACE TRIGGER {table}_all BEFORE TRUNCATE ON {table}"
            " FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse()",
        ]
        return make, [f"DROP TRIGGER IF EXISTS {table}_{part} ON {table}" for part in ("rows", "all")]
    make = [
        f"CREATE TRIGGER IF NOT EXISTS {table}_{verb} BEFORE {verb} ON {table}"
        f" BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
        for verb in ("update", "delete")
    ]
    return make, [f"DROP TRIGGER IF EXISTS {table}_{verb}" for verb in ("update", "delete")]


def protect(connection: BaseDatabaseWrapper) -> None:
    """Sets the triggers that are missing."""
    _run(connection, 0)


def lift(connection: BaseDatabaseWrapper) -> None:
    """Removes the triggers; for tests that tamper, and for emptying a test database."""
    _run(connection, 1)


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
        "SELECT count(*) FROM pg_trigger WHERE tgname = ANY(%s) AND tgenabled IN ('O', 'A')"
        if connection.vendor == "postgresql"
        else "SELECT count(*) FROM sqlite_master WHERE type = 'trigger' AND name IN (%s, %s, %s, %s)"
    )
    parts = ("rows", "all") if connection.vendor == "postgresql" else ("update", "delete")
    names = [f"{table}_{part}" for table in TABLES for part in parts]
    with connection.cursor() as cursor:
        cursor.execute(query, [names] if connection.vendor == "postgresql" else names)
        return bool(cursor.fetchone()[0] == len(names))


def after_migrate(using: str, **kwargs: Any) -> None:
    """Sets the triggers again after each migration: on SQLite, altering a table makes a new one without them."""
    protect(connections[using])


def _run(connection: BaseDatabaseWrapper, which: int) -> None:
    with connection.cursor() as cursor:
        for table in TABLES:
            for statement in _statements(connection.vendor, table)[which]:
                cursor.execute(statement)
