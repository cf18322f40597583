"""The only door to a record: one transaction applies the acts and appends their entries to the ledger."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

from django.apps import apps
from django.db import IntegrityError, connection
from django.utils.translation import gettext as _

from chapitre.kernel import clock
from chapitre.kernel.acts import errors, tables
from chapitre.kernel.acts.act import Act, Change
from chapitre.kernel.acts.after import Receipt, announce
from chapitre.kernel.acts.linked import Links
from chapitre.kernel.ledger import canonical, log
from chapitre.kernel.ledger.commitments import commit, new_salt
from chapitre.kernel.people.actors import Actor
from chapitre.kernel.records import keys
from chapitre.kernel.records.models import Idempotency, Opening, Private, Record, as_fact
from chapitre.kernel.records.registers import FactValue, Register, registers
from chapitre.kernel.words import said


@dataclass(frozen=True)
class Step:
    """One act to perform: on the record `key`, or on a new one when the act creates (key None: the next number)."""

    act: Act
    key: str | None
    actor: Actor
    at: datetime
    params: Mapping[str, Any] = field(default_factory=dict)
    on_date: date | None = None
    expected_seq: int | None = None


def perform(
    act: Act,
    key: str | None = None,
    *,
    actor: Actor,
    at: datetime,
    on_date: date | None = None,
    expected_seq: int | None = None,
    idempotency: str | None = None,
    **params: Any,
) -> Receipt:
    """Performs one act. Sent again with the same `idempotency`, it answers with the first receipt and changes nothing.

    Raises an ActError that names the broken rule; then nothing has changed.
    """
    step = Step(act, key, actor, at, params, on_date, expected_seq)
    if idempotency is None:
        return perform_many([step])[0]
    token = hashlib.sha256(f"{act.permission} {idempotency}".encode()).hexdigest()
    if (done := already(token)) is not None:
        return done
    try:
        return perform_many([step], token=token)[0]
    except IntegrityError:
        if (done := already(token)) is None:
            raise
        return done


def already(token: str) -> Receipt | None:
    """The receipt of a request carried out before, if any."""
    row = Idempotency.objects.filter(token=token).first()
    if row is None:
        return None
    entry = log.history(row.register, row.key)[row.seq - 1]
    return Receipt(row.register, row.key, row.seq, entry.index, bytes(entry.leaf))


def perform_many(steps: Iterable[Step], *, token: str | None = None) -> list[Receipt]:
    """Performs acts in their order, all or nothing, in one transaction that ends with one append to the ledger."""
    steps = list(steps)
    session: Session | None = None
    try:
        with log.writer():
            session = Session(steps)
            receipts = _in_turn(session, steps, token)
            announce(receipts)
    except IntegrityError:
        # Asked once the transaction is undone: PostgreSQL answers no question within it.
        if session is None or (why := tables.refusal(session.touched())) is None:
            raise
        raise why from None
    return receipts


def _in_turn(session: Session, steps: Sequence[Step], token: str | None) -> list[Receipt]:
    """Applies the steps and writes what they make, the entries last. Raises ActError, IntegrityError."""
    for step in steps:
        session.apply(step)
    session.write()
    if token is not None:
        draft = session.drafts[0]
        Idempotency.objects.create(token=token, register=draft.register, key=draft.key, seq=draft.seq, at=steps[0].at)
    first = log.append(session.drafts)
    return [
        Receipt(draft.register, draft.key, draft.seq, first + offset, log.leaf_of(draft))
        for offset, draft in enumerate(session.drafts)
    ]


class Session:
    """The records touched by one transaction, in memory until they are written at its end.

    Not `locked`, it reads them before the transaction that will write them: see bulk.py, which looks again.
    """

    def __init__(self, steps: list[Step], *, locked: bool = True, links: Links | None = None) -> None:
        self.drafts: list[log.Draft] = []
        self.records: dict[tuple[str, str], Record] = {}
        self.new: dict[tuple[str, str], Record] = {}
        self.changed: dict[tuple[str, str], set[str]] = {}
        self.openings: list[Opening] = []
        self.private: list[tuple[Record, Private]] = []
        self.settled: set[tuple[str, str, str]] = set()
        self.links = links or Links()
        self._load(steps, locked)

    def _load(self, steps: list[Step], locked: bool) -> None:
        wanted: dict[str, set[str]] = {}
        for step in steps:
            if step.key is not None:
                wanted.setdefault(step.act.register, set()).add(step.key)
        for name, found in wanted.items():
            for chunk in chunks(sorted(found), 500):
                rows = registers[name].objects._base_manager.filter(key__in=chunk).order_by("key")
                rows = rows.select_for_update() if locked else rows
                self.records.update({(name, row.key): row for row in rows})

    def apply(self, step: Step) -> None:
        """Runs one transition and drafts its entry. Raises ActError."""
        act, declared = step.act, registers[step.act.register]
        on_date = step.on_date or clock.civil(step.at)
        if on_date > clock.civil(step.at):
            raise errors.FutureDate
        record = self._record(step, declared)
        before = None if act.creates else record.facts()
        allow(act, step.actor, before)
        change = act.transition(before, on_date=on_date, **step.params)
        touched = set_facts(declared, record, change.facts)
        if act.creates and (left := [name for name in declared.required if name not in touched]):
            raise errors.BadFact(left[0], None)
        record.seq += 1
        place = (declared.name, record.key)
        if act.creates:
            self.records[place] = self.new[place] = record
        elif place not in self.new:
            self.changed.setdefault(place, set()).update(touched)
        commitments = self._keep(declared, record, change)
        body = {
            "schema": declared.schema,
            "register": declared.name,
            "key": record.key,
            "seq": record.seq,
            "act": act.name,
            "on_date": on_date.isoformat(),
            "recorded_at": step.at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ"),
            "role": step.actor.role,
            "facts": record.facts(),
            "commitments": commitments,
        }
        self.links.note(len(self.drafts), declared, before, change.facts)
        self.drafts.append(log.Draft(declared.name, record.key, record.seq, act.name, canonical.encode(body)))

    def _record(self, step: Step, declared: Register) -> Record:
        if step.act.creates:
            key = step.key or keys.allocate(declared.name, step.on_date or clock.civil(step.at))
            if (declared.name, key) in self.records:
                raise errors.KeyTaken(key)
            return declared.objects(key=keys.checked(key))
        record = self.records.get((declared.name, step.key or ""))
        if record is None:
            raise errors.NoSuchRecord(step.key or "")
        if step.expected_seq is not None and record.seq != step.expected_seq:
            raise errors.StaleRecord(record.key)
        return record

    def _keep(self, declared: Register, record: Record, change: Change) -> dict[str, str]:
        """Keeps exhibits and private rows for writing; returns the commitments for the entry."""
        commitments: dict[str, str] = {}
        for name, value in change.exhibits.items():
            if value is None:
                continue
            salt = new_salt()
            commitments[name] = commit(salt, name, value)
            file = value.get("file") if isinstance(value, dict) else None
            place = {"register": declared.name, "key": record.key, "seq": record.seq, "field": name}
            self.openings.append(Opening(**place, value=value, salt=salt.hex(), file=file))
        for name in change.settle:
            self.settled.add((declared.name, record.key, name))
            settled: Any = apps.get_model(name)
            self.private = [(of, row) for of, row in self.private if of is not record or not isinstance(row, settled)]
        for row in change.private:
            salts = {}
            for name in row.committed:
                if (value := row.values.get(name)) is not None:
                    salt = new_salt()
                    salts[name] = salt.hex()
                    commitments[f"private.{name}"] = commit(salt, f"private.{name}", value)
            model: Any = apps.get_model(row.model)
            self.private.append((record, model(seq=record.seq, salts=salts, **row.values)))
        return commitments

    def touched(self) -> list[Record]:
        """The records made or changed, as they stand in memory."""
        return [*self.new.values(), *(self.records[place] for place in self.changed)]

    def write(self) -> None:
        """Writes what the acts made of the records. The ledger's append comes after, last in the transaction."""
        for lost in self.links.lost(lambda register, key: (register, key) in self.records):
            raise lost.error
        self._insert()
        for (name, key), columns in self.changed.items():
            record = self.records[name, key]
            values = {column: getattr(record, column) for column in columns}
            registers[name].objects._base_manager.filter(pk=record.pk).update(seq=record.seq, **values)
        for name, key, model in sorted(self.settled):
            apps.get_model(model)._base_manager.filter(record_id=self.records[name, key].pk).delete()
        Opening.objects.bulk_create(self.openings, batch_size=1000)
        by_model: dict[type[Private], list[Private]] = {}
        for record, row in self.private:
            row.record_id = record.pk  # type: ignore[attr-defined]
            by_model.setdefault(type(row), []).append(row)
        for kind, rows in by_model.items():
            kind._base_manager.bulk_create(rows, batch_size=1000)

    def _insert(self) -> None:
        by_register: dict[str, list[Record]] = {}
        for (name, _key), record in self.new.items():
            by_register.setdefault(name, []).append(record)
        for name, rows in by_register.items():
            manager = registers[name].objects._base_manager
            for chunk in chunks([row.key for row in rows], 500):
                taken = manager.filter(key__in=chunk).order_by("key").values_list("key", flat=True).first()
                if taken is not None:
                    raise errors.KeyTaken(taken)
            manager.bulk_create(rows, batch_size=500 if connection.vendor == "sqlite" else 2000)


