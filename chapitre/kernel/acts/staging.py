"""Temporary tables, seen by one connection alone, where a bulk lies ready until its one short transaction."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from operator import attrgetter
from typing import Any

from django.db import connection, models
from django.db.models.sql import Query

from chapitre.kernel.acts import tables
from chapitre.kernel.ledger import log
from chapitre.kernel.records.models import Opening, Record
from chapitre.kernel.records.registers import Register

RECORDS, ENTRIES, OPENINGS = "bulk_record", "bulk_entry", "bulk_opening"
ENTRY_COLUMNS = ("place", "register", "key", "seq", "act", "body", "leaf")
OPENING_COLUMNS = ("register", "key", "seq", "field", "value", "salt", "file")

Staged = tuple[int, int, Record]  # the step's place, the record's seq before it (0: new), the record after it


class Stage:
    """The staged records of one register, their entries and their openings."""

    def __init__(self, register: Register) -> None:
        meta = register.objects._meta
        quote = connection.ops.quote_name
        self.register = register
        self.table = quote(meta.db_table)
        self.fields = [one for one in meta.concrete_fields if not one.generated and not one.primary_key]
        self.columns = {one.name: quote(str(one.column)) for one in self.fields}
        self._read = attrgetter(*(one.attname for one in self.fields))
        # Where Django's own writers turn a day into text.
        sqlite = connection.vendor == "sqlite"
        self._days = [n for n, one in enumerate(self.fields) if sqlite and isinstance(one, models.DateField)]

    def open(self) -> None:
        """Makes the tables; anew, if they were left."""
        self.close()
        blob = "bytea" if connection.vendor == "postgresql" else "blob"
        columns = [f"{self.columns[one.name]} {one.db_type(connection)}" for one in self.fields]
        _make(RECORDS, ["bulk_place bigint PRIMARY KEY", "bulk_was bigint", *columns])
        texts = [f"{name} text" for name in ("register", "key", "act", "body")]
        _make(ENTRIES, ["place bigint PRIMARY KEY", "seq bigint", *texts, f"leaf {blob}"])
        texts = [f"{name} text" for name in OPENING_COLUMNS if name != "seq"]
        _make(OPENINGS, ["seq bigint", *texts])

    def close(self) -> None:
        """Drops the tables."""
        schema = "pg_temp" if connection.vendor == "postgresql" else "temp"
        with connection.cursor() as cursor:
            for table in (RECORDS, ENTRIES, OPENINGS):
                cursor.execute(f"DROP TABLE IF EXISTS {schema}.{table}")

    def add(self, records: Iterable[Staged], drafts: Iterable[log.Draft], openings: Iterable[Opening], at: int) -> None:
        """Stages records, entries (the first of them at the place `at`) and openings."""
        entries = (
            (place, one.register, one.key, one.seq, one.act, one.body.decode(), log.leaf_of(one))
            for place, one in enumerate(drafts, at)
        )
        shown = (
            (one.register, one.key, one.seq, one.field, json.dumps(one.value), one.salt, one.file) for one in openings
        )
        with _together():
            _load(RECORDS, ["bulk_place", "bulk_was", *self.columns.values()], map(self._row, records))
            _load(ENTRIES, ENTRY_COLUMNS, entries)
            _load(OPENINGS, OPENING_COLUMNS, shown)

    def _row(self, staged: Staged) -> Sequence[Any]:
        place, was, record = staged
        values = [place, was, *self._read(record)]
        for position in self._days:
            if values[position + 2] is not None:
                values[position + 2] = str(values[position + 2])
        return values

    def settle(self) -> None:
        """Tells PostgreSQL how much is staged: taken for little, it would look every record up by reading all."""
        if connection.vendor == "postgresql":
            _run(f"ANALYZE {RECORDS}")

    # What is wrong with what is staged -------------------------------------------------------------------------------

    def broken(self) -> Iterator[tuple[int, str]]:
        """The places of records that a check of the table would refuse, each with the check's name."""
        for one in self.register.objects._meta.constraints:
            if isinstance(one, models.CheckConstraint):
                sql, params = self._where(one.condition)
                for (place,) in _rows(f"SELECT bulk_place FROM {RECORDS} WHERE NOT ({sql}) ORDER BY 1", params):
                    yield place, one.name

    def doubled(self) -> Iterator[tuple[int, tuple[str, ...]]]:
        """The places of records with values that another record has, or will have, and no two may share."""
        for names, constraint in tables.unique(self.register):
            columns = [self.columns[name] for name in names]
            listed = ", ".join(columns)
            same = " AND ".join(f"other.{column} = staged.{column}" for column in columns)
            condition, params = self._where(constraint.condition) if constraint.condition else ("1 = 1", ())
            staged = f"(SELECT * FROM {RECORDS} WHERE {condition})"
            query = (
                f"SELECT bulk_place FROM {staged} one WHERE ({listed}) IN"
                f" (SELECT {listed} FROM {staged} two GROUP BY {listed} HAVING count(*) > 1)"
                f" UNION SELECT staged.bulk_place FROM {staged} staged"
                f" JOIN (SELECT * FROM {self.table} WHERE {condition}) other ON {same}"
                f" WHERE other.key <> staged.key AND other.key NOT IN (SELECT key FROM {RECORDS}) ORDER BY 1"
            )
            yield from ((place, names) for (place,) in _rows(query, [*params] * 4))

    def _where(self, condition: Any) -> tuple[str, Sequence[Any]]:
        """A condition over the register's columns, for either table: no column is said with its table."""
        query = Query(model=self.register.objects, alias_cols=False)
        sql, params = query.build_where(condition).as_sql(query.get_compiler(connection=connection), connection)
        return str(sql), params

    # The writing, inside a transaction --------------------------------------------------------------------------------

    def insert(self) -> None:
        """Writes the new records. IntegrityError if a key was taken meanwhile."""
        listed = ", ".join(self.columns.values())
        _run(
            f"INSERT INTO {self.table} ({listed}) SELECT {listed} FROM {RECORDS} WHERE bulk_was = 0 ORDER BY bulk_place"
        )

    def update(self, names: Iterable[str]) -> int:
        """Writes these columns, and seq, of the changed records that are as they were; returns how many that was."""
        columns = [self.columns[name] for name in sorted({*names, "seq", *self._generating()})]
        told = ", ".join(f"{column} = staged.{column}" for column in columns)
        return _run(
            f"UPDATE {self.table} SET {told} FROM {RECORDS} staged"
            f" WHERE {self.table}.key = staged.key AND {self.table}.seq = staged.bulk_was AND staged.bulk_was > 0"
        )

    def _generating(self) -> set[str]:
        """The columns that generated ones are made of, on PostgreSQL alone.

        An update that sets none of them has PostgreSQL 18 read the generated columns' expressions anew for each row, a
        fifth of a millisecond for a point's key: 4.5 s for 20 000 records. With them, 0.2 s.
        """
        if connection.vendor != "postgresql":
            return set()
        generated: list[Any] = [one for one in self.register.objects._meta.concrete_fields if one.generated]
        parts: list[Any] = [part for one in generated for part in one.expression.flatten()]
        return {str(getattr(part, "name")) for part in parts if isinstance(part, models.F)}  # noqa: B009  (untyped)

    def show(self) -> None:
        """Writes the openings."""
        value = "CAST(value AS jsonb)" if connection.vendor == "postgresql" else "value"
        table = connection.ops.quote_name(Opening._meta.db_table)
        read = ", ".join(value if name == "value" else name for name in OPENING_COLUMNS)
        _run(f"INSERT INTO {table} ({', '.join(OPENING_COLUMNS)}) SELECT {read} FROM {OPENINGS}")

    def taken(self) -> str | None:
        """The key of a new record that there is already."""
        query = f"SELECT staged.key FROM {RECORDS} staged JOIN {self.table} other ON other.key = staged.key"
        return next((str(key) for (key,) in _rows(f"{query} WHERE staged.bulk_was = 0 ORDER BY 1 LIMIT 1")), None)

    def moved(self) -> str | None:
        """The key of a changed record on which somebody else has acted."""
        query = f"SELECT staged.key FROM {RECORDS} staged JOIN {self.table} other ON other.key = staged.key"
        where = "WHERE staged.bulk_was > 0 AND other.seq <> staged.bulk_was"
        return next((str(key) for (key,) in _rows(f"{query} {where} ORDER BY 1 LIMIT 1")), None)


def _make(table: str, columns: Iterable[str]) -> None:
    _run(f"CREATE TEMPORARY TABLE {table} ({', '.join(columns)})")


def _run(statement: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return int(cursor.rowcount)


def _rows(query: str, params: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(query, params)
        return list(cursor.fetchall())


def _load(table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Fills a temporary table: COPY on PostgreSQL."""
    listed = ", ".join(columns)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.cursor.copy(f"COPY {table} ({listed}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
        else:
            cursor.executemany(
                f"INSERT INTO {table} ({listed}) VALUES ({', '.join(['%s'] * len(columns))})",
                rows,  # type: ignore[arg-type]
            )


@contextmanager
def _together() -> Iterator[None]:
    """One transaction of the temporary tables: on SQLite deferred, so that no writer of the town's own ones waits."""
    if connection.in_atomic_block or connection.vendor != "sqlite":
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("BEGIN DEFERRED")
        try:
            yield
        except BaseException:
            cursor.execute("ROLLBACK")
            raise
        cursor.execute("COMMIT")
