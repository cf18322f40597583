"""From the sections of a `.pb` file to its election: META and PROJECTS here, the ballots in `pbvotes`.

Everything wrong is noted with its place, and raised together at the end of the stage that found it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from chapitre.chapters.voice.methods.ballots import MOST, Election, Project
from chapitre.chapters.voice.methods.pbcells import Cells
from chapitre.chapters.voice.methods.pbtext import SECTIONS, Problem, Section, shown
from chapitre.chapters.voice.methods.pbvotes import VoteReader

VOTE_TYPES = ("approval", "choose-1", "ordinal", "cumulative", "scoring")
WITH_POINTS = ("cumulative", "scoring")


class Reader(Cells):
    """Reads one file."""

    def __init__(self, sections: Mapping[str, Section]) -> None:
        super().__init__()
        self._meta, self._projects, self._votes = (sections[name] for name in SECTIONS)

    def election(self) -> Election:
        """The election. Raises PbError if the file is not as it should be."""
        self._read_meta()
        vote_type = self.keys["vote_type"].cells[1]
        columns = self._columns(self._projects, "PROJECTS", ("project_id", "cost"))
        needed = ("voter_id", "vote", *(["points"] if vote_type in WITH_POINTS else []))
        vote_columns = self._columns(self._votes, "VOTES", needed)
        budget = self.amount(self.keys["budget"], 1)
        self.raise_problems()
        projects = self._read_projects(columns)
        self.raise_problems()
        votes = VoteReader(self, vote_type, projects)
        ballots = votes.read(self._votes, vote_columns)
        self._check_number("num_votes", len(ballots), "votes", "votes")
        self.raise_problems()
        self._check_column(columns, "votes", votes.named)
        self._check_column(columns, "score", votes.given)
        if max(votes.given) + votes.default * len(ballots) >= MOST:
            fr, en = (
                "un projet reçoit plus de points qu’il ne s’en compte",
                "a project has more points than can be counted",
            )
            self.problems.append(Problem(*self._votes.title, fr, en))
        self.raise_problems()
        return Election(budget, projects, ballots)

    def _read_meta(self) -> None:
        header = self._meta.header
        if header.cells != ("key", "value"):
            self.note(header, 0, "les colonnes de META sont key;value", "the columns of META are key;value")
            self.raise_problems()
        for row in self._meta.rows:
            key = row.cells[0]
            if key in self.keys:
                self.note(row, 0, f"« {shown(key)} » est donné deux fois", f"“{shown(key)}” is given twice")
            self.keys[key] = row
        for key in ("budget", "vote_type"):
            if key not in self.keys:
                fr, en = f"META ne dit pas « {key} »", f"META does not give “{key}”"
                self.problems.append(Problem(*self._meta.title, fr, en))
        self.raise_problems()
        chosen, ranking = self.keys["vote_type"], self.keys.get("scoring_fn")
        if chosen.cells[1] not in VOTE_TYPES:
            known = ", ".join(VOTE_TYPES)
            self.note(chosen, 1, f"type de vote inconnu ; il y a {known}", f"unknown vote type; there are {known}")
        elif chosen.cells[1] == "ordinal" and ranking is not None and ranking.cells[1] != "Borda":
            self.note(ranking, 1, "seule la règle Borda se compte ici", "only Borda is counted here")

    def _columns(self, section: Section, name: str, needed: Sequence[str]) -> dict[str, int]:
        header = section.header
        columns: dict[str, int] = {}
        for index, column in enumerate(header.cells):
            if column in columns:
                self.note(header, index, f"deuxième colonne « {shown(column)} »", f"second column “{shown(column)}”")
            columns.setdefault(column, index)
        for column in needed:
            if column not in columns:
                fr, en = f"{name} n’a pas de colonne « {column} »", f"{name} has no column “{column}”"
                self.note(header, 0, fr, en)
        if not section.rows:
            self.problems.append(Problem(*section.title, f"{name} est vide", f"{name} is empty"))
        return columns

    def _read_projects(self, columns: Mapping[str, int]) -> tuple[Project, ...]:
        projects: list[Project] = []
        known: set[str] = set()
        id_at, cost_at, name_at = columns["project_id"], columns["cost"], columns.get("name")
        for row in self._projects.rows:
            id = row.cells[id_at]
            if not id or "," in id:
                self.note(row, id_at, "il faut ici un numéro, sans virgule", "a number, without comma, is needed here")
            elif id in known:
                fr, en = f"le projet « {shown(id)} » est déjà plus haut", f"the project “{shown(id)}” stands above"
                self.note(row, id_at, fr, en)
            known.add(id)
            name = "" if name_at is None else row.cells[name_at]
            projects.append(Project(id, self.amount(row, cost_at), name))
        self._check_number("num_projects", len(projects), "projets", "projects")
        return tuple(projects)

    def _check_number(self, key: str, counted: int, of_fr: str, of_en: str) -> None:
        row = self.keys.get(key)
        if row is not None and self.whole(row, 1) != counted:
            self.note(row, 1, f"le fichier a {counted} {of_fr}", f"the file has {counted} {of_en}")

    def _check_column(self, columns: Mapping[str, int], name: str, counted: Sequence[int]) -> None:
        """What the file says of each project is what the ballots say."""
        cell = columns.get(name)
        if cell is None:
            return
        for row, number in zip(self._projects.rows, counted, strict=True):
            if self.whole(row, cell) != number:
                self.note(row, cell, f"les bulletins en donnent {number}", f"the ballots give {number}")
