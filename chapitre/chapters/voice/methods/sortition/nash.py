"""Nash welfare: the lottery whose product of chances is greatest, over the relaxed space.

Proportional fairness (F. Kelly, European Transactions on Telecommunications 8, 1997); among the objectives of Flanigan
and others (Nature 596, 2021). How far the result can be from the best is read from one linear program: no panel weighs
more than `most` when a seat of group g weighs n/x, and by the inequality of the means no lottery has a greater product
than (most/n)ⁿ times ours.
"""

from __future__ import annotations

import numpy as np

from chapitre.chapters.voice.methods.sortition.claims import claim
from chapitre.chapters.voice.methods.sortition.interior import greatest_product
from chapitre.chapters.voice.methods.sortition.levels import Aim, able_groups, lowest
from chapitre.chapters.voice.methods.sortition.solver import Floats
from chapitre.chapters.voice.methods.sortition.space import Space


def nash(space: Space) -> Aim:
    """The chances of greatest product; groups that can never sit are left out of it."""
    _, claims = lowest(space)
    able = able_groups(space, claims)
    matrix, low, high = space.rows()
    size = space.size[able]
    chances = np.zeros(len(able))
    chances[able] = greatest_product(size, matrix[:, able] * size, low, high, space.cap[able] / size)
    weights = np.where(able, 1 / np.where(able, chances, 1), 0)
    product = claim(space, "product", 1.0, weights, np.zeros_like(weights), _multipliers(space, weights))
    return Aim(chances, [*claims[:-1], product])


def _multipliers(space: Space, weights: Floats) -> Floats:
    """The multipliers of the rows that prove how much the heaviest point of the relaxed space weighs."""
    solver = space.solver(whole=False)
    solver.costs(-weights)
    return -solver.solve().row_duals
