"""Counts in the database: all the figures of a register in one scan, whole or by groups, in one consistent view."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any, TypeVar

from django.db import DEFAULT_DB_ALIAS, connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

from chapitre.kernel.figures.compute import Tally
from chapitre.kernel.figures.declaration import HISTOGRAMS, Declaration
from chapitre.kernel.ledger import log
from chapitre.kernel.records.registers import FactValue, Register
from chapitre.kernel.rules import Tree, check, to_sql

T = TypeVar("T")
Groups = dict[FactValue, dict[str, Tally]]
TRIES = 5


class MovingLedger(RuntimeError):
    """The ledger kept growing during a count made inside a transaction that does not hold one view of it."""


def scan(
    register: Register, figures: Iterable[Declaration], today: date, using: str = DEFAULT_DB_ALIAS
) -> dict[str, Tally]:
    """The tallies of these figures over a register: one scan, and a grouped one for each histogram."""
    figures = list(figures)
    groups = scan_groups(register, figures, None, today, using)
    return groups.get(None) or {one.id: Tally() for one in figures}


def scan_groups(
    register: Register, figures: Iterable[Declaration], by: Tree | None, today: date, using: str = DEFAULT_DB_ALIAS
) -> Groups:
    """The same tallies, apart for each value of `by` (None: unknown; with no `by`, the only group)."""
    figures = list(figures)
    query = _Query(register, today, connections[using])
    groups: Groups = {}

    def tally(group: Any, figure: Declaration) -> Tally:
        value = query.fact(group, by) if by is not None else None
        if value not in groups:
            groups[value] = {one.id: Tally() for one in figures}
        return groups[value][figure.id]

    plain = [one for one in figures if one.value not in HISTOGRAMS]
    for group, *counts in query.conditional(plain, by):
        for figure, records, total in zip(plain, counts[::2], counts[1::2], strict=True):
            made = tally(group, figure)
            made.records, made.total = int(records), int(total or 0)
    for figure in figures:
        if figure.value in HISTOGRAMS:
            for group, value, times in query.histogram(figure, by):
                made = tally(group, figure)
                made.records += int(times)
                made.histogram[query.fact(value, figure.measure)] = int(times)
    return groups


class _Query:
    """SQL over one register: rules become expressions of its columns, with their parameters."""

    def __init__(self, register: Register, today: date, connection: BaseDatabaseWrapper) -> None:
        self.register, self.today, self.connection = register, today, connection
        quote, meta = connection.ops.quote_name, register.objects._meta
        self.table = quote(meta.db_table)
        columns: dict[str, Any] = {field.name: field.column for field in meta.concrete_fields}
        self.columns = {name: quote(columns[name]) for name in register.facts}
        self.dialect: Any = connection.vendor

    def sql(self, tree: Tree | None) -> tuple[str, list[Any]]:
        """A rule's SQL and its parameters; NULL for no rule."""
        if tree is None:
            return "NULL", []
        text, params = to_sql(tree, self.columns, self.dialect, self.today, self.register.rules)
        return text, list(params)

    def conditional(self, figures: list[Declaration], by: Tree | None) -> Iterator[tuple[Any, ...]]:
        """Rows (group, records, sum, records, sum, …) from one scan."""
        if not figures:
            return
        group, params = self.sql(by)
        parts = [group]
        for figure in figures:
            rule, given = self.sql(figure.rule)
            measure, measured = self.sql(figure.measure)
            counted = "*" if figure.measure is None else measure
            summed = f"SUM({measure}) FILTER (WHERE {rule})" if figure.value == "sum" else "0"
            parts += [f"COUNT({counted}) FILTER (WHERE {rule})", summed]
            params += [*measured, *given] * (2 if figure.value == "sum" else 1)
        text = f"SELECT {', '.join(parts)} FROM {self.table}"  # noqa: S608  (from checked rule trees)
        yield from self.rows(text + (" GROUP BY 1" if by is not None else ""), params)

    def histogram(self, figure: Declaration, by: Tree | None) -> Iterator[tuple[Any, Any, Any]]:
        """Rows (group, value, how often), unknown values left out."""
        group, params = self.sql(by)
        measure, measured = self.sql(figure.measure)
        rule, given = self.sql(figure.rule)
        text = (
            f"SELECT made.a, made.b, COUNT(*) FROM (SELECT {group} AS a, {measure} AS b"  # noqa: S608  (checked trees)
            f" FROM {self.table} WHERE {rule}) AS made WHERE made.b IS NOT NULL GROUP BY 1, 2"
        )
        yield from self.rows(text, [*params, *measured, *given])

    def rows(self, text: str, params: list[Any]) -> list[tuple[Any, ...]]:
        with self.connection.cursor() as cursor:
            cursor.execute(text, params)
            return list(cursor.fetchall())

    def fact(self, value: Any, tree: Tree | None) -> FactValue:
        """A value as the ledger writes it, whatever the database made of its type."""
        if value is None or tree is None:
            return None
        kind = check(tree, self.register.rules).type
        if kind == "bool":
            return bool(value)
        if kind == "int":
            return int(value)
        return str(value)  # a date's ISO form on both databases


def in_one_view(read: Callable[[], T], using: str = DEFAULT_DB_ALIAS) -> tuple[T, int]:
    """What `read` reads and the ledger's size, as of one moment, without keeping any writer waiting.

    Outside a transaction it opens one that reads a snapshot: REPEATABLE READ on PostgreSQL, a deferred one on SQLite
    (Django's own would take the write lock). Inside a transaction, which may see rows newer than the size it read, it
    reads until the size did not move meanwhile. Raises MovingLedger if that does not happen.
    """
    connection = connections[using]
    if not connection.in_atomic_block:
        with _snapshot(connection):
            return read(), log.size(using)
    for _ in range(TRIES):
        before = log.size(using)
        found = read()
        if log.size(using) == before:
            return found, before
    raise MovingLedger("the ledger grew during each try; count in a REPEATABLE READ transaction")


@contextmanager
def _snapshot(connection: BaseDatabaseWrapper) -> Iterator[None]:
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("BEGIN DEFERRED")
            try:
                yield
            finally:
                cursor.execute("ROLLBACK")
        return
    with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield
