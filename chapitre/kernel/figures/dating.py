"""Dates that are counted: the whole numbers that a rule makes of a day, and the dates (EDTF) that they stand for."""

from __future__ import annotations

from collections.abc import Callable

from chapitre.kernel.rules import Tree
from chapitre.kernel.rules.parse import parse

# The rules that make a whole number of a day `d`, from the coarsest: the decade, the year, the month, the day itself.
# Each keeps the order of time, so that the smallest number is the earliest date.
FORMS: dict[str, Callable[[int], str]] = {
    "year(d) // 10": lambda number: f"{number:03d}X",
    "year(d)": lambda number: f"{number:04d}",
    "year(d) * 100 + month(d)": lambda number: f"{number // 100:04d}-{number % 100:02d}",
    "year(d) * 10000 + month(d) * 100 + day(d)": lambda number: (
        f"{number // 10_000:04d}-{number // 100 % 100:02d}-{number % 100:02d}"
    ),
}
PATTERNS = tuple((parse(source), write) for source, write in FORMS.items())


def makes_dates(measure: Tree | None) -> bool:
    """Whether a rule makes the numbers of dates: one of FORMS, over any day."""
    return measure is not None and any(_fits(pattern, measure, []) for pattern, _ in PATTERNS)


def written(measure: Tree, number: int) -> str:
    """The date that a number stands for which this rule made. Raises ValueError on a rule that makes none."""
    for pattern, write in PATTERNS:
        if _fits(pattern, measure, []):
            return write(number)
    raise ValueError(f"not the number of a date: {measure}")


def _fits(pattern: Tree, tree: Tree, days: list[Tree]) -> bool:
    """Whether a rule is the pattern with one and the same day in place of `d`; `days` holds it once it was met."""
    if pattern == ["field", "d"]:
        days.append(tree)
        return tree == days[0]
    if pattern[0] != tree[0] or len(pattern) != len(tree):
        return False
    return all(
        _fits(part, given, days) if isinstance(part, list) and isinstance(given, list) else part == given
        for part, given in zip(pattern[1:], tree[1:], strict=True)
    )
