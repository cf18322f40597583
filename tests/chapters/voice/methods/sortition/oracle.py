"""The slow and obvious answers: every panel is listed, and linear programs are solved in exact fractions."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import combinations

from chapitre.chapters.voice.methods.sortition.pools import Pool, broken

Row = list[Fraction]


def every_panel(pool: Pool, seats: int) -> list[tuple[int, ...]]:
    """All panels, by trying all choices of people."""
    return [one for one in combinations(range(len(pool.people)), seats) if not broken(pool, seats, one)]


def fair_chances(pool: Pool, seats: int) -> list[Fraction]:
    """Leximin by its definition: raise the lowest chance of those who are open; close those who cannot have more."""
    panels = every_panel(pool, seats)
    people = range(len(pool.people))
    fixed: dict[int, Fraction] = {}
    while len(fixed) < len(pool.people):
        level = best(panels, people, fixed, None)
        for person in people:
            if person not in fixed and best(panels, people, fixed, person, level) == level:
                fixed[person] = level
    return [fixed[person] for person in people]


def best(
    panels: Sequence[tuple[int, ...]],
    people: Sequence[int],
    fixed: dict[int, Fraction],
    only: int | None,
    floor: Fraction = Fraction(0),
) -> Fraction:
    """The most that the lowest open chance can be; or that of `only`, while the other open ones keep `floor`.

    Variables: a weight a panel, then the level above `floor`.
    """
    objective = [Fraction(0)] * len(panels) + [Fraction(1)]
    rows: list[tuple[Row, Fraction]] = [([Fraction(1)] * len(panels) + [Fraction(0)], Fraction(1))]
    slacks = []
    for person in people:
        row = [Fraction(person in panel) for panel in panels]
        rises = person not in fixed and only in (None, person)
        rows.append(([*row, Fraction(-1 if rises else 0)], fixed.get(person, floor)))
        slacks.append(-1)
    top = maximised(objective, [row for row, _ in rows], [right for _, right in rows], [0, *slacks])
    assert top is not None
    return floor + top


def maximised(objective: Row, rows: list[Row], right: Row, slacks: list[int]) -> Fraction | None:
    """max objective · x, x ≥ 0, each row equal to its right side; slack −1: at least. Simplex, Bland's rule."""
    count = len(objective)
    extra = sum(1 for slack in slacks if slack)
    width = count + extra + len(rows)
    table = []
    at = count
    for place, (row, side, slack) in enumerate(zip(rows, right, slacks, strict=True)):
        line = [*row, *[Fraction(0)] * (extra + len(rows))]
        if slack:
            line[at] = Fraction(slack)
            at += 1
        if side < 0:
            line, side = [-one for one in line], -side
        line[count + extra + place] = Fraction(1)
        table.append([*line, side])
    basis = [count + extra + place for place in range(len(rows))]
    first = [Fraction(0)] * (count + extra) + [Fraction(-1)] * len(rows)
    if _simplex(table, basis, first, width) != 0:
        return None
    for place, column in enumerate(basis):
        if column >= count + extra:
            move = next((one for one in range(count + extra) if table[place][one]), None)
            if move is not None:
                _pivot(table, basis, place, move)
    return _simplex(table, basis, [*objective, *[Fraction(0)] * (extra + len(rows))], count + extra)


def _simplex(table: list[Row], basis: list[int], objective: Row, allowed: int) -> Fraction:
    while True:
        prices = [objective[column] for column in basis]
        entering = next(
            (
                column
                for column in range(allowed)
                if objective[column] > sum(price * row[column] for price, row in zip(prices, table, strict=True))
            ),
            None,
        )
        if entering is None:
            return sum((price * row[-1] for price, row in zip(prices, table, strict=True)), Fraction(0))
        ratios = [
            (row[-1] / row[entering], basis[place], place) for place, row in enumerate(table) if row[entering] > 0
        ]
        _pivot(table, basis, min(ratios)[2], entering)


def _pivot(table: list[Row], basis: list[int], place: int, column: int) -> None:
    head = table[place][column]
    table[place] = [one / head for one in table[place]]
    for other, row in enumerate(table):
        if other != place and row[column]:
            times = row[column]
            table[other] = [one - times * two for one, two in zip(row, table[place], strict=True)]
    basis[place] = column
