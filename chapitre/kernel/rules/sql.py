"""Rules as SQL, for SQLite and PostgreSQL: three-valued by nature, explicit where the two databases differ."""

from collections.abc import Iterable, Mapping
from datetime import date
from string import Formatter
from typing import Literal, NamedTuple

from chapitre.kernel.rules.check import Checked, check
from chapitre.kernel.rules.cutoffs import date_cutoff
from chapitre.kernel.rules.intervals import division_shift
from chapitre.kernel.rules.nodes import ARITHMETIC, COMPARISONS, RuleValue, Tree
from chapitre.kernel.rules.oracle import evaluate
from chapitre.kernel.rules.schema import Schema

Dialect = Literal["sqlite", "postgresql"]

SQL_SIGNS = {**COMPARISONS, "eq": "=", "ne": "<>"}


class Fragment(NamedTuple):
    """A piece of SQL with `%s` placeholders, and their parameters in order."""

    sql: str
    params: tuple[object, ...] = ()


Column = str | Fragment


def to_sql(
    tree: Tree, columns: Mapping[str, Column], dialect: Dialect, today: date, schema: Schema
) -> tuple[str, list[object]]:
    """A rule as one SQL expression in brackets, with `%s` placeholders, and its parameters (texts only).

    `columns` gives the SQL of each field read (a string, or a Fragment with parameters of its own). Dates are
    `YYYY-MM-DD` texts and booleans 0 and 1 on SQLite, as Django stores them; a native date and boolean on PostgreSQL.
    A filter must keep what is true only: both databases' WHERE and FILTER do. Raises RuleError.
    """
    writer = {"sqlite": SqliteWriter, "postgresql": PostgresWriter}[dialect](columns, today)
    sql, params = writer.write(check(tree, schema))
    return sql, list(params)


def fragment(template: str, *parts: Fragment) -> Fragment:
    """Puts pieces in the numbered places of a template, and their parameters in the order they are written."""
    written: list[str] = []
    params: list[object] = []
    for text, place, _, _ in Formatter().parse(template):
        written.append(text)
        if place is not None:
            written.append(parts[int(place)].sql)
            params += parts[int(place)].params
    return Fragment("".join(written), tuple(params))


def joined(separator: str, parts: Iterable[Fragment]) -> Fragment:
    """Pieces one after the other."""
    every = list(parts)
    return Fragment(separator.join(one.sql for one in every), tuple(p for one in every for p in one.params))


