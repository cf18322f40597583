"""Figures as they stand: counted in SQL, kept by size of the ledger, and brought up to date without a scan."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from django.db import DEFAULT_DB_ALIAS, OperationalError, connections
from django.db.models import Q

from chapitre.kernel.figures import documents, sources
from chapitre.kernel.figures.compute import Tally, figures_of, replay
from chapitre.kernel.figures.declaration import Declaration
from chapitre.kernel.figures.fold import fold, recent, touched
from chapitre.kernel.figures.models import Tallies
from chapitre.kernel.figures.scan import in_one_view, scan
from chapitre.kernel.figures.values import Value, as_json, settle, shown, told
from chapitre.kernel.ledger import log
from chapitre.kernel.records.registers import registers

__all__ = ["Value", "as_json", "at", "fresh", "known", "shown", "value", "values"]

FOLD_LIMIT = 2000  # entries; beyond it a scan costs less
KEEP_AFTER = 64  # entries folded before the tallies are written again: pages seldom write
FORM = 2  # of what is kept: tallies of another form are counted anew


def value(id: str, today: date) -> Value:
    """One figure now. Raises KeyError on an unknown id."""
    sources.declaration(id)
    return values(today)[id]


def values(today: date) -> dict[str, Value]:
    """Every figure now, for pages: kept tallies, plus the acts recorded since. Only the first ask of a day, or after
    more than FOLD_LIMIT acts, scans, and then only what must be scanned."""
    tallies, size = _current(today)
    declared = sources.declarations()
    return settle(declared, tallies, today, size, documents.absent(declared.values()))


def at(today: date, using: str = DEFAULT_DB_ALIAS) -> dict[str, Value]:
    """Every figure with another day as the rules' today, over the records as they are. Scans, and keeps nothing."""
    return fresh(today, using)


def fresh(today: date, using: str = DEFAULT_DB_ALIAS) -> dict[str, Value]:
    """Every figure counted anew by SQL alone, for publication and audit: nothing kept, nothing from the ledger.

    Raises MovingLedger inside a transaction that does not hold one view of the database.
    """
    declared = sources.declarations()
    (tallies, absent), size = in_one_view(
        lambda: (_scan(_figures(), today, using), documents.absent(declared.values(), using)), using
    )
    return settle(declared, tallies, today, size, absent)


def known(size: int, today: date, using: str = DEFAULT_DB_ALIAS) -> dict[str, Value]:
    """Every figure as the ledger's first `size` entries tell it, by replay. Raises ValueError beyond the end."""
    if not 0 <= size <= log.size(using):
        raise ValueError(f"le registre compte {log.size(using)} entrées, pas {size}")
    entries = (json.loads(entry.body) for entry in log.entries(0, size, using))
    contents = sources.contents()
    rows = replay(contents["registers"], entries, {name: one.steps for name, one in registers.items()})
    computed = figures_of(contents["registers"], contents["figures"], rows, today)
    declared = sources.declarations()
    absent = documents.absent_from(declared.values(), rows.get(documents.REGISTER, {}))
    return told(declared, computed, today, size, absent)


# What follows keeps pages from scanning ------------------------------------------------------------------------


@dataclass
class _Kept:
    """A register's tallies as they were kept, and which of them still hold today."""

    figures: list[Declaration]
    size: int
    today: date
    tallies: dict[str, Tally]

    def holding(self, today: date) -> list[Declaration]:
        return [one for one in self.figures if self.today == today or not one.reads_today]


def _figures() -> dict[str, list[Declaration]]:
    """The figures to count, by register."""
    found: dict[str, list[Declaration]] = {}
    for one in sources.declarations().values():
        if one.register is not None:
            found.setdefault(one.register, []).append(one)
    return found


def _scan(figures: dict[str, list[Declaration]], today: date, using: str = DEFAULT_DB_ALIAS) -> dict[str, Tally]:
    found: dict[str, Tally] = {}
    for name, wanted in figures.items():
        if wanted:
            found |= scan(registers[name], wanted, today, using)
    return found


