"""Two methods that look at the lowest and the highest chance: maximin and Goldilocks.

Maximin raises the lowest chance as far as possible; of the lotteries that do, ours then lowers the highest. Goldilocks
minimises (n/k) max + (k/n)/min, so that nobody is nearly excluded and nobody gains much by misreporting (C. Baharav
and B. Flanigan, "Fair, manipulation-robust, and transparent sortition", EC 2024, with γ = 1); of the lotteries that
do, ours is the leximin one. Both over the relaxed space; groups that can never sit count for neither end.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from chapitre.chapters.voice.methods.sortition.claims import claim
from chapitre.chapters.voice.methods.sortition.levels import NOTHING, TOO_MUCH, Aim, able_groups, leximin, lowest
from chapitre.chapters.voice.methods.sortition.solver import INFINITY, Answer, Floats, Program, Solver
from chapitre.chapters.voice.methods.sortition.space import Space

TANGENTS = 60
CLOSE = 1e-11
ROOM = 1e-11  # how far above the optimum the ceiling stands, so that rounding does not empty the space


def maximin(space: Space) -> Aim:
    """The lowest chance as high as can be, then the highest as low as can be."""
    _, claims = lowest(space)
    level = float(claims[-1].value)
    ends = _Ends(space, able_groups(space, claims))
    ends.least, ends.greatest = level * (1 - ROOM) - ROOM, level
    chances, _ = ends.solve(1.0, 0.0)
    return Aim(chances, claims)


def goldilocks(space: Space) -> Aim:
    """Both ends balanced, then leximin under the highest chance so found."""
    _, claims = lowest(space)
    ends = _Ends(space, able_groups(space, claims))
    people = float(space.size.sum())
    up, down = people / space.seats, space.seats / people
    level = float(claims[-1].value)
    ends.tangents.append(level)
    ends.least = down / (up + down / level) / 2  # a chance so low costs more than everybody at the level can
    for _ in range(TANGENTS):
        _, answer = ends.solve(up, down)
        lowest_chance, highest = ends.both(answer)
        if 1 / lowest_chance - ends.inverse(answer) <= CLOSE / lowest_chance:
            break
        ends.tangents.append(lowest_chance)
    value = up * highest + down / lowest_chance
    low, high, rows = ends.duals(answer)
    balanced = claim(space, "spread", value, low, -high, rows)
    aim = leximin(space, highest * (1 + ROOM))
    above = [one for one in aim.claims if one.value > NOTHING]  # who never sits is shown without the ceiling
    return Aim(aim.chances, [*claims[:-1], balanced, *above])


class _Ends:
    """One linear program: what each group has above the lowest chance, then the lowest, the highest, and 1/lowest."""

    def __init__(self, space: Space, able: NDArray[np.bool_]) -> None:
        self.space, self.able, self.size = space, able, space.size
        self.matrix, self.low, self.high = space.rows()
        self.tall: list[int] = []  # groups whose chance the highest must be told about
        self.full: list[int] = []  # groups that would be seated more than whole
        self.tangents: list[float] = []
        self.least, self.greatest = 0.0, INFINITY

    def solve(self, up: float, down: float) -> tuple[Floats, Answer]:
        """The chances that minimise up · highest + down · 1/lowest."""
        while True:
            answer = self._solver(up, down).solve()
            lowest_chance, highest = self.both(answer)
            x = answer.x[:-3] + np.where(self.able, lowest_chance, 0) * self.size
            over = set(np.flatnonzero(x > highest * self.size + TOO_MUCH).tolist()) - set(self.tall)
            burst = set(np.flatnonzero(x > self.space.cap + TOO_MUCH).tolist()) - set(self.full)
            if not over and not burst:
                return np.maximum(x, 0) / self.size, answer
            self.tall.extend(sorted(over))
            self.full.extend(sorted(burst))

    def both(self, answer: Answer) -> tuple[float, float]:
        """The lowest and the highest chance of a solution."""
        return float(answer.x[-3]), float(answer.x[-2])

    def inverse(self, answer: Answer) -> float:
        """What the program takes 1/lowest for."""
        return float(answer.x[-1])

    def duals(self, answer: Answer) -> tuple[Floats, Floats, Floats]:
        """What proves it: weights of the lowest and of the highest chance, a group, and of the rows."""
        rows = len(self.low)
        high = np.zeros(len(self.size))
        high[self.tall] = np.maximum(-answer.row_duals[rows : rows + len(self.tall)], 0)
        return np.where(self.able, np.maximum(answer.column_duals[:-3], 0), 0), high, -answer.row_duals[:rows]

    def _solver(self, up: float, down: float) -> Solver:
        count, tall, full, bends = len(self.size), len(self.tall), len(self.full), len(self.tangents)
        lifted = np.where(self.able, self.size, 0)
        base = np.hstack([self.matrix, (self.matrix @ lifted)[:, None], np.zeros((len(self.low), 2))])
        upper = [*self.tall, *self.full]
        under = np.zeros((tall + full, count + 3))
        under[np.arange(tall + full), upper] = 1
        under[:, count] = lifted[upper]
        under[:tall, count + 1] = -self.size[self.tall]
        bend = np.zeros((bends, count + 3))
        at = np.array(self.tangents).reshape(bends)
        bend[:, count], bend[:, count + 2] = 1 / at**2, 1
        cap = np.where(self.able, self.space.cap, 0)
        return Solver(
            Program(
                np.concatenate([np.zeros(count), [0, up, down]]),
                np.concatenate([np.zeros(count), [self.least, 0, 0]]),
                np.concatenate([cap, [self.greatest, INFINITY, INFINITY]]),
                np.vstack([base, under, bend]),
                np.concatenate([self.low, np.full(tall + full, -INFINITY), 2 / at]),
                np.concatenate([self.high, np.zeros(tall), self.space.cap[self.full], np.full(bends, INFINITY)]),
            )
        )
