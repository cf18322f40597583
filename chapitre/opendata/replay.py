"""A register as it was when the ledger had some number of entries: told again from the entries alone."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import islice
from typing import Any

from django.db.models import Max

from chapitre.kernel.exchange import sheet
from chapitre.kernel.exchange.rows import Row, header, placed
from chapitre.kernel.exchange.sheet import Column, Sheet
from chapitre.kernel.ledger.models import Entry
from chapitre.kernel.records.registers import Register

CHUNK = 2000  # entries read at once


def last_entry(register: Register, size: int) -> int | None:
    """The index of the register's last entry among the ledger's first `size`; None where it has none yet."""
    found: int | None = _entries(register, size).aggregate(last=Max("index"))["last"]
    return found


def rows(register: Register, size: int) -> Iterator[Row]:
    """Every record of the ledger's first `size` entries, in the order of keys, its facts in today's form. Streams."""
    last = _entries(register, size).order_by("key").values("key").annotate(last=Max("index"))
    numbers = last.values_list("last", flat=True).iterator(CHUNK)
    while chunk := list(islice(numbers, CHUNK)):
        bodies = Entry.objects.filter(index__in=chunk).order_by("key").values_list("body", flat=True)
        for body in map(json.loads, bodies):
            facts = register.upcast(body["schema"], body["facts"])
            yield {name: body["key"] if name == "key" else facts[name] for name in header(register)}


def sheet_of(register: Register, size: int) -> Sheet:
    """The same as a table to be written."""
    names = header(register)
    columns = tuple(Column(name, sheet.kind_of(register, name)) for name in names)
    found = placed(register, rows(register, size))
    return Sheet(register.name, columns, register.geometry, ((tuple(row[n] for n in names), at) for row, at in found))


def _entries(register: Register, size: int) -> Any:
    return Entry.objects.filter(register=register.name, index__lt=size)
