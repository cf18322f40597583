"""An election made ready for counting: equal ballots together, projects in the order that settles ties.

The rule for ties, published and the same for every method here: of two projects that are otherwise equal, the cheaper
one first; then the one with more supporters; then the one that comes first in the list of projects. A town that wants
chance to have the last word draws the order of that list by lot, in public, before the vote.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from chapitre.chapters.voice.methods.ballots import Ballot, Election

Utility = Literal["cost", "cardinality"]
UTILITIES: tuple[Utility, ...] = ("cost", "cardinality")

Camp = tuple[int, bool, list[int]]  # points; groups that give as many; whether these are of one voter each


@dataclass(frozen=True)
class Tally:
    """The projects are numbered in the order that settles ties; `order` gives back their index in the election.

    `groups` holds each distinct ballot (with these numbers) and `sizes` how many voters cast it. By project: `costs`
    (cents), `worth` (the utility of one point: the cost in cents, or 1), `supporters` (voters), `points` (their sum)
    and `camps` (its groups, by the points that they give; those of one voter apart, being most and quickly summed).
    """

    voters: int
    budget: int
    order: tuple[int, ...]
    costs: tuple[int, ...]
    worth: tuple[int, ...]
    supporters: tuple[int, ...]
    points: tuple[int, ...]
    groups: tuple[Ballot, ...]
    sizes: tuple[int, ...]
    camps: tuple[tuple[Camp, ...], ...]

    def index(self, numbers: Sequence[int]) -> tuple[int, ...]:
        """The election's indexes of these projects, in the order given."""
        return tuple(self.order[number] for number in numbers)

    def cost_of(self, numbers: Sequence[int]) -> int:
        """What these projects cost together, in cents."""
        return sum(self.costs[number] for number in numbers)

    def usefulness(self, number: int) -> Fraction:
        """The utility that a project brings to all its supporters together, for each cent it costs."""
        return Fraction(self.points[number] * self.worth[number], self.costs[number])


def tally(election: Election, utility: Utility) -> Tally:
    """Groups the ballots and numbers the projects.

    With `cost` a point given to a project is worth its cost (a supporter gains as much as the town spends); with
    `cardinality` it is worth 1 whatever the project.
    """
    if utility not in UTILITIES:
        raise ValueError(f"there is no utility {utility!r}")
    supporters = Counter(index for ballot in election.ballots for index, _ in ballot)
    costs = [project.cost for project in election.projects]
    order = sorted(range(len(costs)), key=lambda index: (costs[index], -supporters[index], index))
    number = {index: place for place, index in enumerate(order)}
    cast = Counter(
        tuple(sorted((number[index], points) for index, points in ballot)) for ballot in election.ballots if ballot
    )
    groups, sizes = tuple(cast), tuple(cast.values())
    camps: list[dict[tuple[int, bool], list[int]]] = [{} for _ in order]
    points = [0] * len(order)
    for group, (ballot, size) in enumerate(zip(groups, sizes, strict=True)):
        for place, given in ballot:
            camps[place].setdefault((given, size == 1), []).append(group)
            points[place] += given * size
    return Tally(
        voters=len(election.ballots),
        budget=election.budget,
        order=tuple(order),
        costs=tuple(costs[index] for index in order),
        worth=tuple(costs[index] if utility == "cost" else 1 for index in order),
        supporters=tuple(supporters[index] for index in order),
        points=tuple(points),
        groups=groups,
        sizes=sizes,
        camps=tuple(tuple((*key, members) for key, members in sorted(camp.items())) for camp in camps),
    )
