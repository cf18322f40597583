"""Counts in the database: all the figures of a register in one scan, whole or by groups, in one consistent view."""

from __future__ import annotations

import json
from collections import Counter
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
from chapitre.kernel.rules import Fragment, Tree, check, to_sql

T = TypeVar("T")
Groups = dict[FactValue, dict[str, Tally]]
TRIES = 5


class MovingLedger(RuntimeError):
    """The ledger kept growing during a count made inside a transaction that does not hold one view of it."""


def scan(
    register: Register, figures: Iterable[Declaration], today: date, using: str = DEFAULT_DB_ALIAS
) -> dict[str, Tally]:
    """The tallies of these figures over a register, from one scan of its table."""
    figures = list(figures)
    return scan_groups(register, figures, None, today, using)[None]


def scan_groups(
    register: Register, figures: Iterable[Declaration], by: Tree | None, today: date, using: str = DEFAULT_DB_ALIAS
) -> Groups:
    """The same tallies, apart for each value of `by` (None: unknown; with no `by`, the only group)."""
    figures = list(figures)
    query = _Query(register, today, connections[using])
    groups: Groups = {}
    for group, *counts in query.counted(figures, by):
        pairs = zip(figures, counts[::2], counts[1::2], strict=True)
        groups[query.group(group, by)] = {one.id: query.tally(one, count, made) for one, count, made in pairs}
    for group, *counts in query.imported(figures, by):
        for one, count in zip(figures, counts, strict=True):
            groups[query.group(group, by)][one.id].imported = int(count)
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

    def counted(self, figures: list[Declaration], by: Tree | None) -> list[tuple[Any, ...]]:
        """One row a group: the group, then how many records and what was made of them, for each figure in turn."""
        return self.rows([part for one in figures for part in (self.count(one), self.made(one))], by)

    def imported(self, figures: list[Declaration], by: Tree | None) -> list[tuple[Any, ...]]:
        """One row a group that has imported records: the group, then how many of them each figure counts.

        Asked apart, of the imported records alone: as a second count of each figure in the one scan, every rule would
        be worked out twice for every record, in towns that imported nothing too.
        """
        return self.rows([self.count(one) for one in figures], by, f" WHERE {self.columns['imported']}")

    def rows(self, aggregates: Iterable[Fragment], by: Tree | None, where: str = "") -> list[tuple[Any, ...]]:
        """One row a group: the group, then the aggregates."""
        group, params = self.sql(by)
        parts = [group]
        for part, given in aggregates:
            parts.append(part)
            params += given
        text = f"SELECT {', '.join(parts)} FROM {self.table}{where}"  # noqa: S608  (from checked rule trees)
        with self.connection.cursor() as cursor:
            cursor.execute(text + (" GROUP BY 1" if by is not None else ""), params)
            return list(cursor.fetchall())

    def group(self, value: Any, by: Tree | None) -> FactValue:
        """A group's value as a fact."""
        return None if by is None else self.facts([value], by)[0]

    def count(self, figure: Declaration) -> Fragment:
        """How many records count."""
        rule, given = self.sql(figure.rule)
        measure, measured = self.sql(figure.measure)
        what = "*" if figure.measure is None else measure
        return Fragment(f"COUNT({what}) FILTER (WHERE {rule})", (*measured, *given))

    def made(self, figure: Declaration) -> Fragment:
        """The sum of what counts, or every value of it as one JSON list.

        The list stays in the one scan: grouping the values apart is a scan more, and on SQLite a sort of all rows,
        which takes five times as long.
        """
        rule, given = self.sql(figure.rule)
        measure, measured = self.sql(figure.measure)
        kept, params = f"FILTER (WHERE {rule})", (*measured, *given)
        if figure.value == "sum":
            return Fragment(f"SUM({measure}) {kept}", params)
        if figure.value not in HISTOGRAMS:
            return Fragment("NULL", ())
        if self.dialect == "postgresql":
            return Fragment(f"CAST(json_agg({measure}) {kept} AS text)", params)
        return Fragment(f"json_group_array({measure}) {kept}", params)

    def sql(self, tree: Tree | None) -> tuple[str, list[Any]]:
        """A rule's SQL and its parameters; NULL for no rule."""
        if tree is None:
            return "NULL", []
        text, params = to_sql(tree, self.columns, self.dialect, self.today, self.register.rules)
        return text, list(params)

    def tally(self, figure: Declaration, count: Any, made: Any) -> Tally:
        """A tally from its two aggregates."""
        if figure.measure is None or figure.value not in HISTOGRAMS:
            return Tally(int(count), int(made or 0))
        met = Counter(json.loads(made or "[]"))
        met.pop(None, None)
        return Tally(int(count), 0, dict(zip(self.facts(met, figure.measure), met.values(), strict=True)))

    def facts(self, values: Iterable[Any], tree: Tree) -> list[FactValue]:
        """A rule's values as the ledger writes them, whatever the database made of their type."""
        kind = check(tree, self.register.rules).type
        read: Any = {"bool": bool, "int": int, "str": str, "date": str}[kind]  # a date's ISO form on both databases
        return [None if value is None else read(value) for value in values]


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
