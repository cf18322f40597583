"""Projects, ballots and the money to share: what any way of counting a participatory budget starts from.

Pure. Money is in integer cents. A ballot says how many points its voter gives to which projects: an approval is one
point, a cumulative or score ballot gives its own, a ranking is turned into points by whoever reads it (`pabulib`).
"""

from __future__ import annotations

from dataclasses import dataclass

CENTS = 100  # in one unit of the currency
MOST = 2**53  # cents, and points of one project: what a published integer may reach

Ballot = tuple[tuple[int, int], ...]  # (index of the project, points > 0), each project at most once


@dataclass(frozen=True)
class Project:
    """Something that can be funded: `cost` in cents; `id` is what ballots and files call it."""

    id: str
    cost: int
    name: str = ""


@dataclass(frozen=True)
class Election:
    """A budget (cents), the projects that ask for it, one ballot a voter; an empty ballot counts as a voter.

    Raises ValueError unless the budget and every cost are at least one cent and every ballot names projects by their
    index, each once, with at least one point.
    """

    budget: int
    projects: tuple[Project, ...]
    ballots: tuple[Ballot, ...]

    def __post_init__(self) -> None:
        if not 1 <= self.budget < MOST:
            raise ValueError("a budget is at least one cent")
        if not self.projects or not self.ballots:
            raise ValueError("an election has projects and voters")
        if any(not 1 <= project.cost < MOST for project in self.projects):
            raise ValueError("a project costs at least one cent")
        known = range(len(self.projects))
        given = [0] * len(self.projects)
        for ballot in self.ballots:
            if len({index for index, _ in ballot}) < len(ballot):
                raise ValueError("a ballot names each project once")
            for index, points in ballot:
                if index not in known or points < 1:
                    raise ValueError("a ballot gives points, at least one, to projects of the election")
                given[index] += points
        if any(points >= MOST for points in given):
            raise ValueError("too many points for one project")

    def cost_of(self, indexes: tuple[int, ...]) -> int:
        """What these projects cost together, in cents."""
        return sum(self.projects[index].cost for index in indexes)
