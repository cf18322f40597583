"""The second way of counting: replay, tallies, medians and the generated loop, alone and against slow oracles."""

import ast
import calendar
import statistics
import sys
from collections.abc import Iterator
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chapitre.kernel.figures import compute
from chapitre.kernel.figures.compute import (
    ReplayError,
    Tally,
    figure_loop,
    figures_of,
    replay,
    settled,
    span_in_years,
)
from chapitre.kernel.figures.periods import years_in
from chapitre.kernel.figures.values import lower_median
from chapitre.kernel.rules import Field, Schema, evaluate, read

SCHEMA = Schema(
    "town.things",
    [
        *(Field("on", "date"), Field("size", "int", 0, 1000), Field("kind", "str"), Field("ok", "bool")),
        Field("imported", "bool", nullable=False),
    ],
)
REGISTERS = {"town.things": {"schema": 2, "rules": SCHEMA.to_json()}}
TODAY = date(2025, 11, 18)


def body(key: str, seq: int, schema: int = 2, **facts: Any) -> dict[str, Any]:
    whole = {"on": "2024-01-01", "size": 1, "kind": "a", "ok": True, "imported": False} | facts
    return {"register": "town.things", "key": key, "seq": seq, "schema": schema, "facts": whole}


def figure(id: str, value: str, where: str, of: str | None = None) -> dict[str, Any]:
    rule, measure = read(where, SCHEMA, "bool"), None if of is None else read(of, SCHEMA)
    return {"id": id, "value": value, "register": "town.things", "rule": rule, "measure": measure, "formula": None}


def test_the_last_entry_of_each_record_stands() -> None:
    entries = [body("a", 1), body("b", 1, size=2), body("a", 2, size=7)]
    rows = replay(REGISTERS, entries, {})["town.things"]
    assert rows == {"a": ("2024-01-01", 7, "a", True, False), "b": ("2024-01-01", 2, "a", True, False)}


@pytest.mark.parametrize(
    ("entries", "said"),
    [
        ([body("a", 2)], "town.things a: act 2 follows act 0"),
        ([body("a", 1), body("a", 1)], "town.things a: act 1 follows act 1"),
        ([body("a", 1), body("a", 3)], "town.things a: act 3 follows act 1"),
        ([body("a", 1) | {"register": "town.others"}], "town.others a: no such register"),
        ([body("a", 1) | {"facts": {"on": None}}], "town.things a: act 1 lacks 'size'"),
        ([body("a", 1, more=1)], "town.things a: act 1 has facts that the register has not"),
        ([body("a", 1, schema=1)], "town.things a: act 1 lacks 1"),
    ],
)
def test_entries_that_cannot_be_these_acts(entries: list[dict[str, Any]], said: str) -> None:
    with pytest.raises(ReplayError, match=said):
        replay(REGISTERS, entries, {})


def test_older_entries_are_brought_to_today_s_form() -> None:
    old = body("a", 1, schema=1)
    old["facts"]["good"] = old["facts"].pop("ok")
    steps = {1: lambda facts: {"ok" if name == "good" else name: fact for name, fact in facts.items()}}
    assert replay(REGISTERS, [old], {"town.things": steps})["town.things"]["a"] == ("2024-01-01", 1, "a", True, False)


@given(st.lists(st.integers(-20, 20), min_size=1))
def test_the_lower_median_is_the_smallest_value_that_half_do_not_exceed(values: list[int]) -> None:
    histogram = {value: values.count(value) for value in values}
    wanted = statistics.median_low(values)
    assert settled("median", Tally(len(values), 0, histogram)) == lower_median(histogram) == wanted
    assert 2 * sum(value <= wanted for value in values) >= len(values)
    assert all(2 * sum(value <= less for value in values) < len(values) for less in values if less < wanted)


def test_the_median_of_nothing_is_unknown_and_its_sum_nothing() -> None:
    assert [settled(value, Tally()) for value in ("count", "sum", "distinct")] == [0, 0, 0]
    assert [settled(value, Tally()) for value in ("min", "max", "median")] == [None, None, None]


TALLIES = st.builds(
    Tally,
    st.integers(0, 9),
    st.integers(-9, 9),
    st.dictionaries(st.integers(0, 5), st.integers(1, 5), max_size=4),
    st.integers(0, 9),
)


@given(TALLIES, TALLIES)
def test_what_is_added_can_be_taken_away(one: Tally, other: Tally) -> None:
    whole = Tally(one.records, one.total, dict(one.histogram), one.imported)
    whole.add(other)
    assert (whole.records, whole.imported) == (one.records + other.records, one.imported + other.imported)
    whole.add(other, -1)
    assert whole == one


