"""The ballots of a `.pb` file: approvals, rankings, points, each within the limits that META sets."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from chapitre.chapters.voice.methods.ballots import MOST, Ballot, Project
from chapitre.chapters.voice.methods.pbcells import Cells
from chapitre.chapters.voice.methods.pbtext import Row, Section, shown

Limits = tuple[int, int]  # least and most


class VoteReader:
    """Reads the section VOTES; then `named` and `given` say how many ballots name each project, with how many points.

    Only what a ballot lists is in them; a `default_score` that META gives to projects not listed is in the ballots.
    """

    def __init__(self, cells: Cells, vote_type: str, projects: Sequence[Project]) -> None:
        self.cells, self.type = cells, vote_type
        self.costs = [project.cost for project in projects]
        self.index = {project.id: index for index, project in enumerate(projects)}
        self.named, self.given = [0] * len(projects), [0] * len(projects)
        length = (1, 1) if vote_type == "choose-1" else (1, len(projects))
        self.length = self._limits("min_length", "max_length", length)
        self.points = self._limits("min_points", "max_points", (0, MOST))
        self.sum = self._limits("min_sum_points", "max_sum_points", (0, MOST))
        self.default = (cells.limit("default_score") or 0) if vote_type == "scoring" else 0
        money = (
            cells.amount(cells.keys[key], 1) if key in cells.keys else None for key in ("min_sum_cost", "max_sum_cost")
        )
        least, most = money
        self.cost = (least or 0, most or sum(self.costs))

    def _limits(self, least: str, most: str, default: Limits) -> Limits:
        found = self.cells.limit(least), self.cells.limit(most)
        return (default[0] if found[0] is None else found[0], default[1] if found[1] is None else found[1])

    def read(self, section: Section, columns: Mapping[str, int]) -> tuple[Ballot, ...]:
        """One ballot a row."""
        voter_at, voters, ballots = columns["voter_id"], set(), []
        for row in section.rows:
            voter = row.cells[voter_at]
            if not voter:
                self.cells.note(row, voter_at, "il faut ici un numéro de votant", "a voter’s number is needed here")
            elif voter in voters:
                name = shown(voter)
                self.cells.note(row, voter_at, f"« {name} » a déjà voté plus haut", f"“{name}” has voted above")
            voters.add(voter)
            ballots.append(self._ballot(row, columns["vote"], columns.get("points", -1)))
        return tuple(ballots)

    def _ballot(self, row: Row, vote_at: int, points_at: int) -> Ballot:
        chosen = self._chosen(row, vote_at)
        self._check(row, vote_at, len(chosen), self.length, "projets choisis", "projects chosen")
        if self.type in ("cumulative", "scoring"):
            points = self._points(row, points_at, len(chosen))
        elif self.type == "ordinal":
            points = [max(self.length[1] - rank, 1) for rank in range(len(chosen))]
        else:
            points = [1] * len(chosen)
            cost = sum(self.costs[index] for index in chosen)
            self._check(row, vote_at, cost, self.cost, "centimes en tout", "cents in all")
        for index, number in zip(chosen, points, strict=False):
            self.named[index] += 1
            self.given[index] += number
        ballot = dict.fromkeys(range(len(self.costs)), self.default) if self.default else {}
        ballot |= dict(zip(chosen, points, strict=False))
        return tuple((index, number) for index, number in ballot.items() if number)

    def _chosen(self, row: Row, cell: int) -> list[int]:
        """The projects that a ballot names."""
        chosen: list[int] = []
        for id, offset in _parts(row.cells[cell]):
            index = self.index.get(id)
            if index is None:
                self.cells.note(row, cell, f"pas de projet « {shown(id)} »", f"no project “{shown(id)}”", offset)
            elif index in chosen:
                fr, en = f"le projet « {shown(id)} » est choisi deux fois", f"the project “{shown(id)}” is chosen twice"
                self.cells.note(row, cell, fr, en, offset)
            else:
                chosen.append(index)
        return chosen

    def _points(self, row: Row, cell: int, wanted: int) -> list[int]:
        points = []
        for text, offset in _parts(row.cells[cell]):
            number = self.cells.whole_part(row, cell, text, offset)
            self._check(row, cell, number, self.points, "points", "points", offset)
            points.append(number)
        if len(points) != wanted:
            fr = f"il faut autant de nombres que de projets : {wanted}, et non {len(points)}"
            en = f"as many numbers as projects are needed: {wanted}, not {len(points)}"
            self.cells.note(row, cell, fr, en)
        self._check(row, cell, sum(points), self.sum, "points en tout", "points in all")
        return points

    def _check(self, row: Row, cell: int, value: int, limits: Limits, fr: str, en: str, offset: int = 0) -> None:
        least, most = limits
        if value < least:
            self.cells.note(row, cell, f"{value} {fr}, moins que {least}", f"{value} {en}, under {least}", offset)
        elif value > most:
            self.cells.note(row, cell, f"{value} {fr}, plus que {most}", f"{value} {en}, over {most}", offset)


def _parts(text: str) -> Iterator[tuple[str, int]]:
    """The parts between the commas of a cell, and how far into it each begins."""
    if not text:
        return
    offset = 0
    for part in text.split(","):
        yield part.strip(), offset + len(part) - len(part.lstrip())
        offset += len(part) + 1
