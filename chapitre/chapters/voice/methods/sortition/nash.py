"""Nash welfare: the lottery whose product of chances is greatest, over the relaxed space.

Proportional fairness (F. Kelly, European Transactions on Telecommunications 8, 1997); among the objectives of Flanigan
and others (Nature 596, 2021). Each logarithm is replaced by chords between points around the last solution, which are
drawn closer each time; how far the result can be from the best is then read from one linear program: no panel weighs
more than `most` when a seat of group g weighs n/x, and by the inequality of the means no lottery has a greater product
than (most/n)ⁿ times ours.
"""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from chapitre.chapters.voice.methods.sortition.claims import claim
from chapitre.chapters.voice.methods.sortition.levels import NOTHING, Aim, able_groups, lowest
from chapitre.chapters.voice.methods.sortition.solver import Floats, Program, Solver
from chapitre.chapters.voice.methods.sortition.space import Space

GRID = 24
ROUNDS = 40
NEAREST = 1 + 1e-7
GOOD = 1e-7  # of the geometric mean; the linear programs are good to 1e-9


def nash(space: Space) -> Aim:
    """The chances of greatest product; groups that can never sit are left out of it."""
    ladder, claims = lowest(space)
    able = able_groups(space, claims)
    people = float(space.size[able].sum())
    floor = np.where(able, space.size * max(ladder.chances.max(), NOTHING) / people, 0)
    width = np.where(able, (space.cap / np.maximum(floor, NOTHING)) ** (1 / GRID), 1)
    points = [floor * width**step for step in range(GRID + 1)]
    x = _chords(space, able, points)
    ratio = width**2
    for _ in range(ROUNDS):
        ends = [np.clip(x * ratio**step, floor, space.cap) for step in (-1.0, -0.5, 0.0, 0.5, 1.0)]
        moved = _chords(space, able, ends)
        inside = (moved > ends[0] * (1 + NOTHING)) & (moved < ends[-1] * (1 - NOTHING))
        ratio = np.where(inside | ~able, np.maximum(np.sqrt(ratio), NEAREST), ratio)
        x = moved
        weights = np.where(able, space.size / np.where(able, x, 1), 0)
        most, rows = _most(space, weights)
        if most / people - 1 <= GOOD:
            break
    product = claim(space, "product", 1.0, weights, np.zeros_like(x), rows)
    return Aim(x / space.size, [*claims[:-1], product])


def _chords(space: Space, able: NDArray[np.bool_], points: list[Floats]) -> Floats:
    """The point that maximises the sum of the logarithms' chords; `points` is increasing, group by group."""
    matrix, low, high = space.rows()
    start = np.where(able, points[0], 0)
    lengths, slopes = [], []
    for left, right in pairwise(points):
        length = np.where(able, np.maximum(right - left, 0), 0)
        rise = np.log(np.where(length > 0, right / np.where(left > 0, left, 1), 1))
        lengths.append(length)
        slopes.append(np.where(length > 0, space.size * rise / np.where(length > 0, length, 1), 0))
    taken = matrix @ start
    answer = Solver(
        Program(
            -np.concatenate(slopes),
            np.zeros(len(start) * len(lengths)),
            np.concatenate(lengths),
            np.hstack([matrix] * len(lengths)),
            low - taken,
            high - taken,
        )
    ).solve()
    x: Floats = start + answer.x.reshape(len(lengths), len(start)).sum(axis=0)
    return x


def _most(space: Space, weights: Floats) -> tuple[float, Floats]:
    """What the heaviest point of the relaxed space weighs, and the multipliers that prove it."""
    solver = space.solver(whole=False)
    solver.costs(-weights)
    answer = solver.solve()
    return -answer.value, -answer.row_duals
