"""Interval arithmetic: the least and the greatest value each operator can give, or OverflowError."""

from collections.abc import Sequence
from datetime import date
from itertools import product
from typing import Any

from chapitre.kernel.rules.nodes import MAX_INT
from chapitre.kernel.rules.oracle import days_between, months_between, years_between

Interval = tuple[Any, Any]

SPAN_MEANINGS = {"days_between": days_between, "months_between": months_between, "years_between": years_between}


def rule_interval(op: str, args: Sequence[Interval]) -> Interval:
    """The bounds of an operator's value, given those of its operands (integers or dates, both ends included).

    Raises OverflowError if the value, or a step on the way to it in any runner, could leave ±(2^63−1) or the calendar.
    """
    if op == "if":
        return _interval_hull([*args[1::2], args[-1]])
    if op in ("add", "mul"):
        return _interval_fold(op, args)
    if op in ("min", "max"):
        chosen = min if op == "min" else max
        return chosen(low for low, _ in args), chosen(high for _, high in args)
    first, *others = args
    if op in SPAN_MEANINGS:
        # Later ends give more, later starts give less: the extremes are at the corners.
        span, second = SPAN_MEANINGS[op], others[0]
        return span(first[1], second[0]), span(first[0], second[1])
    if op == "add_days":
        return _interval_shifted(first, others[0])
    if op in ("year", "month", "day"):
        return {"year": lambda: (first[0].year, first[1].year), "month": lambda: (1, 12), "day": lambda: (1, 31)}[op]()
    if op == "neg":
        return -first[1], -first[0]
    if op == "abs":
        low = 0 if first[0] <= 0 <= first[1] else min(abs(first[0]), abs(first[1]))
        return low, max(abs(first[0]), abs(first[1]))
    if op == "sub":
        return counted(first[0] - others[0][1]), counted(first[1] - others[0][0])
    return _interval_floored(first, others[0][0])


def division_shift(low: int, divisor: int) -> int:
    """The least K ≥ 0 with low + K·divisor ≥ 0: SQL divides towards zero, so `//` is (a + K·d)/d − K."""
    return max(0, -(low // divisor))


def counted(value: int) -> int:
    """The value itself, if both databases can count that far."""
    if not -MAX_INT <= value <= MAX_INT:
        raise OverflowError
    return value


def _interval_fold(op: str, args: Sequence[Interval]) -> Interval:
    low, high = args[0]
    for other in args[1:]:
        if op == "add":
            low, high = counted(low + other[0]), counted(high + other[1])
        else:
            corners = [counted(a * b) for a, b in product((low, high), other)]
            low, high = min(corners), max(corners)
    return low, high


def _interval_floored(first: Interval, divisor: int) -> Interval:
    counted(first[1] + division_shift(first[0], divisor) * divisor)
    return first[0] // divisor, first[1] // divisor


def _interval_shifted(first: Interval, days: Interval) -> Interval:
    low, high = first[0].toordinal() + days[0], first[1].toordinal() + days[1]
    if low < date.min.toordinal() or high > date.max.toordinal():
        raise OverflowError
    return date.fromordinal(low), date.fromordinal(high)


def _interval_hull(args: Sequence[Interval]) -> Interval:
    return min(low for low, _ in args), max(high for _, high in args)
