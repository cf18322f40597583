"""The audit: is every record what the ledger says, every opening what was committed, every shape what its name says?

What else is published under a hash that is a fact (ballots, a draw's panels) is checked by the chapter that keeps it:
it adds its check to `others` from its apps.py.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Max

from chapitre.kernel.geo.models import Shaped
from chapitre.kernel.geo.shapes_store import check_shapes
from chapitre.kernel.ledger.audit import check_log
from chapitre.kernel.ledger.commitments import commit
from chapitre.kernel.ledger.models import Entry
from chapitre.kernel.records.models import Opening, Record
from chapitre.kernel.records.registers import Register, registers

CHUNK = 1000


@dataclass(frozen=True)
class Finding:
    """Something that is not as the ledger says. `where` names the entry or the record, `what` says what is wrong."""

    where: str
    what: str


Check = Callable[[str], Iterator[Finding]]
"""What a chapter checks by itself, on the database of this name."""
others: list[Check] = []


def audit(using: str = "default") -> Iterator[Finding]:
    """Everything wrong in the ledger, the records, the openings, the shapes and the rest; nothing if all is well.

    Streams.
    """
    for problem in check_log(using):
        yield Finding(str(problem.where), problem.what)
    for declared in registers.values():
        yield from check_records(declared, using)
    yield from check_openings(using)
    shaped = {name: one.objects for name, one in registers.items() if issubclass(one.objects, Shaped)}
    yield from (Finding(where, what) for where, what in check_shapes(shaped, using))
    for check in others:
        yield from check(using)


def check_records(declared: Register, using: str = "default") -> Iterator[Finding]:
    """Compares each record of a register with its last entry, and each key of the ledger with the records."""
    rows: list[Record] = []
    for row in declared.objects._base_manager.using(using).order_by("key").iterator(CHUNK):
        rows.append(row)
        if len(rows) == CHUNK:
            yield from _compare(declared, rows, using)
            rows = []
    yield from _compare(declared, rows, using)
    yield from _strays(declared, using)


def _compare(declared: Register, rows: list[Record], using: str) -> Iterator[Finding]:
    entries = _entries(declared.name, {(row.key, row.seq) for row in rows}, using)
    for row in rows:
        where = f"{declared.name} {row.key}"
        body = entries.get((row.key, row.seq))
        if body is None:
            yield Finding(where, f"no entry of the ledger made this record what it is (act {row.seq})")
            continue
        told = declared.upcast(body["schema"], body["facts"])
        facts = row.facts()
        for name in sorted(set(told) | set(facts)):
            if told.get(name) != facts.get(name):
                yield Finding(where, f"{name} is {facts.get(name)!r}, the ledger says {told.get(name)!r}")


def _entries(register: str, acts: set[tuple[str, int]], using: str) -> dict[tuple[str, int], dict[str, Any]]:
    """The bodies of these acts (key and seq) of a register. Asked for by register: the index begins with it."""
    keys = sorted({key for key, _ in acts})
    found = Entry.objects.using(using).filter(register=register, key__in=keys).order_by("index")
    rows = found.values_list("key", "seq", "body")
    return {(key, seq): json.loads(body) for key, seq, body in rows if (key, seq) in acts}


def _strays(declared: Register, using: str) -> Iterator[Finding]:
    """Keys that the ledger knows and the register does not, or knows further."""
    last = Entry.objects.using(using).filter(register=declared.name).values("key").annotate(seq=Max("seq"))
    known = iter(declared.objects._base_manager.using(using).order_by("key").values_list("key", "seq").iterator(CHUNK))
    table = dict(known)
    for row in last.order_by("key").iterator(CHUNK):
        seq = table.get(row["key"])
        if seq is None:
            yield Finding(f"{declared.name} {row['key']}", "the ledger has this record, the register has not")
        elif seq < row["seq"]:
            what = f"the record stops at act {seq}, the ledger goes on to act {row['seq']}"
            yield Finding(f"{declared.name} {row['key']}", what)


def check_openings(using: str = "default") -> Iterator[Finding]:
    """Each opening must open the commitment that its act made."""
    batch: list[Opening] = []
    for opening in Opening.objects.using(using).order_by("pk").iterator(CHUNK):
        batch.append(opening)
        if len(batch) == CHUNK:
            yield from _open(batch, using)
            batch = []
    yield from _open(batch, using)


def _open(batch: list[Opening], using: str) -> Iterator[Finding]:
    by_register: dict[str, list[Opening]] = {}
    for one in batch:
        by_register.setdefault(one.register, []).append(one)
    for register, openings in by_register.items():
        made = _entries(register, {(one.key, one.seq) for one in openings}, using)
        for one in openings:
            body = made.get((one.key, one.seq))
            told = body["commitments"].get(one.field) if body else None
            if told != commit(bytes.fromhex(one.salt), one.field, one.value):
                what = f"the opening of {one.field} does not match what act {one.seq} committed to"
                yield Finding(f"{one.register} {one.key}", what)
