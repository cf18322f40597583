"""The fairest chances that the relaxed space allows, level by level, with the duals that prove them.

Leximin: raise the lowest chance as far as possible, then the next lowest, and so on (Flanigan, Gölz, Gupta, Hennig and
Procaccia, "Fair algorithms for selecting citizens' assemblies", Nature 596, 2021). Here it is solved over the linear
relaxation of the space of panels, so that a level is one small linear program instead of one over all panels; what the
relaxation allows too much is cut off by `columns`.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from chapitre.chapters.voice.methods.sortition.certificates import Claim
from chapitre.chapters.voice.methods.sortition.claims import claim, exact
from chapitre.chapters.voice.methods.sortition.solver import INFINITY, Answer, Floats, Infeasible, Program, Solver
from chapitre.chapters.voice.methods.sortition.space import Space

POSITIVE = 1e-7  # a dual, as a share of all, under which a group is not yet known to be stuck
TOO_MUCH = 1e-9  # seats
YIELDS = (0.0, 1e-10, 1e-9, 1e-8)  # by how much what is fixed may be lower
NOTHING = 1e-9  # a chance under which a group cannot sit at all


@dataclass(frozen=True)
class Aim:
    """The chances aimed at, a group, and why no lottery does better."""

    chances: Floats
    claims: list[Claim] = field(default_factory=list)


class Ladder:
    """The linear programs of the levels: the most that all groups not fixed yet can have together.

    The variables are what each group has above its chance, which is `chance` for the open ones and known for the fixed
    ones, then `chance` itself: one row a quota, and one a group only where it would be seated more than whole.
    """

    def __init__(self, space: Space, ceiling: float | None = None) -> None:
        self.space, self.size = space, space.size
        self.ceiling = None if ceiling is None else float(exact(ceiling))
        self.cap = space.cap if self.ceiling is None else np.minimum(space.cap, self.ceiling * space.size)
        self.matrix, self.low, self.high = space.rows()
        self.full: list[int] = []  # open groups that a level would seat more than whole
        self.open = np.ones(len(self.size), dtype=bool)
        self.chances = np.zeros(len(self.size))
        self.point = np.zeros(len(self.size))

    def climb(self) -> Claim:
        """The next level, whose groups are then fixed. Raises Infeasible if the space is empty."""
        while True:
            answer = self._answer()
            chance = min(max(0.0, float(answer.x[-1])), 1.0 if self.ceiling is None else self.ceiling)
            least = np.where(self.open, chance, self.chances) * self.size
            self.point = answer.x[:-1] + least
            over = np.flatnonzero((self.point > self.cap + TOO_MUCH) & self.open)
            if not len(over):
                break
            self.full.extend(over.tolist())
        share = np.maximum(answer.column_duals[:-1], 0)
        fixed = np.flatnonzero(self.open & (share * self.size > POSITIVE))
        weights, kept = np.zeros_like(share), np.where(self.open, 0, share)
        weights[fixed] = share[fixed]
        self.open[fixed] = False
        self.chances[fixed] = chance
        self.full = [place for place in self.full if self.open[place]]
        rows = -answer.row_duals[: len(self.low)]
        return claim(self.space, "level", chance, weights, kept, rows, fixed, self.ceiling)

    def _answer(self) -> Answer:
        """The optimum; where what is fixed leaves a single point, rounding can hide it, and what is fixed yields."""
        for yields in YIELDS:
            try:
                return self._solver(yields).solve()
            except Infeasible:
                if self.open.all():
                    break
        raise Infeasible

    def _solver(self, yields: float) -> Solver:
        count = len(self.size)
        fixed = np.maximum(self.chances - yields, 0) * self.size
        lifted = np.where(self.open, self.size, 0)
        whole = np.zeros((len(self.full), count + 1))
        whole[np.arange(len(self.full)), self.full] = 1
        whole[:, count] = self.size[self.full]
        taken = self.matrix @ fixed
        cost = np.zeros(count + 1)
        cost[count] = -1
        return Solver(
            Program(
                cost,
                np.zeros(count + 1),
                np.append(np.maximum(self.cap - fixed, 0), INFINITY),
                np.vstack([np.hstack([self.matrix, (self.matrix @ lifted)[:, None]]), whole]),
                np.concatenate([self.low - taken, np.full(len(self.full), -INFINITY)]),
                np.concatenate([self.high - taken, self.cap[self.full]]),
            )
        )


def leximin(space: Space, ceiling: float | None = None) -> Aim:
    """The leximin chances over the relaxed space, no one above `ceiling`."""
    ladder = Ladder(space, ceiling)
    claims = []
    while ladder.open.any():
        claims.append(ladder.climb())
    return Aim(ladder.chances, claims)


def lowest(space: Space) -> tuple[Ladder, list[Claim]]:
    """Climbs until somebody has a chance: who has none can never sit. The last claim is the first real level."""
    ladder = Ladder(space)
    claims = [ladder.climb()]
    while claims[-1].value <= NOTHING and ladder.open.any():
        claims.append(ladder.climb())
    return ladder, claims


def able_groups(space: Space, claims: list[Claim]) -> NDArray[np.bool_]:
    """The groups that can sit: all but those that `lowest` fixed before its last claim."""
    able = np.ones(len(space.size), dtype=bool)
    able[[group for one in claims[:-1] for group in one.fixed]] = False
    return able
