"""The rules of a draw as rows of whole numbers over groups: what the solver works on and a checker checks with."""

from __future__ import annotations

from dataclasses import dataclass

from chapitre.chapters.voice.methods.sortition.pools import Groups, Pool


@dataclass(frozen=True)
class Bound:
    """The members of these groups in one panel are `least` to `most` together."""

    groups: tuple[int, ...]
    least: int
    most: int


@dataclass(frozen=True)
class Frame:
    """A panel takes 0 to caps[g] of the sizes[g] members of each group g, and keeps every row.

    The rows are the quotas in their order, then the seats, then one a kind of household.
    """

    seats: int
    sizes: tuple[int, ...]
    caps: tuple[int, ...]
    rows: tuple[Bound, ...]


def frame_of(pool: Pool, seats: int, merged: Groups) -> Frame:
    """The frame of the panels of `seats` members."""
    holders: list[list[int]] = [[] for _ in pool.quotas]
    homes: list[list[int]] = [[] for _ in merged.kinds]
    for place, group in enumerate(merged.groups):
        for value in group.values:
            holders[value].append(place)
        if group.kind >= 0:
            homes[group.kind].append(place)
    rows = [Bound(tuple(groups), quota.least, quota.most) for groups, quota in zip(holders, pool.quotas, strict=True)]
    rows.append(Bound(tuple(range(len(merged.groups))), seats, seats))
    rows += [Bound(tuple(groups), 0, count) for groups, count in zip(homes, merged.kinds, strict=True)]
    sizes = tuple(len(group.members) for group in merged.groups)
    return Frame(seats, sizes, tuple(group.cap for group in merged.groups), tuple(rows))
