"""The simple draw that the others are measured against: seats go one at a time to the value hardest to fill.

The greedy draw of practitioners, as Flanigan and others describe it (LEGACY; Nature 596, 2021): a random volunteer of
the value whose quota still lacks most for those who remain; a panel that ends nowhere is begun again. It says nothing
about chances, and can leave somebody with nearly none.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from chapitre.chapters.voice.methods.sortition.pools import Pool
from chapitre.chapters.voice.methods.sortition.solver import Floats
from chapitre.chapters.voice.methods.sortition.watching import Progress, Watch

ATTEMPTS = 1000

Flags = NDArray[np.bool_]


class NoSimplePanel(ValueError):
    """The greedy draw found no panel in ATTEMPTS attempts."""


def stratified(pool: Pool, seats: int, count: int, random: np.random.Generator, watch: Watch) -> list[tuple[int, ...]]:
    """`count` panels, or as many as there are when stopped. Raises NoSimplePanel."""
    draw = _Draw(pool, seats, random)
    panels: list[tuple[int, ...]] = []
    while len(panels) < count and not (panels and watch.stopped()):
        for _ in range(ATTEMPTS):
            panel = draw.panel()
            if panel is not None:
                break
        else:
            raise NoSimplePanel
        panels.append(panel)
        watch.tell(Progress("lottery", len(panels), count, 0.0, 0.0))
    return panels


class _Draw:
    """One pool, drawn from again and again."""

    def __init__(self, pool: Pool, seats: int, random: np.random.Generator) -> None:
        self.seats, self.random = seats, random
        self.has = np.zeros((len(pool.quotas), len(pool.people)))
        for person, values in enumerate(pool.people):
            self.has[list(values), person] = 1
        self.least: Floats = np.array([quota.least for quota in pool.quotas], dtype=np.float64)
        self.most: Floats = np.array([quota.most for quota in pool.quotas], dtype=np.float64)
        self.homes = np.array(pool.households or [-1] * len(pool.people))

    def panel(self) -> tuple[int, ...] | None:
        """One attempt."""
        taken = np.zeros(len(self.least))
        free: Flags = np.logical_not(self.has[taken >= self.most].any(axis=0))
        chosen: list[int] = []
        while len(chosen) < self.seats:
            left = self.has[:, free].sum(axis=1)
            lacking = self.least - taken
            if np.any(lacking > left) or not free.any():
                return None
            urgency = np.where(left > 0, lacking / np.maximum(left, 1), -1)
            best = float(urgency.max())
            fits = free
            if best > 0:
                value = self.random.choice(np.flatnonzero(urgency >= best))
                fits = free & (self.has[value] > 0)
            person = int(self.random.choice(np.flatnonzero(fits)))
            chosen.append(person)
            taken += self.has[:, person]
            free[person] = False
            if self.homes[person] >= 0:
                free[self.homes == self.homes[person]] = False
            free &= np.logical_not(self.has[taken >= self.most].any(axis=0))
        return tuple(sorted(chosen)) if np.all(taken >= self.least) else None
