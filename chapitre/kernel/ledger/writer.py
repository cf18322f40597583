"""The turn to write: a fair queue before each SQLite transaction, and the transaction."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import connection, transaction
from django.db.backends.base.base import BaseDatabaseWrapper


@contextmanager
def writer() -> Iterator[None]:
    """A transaction that may append to the ledger; a savepoint inside another one."""
    with queue(), transaction.atomic():
        yield


@contextmanager
def queue() -> Iterator[None]:
    """One's turn among the writers of all processes. On PostgreSQL the database sees to it.

    SQLite's own busy loop is unfair and lets a writer starve for seconds, so writers wait on a lock file first. Inside
    a transaction nobody waits: to wait for the file while holding the database would be a deadlock.
    """
    path = None if connection.in_atomic_block else lock_path(connection)
    if path is None:
        yield
        return
    with path.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def lock_path(database: BaseDatabaseWrapper) -> Path | None:
    """Where the writers of this database queue, or None where they need not."""
    if database.vendor != "sqlite" or database.is_in_memory_db():  # type: ignore[attr-defined]
        return None
    return Path(f"{database.settings_dict['NAME']}-writer")
