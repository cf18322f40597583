"""Erasure (GDPR, article 17): the record still counts, everything personal beside it is gone for good."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any, Protocol

from django.db import connection, transaction
from django.utils.translation import gettext as _

from chapitre.kernel import clock
from chapitre.kernel.acts import errors
from chapitre.kernel.acts.perform import Receipt
from chapitre.kernel.ledger import canonical, log
from chapitre.kernel.people.actors import ADMINISTRATOR, RESIDENT, SUPERVISOR, Actor
from chapitre.kernel.records import files
from chapitre.kernel.records.models import Opening, Private, Record
from chapitre.kernel.records.registers import Register, registers


class Copy(Protocol):
    """A room that keeps words of records elsewhere, to find them: what is erased goes from there too."""

    def forget(self, register: str, key: str) -> None:
        """Inside the erasure's transaction."""

    def scrub(self) -> None:
        """Once it is committed: nothing of it may be left in the database's own files."""


copies: list[Copy] = []

MAY_ERASE = frozenset({RESIDENT, SUPERVISOR, ADMINISTRATOR})


def erase(register: str, key: str, *, actor: Actor, at: datetime) -> Receipt:
    """Deletes a record's openings, private rows and files, and writes the tombstone act `erased`.

    The facts and the commitments stay, so every old proof still verifies; without salts no commitment can be opened.
    A resident may have her own report erased: her caller checks that she holds its follow-up link.
    Raises NotAllowed, NoSuchRecord.
    """
    if actor.role not in MAY_ERASE:
        raise errors.NotAllowed(_("Vous n’avez pas le droit d’effacer des données."))
    declared = registers[register]
    with log.writer():
        record = declared.objects._base_manager.select_for_update().filter(key=key).first()
        if record is None:
            raise errors.NoSuchRecord(key)
        names = set(_drop(declared, record))
        for copy in copies:
            copy.forget(register, key)
        record.seq += 1
        declared.objects._base_manager.filter(pk=record.pk).update(seq=record.seq)
        draft = log.Draft(register, key, record.seq, "erased", _tombstone(declared, record, actor, at))
        index = log.append([draft])
    transaction.on_commit(lambda: _clean(names))
    return Receipt(register, key, record.seq, index, log.leaf_of(draft))


def _drop(declared: Register, record: Record) -> Iterator[str]:
    """Deletes openings and private rows; yields the names of the files they held."""
    openings = Opening.objects.filter(register=declared.name, key=record.key)
    yield from (name for name in openings.order_by("pk").values_list("file", flat=True) if name)
    openings.delete()
    for model in declared.privates:
        manager: Any = model._base_manager
        rows = manager.filter(record_id=record.pk)
        for row in rows.order_by("pk"):
            yield from files_of(row)
        rows.delete()


def files_of(row: Private) -> list[str]:
    """The names of the files that a private row holds, in its field `photos`."""
    return list(getattr(row, "photos", []))


def in_use(names: set[str]) -> set[str]:
    """Those of the files that another record still shows: the same picture sent twice is one file."""
    shown = Opening.objects.filter(file__in=names).order_by().values_list("file", flat=True).distinct()
    used = {name for name in shown if name}
    for declared in registers.values():
        for model in declared.privates:
            if any(column.name == "photos" for column in model._meta.get_fields()):
                manager: Any = model._base_manager
                held = manager.order_by("pk").values_list("photos", flat=True)
                used |= names & {name for photos in held.iterator() for name in photos}
    return used


def _tombstone(declared: Register, record: Record, actor: Actor, at: datetime) -> bytes:
    return canonical.encode(
        {
            "schema": declared.schema,
            "register": declared.name,
            "key": record.key,
            "seq": record.seq,
            "act": "erased",
            "on_date": clock.civil(at).isoformat(),
            "recorded_at": at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ"),
            "role": actor.role,
            "facts": record.facts(),
            "commitments": {},
        }
    )


def scrub() -> None:
    """Empties SQLite's WAL, which still holds the pages as they were; `secure_delete` has blanked the rows.

    PostgreSQL keeps dead rows and WAL until vacuum and rotation: docs/operations.md states the 30 days.
    """
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        else:
            for table in ["records_opening", *_private_tables()]:
                cursor.execute(f'VACUUM "{table}"')


def _private_tables() -> list[str]:
    return [model._meta.db_table for declared in registers.values() for model in declared.privates]


def _clean(names: set[str]) -> None:
    for copy in copies:
        copy.scrub()
    _sweep(names)


def expire(today: date) -> int:
    """Deletes the private rows whose time is over, with their files; returns how many.

    A model may move the last day of its rows before: `Private.renew`.
    """
    gone = 0
    names: set[str] = set()
    with log.writer():
        for declared in registers.values():
            for model in declared.privates:
                model.renew(today)
                rows = model._base_manager.filter(expires_on__lt=today)
                for row in rows.order_by("pk").iterator():
                    names.update(files_of(row))
                gone += rows.delete()[0]
    if gone:
        transaction.on_commit(lambda: _sweep(names))
    return gone


def _sweep(names: set[str]) -> None:
    """Removes the files that nothing shows any more, and what the database's own files still remember."""
    for name in names - in_use(names):
        files.remove(name)
    scrub()
