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
Recent = tuple[int, str, int, str]  # an entry: index, key, seq, body


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


def recent(start: int, stop: int, using: str = DEFAULT_DB_ALIAS) -> dict[str, list[Recent]]:
    """The entries of [start, stop), read once, by register and in their order."""
    found: dict[str, list[Recent]] = {}
    if start >= stop:
        return found
    # Asked for one register at a time, SQLite would read all the entries of each by the index that begins with it.
    between = Entry.objects.using(using).filter(index__gte=start, index__lt=stop).order_by("index")
    for index, name, key, seq, body in between.values_list("index", "register", "key", "seq", "body"):
        found.setdefault(name, []).append((index, key, seq, body))
    return found


def touched(register: Register, start: int, entries: Iterable[Recent], using: str = DEFAULT_DB_ALIAS) -> Rows:
    """The facts of every record that these entries of a register touch from `start` on, before and after them."""
    first: dict[str, int] = {}
    last: dict[str, str] = {}
    for index, key, seq, body in entries:
        if index >= start:
            first.setdefault(key, seq)
            last[key] = body
    known = sorted(key for key, seq in first.items() if seq > 1)
    was: list[FactRow] = []
    for at in range(0, len(known), CHUNK):
        keys = known[at : at + CHUNK]
        of_known = Entry.objects.using(using).filter(register=register.name, key__in=keys, index__lt=start)
        earlier = of_known.order_by("index").values_list("key", "seq", "body")
        was += [fact_row(register, body) for key, seq, body in earlier if first[key] == seq + 1]
    return was, [fact_row(register, body) for body in last.values()]


def fact_row(register: Register, body: str) -> FactRow:
    """The facts of an entry, in today's form and the schema's order."""
    entry = json.loads(body)
    facts = register.upcast(entry["schema"], entry["facts"])
    return tuple(facts[name] for name in register.rules.fields)
