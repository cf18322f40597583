"""The exact answer of a method: the relaxed space aims, panels reach the aim or a cut moves it, until they meet."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from chapitre.chapters.voice.methods.sortition.columns import Mix, Portfolio, mixed, priced, shortfall, spread
from chapitre.chapters.voice.methods.sortition.levels import Aim
from chapitre.chapters.voice.methods.sortition.solver import Floats, Infeasible, Ints, Stopped
from chapitre.chapters.voice.methods.sortition.space import Cut, Space
from chapitre.chapters.voice.methods.sortition.watching import Progress, Watch

FIRST, MORE = 1.4, 0.6  # panels a group: so many surround the aim nearly always, and so many more when they do not
SPREADS = 4
APPEARS = 1e-9  # seats

Method = Callable[[Space], Aim]


@dataclass(frozen=True)
class Reached:
    """What a method reached: the lottery over panels, the aim it was held against, and whether it was stopped."""

    aim: Aim
    mix: Mix
    stopped: bool

    @property
    def gap(self) -> float:
        """By how much somebody's chance misses the aim, which no lottery exceeds."""
        return self.mix.missing


def reach(space: Space, method: Method, random: np.random.Generator, watch: Watch) -> Reached:
    """Runs a method to its exact answer, or to the best so far when stopped. Raises Infeasible if there is no panel."""
    hunt = _Hunt(space, method, random, watch)
    try:
        return Reached(hunt.aim, hunt.exact(), False)
    except Stopped:
        return Reached(hunt.aim, hunt.best(), True)


class _Hunt:
    """One search: the aim, the panels found so far, and the best lottery over them."""

    def __init__(self, space: Space, method: Method, random: np.random.Generator, watch: Watch) -> None:
        self.space, self.method, self.random, self.watch = space, method, random, watch
        self.portfolio = Portfolio()
        self.candidate: Mix | None = None
        self._aim()

    def _aim(self) -> None:
        self.aim = self.method(self.space)
        self.target = self.aim.chances * self.space.size
        self.watch.tell(Progress("levels", len(self.aim.claims), 0, float(self.aim.chances.min()), 1.0))

    def exact(self) -> Mix:
        """A lottery that reaches the aim within EXACT. Raises Stopped."""
        while True:
            found = self._surrounded() or priced(self.space, self.target, self.portfolio, self.watch, self._keep)
            if isinstance(found, Mix):
                return found
            self.space.cuts.append(found)
            self._close()
            self._aim()

    def _surrounded(self) -> Mix | None:
        """The lottery over panels spread around the aim, if they surround it; quick, and nearly always so."""
        if self.portfolio.panels and self.space.cuts:
            return mixed(self.space, self.target, self.portfolio)
        for turn in range(SPREADS):
            count = int((MORE if turn else FIRST) * len(self.target)) + 10
            try:
                spread(self.space, self.target, self.portfolio, self.random, count, self.watch)
            except Infeasible:
                return None
            found = mixed(self.space, self.target, self.portfolio)
            if found is not None:
                return found
        return None

    def _close(self) -> None:
        """A cut shows that the quotas alone do not tell everything: perhaps some groups can never sit at all."""
        seen: NDArray[np.bool_] = np.asarray(self.portfolio.matrix().any(axis=0))
        for group in np.flatnonzero((self.target > APPEARS) & ~seen):
            if seen[group]:
                continue
            alone = np.zeros(len(self.target), dtype=np.int64)
            alone[group] = 1
            panel, most = self.space.best(alone.astype(np.float64), self.watch.stopped)
            if most < 1 - APPEARS:
                self.space.cuts.append(Cut(alone, 0))
            else:
                self.portfolio.add(panel)
                seen |= panel > 0

    def _keep(self, mix: Mix) -> None:
        self.candidate = mix

    def best(self) -> Mix:
        """The best lottery so far: at least one panel, if there is any."""
        if not self.portfolio.panels:
            self.portfolio.add(self.space.best(np.zeros(len(self.target)))[0])
        options = [_even(self.portfolio.matrix())]
        if self.candidate is not None:
            options.append((self.candidate.panels, self.candidate.weights))
        mixes = [Mix(*one, shortfall(self.space, self.target, *one)) for one in options]
        return min(mixes, key=lambda one: one.missing)


def _even(panels: Ints) -> tuple[Ints, Floats]:
    return panels, np.full(len(panels), 1 / len(panels))
