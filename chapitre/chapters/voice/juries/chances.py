"""What the public pages say of the volunteers' chances: nothing but what the published panels say already."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from chapitre.chapters.voice.methods import draw
from chapitre.kernel.figures import units
from chapitre.kernel.words import place

BARS = 12  # at most
FEWEST = 11  # volunteers in a bar: whoever is rare stands alone in none
WIDTHS = (1, 2, 5, 10)  # per cent


@dataclass(frozen=True)
class Bar:
    """How many volunteers have a chance from `low` per cent to under `high`."""

    low: int
    high: int
    people: int


@dataclass(frozen=True)
class Chances:
    """In how many of the panels the volunteers sit; `within`: how far they may be from the fairest, "" if unproved."""

    fewest: int
    most: int
    panels: int
    within: str
    bars: list[Bar]

    @property
    def largest(self) -> int:
        return max(one.people for one in self.bars)


def chances(body: str) -> Chances:
    """The chances that a panels' file gives."""
    told = draw.opened(body)
    counts, panels = draw.counts(told["panels"], len(told["pool"])), len(told["panels"])
    fewest, most = min(counts), max(counts)
    width = next((one for one in WIDTHS if _bar(most, panels, one) - _bar(fewest, panels, one) < BARS), WIDTHS[-1])
    held = Counter(_bar(count, panels, width) for count in counts)
    return Chances(fewest, most, panels, _within(told["fairness"]), _merged(held, width))


def _merged(held: Counter[int], width: int) -> list[Bar]:
    """Bars of at least FEWEST volunteers, from the lowest chance: what would stand alone joins its neighbour."""
    bars: list[Bar] = []
    low, people = min(held) * width, 0
    for step in range(min(held), max(held) + 1):
        people += held[step]
        if people >= FEWEST:
            bars.append(Bar(low, (step + 1) * width, people))
            low, people = (step + 1) * width, 0
    if people:
        before = bars.pop() if bars else Bar(low, low, 0)
        bars.append(Bar(before.low, (max(held) + 1) * width, before.people + people))
    return bars


def _within(fairness: Mapping[str, Any]) -> str:
    """By how much some chance could be fairer, at most, in words; a millionth is the least that is said."""
    if fairness["slack"] is None:
        return ""
    millionths = max(1, math.ceil(max(Fraction(fairness["gap"]), Fraction(fairness["slack"])) * 10**6))
    return units.number(Fraction(millionths, 10**6), ("fr", "en")[place()], 6)


def _bar(count: int, panels: int, width: int) -> int:
    """The bar of a chance; a certain one is in the last."""
    return min(100 * count // (panels * width), 100 // width - 1)
