"""By how much a panel misses its quotas, and what one person more or fewer changes of that.

The loss of Assos, Baharav, Flanigan and Procaccia (EC 2025): for each quota the seats under its least or above its
most, over its most; here the seats themselves are one more quota, so that an empty chair costs something too.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from chapitre.chapters.voice.methods.sortition.pools import Pool
from chapitre.chapters.voice.methods.sortition.solver import Floats, Ints


@dataclass(frozen=True)
class Measure:
    """The quotas of a pool as rows, the seats last; `has[i]` is 1 in the rows that volunteer i counts in.

    `kinds` are the different rows of `has`, and `kind` which of them each volunteer is.
    """

    has: Floats
    kinds: Floats
    kind: Ints
    least: Floats
    most: Floats
    weight: Floats

    def counts(self, people: Sequence[int]) -> Floats:
        """How many of these volunteers each row counts."""
        found: Floats = self.has[list(people)].sum(axis=0)
        return found

    def loss(self, counts: Floats) -> Floats:
        """The loss of panels of these counts, over the last axis."""
        missed = np.maximum(np.maximum(self.least - counts, counts - self.most), 0)
        found: Floats = missed @ self.weight
        return found

    def one_more(self, counts: Floats) -> Floats:
        """What one more in each row adds to the loss; a person adds that of her own rows."""
        found: Floats = np.where(counts < self.least, -self.weight, np.where(counts >= self.most, self.weight, 0.0))
        return found


def measure_of(pool: Pool, seats: int) -> Measure:
    """The rows of a pool."""
    rows = len(pool.quotas)
    has = np.zeros((len(pool.people), rows + 1))
    for person, values in enumerate(pool.people):
        has[person, list(values)] = 1
    has[:, rows] = 1
    most = np.array([*(one.most for one in pool.quotas), seats], dtype=np.float64)
    least = np.array([*(one.least for one in pool.quotas), seats], dtype=np.float64)
    kinds, kind = np.unique(has, axis=0, return_inverse=True)
    return Measure(has, kinds, kind.ravel(), least, most, 1 / np.maximum(most, 1))