def _current(today: date) -> tuple[dict[str, Tally], int]:
    """The tallies of all figures, and the size of the ledger at which they hold."""
    figures = _figures()
    kept = _read_kept(figures)
    size = log.size()  # after the kept ones were read, so that it is not behind them
    kept = {name: one for name, one in kept.items() if 0 <= size - one.size <= FOLD_LIMIT}
    missing = {name: _not_holding(name, wanted, kept, today) for name, wanted in figures.items()}
    scanned: dict[str, Tally] = {}
    if any(missing.values()):
        scanned, size = in_one_view(lambda: _scan(missing, today))
    current = dict(scanned)
    since = recent(min((one.size for one in kept.values()), default=size), size)
    for name, one in kept.items():
        holding = one.holding(today)
        if name in since:
            rows = touched(registers[name], one.size, since[name])
            current |= fold(registers[name], holding, one.tallies, rows, today)
        else:
            current |= {figure.id: one.tallies[figure.id] for figure in holding}
    for name, wanted in figures.items():
        # A register that nothing touches is written again just often enough to stay within reach of a fold.
        patience = KEEP_AFTER if name in since else FOLD_LIMIT // 2
        if name not in kept or missing[name] or size - kept[name].size >= patience:
            _keep(name, wanted, current, today, size)
    return current, size


def _not_holding(name: str, wanted: list[Declaration], kept: dict[str, _Kept], today: date) -> list[Declaration]:
    if name not in kept:
        return wanted
    holding = {one.id for one in kept[name].holding(today)}
    return [one for one in wanted if one.id not in holding]


def _hash(figures: list[Declaration]) -> str:
    return _hashed(tuple((one.id, one.definition_hash) for one in figures))


@lru_cache(maxsize=64)
def _hashed(parts: tuple[tuple[str, str], ...]) -> str:
    return hashlib.sha256(json.dumps([FORM, *parts]).encode()).hexdigest()


def _read_kept(figures: dict[str, list[Declaration]]) -> dict[str, _Kept]:
    """What was kept for these very definitions."""
    found = {}
    for row in Tallies.objects.filter(register__in=list(figures)).order_by("pk"):
        wanted = figures[row.register]
        if row.definitions == _hash(wanted):
            tallies = {id: _from_json(one) for id, one in row.tallies.items()}
            found[row.register] = _Kept(wanted, row.size, row.today, tallies)
    return found


def _keep(register: str, figures: list[Declaration], tallies: dict[str, Tally], today: date, size: int) -> None:
    """Keeps tallies, unless somebody kept later ones meanwhile, or the database is busy: then the next page will."""
    definitions = _hash(figures)
    held = {one.id: _to_json(tallies[one.id]) for one in figures}
    rows = Tallies.objects.filter(register=register, definitions=definitions)
    with _without_waiting():
        older = rows.filter(Q(size__lt=size, today__lte=today) | Q(size=size, today__lt=today))
        if older.update(today=today, size=size, tallies=held) or rows.exists():
            return
        row = Tallies(register=register, definitions=definitions, today=today, size=size, tallies=held)
        Tallies.objects.bulk_create([row], ignore_conflicts=True)
        Tallies.objects.filter(register=register, size__lte=size).exclude(definitions=definitions).delete()


@contextmanager
def _without_waiting() -> Iterator[None]:
    """Writes of a page that reads: on SQLite they do not wait for a writer at work, and may be given up."""
    connection = connections[DEFAULT_DB_ALIAS]
    if connection.vendor != "sqlite" or connection.in_atomic_block:
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA busy_timeout")
        patience = int(cursor.fetchone()[0])
        cursor.execute("PRAGMA busy_timeout = 0")
        try:
            yield
        except OperationalError:
            return
        finally:
            cursor.execute(f"PRAGMA busy_timeout = {patience}")


def _to_json(tally: Tally) -> list[Any]:
    return [tally.records, tally.imported, tally.total, sorted(map(list, tally.histogram.items()))]


def _from_json(data: list[Any]) -> Tally:
    records, imported, total, histogram = data
    return Tally(records, total, dict(histogram), imported)
