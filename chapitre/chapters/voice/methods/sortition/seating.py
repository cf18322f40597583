"""Who sits: panels of groups become panels of people, each member of a group as often as the others, within one."""

from __future__ import annotations

from collections import defaultdict

import numpy as np

from chapitre.chapters.voice.methods.sortition.pools import Groups, Pool
from chapitre.chapters.voice.methods.sortition.solver import Ints

SWEEPS = 50

Panel = tuple[int, ...]


def seated(pool: Pool, merged: Groups, panels: Ints, random: np.random.Generator) -> list[Panel]:
    """The members of each panel, in increasing order; `panels` has one row a panel, one column a group."""
    rows: list[list[int]] = [[] for _ in panels]
    kinds: dict[int, list[int]] = defaultdict(list)
    for place, group in enumerate(merged.groups):
        if group.kind >= 0:
            kinds[group.kind].append(place)
            continue
        members = random.permutation(np.array(group.members))
        turn = 0
        for row, many in zip(rows, panels[:, place], strict=True):
            row.extend(int(members[(turn + one) % len(members)]) for one in range(many))
            turn = (turn + int(many)) % len(members)
    for places in kinds.values():
        _Households(pool, merged, places, random).seat(panels, rows)
    return [tuple(sorted(row)) for row in rows]


class _Households:
    """The households of one kind, of whom a panel takes one member each.

    Every household of a kind has a member for every seat of that kind, so any household will do for any seat: seats
    first go to the members who sat least, then exchanges even out what is left uneven.
    """

    def __init__(self, pool: Pool, merged: Groups, places: list[int], random: np.random.Generator) -> None:
        self.places = places
        self.members: dict[tuple[int, int], list[int]] = defaultdict(list)
        homes = set()
        for place in places:
            for person in merged.groups[place].members:
                self.members[place, pool.households[person]].append(person)
                homes.add(pool.households[person])
        self.homes = [int(home) for home in random.permutation(np.array(sorted(homes)))]
        self.times: dict[int, int] = defaultdict(int)

    def seat(self, panels: Ints, rows: list[list[int]]) -> None:
        """Adds the members of this kind to the rows."""
        taken: list[dict[int, tuple[int, int]]] = []  # a panel: household -> group and person
        for panel in panels:
            here: dict[int, tuple[int, int]] = {}
            for place in self.places:
                for _ in range(int(panel[place])):
                    free = [home for home in self.homes if home not in here]
                    home = min(free, key=lambda one: self.times[self._least(place, one)])
                    here[home] = (place, self._take(place, home))
            taken.append(here)
        for _ in range(SWEEPS):
            moved = [self._even(here) for here in taken]
            if not any(moved):
                break
        for row, here in zip(rows, taken, strict=True):
            row.extend(person for _, person in here.values())

    def _least(self, place: int, home: int) -> int:
        return min(self.members[place, home], key=lambda person: self.times[person])

    def _take(self, place: int, home: int) -> int:
        person = self._least(place, home)
        self.times[person] += 1
        return person

    def _even(self, here: dict[int, tuple[int, int]]) -> bool:
        """Moves seats of one panel to households that sat less; says whether it moved any."""
        moved = False
        for home in list(here):
            place, person = here[home]
            for other in self.homes:
                if other == home or not self._gains(here, home, other):
                    continue
                exchanged = here.pop(other, None)
                self.times[person] -= 1
                del here[home]
                if exchanged is not None:
                    self.times[exchanged[1]] -= 1
                    here[home] = (exchanged[0], self._take(exchanged[0], home))
                here[other] = (place, self._take(place, other))
                moved = True
                break
        return moved

    def _gains(self, here: dict[int, tuple[int, int]], home: int, other: int) -> bool:
        """Whether exchanging two households' parts in a panel makes the sum of squares of the times smaller."""
        place, person = here[home]
        change = self.times[self._least(place, other)] + 1 - self.times[person]
        if other in here:
            second, sitting = here[other]
            change += self.times[self._least(second, home)] + 1 - self.times[sitting]
        return change < 0