class SqlWriter:
    """What the two dialects share. Every piece is closed: a leaf, a call, or in brackets."""

    def __init__(self, columns: Mapping[str, Column], today: date) -> None:
        self.columns, self.today = columns, today

    def write(self, node: Checked) -> Fragment:
        if node.constant:
            return self.constant(evaluate(node.tree, {}, self.today))
        if node.op in COMPARISONS:
            return self.comparison(node)
        handler = getattr(self, f"op_{node.op}", None) or self.plain
        written: Fragment = handler(node, *(self.write(one) for one in node.args))
        return written

    def constant(self, value: RuleValue) -> Fragment:
        if isinstance(value, bool):
            return Fragment("TRUE" if value else "FALSE")
        if isinstance(value, int):
            return self.integer(value)
        if isinstance(value, date):
            return self.day(value)
        return self.text(str(value))

    def integer(self, value: int) -> Fragment:
        raise NotImplementedError

    def day(self, value: date) -> Fragment:
        raise NotImplementedError

    def text(self, value: str) -> Fragment:
        raise NotImplementedError

    def collated(self, written: Fragment) -> Fragment:
        """A text, compared by code point."""
        raise NotImplementedError

    def op_field(self, node: Checked) -> Fragment:
        column = self.columns[node.leaf]
        return column if isinstance(column, Fragment) else Fragment(column)

    def comparison(self, node: Checked) -> Fragment:
        cutoff = date_cutoff(node, self.today)
        if cutoff is not None:
            subject = self.write(cutoff.subject)
            tests = [fragment(f"{{0}} {SQL_SIGNS[op]} {{1}}", subject, self.day(day)) for op, day in cutoff.tests]
            return fragment("({0})", joined(f" {cutoff.word} ", tests))
        left, right = (self.write(one) for one in node.args)
        if node.args[0].type == "str":
            left = self.collated(left)
        return fragment(f"({{0}} {SQL_SIGNS[node.op]} {{1}})", left, right)

    def op_in(self, node: Checked, subject: Fragment) -> Fragment:
        kind = node.args[0].type
        if kind == "str":
            subject = self.collated(subject)
        values = [self.constant(date.fromisoformat(one) if kind == "date" else one) for one in node.leaf]
        return fragment("({0} IN ({1}))", subject, joined(", ", values))

    def plain(self, node: Checked, *args: Fragment) -> Fragment:
        """and, or, and arithmetic: an operator between operands."""
        sign = {"and": "AND", "or": "OR", **ARITHMETIC}[node.op]
        return fragment("({0})", joined(f" {sign} ", args))

    def op_not(self, _node: Checked, arg: Fragment) -> Fragment:
        return fragment("(NOT {0})", arg)

    def op_neg(self, _node: Checked, arg: Fragment) -> Fragment:
        return fragment("(- {0})", arg)

    def op_abs(self, _node: Checked, arg: Fragment) -> Fragment:
        return fragment("abs({0})", arg)

    def op_floordiv(self, node: Checked, arg: Fragment, _divisor: Fragment) -> Fragment:
        return self.floored(arg, node.args[0].low, node.args[1].leaf)

    def floored(self, arg: Fragment, low: int, divisor: int) -> Fragment:
        """Division rounded down: both databases round towards zero, so the dividend is first made non-negative."""
        shift = division_shift(low, divisor)
        by = self.integer(divisor)
        if shift == 0:
            return fragment("({0} / {1})", arg, by)
        return fragment("(({0} + {1}) / {2} - {3})", arg, self.integer(shift * divisor), by, self.integer(shift))

    def op_known(self, _node: Checked, arg: Fragment) -> Fragment:
        return fragment("({0} IS NOT NULL)", arg)

    def op_if(self, _node: Checked, *args: Fragment) -> Fragment:
        cases = [fragment("WHEN {0} THEN {1}", *pair) for pair in zip(args[:-1:2], args[1::2], strict=True)]
        return fragment("(CASE {0} ELSE {1} END)", joined(" ", cases), args[-1])

    def op_years_between(self, node: Checked, start: Fragment, end: Fragment) -> Fragment:
        # Whole years are months over twelve, rounded down: the months are at least twelve times the least years.
        return self.floored(self.op_months_between(node, start, end), 12 * node.low, 12)

    def op_months_between(self, node: Checked, start: Fragment, end: Fragment) -> Fragment:
        raise NotImplementedError

    def fixed(self, node: Checked) -> date | None:
        """The date of a constant operand."""
        value = evaluate(node.tree, {}, self.today) if node.constant else None
        return value if isinstance(value, date) else None


class SqliteWriter(SqlWriter):
    """SQLite: dates are texts, integers are 64 bits, `min` and `max` are null if an operand is."""

    def integer(self, value: int) -> Fragment:
        return Fragment(str(value) if value >= 0 else f"({value})")

    def day(self, value: date) -> Fragment:
        return Fragment(f"'{value.isoformat()}'")

    def text(self, value: str) -> Fragment:
        return Fragment("%s", (value,))

    def collated(self, written: Fragment) -> Fragment:
        return fragment("{0} COLLATE BINARY", written)

    def op_year(self, _node: Checked, day: Fragment) -> Fragment:
        return fragment("CAST(substr({0}, 1, 4) AS INTEGER)", day)

    def op_month(self, _node: Checked, day: Fragment) -> Fragment:
        return fragment("CAST(substr({0}, 6, 2) AS INTEGER)", day)

    def op_day(self, _node: Checked, day: Fragment) -> Fragment:
        return fragment("CAST(substr({0}, 9, 2) AS INTEGER)", day)

    def op_days_between(self, _node: Checked, start: Fragment, end: Fragment) -> Fragment:
        # Julian days of civil dates end in .5 exactly, so their difference is a whole number.
        return fragment("CAST(julianday({1}) - julianday({0}) AS INTEGER)", start, end)

    def op_add_days(self, _node: Checked, day: Fragment, count: Fragment) -> Fragment:
        return fragment("date({0}, {1} || ' days')", day, count)

    def op_min(self, _node: Checked, *args: Fragment) -> Fragment:
        return fragment("min({0})", joined(", ", args))

    def op_max(self, _node: Checked, *args: Fragment) -> Fragment:
        return fragment("max({0})", joined(", ", args))

    def op_months_between(self, node: Checked, start: Fragment, end: Fragment) -> Fragment:
        first, last = (self.fixed(one) for one in node.args)
        months = fragment(
            "(substr({1}, 1, 4) - substr({0}, 1, 4)) * 12 + substr({1}, 6, 2) - substr({0}, 6, 2)", start, end
        )
        early = fragment("substr({1}, 9, 2) < substr({0}, 9, 2)", start, end)
        if last is not None and _ends_month(last):
            return fragment("({0})", months)
        if last is None and not (first is not None and first.day <= 28):
            # The day after the calendar's last is null, but then `early` is false already.
            early = fragment("{0} AND substr(date({1}, '+1 day'), 9, 2) <> '01'", early, end)
        return fragment("({0} - ({1}))", months, early)


