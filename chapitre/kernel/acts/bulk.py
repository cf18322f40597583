"""Very many acts at once, all or nothing: prepared beside the town's life, written in one short transaction.

`perform_many` applies its acts while every other writer waits, so that no check can be overtaken: right for a few
thousand. A bulk applies the same acts, with the same checks, before its turn to write; in its turn it looks whether the
records are still as it found them, and copies what lies ready. Whatever moved meanwhile makes it refuse.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from types import TracebackType
from typing import Self

from django.db import IntegrityError, connection
from django.utils.translation import gettext as _

from chapitre.kernel import clock
from chapitre.kernel.acts import errors
from chapitre.kernel.acts.linked import Link, Links
from chapitre.kernel.acts.perform import Session, Step
from chapitre.kernel.acts.staging import Stage, Staged
from chapitre.kernel.ledger import log
from chapitre.kernel.records import keys
from chapitre.kernel.records.registers import registers

BATCH = 1000  # steps applied at once
WRITING_CACHE = 128 * 1024  # KiB of SQLite's pages kept while a bulk is written, so that none is written twice

Refuse = Callable[[int, str], None]


@dataclass(frozen=True)
class Written:
    """Where the ledger has a bulk's entries: `count` of them from the index `first` on."""

    first: int
    count: int


class _Moved(Exception):
    """A record is no more as it was read."""


class Bulk:
    """Acts on the records of one register, each record once.

        with Bulk("mobility.racks", refuse) as bulk:
            for step in steps:
                bulk.add(step)
            if bulk.ready():
                bulk.write()

    `refuse(place, why)` is told of every step that cannot be, by its place among them (from 0). In a `rehearsal` new
    records take no number, and nothing can be written. Acts that write private rows are none of its business: what it
    stages lies on the disk for a moment.
    """

    def __init__(self, register: str, refuse: Refuse, *, rehearsal: bool = False) -> None:
        self.register = registers[register]
        self.rehearsal = rehearsal
        self.stage = Stage(self.register)
        self._refuse = refuse
        self._waiting: list[Step] = []
        self._places = self._entries = self._changed = self._refused = 0
        self._touched: set[str] = set()
        self._keys: set[str] = set()
        self._links = Links()
        self._awaited: list[Link] = []  # to records of the same register, which may still come

    def __enter__(self) -> Self:
        self.stage.open()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.stage.close()

    def add(self, step: Step) -> None:
        """Takes one more act. Raises ValueError on another register, or on a record a second time."""
        if step.act.register != self.register.name or step.key in self._keys:
            raise ValueError(f"a bulk acts on {self.register.name}, on each record once; not on {step.key} here")
        if step.key is not None:
            self._keys.add(step.key)
        self._waiting.append(step)
        if len(self._waiting) == BATCH:
            self._apply()

    def ready(self) -> bool:
        """Whether every act can be performed as far as is known now: also what the tables would say of the result."""
        self._apply()
        for link in self._awaited:
            if link.key not in self._keys:
                self._refused_at(link.place, link.error.message)
        self.stage.settle()
        for place, name in self.stage.broken():
            self._refused_at(place, _("Les valeurs de cette ligne se contredisent (contrôle « %s »).") % name)
        for place, names in self.stage.doubled():
            self._refused_at(place, errors.Doubled(self.register, names).message)
        return not self._refused

    def write(self) -> Written:
        """Performs the acts. Raises KeyTaken or StaleRecord if a record moved since it was read; nothing is changed."""
        if self.rehearsal or self._refused or self._waiting:
            raise ValueError("a bulk is written once it is ready")
        with _room():
            try:
                with log.writer():
                    self._write()
                    first = log.append_from("bulk_entry", self._entries)
            except (IntegrityError, _Moved):
                # Asked once the transaction is undone: within it, nobody can tell our own changes from another's.
                if (key := self.stage.taken()) is not None:
                    raise errors.KeyTaken(key) from None
                if (key := self.stage.moved()) is not None:
                    raise errors.StaleRecord(key) from None
                raise
        return Written(first, self._entries)

    def _write(self) -> None:
        self.stage.insert()
        if self._changed and self.stage.update(self._touched) != self._changed:
            raise _Moved
        self.stage.show()

    def _apply(self) -> None:
        """Applies the acts that wait, and stages what they make."""
        steps, self._waiting = self._numbered(self._waiting), []
        session = Session(steps, locked=False, links=self._links)
        before = {key: record.seq for (_name, key), record in session.records.items()}
        staged: list[Staged] = []
        for step in steps:
            place, self._places = self._places, self._places + 1
            try:
                session.apply(step)
            except errors.ActError as error:
                self._refused_at(place, error.message)
                continue
            if session.private or session.settled:
                raise ValueError(f"{step.act.permission} writes private rows: perform_many does that")
            key = session.drafts[-1].key
            staged.append((place, before.get(key, 0), session.records[self.register.name, key]))
        self._follow([place for place, _was, _record in staged])
        self.stage.add(staged, session.drafts, session.openings, self._entries)
        self._entries += len(session.drafts)
        self._changed += len(session.changed)
        self._touched.update(*session.changed.values())

    def _follow(self, places: list[int]) -> None:
        """Refuses the links of a batch that lead nowhere; those to this register wait for what may still come."""
        for lost in self._links.lost(lambda register, key: register == self.register.name and key in self._keys):
            link = replace(lost, place=places[lost.place])
            if link.target == self.register.name:
                self._awaited.append(link)
            else:
                self._refused_at(link.place, link.error.message)

    def _numbered(self, steps: list[Step]) -> list[Step]:
        """The same steps, each with its key: new records without one get the next numbers."""
        days = [step.on_date or clock.civil(step.at) for step in steps if step.key is None]
        if not days:
            return steps
        if self.rehearsal:
            numbers = iter([f"new-{self._places + number}" for number, _day in enumerate(days)])
        else:
            with log.writer():
                numbers = iter(keys.allocate_many(self.register.name, days))
        return [replace(step, key=next(numbers)) if step.key is None else step for step in steps]

    def _refused_at(self, place: int, why: str) -> None:
        self._refused += 1
        self._refuse(place, why)


@contextmanager
def _room() -> Iterator[None]:
    """SQLite with memory for what a bulk writes, and without its copying it into the database within our turn.

    The copy (a checkpoint of its log) takes as long as the writing, and others may write meanwhile: it is made once
    they may.
    """
    if connection.vendor != "sqlite" or connection.in_atomic_block:
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA cache_size")
        (usual,) = cursor.fetchone()
        cursor.execute(f"PRAGMA cache_size = -{WRITING_CACHE}")
        cursor.execute("PRAGMA wal_autocheckpoint = 0")
        try:
            yield
            cursor.execute("PRAGMA wal_checkpoint(PASSIVE)")
        finally:
            cursor.execute("PRAGMA wal_autocheckpoint = 1000")
            cursor.execute(f"PRAGMA cache_size = {usual}")