ROWS = st.lists(
    st.tuples(
        st.none() | st.sampled_from(["2023-12-31", "2024-02-29", "2025-11-18"]),
        st.none() | st.integers(0, 6),
        st.none() | st.sampled_from(["a", "é", "b'\"\\"]),
        st.none() | st.booleans(),
        st.booleans(),
    ),
    max_size=12,
)
FIGURES = [
    ("count", 'ok and kind != "a"', None),
    ("count", "not (ok or size > 3) or not known(on)", None),
    ("count", "on < today", None),
    ("sum", "on >= date(2024, 1, 1)", "size * 2 - 1"),
    ("distinct", "size < 5", "kind"),
    ("distinct", "known(size)", "ok"),
    ("min", "ok", "year(on)"),
    ("max", "ok", "days_between(on, today)"),
    ("median", "size >= 0", "months_between(on, today)"),
]


def slowly(value: str, met: list[Any]) -> int | None:
    """The oracle: everything in a list."""
    if value in ("count", "sum", "distinct"):
        return {"count": len(met), "sum": sum(met) if value == "sum" else 0, "distinct": len(set(met))}[value]
    return None if not met else {"min": min, "max": max, "median": statistics.median_low}[value](met)


@given(ROWS)
def test_one_loop_counts_as_the_oracle_does(rows: list[tuple[Any, ...]]) -> None:
    figures = [figure(f"f.{place}", *one) for place, one in enumerate(FIGURES)]
    computed = figures_of(REGISTERS, figures, {"town.things": {str(n): row for n, row in enumerate(rows)}}, TODAY)
    for one in figures:
        met, imported = [], 0
        for row in rows:
            facts = dict(zip(SCHEMA.fields, row, strict=True))
            facts["on"] = None if row[0] is None else date.fromisoformat(row[0])
            if evaluate(one["rule"], facts, TODAY) is True:
                met.append(True if one["measure"] is None else evaluate(one["measure"], facts, TODAY))
                imported += met[-1] is not None and row[-1]
        met = [value for value in met if value is not None]
        assert computed[one["id"]] == (slowly(one["value"], met), 1, len(met), imported)


def test_the_loop_reads_each_row_once() -> None:
    read_rows = 0

    def rows() -> Iterator[tuple[Any, ...]]:
        nonlocal read_rows
        for size in range(5):
            read_rows += 1
            yield ("2024-01-01", size, "a", True, False)

    figures = [figure(f"f.{place}", *one) for place, one in enumerate(FIGURES)]
    tallies = figure_loop(SCHEMA.to_json(), figures)(rows(), TODAY.isoformat())
    assert (read_rows, len(tallies)) == (5, len(FIGURES))


def test_it_needs_nothing_but_the_standard_library_and_the_rules() -> None:
    tree = ast.parse(Path(compute.__file__).read_text(encoding="utf-8"))
    modules = {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    modules |= {name.name for node in ast.walk(tree) if isinstance(node, ast.Import) for name in node.names}
    ours = {name for name in modules if name.startswith("chapitre")}
    assert all(name.startswith("chapitre.kernel.rules.") for name in ours)
    assert modules - ours <= sys.stdlib_module_names | {"collections.abc"}


def slow_years(start: date, end: date | None, today: date) -> Fraction:
    """The oracle: each day of the period adds its share of the year that it is in, from anniversary to anniversary."""
    total, year, day = Fraction(0), 0, start
    while day <= min(end or today, today):
        while day >= later(start, year + 1):
            year += 1
        total += Fraction(1, (later(start, year + 1) - later(start, year)).days)
        day += timedelta(days=1)
    return total


def later(day: date, years: int) -> date:
    leap = calendar.isleap(day.year + years)
    return date(day.year + years, day.month, 28 if (day.month, day.day) == (2, 29) and not leap else day.day)


DAYS = st.dates(date(2018, 1, 1), date(2026, 12, 31)) | st.sampled_from(
    [date(2020, 2, 29), date(2024, 2, 29), date(2021, 2, 28), date(2020, 1, 1), date(2024, 12, 31), date(2019, 1, 31)]
)


@settings(max_examples=60)
@given(DAYS, st.none() | DAYS, DAYS)
def test_both_counts_and_a_count_of_days_agree_on_the_years_of_a_period(
    start: date, end: date | None, today: date
) -> None:
    wanted = slow_years(start, end, today)
    assert years_in(start, end, today) == wanted
    top, bottom = span_in_years(start.isoformat(), end.isoformat() if end else None, today.isoformat())
    assert (top, bottom) == wanted.as_integer_ratio()


def test_whole_calendar_years_are_whole() -> None:
    assert span_in_years("2020-01-01", "2024-12-31", "2026-11-24") == (5, 1)
    assert span_in_years("2020-01-01", None, "2025-12-31") == (6, 1)
    assert span_in_years("2020-07-04", None, "2021-01-01") == (182, 365)
    assert span_in_years("2027-01-01", None, "2026-11-24") == (0, 1)
