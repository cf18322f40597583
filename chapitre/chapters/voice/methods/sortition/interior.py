"""The point of a polytope whose coordinates have the greatest weighted product: a primal-dual interior point method.

The pairs (x, ζ) of a coordinate and its price are led to x ζ = weight, those of a bound's slack and its multiplier to 0
(S. Wright, "Primal-Dual Interior-Point Methods", SIAM 1997). A step is one linear system with one unknown a row.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from chapitre.chapters.voice.methods.sortition.solver import INFINITY, Floats, Program, Solver

ROUNDS = 150
CLOSE = 1e-13  # what a slack times its multiplier may be worth, of the weights
CENTRE = 0.1  # of the mean of these products, aimed at by the next step
NEARLY = 0.99  # of the way to where a positive number would vanish
SHIFT = 1e-13  # of the greatest diagonal entry: rows that say the same leave the system singular


def greatest_product(weights: Floats, matrix: Floats, low: Floats, high: Floats, cap: Floats) -> Floats:
    """x that maximises Σ weights · log x over x ≤ cap and low ≤ matrix x ≤ high, which hold points without zeros."""
    point = _Point(weights / weights.sum(), _tied(matrix, low, high, cap))
    for _ in range(ROUNDS):
        if point.near():
            break
        point.step()
    return point.x


@dataclass(frozen=True)
class _Bounds:
    """matrix x ≤ bound, in the `tied` rows equal; x ≤ cap."""

    matrix: Floats
    bound: Floats
    tied: NDArray[np.bool_]
    cap: Floats


def _tied(matrix: Floats, low: Floats, high: Floats, cap: Floats) -> _Bounds:
    """Every row, and the caps that every point reaches; rows that every point reaches are tied.

    One linear program tells: in the cone over the polytope each slack that can be positive can be 1, all at once.
    """
    same = low == high
    above, below = np.isfinite(high) & ~same, np.isfinite(low) & ~same
    rows = np.vstack([matrix[same], matrix[above], -matrix[below], np.eye(len(cap))])
    bound = np.concatenate([high[same], high[above], -low[below], cap])
    first, many = int(same.sum()), len(bound)
    free = np.arange(many) >= first
    slacks = np.eye(many)[:, free]
    answer = Solver(
        Program(
            np.concatenate([np.zeros(len(cap) + 1), -np.ones(many - first)]),
            np.concatenate([np.zeros(len(cap)), [1], np.zeros(many - first)]),
            np.concatenate([np.full(len(cap) + 1, INFINITY), np.ones(many - first)]),
            np.hstack([rows, -bound[:, None], slacks]),
            np.where(free, -INFINITY, 0),
            np.zeros(many),
        )
    ).solve()
    tied = ~free
    tied[first:] = answer.x[len(cap) + 1 :] < 1 / 2
    full = tied[many - len(cap) :]  # these caps become rows, and no longer bound anything
    kept = np.append(np.ones(many - len(cap), dtype=bool), full)
    return _Bounds(rows[kept], bound[kept], tied[kept], np.where(full, 2 * cap, cap))


class _Point:
    """x, its prices, and the slack and the multiplier of each cap and of each row.

    A tied row has no slack, and a multiplier of either sign.
    """

    def __init__(self, weights: Floats, bounds: _Bounds) -> None:
        self.weights, self.matrix, self.bound, self.free = weights, bounds.matrix, bounds.bound, ~bounds.tied
        self.cap = bounds.cap
        self.x = self.cap / 2
        self.price = self.weights / self.x
        self.slack = np.where(self.free, np.maximum(self.bound - self.matrix @ self.x, 0.1), 0)
        self.rows = np.where(self.free, 1 / len(self.bound), 0.0)
        self.room = self.cap - self.x
        self.caps = np.full(len(self.x), 1 / len(self.x))

    def near(self) -> bool:
        """Whether no step is worth while."""
        left = self.slack @ self.rows + self.room @ self.caps + np.abs(self.x * self.price - self.weights).sum()
        return bool(left <= CLOSE and np.abs(self._short()).max() <= CLOSE)

    def _short(self) -> Floats:
        """What the slacks do not say yet."""
        return self.bound - self.matrix @ self.x - self.slack

    def step(self) -> None:
        """Newton's step for all these equations, cut where a positive number would vanish."""
        aim = CENTRE * float(self.slack @ self.rows + self.room @ self.caps) / (self.free.sum() + len(self.x))
        safe = np.where(self.free, self.rows, 1)
        wanted = self._short() + self.slack - np.where(self.free, aim / safe, 0)
        tight = self.caps / self.room
        over = self.cap - self.x - self.room
        level = aim / self.room - self.caps - tight * over
        curve = self.price / self.x + tight
        slope = self.weights / self.x - self.caps - level - self.matrix.T @ self.rows
        spread = self.matrix / curve
        system = spread @ self.matrix.T
        diagonal = np.diag_indices_from(system)
        system[diagonal] += self.slack / safe + SHIFT * system.diagonal().max()
        rows = np.linalg.solve(system, spread @ slope - wanted)
        x = (slope - self.matrix.T @ rows) / curve
        slack = np.where(self.free, self._short() - self.matrix @ x, 0)
        room, caps = over - x, level + tight * x
        price = self.weights / self.x - self.price - self.price / self.x * x
        near = min(_most(self.x, x), _most(self.slack[self.free], slack[self.free]), _most(self.room, room))
        far = min(_most(self.price, price), _most(self.rows[self.free], rows[self.free]), _most(self.caps, caps))
        self.x, self.slack, self.room = self.x + near * x, self.slack + near * slack, self.room + near * room
        self.price, self.rows, self.caps = self.price + far * price, self.rows + far * rows, self.caps + far * caps


def _most(positive: Floats, change: Floats) -> float:
    """How much of a change leaves positive numbers positive."""
    down = change < 0
    return min(1.0, NEARLY * float((-positive[down] / change[down]).min(initial=np.inf)))
