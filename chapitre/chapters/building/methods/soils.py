"""What a ground lets through and what it lets live: two measures of the same surfaces, never to be confused."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

PERMEABLE = frozenset({"part_sealed", "semi_open", "deep_soil"})
"""The soils that rain goes through, whatever grows there."""
COEFFICIENTS: Mapping[str, Fraction] = {
    "built": Fraction(0),
    "sealed": Fraction(0),
    "part_sealed": Fraction(3, 10),
    "semi_open": Fraction(1, 2),
    "deep_soil": Fraction(1),
}
"""The biotope area factor of each soil (coefficient de biotope par surface, after Berlin and Brussels)."""


def permeable_share(areas: Mapping[str, int]) -> Fraction | None:
    """Of these m² by soil, the share that rain goes through; None of no ground."""
    whole = sum(areas.values())
    through = sum(area for soil, area in areas.items() if soil in PERMEABLE)
    return Fraction(through, whole) if whole else None


def biotope_factor(areas: Mapping[str, int]) -> Fraction | None:
    """Of these m² by soil, the mean of their coefficients: 0 all sealed, 1 all deep soil; None of no ground.

    KeyError on an unknown soil.
    """
    whole = sum(areas.values())
    return sum((area * COEFFICIENTS[soil] for soil, area in areas.items()), Fraction(0)) / whole if whole else None
