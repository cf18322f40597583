"""A pool of volunteers and its quotas; volunteers whom no rule tells apart are merged into groups."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Quota:
    """How many seats one value of one category gets; a relaxation should stay within `loosest`, when it is given."""

    category: str
    value: str
    least: int
    most: int
    loosest: tuple[int, int] | None = None


@dataclass(frozen=True)
class Pool:
    """Volunteers in the order of their file.

    `people` holds, for each one, the place in `quotas` of the value given in each category. `households`, when there
    are any, holds a number for each one: at most one of those who share a number sits in a panel; -1 lives alone.
    """

    quotas: tuple[Quota, ...]
    people: tuple[tuple[int, ...], ...]
    households: tuple[int, ...] = ()


@dataclass(frozen=True)
class Group:
    """Volunteers that any fair lottery gives one and the same chance.

    `cap`: how many of them one panel may hold. `kind`: the kind of household they all live in, -1 for none.
    """

    values: tuple[int, ...]
    members: tuple[int, ...]
    cap: int
    kind: int = -1


@dataclass(frozen=True)
class Groups:
    """The groups of a pool, in the order of their first member, and how many households there are of each kind."""

    groups: tuple[Group, ...]
    kinds: tuple[int, ...]

    def of_person(self) -> dict[int, int]:
        """The group of each volunteer."""
        return {person: place for place, group in enumerate(self.groups) for person in group.members}


def grouped(pool: Pool) -> Groups:
    """Merges the volunteers of a pool.

    Two volunteers with the same values are alike, unless they live with others. Then they are alike if their
    households are: two households are of one kind when their members give the same values. Of a kind with c
    households a panel holds at most c members, and any such choice can be made of members of different households.
    Since the average of a lottery and of the same lottery with two alike volunteers exchanged is a lottery too, and no
    less fair, all members of a group have the same chance in the fairest one.
    """
    homes: dict[int, list[int]] = defaultdict(list)
    for person, home in enumerate(pool.households):
        if home >= 0:
            homes[home].append(person)
    kinds: dict[tuple[tuple[int, ...], ...], int] = {}
    counts: Counter[int] = Counter()
    kind_of: dict[int, int] = {}
    for home in sorted(homes, key=lambda one: homes[one][0]):
        members = homes[home]
        if len(members) > 1:
            shape = tuple(sorted(pool.people[person] for person in members))
            kind = kinds.setdefault(shape, len(kinds))
            counts[kind] += 1
            kind_of.update(dict.fromkeys(members, kind))
    found: dict[tuple[tuple[int, ...], int], list[int]] = {}
    for person, values in enumerate(pool.people):
        found.setdefault((values, kind_of.get(person, -1)), []).append(person)
    groups = []
    for (values, kind), people in found.items():
        cap = len(people) if kind < 0 else counts[kind]
        groups.append(Group(values, tuple(people), cap, kind))
    return Groups(tuple(groups), tuple(counts[kind] for kind in range(len(kinds))))


def broken(pool: Pool, seats: int, panel: Sequence[int]) -> str:
    """What a panel of volunteers does against the rules, in French; nothing if it keeps them all."""
    return breach(pool, seats, panel)[0]


def breach(pool: Pool, seats: int, panel: Sequence[int]) -> tuple[str, str]:
    """What a panel does against the rules, in French and in English; twice nothing if it keeps them all."""
    if len(set(panel)) != len(panel):
        return "une personne y siège deux fois", "somebody sits in it twice"
    if len(panel) != seats:
        return f"{len(panel)} personnes au lieu de {seats}", f"{len(panel)} people instead of {seats}"
    counts = Counter(value for person in panel for value in pool.people[person])
    for place, quota in enumerate(pool.quotas):
        count, least, most = counts[place], quota.least, quota.most
        if not least <= count <= most:
            return (
                f"{count} pour {quota.category} « {quota.value} », au lieu de {least} à {most}",
                f"{count} for {quota.category} “{quota.value}”, instead of {least} to {most}",
            )
    if pool.households:
        homes = Counter(pool.households[person] for person in panel if pool.households[person] >= 0)
        if homes and max(homes.values()) > 1:
            return "deux personnes du même foyer", "two people of the same household"
    return "", ""
