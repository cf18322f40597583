"""A local search for whole points that keep row sums: exchanges of two, with a memory of what was just exchanged.

F. Glover, "Tabu search, part I", ORSA Journal on Computing 1 (1989). All exchanges are weighed at once: with rows of
zeros and ones, moving i up and j down changes each row's violation by what i does, plus what j does, less a correction
in the rows that hold both, which is one matrix product.
"""

from __future__ import annotations

import numpy as np

from chapitre.chapters.voice.methods.sortition.solver import Floats, Ints

STEPS = 300  # nineteen searches in twenty end within twenty steps
MEMORY = 6
CLOSE = 1e-6


def repaired(
    matrix: Floats,
    x: Floats,
    lower: Floats,
    upper: Floats,
    low: Floats,
    high: Floats,
    random: np.random.Generator,
) -> Ints | None:
    """A whole point near x with lower ≤ point ≤ upper and low ≤ matrix point ≤ high; None if none was found.

    `matrix` holds zeros and ones and `upper` is at most one above `lower`; the sum of x is kept.
    """
    free = np.flatnonzero(upper > lower)
    columns = matrix[:, free]
    part = x[free] - lower[free]
    raised = np.zeros(len(free), dtype=bool)
    raised[np.argsort(-part, kind="stable")[: round(float(part.sum()))]] = True
    sums = matrix @ lower + columns @ raised
    free_again = np.zeros(len(free), dtype=np.int64)
    for step in range(STEPS):
        if np.all((sums > low - CLOSE) & (sums < high + CLOSE)):
            point = lower.copy()
            point[free] += raised
            return np.rint(point).astype(np.int64)
        up = np.flatnonzero(~raised & (free_again <= step))
        down = np.flatnonzero(raised & (free_again <= step))
        if not len(up) or not len(down):
            continue
        more = np.where(sums > high - CLOSE, 1.0, np.where(sums < low - CLOSE, -1.0, 0.0))
        less = np.where(sums < low + CLOSE, 1.0, np.where(sums > high + CLOSE, -1.0, 0.0))
        ups, downs = columns[:, up], columns[:, down]
        cost = (more @ ups)[:, None] + (less @ downs)[None, :] - (ups * (more + less)[:, None]).T @ downs
        best = np.flatnonzero(cost.ravel() <= cost.min() + CLOSE)
        one, other = divmod(int(random.choice(best)), len(down))
        first, second = up[one], down[other]
        raised[first], raised[second] = True, False
        sums = sums + columns[:, first] - columns[:, second]
        free_again[[first, second]] = step + 1 + random.integers(2, MEMORY + 2)
    return None
