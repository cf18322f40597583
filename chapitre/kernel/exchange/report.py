"""What taking a file over does, or would do: counts, examples, and what is wrong, by line and column."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

MOST_PROBLEMS = 200  # listed; all are counted
MOST_EXAMPLES = 5  # of each kind


@dataclass(frozen=True)
class Problem:
    """Something that keeps a file from being taken over. `line` 0: the file as a whole; `column` "": the whole line."""

    line: int
    column: str
    what: str


@dataclass(frozen=True)
class ColumnRead:
    """How a column was understood: the fact it tells, and in which unit if that is not plain."""

    title: str
    fact: str
    how: str


@dataclass(frozen=True)
class Example:
    """A record that is made, or changed: the facts of the file, and for a change those that were there."""

    line: int
    key: str
    facts: Mapping[str, Any]
    before: Mapping[str, Any] | None = None


@dataclass
class Report:
    """One file held against one register."""

    register: str
    file: str
    sha256: str
    kind: str = ""
    told: Mapping[str, str] = field(default_factory=dict)
    schema: str | None = None
    other_schema: str | None = None
    keyed: bool = True  # the file says which record a line is about
    columns: list[ColumnRead] = field(default_factory=list)
    ignored: list[str] = field(default_factory=list)
    lines: int = 0
    created: int = 0
    changed: int = 0
    same: int = 0
    refused: int = 0  # lines
    problems: list[Problem] = field(default_factory=list)
    problem_count: int = 0
    new_examples: list[Example] = field(default_factory=list)
    changed_examples: list[Example] = field(default_factory=list)
    first: int | None = None  # where the ledger has it, once it is done

    @property
    def good(self) -> bool:
        """Whether the file can be taken over."""
        return not self.problem_count

    @property
    def written(self) -> int:
        """How many records it makes or changes."""
        return self.created + self.changed

    def tell(self, line: int, column: str, what: str) -> None:
        """Notes a problem; beyond the most, only counts it."""
        self.problem_count += 1
        if len(self.problems) < MOST_PROBLEMS:
            self.problems.append(Problem(line, column, what))

    def show(self, examples: list[Example], example: Example) -> None:
        """Keeps one of the first examples."""
        if len(examples) < MOST_EXAMPLES:
            examples.append(example)

    def as_json(self) -> dict[str, Any]:
        """The same as JSON values."""
        return asdict(self)


def from_json(data: Mapping[str, Any]) -> Report:
    """The report that `as_json` gave."""
    told = dict(data)
    told["columns"] = [ColumnRead(**one) for one in told["columns"]]
    told["problems"] = [Problem(**one) for one in told["problems"]]
    for name in ("new_examples", "changed_examples"):
        told[name] = [Example(**one) for one in told[name]]
    return Report(**told)
