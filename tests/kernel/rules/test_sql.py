"""The SQL that is written, where its form matters."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chapitre.kernel.rules import Field, Fragment, Schema, check, evaluate, parse, to_sql
from chapitre.kernel.rules.cutoffs import date_cutoff
from chapitre.kernel.rules.sql import Dialect, fragment

TODAY = date(2025, 11, 18)
SCHEMA = Schema(
    "tests.rows",
    [
        Field("d", "date", date.min, date.max),
        Field("e", "date"),
        Field("n", "int", 0, 99),
        Field("z", "int", -99, 99),
        Field("s", "str"),
        Field("b", "bool"),
    ],
)
COLUMNS = {name: f'"{name}"' for name in SCHEMA.fields}


def sql(source: str, dialect: Dialect = "sqlite") -> str:
    written, params = to_sql(parse(source), COLUMNS, dialect, TODAY, SCHEMA)
    assert written.count("%s") == len(params)
    return written


@pytest.mark.parametrize(
    ("source", "written"),
    [
        # 36 months: the same day three years before, or the last of its month.
        ("months_between(d, today) >= 36", "(\"d\" <= '2022-11-18')"),
        ("months_between(d, today) > 35", "(\"d\" <= '2022-11-18')"),
        ("36 <= months_between(d, today)", "(\"d\" <= '2022-11-18')"),
        ("months_between(d, today) < 36", "(\"d\" > '2022-11-18')"),
        ("months_between(d, today) <= 35", "(\"d\" > '2022-11-18')"),
        ("months_between(d, today) == 36", "(\"d\" <= '2022-11-18' AND \"d\" > '2022-10-18')"),
        ("months_between(d, today) != 36", "(\"d\" > '2022-11-18' OR \"d\" <= '2022-10-18')"),
        ("years_between(d, today) >= 3", "(\"d\" <= '2022-11-18')"),
        ("days_between(d, today) >= 18", "(\"d\" <= '2025-10-31')"),
        ("months_between(today, d) >= 1", "(\"d\" >= '2025-12-18')"),
        ("months_between(d, date(2025, 2, 28)) >= 1", "(\"d\" <= '2025-01-31')"),
        ("months_between(date(2024, 2, 29), d) >= 12", "(\"d\" >= '2025-02-28')"),
        ("days_between(today, add_days(e, 3)) < 3 * 2", "(date(\"e\", 3 || ' days') < '2025-11-24')"),
        # Beyond the calendar: never, or always, but still unknown on unknown.
        ("years_between(d, today) >= 99999", "(\"d\" < '0001-01-01')"),
        ("years_between(d, today) < 99999", "(\"d\" >= '0001-01-01')"),
        ("years_between(today, d) >= 99999", "(\"d\" > '9999-12-31')"),
        ("years_between(today, d) < 99999", "(\"d\" <= '9999-12-31')"),
    ],
)
def test_a_span_against_a_number_is_a_date_cutoff(source: str, written: str) -> None:
    assert sql(source) == written


@given(
    st.sampled_from(["days_between", "months_between", "years_between"]),
    st.sampled_from(["lt", "le", "gt", "ge", "eq", "ne"]),
    st.booleans(),
    st.dates(date(1000, 1, 1), date(2999, 12, 31)),
    st.one_of(st.dates(), st.dates(date(2020, 1, 1), date(2030, 1, 1))),
    st.integers(-3, 3),
    st.booleans(),
)
@settings(max_examples=600, deadline=None)
def test_a_cutoff_says_what_the_oracle_says(
    span: str, op: str, first: bool, today: date, day: date, offset: int, mirrored: bool
) -> None:
    """Tried where it could be wrong: within a few units of the value itself."""
    call = [span, ["field", "d"], ["today"]] if first else [span, ["today"], ["field", "d"]]
    value = evaluate(call, {"d": day}, today)
    assert isinstance(value, int)
    sides = [call, ["int", value + offset]]
    tree = [op, *(reversed(sides) if mirrored else sides)]
    cutoff = date_cutoff(check(tree, SCHEMA), today)
    assert cutoff is not None
    tests = [
        evaluate([one, ["field", "d"], ["date", edge.isoformat()]], {"d": day}, today) for one, edge in cutoff.tests
    ]
    assert (all if cutoff.word == "AND" else any)(tests) is evaluate(tree, {"d": day}, today)


@pytest.mark.parametrize(
    ("source", "sqlite", "postgresql"),
    [
        ('s == "é"', '("s" COLLATE BINARY = %s)', '("s" COLLATE "C" = CAST(%s AS TEXT))'),
        ('"é" == s', '(%s COLLATE BINARY = "s")', '(CAST(%s AS TEXT) COLLATE "C" = "s")'),
        ('s in ["a", "b"]', '("s" COLLATE BINARY IN (%s, %s))', None),
        ("not b", '(NOT "b")', '(NOT "b")'),
        ("not n > 1", '(NOT ("n" > 1))', '(NOT (CAST("n" AS BIGINT) > CAST(1 AS BIGINT)))'),
        ("not known(n)", '(NOT ("n" IS NOT NULL))', None),
        ("n // 7 == 1", '(("n" / 7) = 1)', None),
        ("z // 7 == 1", '((("z" + 105) / 7 - 15) = 1)', None),
        ("-z == -5", '((- "z") = (-5))', None),
        ("n == 1 + 2 * 3", '("n" = 7)', None),
        ("d > add_days(today, -30)", "(\"d\" > '2025-10-19')", "(\"d\" > DATE '2025-10-19')"),
        ("d == date(1, 1, 1)", "(\"d\" = '0001-01-01')", "(\"d\" = DATE '0001-01-01')"),
        ("1 < 2", "TRUE", "TRUE"),
        ("b == True", '("b" = TRUE)', '("b" = TRUE)'),
        ("1 if b else 2", '(CASE WHEN "b" THEN 1 ELSE 2 END)', None),
    ],
)
def test_is_written_as(source: str, sqlite: str, postgresql: str | None) -> None:
    assert sql(source) == sqlite
    if postgresql is not None:
        assert sql(source, "postgresql") == postgresql


def test_texts_are_parameters_in_the_order_they_are_written() -> None:
    tree = parse('(s == "%s{0}" or s in ["b", "c"]) and s != "d"')
    written, params = to_sql(tree, COLUMNS, "sqlite", TODAY, SCHEMA)
    assert params == ["%s{0}", "b", "c", "d"]
    assert "{" not in written


def test_a_column_may_bring_parameters_of_its_own() -> None:
    columns = {"s": Fragment("coalesce(name, %s)", ("?",))}
    written, params = to_sql(parse('known(s) and s == "x" and "y" != s'), columns, "sqlite", TODAY, SCHEMA)
    assert written.count("%s") == 5
    assert params == ["?", "?", "x", "y", "?"]


def test_pieces_keep_their_parameters_when_a_template_moves_or_repeats_them() -> None:
    found = fragment("{1} {0} {1}", Fragment("a%s", (1,)), Fragment("b%s", (2,)))
    assert found == Fragment("b%s a%s b%s", (2, 1, 2))
