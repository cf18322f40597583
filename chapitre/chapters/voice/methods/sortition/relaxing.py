"""The smallest change of the quotas that lets a panel exist: an integer program.

It changes as few seats as it can, then as few quotas. Bounds stay within `loosest` where the file gives one, unless
nothing within helps.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from chapitre.chapters.voice.methods.sortition.frames import frame_of
from chapitre.chapters.voice.methods.sortition.pools import Pool, grouped
from chapitre.chapters.voice.methods.sortition.solver import Infeasible, Program, Solver
from chapitre.chapters.voice.methods.sortition.space import space_of


@dataclass(frozen=True)
class Relaxation:
    """The quotas to change, by their place, with their new least and most; `beyond`: not within the loosest bounds."""

    changes: tuple[tuple[int, int, int], ...]
    beyond: bool


def feasible(pool: Pool, seats: int) -> bool:
    """Whether a panel exists."""
    space = space_of(frame_of(pool, seats, grouped(pool)))
    try:
        space.best(np.zeros(len(space.size)))
    except Infeasible:
        return False
    return True


def relaxation(pool: Pool, seats: int) -> Relaxation | None:
    """The smallest change of quotas; None if no quotas at all would let a panel exist."""
    for beyond in (False, True):
        try:
            return Relaxation(_changes(pool, seats, beyond), beyond)
        except Infeasible:
            continue
    return None


def _changes(pool: Pool, seats: int, beyond: bool) -> tuple[tuple[int, int, int], ...]:
    frame = frame_of(pool, seats, grouped(pool))
    space = space_of(frame)
    groups, quotas, rows = len(frame.sizes), len(pool.quotas), len(frame.rows)
    loosest = [
        (0, seats) if beyond or one.loosest is None else (min(one.loosest[0], one.least), max(one.loosest[1], one.most))
        for one in pool.quotas
    ]
    down = np.array([quota.least - low for quota, (low, _) in zip(pool.quotas, loosest, strict=True)], dtype=np.float64)
    up = np.array([max(0, high - quota.most) for quota, (_, high) in zip(pool.quotas, loosest, strict=True)])
    # Columns: the panel, how far each quota goes down, how far up, and whether it changes at all.
    matrix = np.zeros((rows + quotas, groups + 3 * quotas))
    matrix[:rows, :groups] = space.matrix
    quota = np.arange(quotas)
    matrix[quota, groups + quota] = 1
    matrix[quota, groups + quotas + quota] = -1
    matrix[rows + quota, groups + quota] = 1
    matrix[rows + quota, groups + quotas + quota] = 1
    matrix[rows + quota, groups + 2 * quotas + quota] = -(down + up)
    low = np.concatenate([space.low, np.full(quotas, -np.inf)])
    high = np.concatenate([space.high, np.zeros(quotas)])
    cost = np.concatenate([np.zeros(groups), np.full(2 * quotas, quotas + 1.0), np.ones(quotas)])
    upper = np.concatenate([space.cap, down, up, np.ones(quotas)])
    whole = np.ones(len(cost), dtype=bool)
    answer = Solver(Program(cost, np.zeros(len(cost)), upper, matrix, low, high, whole)).solve()
    moved = np.rint(answer.x[groups : groups + 2 * quotas]).astype(int)
    return tuple(
        (place, one.least - int(moved[place]), one.most + int(moved[quotas + place]))
        for place, one in enumerate(pool.quotas)
        if moved[place] or moved[quotas + place]
    )
