"""Claims in whole numbers from the duals of a linear program."""

from __future__ import annotations

from fractions import Fraction

import numpy as np

from chapitre.chapters.voice.methods.sortition.certificates import Claim, Numbers
from chapitre.chapters.voice.methods.sortition.solver import Floats, Ints
from chapitre.chapters.voice.methods.sortition.space import Space

SCALE = 10**12
DIGITS = 12


def whole(values: Floats) -> Numbers:
    """Values times SCALE, rounded; zeros left out."""
    rounded = [round(float(value) * SCALE) for value in values]
    return {place: value for place, value in enumerate(rounded) if value}


def exact(value: float) -> Fraction:
    """A chance as it is published: DIGITS decimals."""
    return Fraction(round(value * 10**DIGITS), 10**DIGITS)


def claim(
    space: Space,
    kind: str,
    value: float,
    weights: Floats,
    kept: Floats,
    rows: Floats,
    fixed: Ints | None = None,
    ceiling: float | None = None,
) -> Claim:
    """A claim; `rows` holds the multipliers of the space's rows, then of its cuts."""
    base = len(space.low)
    return Claim(
        kind,
        exact(value),
        whole(weights),
        whole(kept),
        whole(rows[:base]),
        whole(np.maximum(rows[base:], 0) / space.units()),
        () if fixed is None else tuple(int(one) for one in fixed),
        None if ceiling is None else exact(ceiling),
    )
