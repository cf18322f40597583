"""The panels that the rules allow, as the whole points of a polytope with one coordinate a group."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from chapitre.chapters.voice.methods.sortition.frames import Frame
from chapitre.chapters.voice.methods.sortition.solver import INFINITY, Floats, Infeasible, Ints, Program, Solver

ROUND = 1e-6


@dataclass(frozen=True)
class Cut:
    """An inequality that every panel meets although the quotas alone do not say so: weights · panel ≤ most."""

    weights: Ints
    most: int


@dataclass
class Space:
    """x, how many members of each group sit: 0 ≤ x ≤ cap and low ≤ matrix x ≤ high, x whole.

    The rows are the quotas in their order, the seats, then one a kind of household. `cuts` grows while a method runs.
    """

    seats: int
    size: Floats
    cap: Floats
    matrix: Floats
    low: Floats
    high: Floats
    cuts: list[Cut] = field(default_factory=list)

    def rows(self) -> tuple[Floats, Floats, Floats]:
        """Matrix and bounds with the cuts below, each divided by its unit: a solver takes 1e-9 for nothing."""
        if not self.cuts:
            return self.matrix, self.low, self.high
        unit = self.units()
        weights = np.array([cut.weights for cut in self.cuts], dtype=np.float64) / unit[:, None]
        most = np.array([cut.most for cut in self.cuts], dtype=np.float64) / unit
        return (
            np.vstack([self.matrix, weights]),
            np.concatenate([self.low, np.full(len(most), -INFINITY)]),
            np.concatenate([self.high, most]),
        )

    def units(self) -> Floats:
        """The greatest weight of each cut."""
        return np.array([max(1, cut.weights.max()) for cut in self.cuts], dtype=np.float64)

    def holds(self, x: Ints) -> bool:
        """Whether these whole numbers are a panel, by integer arithmetic."""
        sums = self.matrix.astype(np.int64) @ x
        return bool(np.all((x >= 0) & (x <= self.cap)) and np.all((sums >= self.low) & (sums <= self.high)))

    def solver(self, *, whole: bool, stopped: Callable[[], bool] | None = None) -> Solver:
        """A solver over this space whose costs are still to be given."""
        matrix, low, high = self.rows()
        count = len(self.size)
        kinds = np.ones(count, dtype=bool) if whole else None
        return Solver(Program(np.zeros(count), np.zeros(count), self.cap, matrix, low, high, kinds), stopped)

    def best(self, weights: Floats, stopped: Callable[[], bool] | None = None) -> tuple[Ints, float]:
        """The panel of most weight, and a bound that no panel exceeds. Raises Infeasible if there is no panel."""
        panels, most = self.ascent(weights, stopped)
        return panels[-1], most

    def ascent(self, weights: Floats, stopped: Callable[[], bool] | None = None) -> tuple[list[Ints], float]:
        """Panels met on the way to the one of most weight, which is the last, and the bound. Raises Infeasible."""
        met: list[Ints] = []
        solver = self.solver(whole=True, stopped=stopped)
        solver.listen(lambda x: met.append(np.rint(x).astype(np.int64)))
        solver.costs(-weights)
        answer = solver.solve()
        met.append(np.rint(answer.x).astype(np.int64))
        if not self.holds(met[-1]):
            raise Infeasible
        return [panel for panel in met if self.holds(panel)], -answer.bound


def space_of(frame: Frame) -> Space:
    """The space of the panels of a frame."""
    matrix = np.zeros((len(frame.rows), len(frame.sizes)))
    for place, row in enumerate(frame.rows):
        matrix[place, list(row.groups)] = 1
    return Space(
        seats=frame.seats,
        size=np.array(frame.sizes, dtype=np.float64),
        cap=np.array(frame.caps, dtype=np.float64),
        matrix=matrix,
        low=np.array([row.least for row in frame.rows], dtype=np.float64),
        high=np.array([row.most for row in frame.rows], dtype=np.float64),
    )
