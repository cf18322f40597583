"""One moment of the database, held still while an edition is computed and posts go on."""

from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.db import connection, connections, transaction

ALIAS = "snapshot"


@contextmanager
def snapshot() -> Iterator[str]:
    """The alias of a database that nobody writes to: SQLite's online backup, or a PostgreSQL snapshot.

    Readers and writers of the real database never wait for it.
    """
    if connection.vendor == "sqlite":
        with tempfile.TemporaryDirectory(dir=settings.HOME, prefix="edition-") as folder:
            path = Path(folder) / "snapshot.sqlite3"
            _copy(path)
            with _alias({"NAME": str(path)}):
                yield ALIAS
    else:
        with _alias({}), transaction.atomic(using=ALIAS):
            with connections[ALIAS].cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
                cursor.execute("SELECT 1")  # the snapshot is taken by the first statement
            yield ALIAS


def _copy(path: Path) -> None:
    """SQLite's online backup in one go: in WAL mode it reads one snapshot and blocks no writer."""
    connection.ensure_connection()
    target = sqlite3.connect(path)
    try:
        connection.connection.backup(target)
    finally:
        target.close()


@contextmanager
def _alias(changes: dict[str, str]) -> Iterator[None]:
    """A second connection with the default one's settings, but for `changes`."""
    connections.settings[ALIAS] = {**connections.settings["default"], **changes}
    try:
        yield
    finally:
        connections[ALIAS].close()
        del connections[ALIAS]
        del connections.settings[ALIAS]
