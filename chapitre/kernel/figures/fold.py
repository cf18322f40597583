"""Brings tallies up to date with the few acts recorded since: each record touched is uncounted, then counted again."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date

from django.db import DEFAULT_DB_ALIAS

from chapitre.kernel.figures.compute import FactRow, FigureLoop, Tally, figure_loop
from chapitre.kernel.figures.declaration import Declaration
from chapitre.kernel.ledger.models import Entry
from chapitre.kernel.records.registers import Register

CHUNK = 500  # keys looked up at once

Rows = tuple[list[FactRow], list[FactRow]]  # records as they were, and as they are


def fold(
    register: Register,
    figures: Iterable[Declaration],
    tallies: dict[str, Tally],
    touched: Rows,
    today: date,
) -> dict[str, Tally]:
    """The tallies of these figures once the touched records have moved; the ones given are altered."""
    figures = list(figures)
    loop = loop_of(register, figures)
    before, after = (loop(rows, today.isoformat()) for rows in touched)
    for one, old, new in zip(figures, before, after, strict=True):
        tallies[one.id].add(old, -1)
        tallies[one.id].add(new)
    return {one.id: tallies[one.id] for one in figures}


_loops: dict[tuple[str, ...], FigureLoop] = {}


def loop_of(register: Register, figures: list[Declaration]) -> FigureLoop:
    """The generated loop of these figures, made once a process: generating it costs more than a fold."""
    key = (register.name, *(one.definition_hash for one in figures))
    if key not in _loops:
        _loops[key] = figure_loop(register.rules.to_json(), [one.content for one in figures])
    return _loops[key]


def touched_between(register: Register, start: int, stop: int, using: str = DEFAULT_DB_ALIAS) -> Rows:
    """The facts of every record that the entries of [start, stop) touch, before and after them."""
    first: dict[str, int] = {}
    last: dict[str, str] = {}
    entries = Entry.objects.using(using)
    # Asked for one register, SQLite would read all its entries by the index that begins with it.
    between = entries.filter(index__gte=start, index__lt=stop).order_by("index")
    for name, key, seq, body in between.values_list("register", "key", "seq", "body"):
        if name == register.name:
            first.setdefault(key, seq)
            last[key] = body
    known = sorted(key for key, seq in first.items() if seq > 1)
    was: list[FactRow] = []
    for at in range(0, len(known), CHUNK):
        of_known = entries.filter(register=register.name, key__in=known[at : at + CHUNK], index__lt=start)
        earlier = of_known.order_by("index").values_list("key", "seq", "body")
        was += [fact_row(register, body) for key, seq, body in earlier if first[key] == seq + 1]
    return was, [fact_row(register, body) for body in last.values()]


def fact_row(register: Register, body: str) -> FactRow:
    """The facts of an entry, in today's form and the schema's order."""
    entry = json.loads(body)
    facts = register.upcast(entry["schema"], entry["facts"])
    return tuple(facts[name] for name in register.rules.fields)
