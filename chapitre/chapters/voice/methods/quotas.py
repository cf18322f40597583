"""From what a census counts to the seats of a jury: each answer gets its exact share, rounded down and up.

People and seats are whole numbers; shares are exact fractions of seats.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor


@dataclass(frozen=True)
class Proposed:
    """The seats of one answer: its exact share, and the fewest and the most that are proposed."""

    exact: Fraction
    least: int
    most: int


def proposed(people: Sequence[int], seats: int, tolerance: int = 0) -> list[Proposed]:
    """The seats of each answer of one criterion, in their order; `tolerance` seats fewer and more than the rounding.

    They can always be met together: the floors never add up to more than the seats, nor the ceilings to fewer. Raises
    ValueError when nobody was counted, or fewer than nobody.
    """
    total = sum(people)
    if total <= 0 or min(people) < 0:
        raise ValueError("nobody was counted")
    shares = [Fraction(seats * one, total) for one in people]
    return [Proposed(one, max(0, floor(one) - tolerance), min(seats, ceil(one) + tolerance)) for one in shares]
