"""The meaning of each operator, by hand: what every other runner is measured against."""

from calendar import monthrange
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chapitre.kernel.rules import RuleValue, evaluate, parse
from chapitre.kernel.rules.oracle import days_between, months_between, years_between

TODAY = date(2025, 11, 18)
ROW: dict[str, RuleValue] = {
    "t": True, "f": False, "u": None, "n": 7, "m": -7, "un": None, "d": date(2024, 2, 29), "ud": None,
    "s": "é", "us": None,
}  # fmt: skip


def value(source: str) -> RuleValue:
    return evaluate(parse(source), ROW, TODAY)


@pytest.mark.parametrize(
    ("left", "right", "both", "either"),
    [
        ("t", "t", True, True), ("t", "f", False, True), ("t", "u", None, True),
        ("f", "t", False, True), ("f", "f", False, False), ("f", "u", False, None),
        ("u", "t", None, True), ("u", "f", False, None), ("u", "u", None, None),
    ],
)  # fmt: skip
def test_and_or_are_kleenes(left: str, right: str, both: bool | None, either: bool | None) -> None:
    assert value(f"{left} and {right}") is both
    assert value(f"{left} or {right}") is either
    assert value(f"{left} and {right} and {left}") is both
    assert value(f"{left} or {right} or {left}") is either


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("not t", False), ("not f", True), ("not u", None),
        ("n == 7", True), ("n != 7", False), ("n < 8", True), ("n <= 7", True), ("n > 7", False), ("n >= 7", True),
        ("un == 7", None), ("un != 7", None), ("un < 7", None), ("7 >= un", None), ("un == un", None),
        ("t == t", True), ("t == f", False), ("u == t", None), ("t != u", None),
        ('s == "é"', True), ('s == "e\u0301"', False), ('s == "É"', False), ('s != "e"', True), ('us == "é"', None),
        ("d == date(2024, 2, 29)", True), ("d < today", True), ("ud < today", None),
        ("n in [1, 7]", True), ("n in [1]", False), ("un in [7]", None),
        ("n not in [7]", False), ("un not in [7]", None),
        ('s in ["e", "é"]', True), ("d in [date(2024, 2, 29)]", True),
        ("n + m + 1", 1), ("n - m", 14), ("n * m * 2", -98), ("n + un", None), ("un * 0", None),
        ("n // 2", 3), ("m // 2", -4), ("un // 2", None), ("-n", -7), ("-un", None), ("abs(m)", 7), ("abs(un)", None),
        ("min(n, m)", -7), ("max(n, m, 9)", 9), ("min(n, un)", None), ("max(d, today)", TODAY), ("max(d, ud)", None),
        ("1 if t else 2", 1), ("1 if f else 2", 2), ("1 if u else 2", 2), ("un if t else 2", None),
        ("1 if u else 2 if t else 3", 2), ("1 if f else 2 if u else 3", 3),
        ("known(n)", True), ("known(un)", False), ("known(un + 1)", False),
        ("known(u and f)", True), ("not known(u)", True),
        ("year(d)", 2024), ("month(d)", 2), ("day(d)", 29), ("year(ud)", None),
        ("days_between(d, date(2024, 3, 1))", 1), ("days_between(date(2024, 3, 1), d)", -1),
        ("days_between(d, ud)", None),
        ("add_days(d, 1)", date(2024, 3, 1)), ("add_days(d, -366)", date(2023, 2, 28)), ("add_days(d, un)", None),
        ("today", TODAY), ("True", True), ("False", False), ("-3", -3), ('"x"', "x"),
    ],
)  # fmt: skip
def test_means(source: str, expected: RuleValue) -> None:
    found = value(source)
    assert (found, type(found)) == (expected, type(expected))


@pytest.mark.parametrize(
    ("start", "end", "months"),
    [
        ("2025-01-15", "2025-02-14", 0), ("2025-01-15", "2025-02-15", 1), ("2025-01-15", "2025-01-15", 0),
        ("2025-01-31", "2025-02-27", 0), ("2025-01-31", "2025-02-28", 1), ("2025-01-31", "2025-03-01", 1),
        ("2025-01-31", "2025-03-30", 1), ("2025-01-31", "2025-03-31", 2), ("2025-01-31", "2025-04-30", 3),
        ("2024-01-31", "2024-02-28", 0), ("2024-01-31", "2024-02-29", 1), ("2024-02-29", "2025-02-28", 12),
        ("2024-02-29", "2025-02-27", 11), ("2023-02-28", "2024-02-28", 12), ("2023-02-28", "2024-02-29", 12),
        ("2025-02-15", "2025-01-15", -1), ("2025-02-15", "2025-01-16", -1), ("2025-02-15", "2025-01-14", -2),
        ("2025-02-15", "2025-02-14", -1), ("2025-03-31", "2025-02-28", -1), ("2025-02-28", "2025-01-31", -1),
        ("2020-11-18", "2025-11-18", 60), ("0001-01-01", "9999-12-31", 119_987), ("9999-12-31", "0001-01-01", -119_988),
    ],
)  # fmt: skip
def test_months_between(start: str, end: str, months: int) -> None:
    first, last = date.fromisoformat(start), date.fromisoformat(end)
    assert months_between(first, last) == months
    assert years_between(first, last) == months // 12
    assert days_between(first, last) == (last - first).days


DAYS = st.dates(date(1600, 1, 1), date(2400, 12, 31))


@given(DAYS, DAYS)
def test_months_are_monotone_in_both_ends(start: date, end: date) -> None:
    """What the cutoffs and the intervals rest on."""
    later = timedelta(days=1)
    assert months_between(start, end) <= months_between(start, end + later)
    assert months_between(start, end) >= months_between(start + later, end)


@given(DAYS, st.integers(0, 1200))
def test_months_are_complete_on_the_same_day_or_on_the_months_last(start: date, months: int) -> None:
    """Told another way: n months are complete from the n-th month's same day, or its last day if it is shorter."""
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    day = date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))
    assert months_between(start, day) == months
    assert months_between(start, day - timedelta(days=1)) == months - 1


def test_a_row_must_give_every_field_that_is_read() -> None:
    with pytest.raises(KeyError):
        evaluate(["field", "absent"], ROW, TODAY)