def allow(act: Act, actor: Actor, before: Mapping[str, FactValue] | None) -> None:
    """Refuses an act to who may not perform it, on a withdrawn record, or out of order. Raises ActError."""
    if not act.open_to(actor, before):
        raise errors.NotAllowed(_("Vous n’avez pas le droit de faire cet acte : « %s ».") % said(act.label))
    if before is None:
        return
    if before["withdrawn"]:
        raise errors.OutOfOrder(_("Cette fiche est retirée : plus aucun acte n’est possible."))
    if act.states and before.get("state") not in act.states:
        raise errors.OutOfOrder(
            _("« %(act)s » n’est pas possible ici : la fiche est dans l’état « %(state)s ».")
            % {"act": said(act.label), "state": state_label(act.register, str(before.get("state")))}
        )


def state_label(register: str, state: str) -> str:
    """A state in words, as its register declares them."""
    return said(registers[register].values.get("state", {}).get(state, (state, state)))


def set_facts(declared: Register, record: Record, facts: Mapping[str, Any]) -> set[str]:
    """Sets facts on the record in memory; returns the columns touched. Raises BadFact."""
    for name, value in facts.items():
        if name not in declared.facts:
            raise errors.BadFact(name, value)
        if not declared.accepts(name, as_fact(value)):
            raise errors.BadFact(name, value)
        setattr(record, name, value)
    return set(facts)


def chunks(items: list[str], size: int) -> Iterable[list[str]]:
    """Slices of at most `size` items."""
    return (items[start : start + size] for start in range(0, len(items), size))
