"""One at a time: what is read of a jury to be written back waits for whoever is writing of it."""

from __future__ import annotations

from chapitre.chapters.voice.models import Jury


def take(key: str) -> Jury:
    """The jury, kept until the transaction ends: on PostgreSQL its row is locked, on SQLite there is one writer."""
    return Jury.objects.select_for_update().get(key=key)
