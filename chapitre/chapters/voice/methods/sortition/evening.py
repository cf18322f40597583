"""Panels exchanged one by one until everybody sits as often as was aimed at, within one.

A search by exchanges: of all pairs of a panel that stands and a known one, the exchange that brings the sums nearest to
the goal. Where none does, whoever still misses weighs more (P. Morris, "The breakout method for escaping from local
minima", AAAI 1993), and the panel that would help most joins the known ones: an integer program.
"""

from __future__ import annotations

import numpy as np

from chapitre.chapters.voice.methods.sortition.solver import Floats, Ints
from chapitre.chapters.voice.methods.sortition.space import Space
from chapitre.chapters.voice.methods.sortition.watching import Watch

EXCHANGES = 3000
BREAKOUTS = 150
JOINED = 40
HEAVIER = 1.5
NEAR = 1e-9


def evened(space: Space, panels: Ints, known: Ints, aims: Floats, watch: Watch) -> Ints:
    """The panels with some of them exchanged, so that no member of a group misses `aims` (times seated) by one or more.

    If that is not reached, the panels that came nearest.
    """
    search = _Search(space, panels, known, aims)
    breakouts = 0
    for _ in range(EXCHANGES):
        if search.exchange():
            continue
        if not search.missing().any() or breakouts == BREAKOUTS or watch.stopped():
            break
        search.break_out(join=breakouts < JOINED)
        breakouts += 1
    return search.nearest


class _Search:
    """The panels as they stand, the nearest so far, and what each group weighs."""

    def __init__(self, space: Space, panels: Ints, known: Ints, aims: Floats) -> None:
        self.space, self.goal = space, aims * space.size
        self.low = space.size * np.ceil(aims - 1 + NEAR)
        self.high = space.size * np.floor(aims + 1 - NEAR)
        self.panels = self.nearest = panels.copy()
        self.known = np.unique(np.vstack([known, panels]), axis=0)
        self.weights = 1 / space.size
        self.least = self._far()

    def missing(self) -> Floats:
        """By how much each group has too few seats or too many."""
        sums = self.panels.sum(axis=0)
        return np.maximum(np.maximum(self.low - sums, sums - self.high), 0)

    def _far(self) -> tuple[float, float]:
        off = np.abs(self.panels.sum(axis=0) - self.goal) / self.space.size
        return float(self.missing().sum()), float(off.max())

    def exchange(self) -> bool:
        """The best exchange, if there is one."""
        off, root = self.panels.sum(axis=0) - self.goal, np.sqrt(self.weights)
        present, places = np.unique(self.panels, axis=0, return_index=True)
        here, there, off = present * root, self.known * root, off * root
        # |off − here + there|² for every pair, less the constant |off|²
        change = (
            ((there * there).sum(axis=1) + 2 * there @ off)[None, :]
            + ((here * here).sum(axis=1) - 2 * here @ off)[:, None]
            - 2 * here @ there.T
        )
        one, other = np.unravel_index(int(np.argmin(change)), change.shape)
        if change[one, other] > -NEAR:
            return False
        self.panels = self.panels.copy()
        self.panels[places[one]] = self.known[other]
        far = self._far()
        if far < self.least:
            self.least, self.nearest = far, self.panels
        return True

    def break_out(self, *, join: bool) -> None:
        """Whoever misses weighs more; with `join`, one panel more is known."""
        self.weights = np.where(self.missing() > 0, HEAVIER * self.weights, self.weights)
        if join:
            off = self.panels.sum(axis=0) - self.goal
            gain = -self.weights * (2 * off + 1)
            panel, _ = self.space.best(gain / np.abs(gain).max())
            self.known = np.unique(np.vstack([self.known, panel]), axis=0)