class PostgresWriter(SqlWriter):
    """PostgreSQL: integers widened at the leaves, texts compared in the C collation, LEAST guarded against nulls."""

    def integer(self, value: int) -> Fragment:
        return Fragment(f"CAST({value} AS BIGINT)")

    def day(self, value: date) -> Fragment:
        return Fragment(f"DATE '{value.isoformat()}'")

    def text(self, value: str) -> Fragment:
        return Fragment("CAST(%s AS TEXT)", (value,))

    def collated(self, written: Fragment) -> Fragment:
        return fragment('{0} COLLATE "C"', written)

    def op_field(self, node: Checked) -> Fragment:
        column = super().op_field(node)
        return fragment("CAST({0} AS BIGINT)", column) if node.type == "int" else column

    def part(self, name: str, day: Fragment) -> Fragment:
        return fragment(f"CAST(EXTRACT({name} FROM {{0}}) AS BIGINT)", day)

    def op_year(self, _node: Checked, day: Fragment) -> Fragment:
        return self.part("YEAR", day)

    def op_month(self, _node: Checked, day: Fragment) -> Fragment:
        return self.part("MONTH", day)

    def op_day(self, _node: Checked, day: Fragment) -> Fragment:
        return self.part("DAY", day)

    def op_days_between(self, _node: Checked, start: Fragment, end: Fragment) -> Fragment:
        return fragment("CAST({1} - {0} AS BIGINT)", start, end)

    def op_add_days(self, _node: Checked, day: Fragment, count: Fragment) -> Fragment:
        return fragment("({0} + CAST({1} AS INTEGER))", day, count)

    def op_min(self, node: Checked, *args: Fragment) -> Fragment:
        return self.extreme("LEAST", node, args)

    def op_max(self, node: Checked, *args: Fragment) -> Fragment:
        return self.extreme("GREATEST", node, args)

    def extreme(self, function: str, node: Checked, args: tuple[Fragment, ...]) -> Fragment:
        chosen = fragment(f"{function}({{0}})", joined(", ", args))
        doubtful = [fragment("{0} IS NULL", arg) for one, arg in zip(node.args, args, strict=True) if one.nullable]
        if not doubtful:
            return chosen
        return fragment("(CASE WHEN {0} THEN NULL ELSE {1} END)", joined(" OR ", doubtful), chosen)

    def op_months_between(self, node: Checked, start: Fragment, end: Fragment) -> Fragment:
        years, months, days = ((self.part(name, start), self.part(name, end)) for name in ("YEAR", "MONTH", "DAY"))
        whole = fragment("({1} - {0}) * 12 + {3} - {2}", *years, *months)
        first, last = (self.fixed(one) for one in node.args)
        if last is not None and _ends_month(last):
            return fragment("({0})", whole)
        early = fragment("{1} < {0}", *days)
        if last is None and not (first is not None and first.day <= 28):
            early = fragment("{0} AND EXTRACT(DAY FROM {1} + 1) <> 1", early, end)
        return fragment("({0} - CASE WHEN {1} THEN 1 ELSE 0 END)", whole, early)


def _ends_month(day: date) -> bool:
    return day == date.max or date.fromordinal(day.toordinal() + 1).day == 1
