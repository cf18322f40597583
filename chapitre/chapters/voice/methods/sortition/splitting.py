"""A lottery made by halving: m panels together, cut into two lots as equal as can be, until each lot is one panel.

A lot is a whole vector of seats a group that stands for m panels; it is cut by rounding its half, at random, so that
both halves keep m/2 times the quotas. So the sums of the published panels are exactly those that were asked for, and
each volunteer's chance is within 1/m of the chance aimed at: dependent rounding (Gandhi, Khuller, Parthasarathy and
Srinivasan, Journal of the ACM 53, 2006) with the quotas kept by a small integer program where it ends on a fraction.
Uniform lotteries over published panels: Flanigan, Kehne and Procaccia, "Fair sortition made transparent" (NeurIPS
2021).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np

from chapitre.chapters.voice.methods.sortition.search import repaired
from chapitre.chapters.voice.methods.sortition.solver import Floats, Infeasible, Ints, Program, Solver, SolverError
from chapitre.chapters.voice.methods.sortition.space import ROUND, Space

NODES = 500  # after so many cases of an integer program, another random direction is the better hope


@dataclass(frozen=True)
class Lot:
    """Seats a group that `panels` panels hold together."""

    seats: Ints
    panels: int


class Rounder:
    """Whole points near a fractional one, between its floor and its ceiling, that keep given row sums."""

    def __init__(self, space: Space, random: np.random.Generator, stopped: Callable[[], bool]) -> None:
        self.space, self.stopped = space, stopped
        self.random = random
        self.matrix, self.low, self.high = space.rows()
        self.solver = space.solver(whole=False)

    def whole(self, lower: Floats, upper: Floats, low: Floats, high: Floats) -> Ints:
        """Whole x with lower ≤ x ≤ upper and low ≤ matrix x ≤ high, at random. Raises Infeasible, Stopped.

        A vertex of the linear program in a random direction has no more fractions than there are rows; a local search
        settles them, and an integer program if it cannot.
        """
        self.solver.bounds(lower, upper)
        self.solver.row_bounds(low, high)
        self.solver.costs(self.random.random(len(lower)))
        x = self.solver.solve().x
        near = np.rint(x)
        if np.all(np.abs(x - near) <= ROUND):
            return near.astype(np.int64)
        base = len(self.space.low)
        found = repaired(self.space.matrix, x, lower, upper, low[:base], high[:base], self.random)
        if found is None or not self._keeps_cuts(found, low, high):
            found = self._settled(lower, upper, low, high)
        return found

    def _keeps_cuts(self, x: Ints, low: Floats, high: Floats) -> bool:
        cuts = slice(len(self.space.low), None)
        sums = self.matrix[cuts] @ x
        return bool(np.all((sums > low[cuts] - ROUND) & (sums < high[cuts] + ROUND)))

    def _settled(self, lower: Floats, upper: Floats, low: Floats, high: Floats) -> Ints:
        free = np.flatnonzero(upper > lower)
        point = lower.copy()
        sums = self.matrix @ point
        width = upper[free] - lower[free]
        whole = np.ones(len(free), dtype=bool)
        zeros = np.zeros(len(free))
        program = Program(zeros, zeros, width, self.matrix[:, free], low - sums, high - sums, whole)
        try:
            point[free] += np.rint(Solver(program, self.stopped, mip_max_nodes=NODES).solve().x)
        except SolverError as error:
            raise Infeasible from error
        return point.astype(np.int64)


def halved(rounder: Rounder, lot: Lot) -> tuple[Lot, Lot]:
    """Two lots that together are `lot`, as equal as can be. Raises Infeasible."""
    many = lot.panels
    left = many // 2
    right = many - left
    share = lot.seats * left / many
    lower, upper = np.floor(share), np.ceil(share)
    sums = rounder.matrix @ lot.seats
    low = np.maximum(left * rounder.low, sums - right * rounder.high)
    high = np.minimum(left * rounder.high, sums - right * rounder.low)
    part = rounder.whole(lower, upper, low, high)
    return Lot(part, left), Lot(lot.seats - part, right)


def split(rounder: Rounder, lot: Lot) -> Iterator[Ints]:
    """The panels of a lot. Raises Infeasible where a lot cannot be halved."""
    waiting = [lot]
    while waiting:
        lot = waiting.pop()
        if lot.panels == 1:
            yield lot.seats
        else:
            waiting.extend(halved(rounder, lot))


def gathered(rounder: Rounder, chances: Floats, panels: int) -> Lot:
    """The lot whose panels give these chances, within 1/panels. Raises Infeasible."""
    share = chances * rounder.space.size * panels
    lower, upper = np.floor(share + ROUND), np.ceil(share - ROUND)
    return Lot(rounder.whole(lower, upper, panels * rounder.low, panels * rounder.high), panels)
