"""The turn to write: a fair queue before each SQLite transaction, and the transaction."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager

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
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT, 0o644)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)  # and with it the lock goes, as it does with the process


def lock_path(database: BaseDatabaseWrapper) -> str | None:
    """Where the writers of this database queue, or None where they need not."""
    if database.vendor != "sqlite" or database.is_in_memory_db():  # type: ignore[attr-defined]
        return None
    return f"{database.settings_dict['NAME']}-writer"
