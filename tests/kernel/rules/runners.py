"""The four ways to run a rule, over the same rows, with answers made comparable."""

import sqlite3
from collections.abc import Mapping, Sequence
from datetime import date
from types import CodeType
from typing import Any

import psycopg

from chapitre.kernel.rules import Field, RuleValue, Schema, Tree, check, evaluate, runtime, to_python, to_sql
from chapitre.kernel.rules.sql import Dialect

Row = Mapping[str, RuleValue]

# The column types that Django gives each kind of field; a date column has NUMERIC affinity on SQLite.
SQL_TYPES = {
    "sqlite": {"str": "varchar(200)", "bool": "bool", "date": "date"},
    "postgresql": {"str": "varchar(200)", "bool": "boolean", "date": "date"},
}
COMMON = {name: getattr(runtime, name) for name in dir(runtime) if name.startswith("rule_")}


def plain(value: RuleValue) -> int | str | bool | None:
    return value.isoformat() if isinstance(value, date) else value


def run_oracle(tree: Tree, rows: Sequence[Row], today: date) -> list[Any]:
    return [plain(evaluate(tree, row, today)) for row in rows]


def run_python(tree: Tree, rows: Sequence[Row], today: date, schema: Schema) -> list[Any]:
    code: CodeType = compile(to_python(tree, schema), "rule", "eval")
    fixed = {**COMMON, "today": today.isoformat()}
    return [eval(code, dict(fixed), {name: plain(value) for name, value in row.items()}) for row in rows]


def column_type(dialect: Dialect, field: Field) -> str:
    """The narrowest integer that holds the field: calculations must not be as narrow."""
    if field.type != "int":
        return SQL_TYPES[dialect][field.type]
    widest = max(-field.low, field.high)
    return "smallint" if widest < 2**15 else "integer" if widest < 2**31 else "bigint"


class Database:
    """A table `rows` in one of the two databases, and rules run over it."""

    def __init__(self, dialect: Dialect, schema: Schema, connection: Any) -> None:
        self.dialect, self.schema, self.connection = dialect, schema, connection
        columns = ", ".join(f'"{one.name}" {column_type(dialect, one)}' for one in schema.fields.values())
        temporary = "TEMPORARY" if dialect == "postgresql" else ""
        connection.execute(f"CREATE {temporary} TABLE rows (position integer, {columns})")
        self.columns = {name: f'rows."{name}"' for name in schema.fields}

    def placeholders(self, sql: str) -> str:
        return sql.replace("%s", "?") if self.dialect == "sqlite" else sql

    def fill(self, rows: Sequence[Row]) -> None:
        self.connection.execute("DELETE FROM rows")
        marks = ", ".join(["%s"] * (len(self.columns) + 1))
        sql = self.placeholders(f"INSERT INTO rows VALUES ({marks})")
        cells = [[index, *(self.cell(row[name]) for name in self.columns)] for index, row in enumerate(rows)]
        self.connection.cursor().executemany(sql, cells)

    def cell(self, value: RuleValue) -> RuleValue:
        return plain(value) if self.dialect == "sqlite" else value

    def run(self, trees: Sequence[Tree], today: date) -> list[list[Any]]:
        """The values of several rules, one list a rule, in the order of the rows."""
        written, params = [], []
        for tree in trees:
            sql, more = to_sql(tree, self.columns, self.dialect, today, self.schema)
            written.append(sql)
            params += more
        # As deep in other SQL as the figures' scan puts them.
        query = f"SELECT {', '.join(f'CASE WHEN 1 = 1 THEN {one} END' for one in written)} FROM rows ORDER BY position"
        found = self.connection.execute(self.placeholders(query), params).fetchall()
        kinds = [check(tree, self.schema).type for tree in trees]
        return [[self.read(row[index], kind) for row in found] for index, kind in enumerate(kinds)]

    def read(self, value: Any, kind: str) -> Any:
        if self.dialect == "sqlite" and kind == "bool" and value is not None:
            assert value in (0, 1) and isinstance(value, int), value
            return value == 1
        return plain(value)


def sqlite(schema: Schema) -> Database:
    return Database("sqlite", schema, sqlite3.connect(":memory:", isolation_level=None))


def postgresql(schema: Schema, uri: str) -> Database:
    return Database("postgresql", schema, psycopg.connect(uri, autocommit=True))


def same(left: Sequence[Any], right: Sequence[Any]) -> bool:
    """Equal in value and in type: True is not 1, 1.0 is not 1."""
    return [(type(one), one) for one in left] == [(type(one), one) for one in right]
