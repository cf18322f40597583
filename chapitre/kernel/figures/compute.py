"""The figures computed again from the ledger's entries alone: replay the acts, then count in one generated loop.

Standard library only, and nothing shared with the site's own way of counting (SQL) but the declarations: this module
is part of verify.py. `registers` and `figures` are what `sources.contents()` gives, read back from JSON.
"""

from __future__ import annotations

import math
import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from operator import itemgetter
from typing import Any

from chapitre.kernel.rules.python import to_python, to_python_filter
from chapitre.kernel.rules.runtime import (
    rule_add_days,
    rule_day,
    rule_days_between,
    rule_month,
    rule_months_between,
    rule_year,
    rule_years_between,
)
from chapitre.kernel.rules.schema import Schema, schema_from_json

FactRow = tuple[Any, ...]  # the facts of one record, in the order of its register's schema
KnownEntry = tuple[str, str, int, FactRow]  # an entry read already: register, key, seq, facts in today's form
FactSteps = Mapping[int, Callable[[dict[str, Any]], dict[str, Any]]]
Registers = Mapping[str, Mapping[str, Any]]
Computed = tuple[int | None, int, int | None, int | None]  # numerator, denominator, records behind it, imported ones
FigureLoop = Callable[[Iterable[FactRow], str], list["Tally"]]  # rows and today (ISO) -> one tally a figure

LOOP_FUNCTIONS = (
    *(rule_add_days, rule_day, rule_days_between, rule_month),
    *(rule_months_between, rule_year, rule_years_between),
)


class ReplayError(ValueError):
    """Entries that cannot be the acts of these registers; the message names the record."""


@dataclass
class Tally:
    """What has been counted of one figure: records, the sum of their measure, how often each value was met, imports.

    Tallies of separate records add up, and what a record no longer is can be taken away again.
    """

    records: int = 0
    total: int = 0
    histogram: dict[Any, int] = field(default_factory=dict)
    imported: int = 0  # among the records

    def add(self, other: Tally, sign: int = 1) -> None:
        """Adds another tally, or takes it away (`sign` −1)."""
        self.records += sign * other.records
        self.total += sign * other.total
        self.imported += sign * other.imported
        for value, times in other.histogram.items():
            left = self.histogram.get(value, 0) + sign * times
            if left:
                self.histogram[value] = left
            else:
                self.histogram.pop(value, None)


def figures_of(
    registers: Registers, figures: Iterable[Mapping[str, Any]], rows: Mapping[str, Mapping[str, FactRow]], today: date
) -> dict[str, Computed]:
    """Every figure by id, from the records that `replay` gave.

    A numerator is None where the value is unknown: the median of nothing, a quotient by zero, a published date.
    """
    figures = list(figures)
    computed: dict[str, Computed] = {}
    for name, declared in registers.items():
        counted = [one for one in figures if one["register"] == name]
        tallies = figure_loop(declared["rules"], counted)(rows[name].values(), today.isoformat())
        for figure, tally in zip(counted, tallies, strict=True):
            computed[figure["id"]] = (settled(figure["value"], tally), 1, tally.records, tally.imported)
    for figure in figures:
        if figure["value"] == "published":
            value = figure["published"]
            computed[figure["id"]] = (value if isinstance(value, int) else None, 1, None, None)
    formulas = {one["id"]: one["formula"] for one in figures if one["value"] == "expression"}
    for name in formulas:
        records, imported = computed[name][2:] if name in computed else (None, None)
        numerator, denominator = quotient(formulas[name], formulas, computed, today) or (None, 1)
        computed[name] = (numerator, denominator, records, imported)
    return computed


def replay(
    registers: Registers, entries: Iterable[Mapping[str, Any] | KnownEntry], upcasters: Mapping[str, FactSteps]
) -> dict[str, dict[str, FactRow]]:
    """The facts of every record after its last entry, by register and key. Raises ReplayError.

    Entries are bodies, or what a quick reader made of them. Each record's acts must be numbered 1, 2, 3… and a body
    name exactly the facts of its schema's form.
    """
    rows: dict[str, dict[str, FactRow]] = {name: {} for name in registers}
    acts: dict[str, dict[str, int]] = {name: {} for name in registers}
    readers = {name: _fact_reader(name, declared, upcasters.get(name, {})) for name, declared in registers.items()}
    for entry in entries:
        if isinstance(entry, tuple):
            name, key, seq, row = entry
        else:
            name, key, seq = entry["register"], entry["key"], entry["seq"]
            if name not in rows:
                raise ReplayError(f"{name} {key}: no such register")
            row = readers[name](entry)
        if seq != acts[name].get(key, 0) + 1:
            raise ReplayError(f"{name} {key}: act {seq} follows act {acts[name].get(key, 0)}")
        acts[name][key] = seq
        rows[name][key] = row
    return rows


def _fact_reader(
    register: str, declared: Mapping[str, Any], steps: FactSteps
) -> Callable[[Mapping[str, Any]], FactRow]:
    names = [one["name"] for one in declared["rules"]["fields"]]
    picked = itemgetter(*names)
    intern = sys.intern

    def read(body: Mapping[str, Any]) -> FactRow:
        facts = body["facts"]
        try:
            for version in range(body["schema"], declared["schema"]):
                facts = steps[version](facts)
            row = picked(facts)
        except KeyError as missing:
            raise ReplayError(f"{register} {body['key']}: act {body['seq']} lacks {missing}") from None
        if len(facts) != len(names):
            raise ReplayError(f"{register} {body['key']}: act {body['seq']} has facts that the register has not")
        # Half a million records repeat a few hundred words: kept once each, they fit in memory.
        return tuple([intern(fact) if type(fact) is str else fact for fact in row])

    return read


