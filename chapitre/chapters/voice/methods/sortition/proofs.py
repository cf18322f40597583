"""Proves by cases that every panel keeps a cut: branch and bound, keeping the multipliers of each case.

A case whose quotas cannot be met needs no argument of its own: rows may be broken at a price so high that breaking
them costs more than the cut's bound, so the same kind of multipliers ends it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from chapitre.chapters.voice.methods.sortition.certificates import Numbers, ProvedCut, most_weight
from chapitre.chapters.voice.methods.sortition.frames import Frame
from chapitre.chapters.voice.methods.sortition.solver import INFINITY, Floats, Program, Solver
from chapitre.chapters.voice.methods.sortition.space import Cut, Space

SCALE = 10**12
CASES = 4000  # a proof longer than this is not worth its reading
PRICE = 1000.0
FRACTION = 1e-6


def proved(
    frame: Frame, space: Space, cut: Cut, known: list[ProvedCut], stopped: Callable[[], bool] = lambda: False
) -> ProvedCut:
    """The cut with its proof, or without if it would be longer than CASES, or if it is stopped."""
    weights = {int(group): int(cut.weights[group]) for group in np.flatnonzero(cut.weights)}
    return ProvedCut(weights, cut.most, _Prover(frame, space, cut, known).cases(stopped))


class _Prover:
    """One linear program with every row breakable, bounded differently for each case."""

    def __init__(self, frame: Frame, space: Space, cut: Cut, known: list[ProvedCut]) -> None:
        self.frame, self.known, self.cut = frame, known, cut
        self.unit = float(max(1, cut.weights.max()))
        self.weights = {int(group): int(cut.weights[group]) * SCALE for group in np.flatnonzero(cut.weights)}
        trimmed = Space(
            space.seats, space.size, space.cap, space.matrix, space.low, space.high, space.cuts[: len(known)]
        )
        matrix, low, high = trimmed.rows()
        rows, groups = matrix.shape
        self.groups, self.base = groups, len(space.low)
        self.unit_of = np.append(np.ones(self.base), trimmed.units())
        self.slack = np.zeros(2 * rows)
        cost = np.concatenate([-cut.weights / self.unit, np.full(2 * rows, PRICE)])
        whole = np.hstack([matrix, np.eye(rows), -np.eye(rows)])
        upper = np.concatenate([space.cap, np.full(2 * rows, INFINITY)])
        self.solver = Solver(Program(cost, np.zeros(groups + 2 * rows), upper, whole, low, high))
        self.free = np.full(2 * rows, INFINITY)

    def cases(self, stopped: Callable[[], bool]) -> tuple[tuple[Any, Any], ...] | None:
        """The cases in order of reading; None if there are too many, or if it is stopped."""
        found: list[tuple[Any, Any]] = []
        waiting = [([0] * self.groups, list(self.frame.caps))]
        while waiting:
            if len(found) >= CASES or stopped():
                return None
            lower, upper = waiting.pop()
            if any(low > high for low, high in zip(lower, upper, strict=True)):
                found.append(({}, {}))
                continue
            x, rows, cuts = self._relaxed(lower, upper)
            bound = most_weight(self.frame, self.weights, rows, cuts, self.known, lower, upper)
            if bound < (self.cut.most + 1) * SCALE:
                found.append((rows, cuts))
                continue
            part = np.abs(x - np.rint(x))
            if part.max(initial=0.0) <= FRACTION:
                return None
            group = int(part.argmax())
            number = int(np.floor(x[group]))
            found.append((group, number))
            above, below = list(lower), list(upper)
            above[group], below[group] = number + 1, number
            waiting.append((above, upper))
            waiting.append((lower, below))
        return tuple(found)

    def _relaxed(self, lower: list[int], upper: list[int]) -> tuple[Floats, Numbers, Numbers]:
        self.solver.bounds(
            np.concatenate([np.array(lower, dtype=np.float64), self.slack]),
            np.concatenate([np.array(upper, dtype=np.float64), self.free]),
        )
        answer = self.solver.solve()
        times = np.rint(-answer.row_duals / self.unit_of * self.unit * SCALE)
        rows = {int(place): int(times[place]) for place in np.flatnonzero(times[: self.base])}
        cuts = {place: int(max(0, one)) for place, one in enumerate(times[self.base :]) if one > 0}
        return answer.x[: self.groups], rows, cuts
