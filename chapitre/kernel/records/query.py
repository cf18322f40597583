"""A rule as a Django expression: in `filter`, in `annotate`, and inside aggregates, on SQLite and PostgreSQL."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import BigIntegerField, BooleanField, DateField, Expression, F, TextField
from django.db.models import Field as ModelField
from django.db.models.sql.compiler import SQLCompiler

from chapitre.kernel.rules import Fragment, Schema, Tree, check, fields_read, to_sql

OUTPUT_FIELDS: Mapping[str, type[ModelField[Any, Any]]] = {
    "int": BigIntegerField,
    "str": TextField,
    "bool": BooleanField,
    "date": DateField,
}


class RuleValue(Expression):
    """The value of a rule for each row: `Sum(RuleValue(tree, schema, today))`. Unknown is null.

    The fields it reads are the model's columns (or annotations) of the same names. Raises RuleError.
    """

    expects: str | None = None

    def __init__(self, tree: Tree, schema: Schema, today: date) -> None:
        checked = check(tree, schema, self.expects)
        super().__init__(output_field=OUTPUT_FIELDS[checked.type]())
        self.tree, self.schema, self.today = tree, schema, today
        self.names = sorted(fields_read(tree))
        self.columns: list[Any] = [F(name) for name in self.names]

    def get_source_expressions(self) -> list[Any]:
        return self.columns

    def set_source_expressions(self, exprs: Sequence[Any]) -> None:
        self.columns = list(exprs)

    def as_sql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> tuple[str, list[object]]:  # type: ignore[override]
        written = {}
        for name, column in zip(self.names, self.columns, strict=True):
            sql, params = compiler.compile(column)
            written[name] = Fragment(sql, tuple(params))
        dialect = connection.vendor
        if dialect not in ("sqlite", "postgresql"):
            raise NotImplementedError(f"rules run on SQLite and PostgreSQL, not on {dialect}")
        return to_sql(self.tree, written, dialect, self.today, self.schema)  # type: ignore[arg-type]


class Rule(RuleValue):
    """A yes-or-no rule: `Report.objects.filter(Rule(tree, schema, today))` keeps the rows for which it is true.

    Rows for which it is unknown are left out, as they are by `Count("pk", filter=Rule(…))`.
    """

    expects = "bool"
