"""Whether a lottery reaches given chances: panels that do, or an inequality that shows why none can.

Column generation (Flanigan and others, Nature 596, 2021): a master program mixes the panels known so far; its duals
price the panel that would help most, which an integer program finds. A target that the linear relaxation allows but no
lottery reaches is cut off by the same duals: the heaviest panel weighs less than the target does. Cutting the target
off and solving again ends at the exact answer, since a master program has finitely many dual vertices.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from chapitre.chapters.voice.methods.sortition.solver import INFINITY, Floats, Ints, Program, Solver, Stopped
from chapitre.chapters.voice.methods.sortition.space import Cut, Space
from chapitre.chapters.voice.methods.sortition.splitting import Rounder, gathered, split
from chapitre.chapters.voice.methods.sortition.watching import Progress, Watch
from chapitre.chapters.voice.methods.sortition.weights import mixture

EXACT = 1e-9  # a difference of chances that counts as none
SCALES = (1, 2, 3, 4, 5, 6, 8, 10, 12, 20, 24, 60, 120, 840, 2520)
FINEST = 1_000_000


@dataclass
class Portfolio:
    """The panels found so far, none twice."""

    panels: list[Ints] = field(default_factory=list)
    known: set[bytes] = field(default_factory=set)

    def add(self, panel: Ints) -> bool:
        """Keeps a panel; says whether it is new."""
        name = panel.tobytes()
        if name in self.known:
            return False
        self.known.add(name)
        self.panels.append(panel)
        return True

    def matrix(self) -> Ints:
        """One row a panel."""
        return np.array(self.panels, dtype=np.int64)


@dataclass(frozen=True)
class Mix:
    """A lottery over panels of a portfolio: how likely each is, and by how much someone's chance misses the target."""

    panels: Ints
    weights: Floats
    missing: float


def spread(
    space: Space, target: Floats, portfolio: Portfolio, random: np.random.Generator, count: int, watch: Watch
) -> None:
    """Adds about `count` panels whose average is the target. Raises Infeasible if a lot cannot be halved, Stopped."""
    rounder = Rounder(space, random, watch.stopped)
    bound = float((target / space.size).min())
    for done, panel in enumerate(split(rounder, gathered(rounder, target / space.size, count))):
        portfolio.add(panel)
        watch.tell(Progress("panels", done + 1, count, bound, 1.0))
        if watch.stopped():
            raise Stopped


def mixed(space: Space, target: Floats, portfolio: Portfolio) -> Mix | None:
    """A lottery over known panels that gives exactly the target (seats a group), if one is found."""
    panels = portfolio.matrix()
    weights = mixture(panels, target)
    if weights is None:
        return None
    return Mix(panels, weights, shortfall(space, target, panels, weights))


def shortfall(space: Space, target: Floats, panels: Ints, weights: Floats) -> float:
    """By how much the worst served member of a group misses the target."""
    return max(0.0, float(((target - weights @ panels) / space.size).max()))


class Master:
    """The mixture of known panels that misses the target by the least."""

    def __init__(self, space: Space, target: Floats, portfolio: Portfolio, stopped: Callable[[], bool]) -> None:
        self.space, self.target = space, target
        self.panels = portfolio.matrix()
        count = len(target)
        many = len(self.panels)
        matrix = np.zeros((count + 1, many + 1))
        matrix[:count, 0] = space.size
        matrix[:count, 1:] = self.panels.T
        matrix[count, 1:] = 1
        cost = np.zeros(many + 1)
        cost[0] = 1
        low, high = np.append(target, 1.0), np.append(np.full(count, INFINITY), 1.0)
        program = Program(cost, np.zeros(many + 1), np.full(many + 1, INFINITY), matrix, low, high)
        self.solver = Solver(program, stopped)

    def add(self, panels: list[Ints]) -> None:
        """Some panels more."""
        self.panels = np.vstack([self.panels, *panels])
        for panel in panels:
            rows = np.append(np.flatnonzero(panel), len(panel)).astype(np.int32)
            self.solver.add_column(0.0, 0.0, INFINITY, rows, np.append(panel[panel > 0], 1).astype(np.float64))

    def solve(self) -> tuple[Mix, Floats]:
        """The best mixture, and the price of a seat in each group."""
        answer = self.solver.solve()
        weights = np.maximum(answer.x[1:], 0)
        weights /= weights.sum()
        mix = Mix(self.panels, weights, shortfall(self.space, self.target, self.panels, weights))
        return mix, np.maximum(answer.row_duals[:-1], 0)


def priced(space: Space, target: Floats, portfolio: Portfolio, watch: Watch, keep: Callable[[Mix], None]) -> Mix | Cut:
    """A lottery that gives the target within EXACT, or a cut that the target violates.

    `keep` hears each better lottery on the way. Raises Stopped.
    """
    if not portfolio.panels:
        portfolio.add(space.best(np.zeros(len(target)), watch.stopped)[0])
    master = Master(space, target, portfolio, watch.stopped)
    lowest, rounds = float((target / space.size).min()), 0
    while True:
        mix, prices = master.solve()
        keep(mix)
        rounds += 1
        watch.tell(Progress("proof", rounds, 0, lowest, mix.missing))
        if mix.missing <= EXACT:
            return mix
        weights = whole_weights(prices)
        panels, most = space.ascent(weights.astype(np.float64), watch.stopped)
        limit = int(np.floor(most + 1e-6))
        if float(weights @ target) - limit > EXACT * float(weights @ space.size):
            portfolio.add(panels[-1])
            return Cut(weights, limit)
        if not portfolio.add(panels[-1]):
            return mix
        known = int((master.panels @ weights).max())
        heavier = [panel for panel in panels if panel @ weights > known and portfolio.add(panel)]
        master.add([panels[-1], *heavier])


def whole_weights(prices: Floats) -> Ints:
    """Prices as small whole numbers where they are multiples of a simple fraction, else as fine ones."""
    positive = prices[prices > 1e-9 * max(1.0, prices.max(initial=0.0))]
    if len(positive):
        unit = prices / positive.min()
        for scale in SCALES:
            whole = np.rint(unit * scale)
            if np.abs(unit * scale - whole).max() < 1e-5:
                return whole.astype(np.int64)
    return np.rint(prices / prices.max() * FINEST).astype(np.int64)
