"""Recognises the errors that say that nothing can be written now: a full disk, a busy database."""

import errno
from dataclasses import dataclass

from django.db import OperationalError

SQLITE_FULL, SQLITE_BUSY = 13, 5
POSTGRESQL_FULL = "53100"


@dataclass(frozen=True)
class Trouble:
    """Why nothing can be written, and after how many seconds to try again."""

    kind: str
    retry_after: int


FULL = Trouble("full", 600)
BUSY = Trouble("busy", 5)


def trouble(error: BaseException | None) -> Trouble | None:
    """What this error, or whatever caused it, says of the disk; None when it says nothing."""
    while error is not None:
        if getattr(error, "sqlite_errorcode", None) == SQLITE_FULL or getattr(error, "sqlstate", "") == POSTGRESQL_FULL:
            return FULL
        if isinstance(error, OSError) and error.errno == errno.ENOSPC:
            return FULL
        if isinstance(error, OperationalError) and getattr(error.__cause__, "sqlite_errorcode", None) == SQLITE_BUSY:
            return BUSY
        error = error.__cause__ or error.__context__
    return None
