"""The meaning of a rule: walks the tree on one record, slowly and plainly. Every other runner must agree with it."""

from calendar import monthrange
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Any

from chapitre.kernel.rules.nodes import RuleValue, Tree


def months_between(start: date, end: date) -> int:
    """Whole months from `start` to `end`, floored: 31 January to 28 February is one month, backwards is negative."""
    months = (end.year - start.year) * 12 + end.month - start.month
    last_day = end.day == monthrange(end.year, end.month)[1]
    return months - 1 if end.day < start.day and not last_day else months


def years_between(start: date, end: date) -> int:
    """Whole years from `start` to `end`, floored."""
    return months_between(start, end) // 12


def days_between(start: date, end: date) -> int:
    """Days from `start` to `end`; negative when `end` comes first."""
    return (end - start).days


# Operators that are unknown as soon as one operand is.
STRICT_MEANINGS: dict[str, Callable[..., Any]] = {
    "eq": lambda a, b: a == b,
    "ne": lambda a, b: a != b,
    "lt": lambda a, b: a < b,
    "le": lambda a, b: a <= b,
    "gt": lambda a, b: a > b,
    "ge": lambda a, b: a >= b,
    "add": lambda *terms: sum(terms),
    "sub": lambda a, b: a - b,
    "floordiv": lambda a, b: a // b,
    "neg": lambda a: -a,
    "abs": abs,
    "min": min,
    "max": max,
    "year": lambda day: day.year,
    "month": lambda day: day.month,
    "day": lambda day: day.day,
    "days_between": days_between,
    "months_between": months_between,
    "years_between": years_between,
    "add_days": lambda day, n: day + timedelta(days=n),
}


def evaluate(tree: Tree, row: Mapping[str, RuleValue], today: date) -> RuleValue:
    """The value of a checked rule on one record; None is unknown.

    `row` gives every field the rule reads (KeyError otherwise), dates as `date`.
    """
    op, *rest = tree
    if op in ("int", "str", "bool"):
        value: RuleValue = rest[0]
        return value
    if op == "date":
        return date.fromisoformat(rest[0])
    if op == "today":
        return today
    if op == "field":
        return row[rest[0]]
    if op == "if":
        for test, result in zip(rest[:-1:2], rest[1::2], strict=True):
            if evaluate(test, row, today) is True:
                return evaluate(result, row, today)
        return evaluate(rest[-1], row, today)
    if op == "in":
        found = evaluate(rest[0], row, today)
        return None if found is None else any(found == evaluate(one, row, today) for one in rest[1])
    values = [evaluate(inner, row, today) for inner in rest]
    if op in ("and", "or", "not", "known"):
        return _kleene_value(op, values)
    return None if None in values else _strict_value(op, values)


def _kleene_value(op: str, values: list[RuleValue]) -> bool | None:
    if op == "known":
        return values[0] is not None
    if op == "not":
        return None if values[0] is None else not values[0]
    deciding = op == "or"  # one true decides an `or`, one false decides an `and`
    if any(value is deciding for value in values):
        return deciding
    return None if None in values else not deciding


def _strict_value(op: str, values: list[Any]) -> RuleValue:
    if op == "mul":
        product = 1
        for value in values:
            product *= value
        return product
    result: RuleValue = STRICT_MEANINGS[op](*values)
    return result
