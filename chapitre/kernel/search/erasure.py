"""What an erasure does to the index: the record's words go with it, also from the full-text index's own files."""

from __future__ import annotations

from typing import Any

from django.db import connection

from chapitre.kernel.ledger import log
from chapitre.kernel.search.follow import follower
from chapitre.kernel.search.models import Page

PAGES = 400  # of the full-text index, merged in one transaction


def forget(register: str, key: str) -> None:
    """Takes a record's words out, inside the erasure's own transaction. The tombstone's entry brings its facts back."""
    follower()
    Page.objects.filter(register=register, key=key).delete()


def scrub() -> None:
    """Removes what the full-text index still remembers of deleted words, once the erasure is committed.

    FTS5 writes a deletion beside the old words and drops both when it merges its segments: it is made to merge them
    all, a little at a time, other writers passing between. PostgreSQL's vacuum does the same.
    """
    if connection.vendor != "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM search_page")
        return
    merged = _merge(-PAGES)
    while merged:
        merged = _merge(PAGES)


def _merge(pages: int) -> bool:
    """One step of FTS5's `merge`, which begins with a negative number; whether there was anything left to do."""
    with log.writer(), connection.cursor() as cursor:
        before = _changes(cursor)
        cursor.execute("INSERT INTO search_words (search_words, rank) VALUES ('merge', %s)", [pages])
        return _changes(cursor) - before >= 2


def _changes(cursor: Any) -> int:
    cursor.execute("SELECT total_changes()")
    return int(cursor.fetchone()[0])