def figure_loop(rules: Mapping[str, Any], figures: Iterable[Mapping[str, Any]]) -> FigureLoop:
    """The loop that counts a register's figures over rows of facts, all in one pass. `rules`: Schema.to_json()."""
    scope: dict[str, Any] = {one.__name__: one for one in LOOP_FUNCTIONS} | {"Tally": Tally}
    source = loop_source(schema_from_json(rules), figures)
    exec(compile(source, "<figures>", "exec"), scope)  # noqa: S102  (generated here, from checked rule trees only)
    loop: FigureLoop = scope["_loop"]
    return loop


def loop_source(schema: Schema, figures: Iterable[Mapping[str, Any]]) -> str:
    """The Python text of `_loop(rows, today)`: one pass over the rows, one test a figure.

    Walking each rule's tree for each row takes thirty times as long. Facts are locals of the loop (`imported`, which
    every register has, among them); the loop's own names begin with _, which a fact's cannot.
    """
    body: list[str] = []
    start: list[str] = []
    result: list[str] = []
    for place, figure in enumerate(figures):
        rule = to_python_filter(figure["rule"], schema)
        start.append(f"    _n{place} = _i{place} = _t{place} = 0; _h{place} = {{}}")
        result.append(f"Tally(_n{place}, _t{place}, _h{place}, _i{place})")
        body.append(f"        if {rule}:")
        if figure["measure"] is None:
            body.append(f"            _n{place} += 1")
            body.append(f"            if imported: _i{place} += 1")
            continue
        body.append(f"            _v = {to_python(figure['measure'], schema)}")
        body.append("            if _v is not None:")
        body.append(f"                _n{place} += 1")
        body.append(f"                if imported: _i{place} += 1")
        if figure["value"] == "sum":
            body.append(f"                _t{place} += _v")
        else:
            body.append(f"                _h{place}[_v] = _h{place}.get(_v, 0) + 1")
    names = ", ".join(schema.fields)
    head = ["def _loop(_rows, today):", *start, f"    for ({names},) in _rows:"]
    return "\n".join([*head, *body, "        pass", f"    return [{', '.join(result)}]", ""])


def settled(value: str, tally: Tally) -> int | None:
    """A figure's integer once everything is counted, None where nothing gives one.

    `median` is the lower median: the smallest value that at least half of the records do not exceed.
    """
    met = tally.histogram
    if value == "sum":
        return tally.total
    if value == "distinct":
        return len(met)
    if value in ("min", "max"):
        return (min if value == "min" else max)(met, default=None)
    if value == "median":
        upto = 0
        for one in sorted(met):
            upto += met[one]
            if 2 * upto >= tally.records:
                return int(one)
        return None
    return tally.records


def quotient(
    formula: list[Any], formulas: Mapping[str, list[Any]], computed: Mapping[str, Computed], today: date
) -> tuple[int, int] | None:
    """An expression in lowest terms, its denominator positive; None where an operand is unknown or a divisor is 0."""
    sign = formula[0]
    if sign == "int":
        return formula[1], 1
    if sign == "years":
        return span_in_years(formula[1], formula[2], today.isoformat())
    if sign == "figure":
        if formula[1] in formulas:
            return quotient(formulas[formula[1]], formulas, computed, today)
        numerator, denominator = computed[formula[1]][:2]
        return None if numerator is None else (numerator, denominator)
    left, right = (quotient(side, formulas, computed, today) for side in formula[1:])
    if left is None or right is None:
        return None
    if sign in ("add", "sub"):
        right_part = right[0] * left[1] * (1 if sign == "add" else -1)
        top, bottom = left[0] * right[1] + right_part, left[1] * right[1]
    elif sign == "mul":
        top, bottom = left[0] * right[0], left[1] * right[1]
    else:
        top, bottom = left[0] * right[1], left[1] * right[0]
    if bottom == 0:
        return None
    shared = math.gcd(top, bottom) * (1 if bottom > 0 else -1)
    return top // shared, bottom // shared


def figures_named(formula: list[Any]) -> list[str]:
    """The ids of the figures that an expression is made of, as often as it names them."""
    if formula[0] == "figure":
        return [formula[1]]
    return [name for side in formula[1:] if isinstance(side, list) for name in figures_named(side)]


def span_in_years(start: str, end: str | None, today: str) -> tuple[int, int]:
    """How many years a period has lasted, both its days included and none after today: whole ones, and the part of the
    one begun, in days over the days of that year. 0 before it begins."""
    after = rule_add_days(today if end is None else min(end, today), 1)
    if after <= start:
        return 0, 1
    whole = rule_years_between(start, after)
    begun, full = (year_later(start, years) for years in (whole, whole + 1))
    days = rule_days_between(begun, full)
    top = whole * days + rule_days_between(begun, after)
    shared = math.gcd(top, days)
    return top // shared, days // shared


def year_later(day: str, years: int) -> str:
    """The same day so many years later; 28 February where there is no 29th."""
    year = int(day[:4]) + years
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return f"{year:04d}{'-02-28' if day[4:] == '-02-29' and not leap else day[4:]}"
