"""Elections as `.pb` files (https://pabulib.org/format): read strictly, written back with the winners, or made new.

What the count rests on must be there and agree with itself: the budget, the costs, the ballots, the limits that META
sets to them, the numbers of projects and votes and, where the file gives them, each project's votes and score. The rest
is carried along as it stands. A ranking gives its first project `max_length` points, the next one less, and so on
(Borda, the format's default). Pure: bytes in, text out.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from chapitre.chapters.voice.methods import pbtext
from chapitre.chapters.voice.methods.ballots import CENTS, Election
from chapitre.chapters.voice.methods.pbreader import WITH_POINTS, Reader

# What a file says of itself besides what follows from the ballots: given when a new one is made.
ABOUT = ("description", "country", "unit", "instance", "rule", "date_begin", "date_end")
# The format's order of META, as far as files made here use it; other keys come after.
META_ORDER = (
    *("description", "country", "unit", "district", "subunit", "instance", "num_projects", "num_votes", "budget"),
    *("vote_type", "rule", "date_begin", "date_end", "min_length", "max_length", "min_points", "max_points"),
    *("min_sum_points", "max_sum_points", "edition", "language", "currency"),
)
AFTER_SELECTED = (
    "neighborhood",
    "district",
    "subunit",
    "description",
    "proposer",
    "public_id",
    "latitude",
    "longitude",
)


@dataclass(frozen=True)
class PbFile:
    """A file as read: its election, and the cells of its three sections."""

    election: Election
    meta: tuple[tuple[str, str], ...]
    project_columns: tuple[str, ...]
    project_rows: tuple[tuple[str, ...], ...]
    vote_columns: tuple[str, ...]
    vote_rows: tuple[tuple[str, ...], ...]

    @property
    def about(self) -> dict[str, str]:
        """What META says, by key."""
        return dict(self.meta)


def read(data: bytes) -> PbFile:
    """Reads a file. Raises PbError, which lists what is wrong with it by line and column."""
    sections = pbtext.parse(data)
    election = Reader(sections).election()
    meta, projects, votes = (sections[name] for name in pbtext.SECTIONS)
    return PbFile(
        election,
        tuple((row.cells[0], row.cells[1]) for row in meta.rows),
        projects.header.cells,
        tuple(row.cells for row in projects.rows),
        votes.header.cells,
        tuple(row.cells for row in votes.rows),
    )


def write(file: PbFile) -> str:
    """The file's text."""
    meta = ("META", ("key", "value"), file.meta)
    projects = ("PROJECTS", file.project_columns, file.project_rows)
    return pbtext.write((meta, projects, ("VOTES", file.vote_columns, file.vote_rows)))


def with_winners(file: PbFile, winners: Sequence[int], rule: str) -> PbFile:
    """The file with its `selected` column and its rule telling this outcome."""
    columns, rows = list(file.project_columns), [list(row) for row in file.project_rows]
    if "selected" not in columns:
        place = next((index for index, name in enumerate(columns) if name in AFTER_SELECTED), len(columns))
        for row in (columns, *rows):
            row.insert(place, "selected")
    place, chosen = columns.index("selected"), set(winners)
    for index, row in enumerate(rows):
        row[place] = str(int(index in chosen))
    meta = tuple((key, rule if key == "rule" else value) for key, value in file.meta)
    if "rule" not in file.about:
        meta += (("rule", rule),)
    return replace(file, meta=meta, project_columns=tuple(columns), project_rows=tuple(map(tuple, rows)))


def compose(election: Election, about: Mapping[str, str], vote_type: str = "approval") -> PbFile:
    """A new file of these ballots, voters numbered from 1. `about` gives the keys ABOUT and any other of the format's.

    `vote_type` is approval, cumulative or scoring. Raises ValueError if a key of ABOUT is missing, PbError if the file
    could not be read back, as with a comma in a project's number.
    """
    if missing := [key for key in ABOUT if not about.get(key)]:
        raise ValueError(f"a .pb file needs {', '.join(missing)}")
    ballots = [sorted(ballot, key=lambda one: -one[1]) for ballot in election.ballots]
    meta = dict(about) | {"num_projects": str(len(election.projects)), "num_votes": str(len(ballots))}
    meta |= {"budget": money(election.budget), "vote_type": vote_type}
    if not all(ballots):
        meta["min_length"] = "0"
    if vote_type == "cumulative":
        meta["max_sum_points"] = str(max(sum(points for _, points in ballot) for ballot in ballots))
    ordered = sorted(meta, key=lambda key: META_ORDER.index(key) if key in META_ORDER else len(META_ORDER))
    pointed = vote_type in WITH_POINTS
    projects = _project_rows(election, pointed)
    votes = [("voter_id", "vote", *(["points"] if pointed else []))]
    for voter, ballot in enumerate(ballots, 1):
        ids = ",".join(election.projects[index].id for index, _ in ballot)
        points = ",".join(str(given) for _, given in ballot)
        votes.append((str(voter), ids, *([points] if pointed else [])))
    sections = (
        ("META", ("key", "value"), [(key, meta[key]) for key in ordered]),
        ("PROJECTS", *projects),
        ("VOTES", votes[0], votes[1:]),
    )
    return read(pbtext.write(sections).encode())


def _project_rows(election: Election, pointed: bool) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
    """The columns of the projects, and a row for each, with the votes and points that the ballots give it."""
    votes, score = [0] * len(election.projects), [0] * len(election.projects)
    for ballot in election.ballots:
        for index, points in ballot:
            votes[index] += 1
            score[index] += points
    rows = [
        (project.id, money(project.cost), str(votes[index]), *([str(score[index])] if pointed else []), project.name)
        for index, project in enumerate(election.projects)
    ]
    return ("project_id", "cost", "votes", *(["score"] if pointed else []), "name"), rows


def money(cents: int) -> str:
    """An amount as the format writes it: "8000000", "1234.50"."""
    whole, rest = divmod(cents, CENTS)
    return f"{whole}.{rest:02}" if rest else str(whole)
