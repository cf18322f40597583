"""Spans of time compared with a number, as plain comparisons of one date: an index can serve those.

`months_between(applied_on, today) >= 36` holds up to some last `applied_on` and no later: a span is monotone in each
of its ends, so the cutoff is found by bisection of the calendar with the oracle's own definition.
"""

from bisect import bisect_left
from datetime import date
from typing import NamedTuple

from chapitre.kernel.rules.check import Checked
from chapitre.kernel.rules.intervals import SPAN_MEANINGS
from chapitre.kernel.rules.nodes import MIRRORS
from chapitre.kernel.rules.oracle import evaluate

LAST_ORDINAL = date.max.toordinal()


class Cutoff(NamedTuple):
    """Comparisons of `subject` with dates, joined by `word` (AND or OR); unknown exactly when `subject` is."""

    subject: Checked
    word: str
    tests: tuple[tuple[str, date], ...]


def date_cutoff(node: Checked, today: date) -> Cutoff | None:
    """The cutoff equivalent to a comparison between a span with one fixed end and a fixed number, if it is one."""
    (span, number), op = node.args, node.op
    if span.op not in SPAN_MEANINGS:
        span, number, op = number, span, MIRRORS[op]
    if span.op not in SPAN_MEANINGS or not number.constant or span.args[0].constant == span.args[1].constant:
        return None
    wanted, rising = evaluate(number.tree, {}, today), span.args[0].constant
    subject, other = (span.args[1], span.args[0]) if rising else span.args
    fixed = evaluate(other.tree, {}, today)
    assert type(wanted) is int and isinstance(fixed, date)
    reached = _Calendar(span.op, fixed, rising)
    if op in ("ge", "lt"):
        return Cutoff(subject, "AND", (reached.test(wanted, op == "ge"),))
    if op in ("gt", "le"):
        return Cutoff(subject, "AND", (reached.test(wanted + 1, op == "gt"),))
    same = op == "eq"
    return Cutoff(subject, "AND" if same else "OR", (reached.test(wanted, same), reached.test(wanted + 1, not same)))


class _Calendar:
    """The days from the side where the span is smallest to the side where it is largest."""

    def __init__(self, op: str, fixed: date, rising: bool) -> None:
        self.span, self.fixed, self.rising = SPAN_MEANINGS[op], fixed, rising

    def day(self, index: int) -> date:
        return date.fromordinal(index + 1 if self.rising else LAST_ORDINAL - index)

    def value(self, index: int) -> int:
        day = self.day(index)
        return self.span(self.fixed, day) if self.rising else self.span(day, self.fixed)

    def test(self, wanted: int, reached: bool) -> tuple[str, date]:
        """How a day compares when the span is at least `wanted` (or, not `reached`, less)."""
        first = bisect_left(range(LAST_ORDINAL), wanted, key=self.value)
        if first == LAST_ORDINAL:  # no day is far enough: a test that none, or all, pass
            edge = date.max if self.rising else date.min
            return {(True, True): "gt", (True, False): "le", (False, True): "lt", (False, False): "ge"}[
                self.rising, reached
            ], edge
        return {(True, True): "ge", (True, False): "lt", (False, True): "le", (False, False): "gt"}[
            self.rising, reached
        ], self.day(first)
