"""Weights of panels, none negative, whose mixture is a given point: a projection, by a semismooth Newton method.

The weights nearest to equal ones are max(0, 1/m + Aᵀν) for multipliers ν of the equations A w = b; Newton's step in ν
solves with the panels of positive weight only. L. Qi and J. Sun, "A nonsmooth version of Newton's method",
Mathematical Programming 58 (1993).
"""

from __future__ import annotations

import numpy as np

from chapitre.chapters.voice.methods.sortition.solver import Floats, Ints

ROUNDS = 30
TOLERANCE = 5e-10  # seats
SHIFT = 1e-10  # of the mean diagonal: rows that say the same leave the system singular
SUFFICIENT = 1e-4


def mixture(panels: Ints, target: Floats) -> Floats | None:
    """Weights w ≥ 0 of sum 1 with w · panels = target, within TOLERANCE; None if the panels do not surround it.

    `panels` has one row a panel. That none is found does not prove that there is none.
    """
    matrix = np.vstack([panels.T, np.ones(len(panels))]).astype(np.float64)
    goal = np.append(target, 1.0)
    even = 1 / len(panels)
    slopes = np.zeros(len(goal))
    weights = np.full(len(panels), even)
    for _ in range(ROUNDS):
        missing = goal - matrix @ weights
        if np.abs(missing).max() <= TOLERANCE:
            return weights / weights.sum()
        active = matrix[:, weights > 0]
        system = active @ active.T
        system[np.diag_indices_from(system)] += SHIFT * np.trace(system) / len(system)
        try:
            direction = np.linalg.solve(system, missing)
        except np.linalg.LinAlgError:
            return None
        step, before, gain = 1.0, goal @ slopes - weights @ weights / 2, missing @ direction
        while step > 1e-6:
            tried = slopes + step * direction
            weights = np.maximum(0, even + matrix.T @ tried)
            if goal @ tried - weights @ weights / 2 >= before + SUFFICIENT * step * gain:
                break
            step /= 2
        slopes = slopes + step * direction
        if np.abs(slopes).max() > 1e6:
            return None
    return None
