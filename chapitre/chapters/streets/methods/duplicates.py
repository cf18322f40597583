"""Which open reports near by are likely the same problem: same category, close enough, recent enough.

Pure. The points compared are the published ones, on 50 m steps along the street: two reports of the same bin may be
published a step apart, so a reach under one step and a half would miss half of them. The reaches are our own choice,
between Signalen's 50 m and FixMyStreet's 250 m; a heading that a town adds takes the default.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

STEP = 50  # metres between two published points of a street


@dataclass(frozen=True)
class Reach:
    """How far (metres) and for how long (days since receipt) a problem of this kind stays the same problem."""

    metres: int
    days: int


DEFAULT = Reach(metres=75, days=90)
REACHES = {
    "proprete": Reach(75, 30),  # heaps come and go within a month
    "chaussee": Reach(75, 180),  # a hole stays until it is filled
    "eclairage": Reach(110, 120),  # a dark stretch is seen from either end
    "vegetal": Reach(110, 120),  # a park has no street number
    "stationnement": Reach(60, 30),
    "eau": Reach(75, 60),
    "equipements": Reach(75, 180),
}
SURE = 1000


@dataclass(frozen=True)
class Known:
    """An open report: its published distance from the new one (metres), and its age (days)."""

    key: str
    category: str
    metres: int
    days: int


@dataclass(frozen=True)
class Likely:
    """A report that may be the same problem; `score` is from 1 (barely) to 1 000 (same spot, same day)."""

    key: str
    metres: int
    days: int
    score: int


def reach_of(group: str) -> Reach:
    """The reach of a heading of the list of categories."""
    return REACHES.get(group, DEFAULT)


def score(metres: int, days: int, reach: Reach) -> int:
    """0 outside the reach; else 1 to 1 000, three quarters for closeness, one quarter for freshness.

    Both fall in a straight line to their limit. A distance under one step counts as none: it says nothing about doors.
    """
    if not 0 <= metres <= reach.metres or not 0 <= days <= reach.days:
        return 0
    away = max(0, metres - STEP // 2)
    room = max(1, reach.metres - STEP // 2)
    return max(1, (750 * (room - away)) // room + (250 * (reach.days - days)) // max(1, reach.days))


def likely(category: str, group: str, known: Iterable[Known], most: int = 3) -> list[Likely]:
    """At most `most` open reports that may be the same problem as a new one of this category, likeliest first.

    Ties go to the nearer, then to the older number, so that the order never depends on the order given.
    """
    reach = reach_of(group)
    found = [
        Likely(one.key, one.metres, one.days, mark)
        for one in known
        if one.category == category and (mark := score(one.metres, one.days, reach)) > 0
    ]
    return sorted(found, key=lambda one: (-one.score, one.metres, one.key))[:most]
