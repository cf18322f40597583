"""The generated Python: what it looks like, that it is safe to run, and the functions it calls."""

import ast
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chapitre.kernel.rules import Field, RuleError, Schema, parse, to_python, to_python_filter
from chapitre.kernel.rules.oracle import days_between, months_between, years_between
from chapitre.kernel.rules.runtime import (
    rule_add_days,
    rule_day,
    rule_days_between,
    rule_month,
    rule_months_between,
    rule_year,
    rule_years_between,
)

SCHEMA = Schema(
    "tests.rows",
    [
        Field("n", "int", 0, 9),
        Field("m", "int", 0, 9, nullable=False),
        Field("d", "date", nullable=False),
        Field("s", "str"),
        Field("b", "bool"),
        Field("c", "bool", nullable=False),
    ],
)


@pytest.mark.parametrize(
    ("source", "filter_code"),
    [
        ("m > 1", "(m > 1)"),
        ("n > 1", "(n is not None and (n > 1))"),
        ("not n > 1", "(n is not None and (n <= 1))"),
        ("n + m * n > 1", "(n is not None and ((n + (m * n)) > 1))"),
        ('d >= date(2023, 1, 1) and s != "é"', "((d >= '2023-01-01') and (s is not None and (s != '\\xe9')))"),
        ("not (b and c)", "((b is False) or (c is False))"),
        ("s not in ['a', \"b'\"]", "(s is not None and (s not in ('a', \"b'\",)))"),
        ("known(n + m)", "(n is not None)"),
        ("not known(n)", "(n is None)"),
        ("months_between(d, today) >= 36", "(rule_months_between(d, today) >= 36)"),
    ],
)
def test_a_filter_is_plain_python(source: str, filter_code: str) -> None:
    assert to_python_filter(parse(source), SCHEMA) == filter_code


def test_a_value_is_computed_once_where_it_decides_for_itself_when_it_is_unknown() -> None:
    written = to_python(parse("(n if b else m) * 2"), SCHEMA)
    assert written == "((rule_1 * 2) if (rule_1 := (n if (b is True) else m)) is not None else None)"


def test_a_filter_is_a_yes_or_no() -> None:
    with pytest.raises(RuleError, match="oui ou non"):
        to_python_filter(parse("m + 1"), SCHEMA)


@given(st.text(st.characters(exclude_categories=["Cc", "Cs"])))
def test_a_text_can_only_be_a_text(text: str) -> None:
    """Trees come from files and their Python is executed: a text must not break out of its quotes."""
    written = to_python(["eq", ["field", "s"], ["str", text]], SCHEMA)
    assert written.isascii()
    names = {node.id for node in ast.walk(ast.parse(written)) if isinstance(node, ast.Name)}
    assert names == {"s"}
    assert eval(written, {}, {"s": text}) is True


@pytest.mark.parametrize("name", ["__import__('os')", "s)", "s or True", "ſ", "S"])
def test_a_name_can_only_be_a_field(name: str) -> None:
    with pytest.raises(RuleError):
        to_python(["known", ["field", name]], SCHEMA)


ENDS = [
    date.min,
    date.max,
    date(9999, 2, 28),
    date(2024, 2, 29),
    date(2023, 2, 28),
    date(2025, 1, 31),
    date(2025, 4, 30),
]
DAYS = st.one_of(st.dates(), st.sampled_from(ENDS))


@given(DAYS, DAYS)
def test_the_runtime_agrees_with_the_oracle_over_the_whole_calendar(start: date, end: date) -> None:
    first, last = start.isoformat(), end.isoformat()
    assert rule_months_between(first, last) == months_between(start, end)
    assert rule_years_between(first, last) == years_between(start, end)
    assert rule_days_between(first, last) == days_between(start, end)
    assert rule_add_days(first, days_between(start, end)) == last
    assert (rule_year(first), rule_month(first), rule_day(first)) == (start.year, start.month, start.day)
