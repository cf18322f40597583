"""Recognises the errors that say that nothing can be written now: a full disk, a busy database, one that is gone."""

import errno
from dataclasses import dataclass

from django.db import InterfaceError, OperationalError

SQLITE_FULL, SQLITE_BUSY = 13, 5
POSTGRESQL_FULL = "53100"


@dataclass(frozen=True)
class Trouble:
    """Why nothing can be written, and after how many seconds to try again."""

    kind: str
    retry_after: int


FULL = Trouble("full", 600)
BUSY = Trouble("busy", 5)
GONE = Trouble("gone", 10)


def trouble(error: BaseException | None) -> Trouble | None:
    """What this error, or whatever caused it, says of the disk; None when it says nothing."""
    while error is not None:
        if getattr(error, "sqlite_errorcode", None) == SQLITE_FULL or getattr(error, "sqlstate", "") == POSTGRESQL_FULL:
            return FULL
        if isinstance(error, OSError) and error.errno == errno.ENOSPC:
            return FULL
        if isinstance(error, OperationalError) and getattr(error.__cause__, "sqlite_errorcode", None) == SQLITE_BUSY:
            return BUSY
        if isinstance(error, OperationalError | InterfaceError) and _lost(error.__cause__):
            return GONE
        error = error.__cause__ or error.__context__
    return None


def _lost(cause: BaseException | None) -> bool:
    """Whether PostgreSQL broke off or cannot be reached: no code at all, a connection's (08), or a shutdown's (57P)."""
    state = getattr(cause, "sqlstate", "")
    return state is None or state[:2] == "08" or state[:3] == "57P"
