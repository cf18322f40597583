"""What a figure is: a declaration that anybody can read, and the parts of it that decide its value."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cached_property
from typing import Any

from chapitre.kernel.figures.expressions import by_years
from chapitre.kernel.ledger import canonical
from chapitre.kernel.rules import Tree
from chapitre.kernel.rules.nodes import operands as inside

# How a figure's value is made. `median` is the lower median (decision 061).
MEASURES = ("sum", "distinct", "min", "max", "median")
VALUES = ("count", *MEASURES, "expression", "published")
HISTOGRAMS = frozenset({"distinct", "min", "max", "median"})  # those that need each value met, and how often
STATUSES = ("done", "ongoing", "planned", "advocacy", "abandoned")
BOUNDS = ("=", ">=", "~")
# What only the town's own records can be; what it becomes when some of them were imported; what nothing stands behind.
PROVED, TAKEN_OVER, UNPROVED = "prouve", "repris", "sans-preuve"
# What must stand beside a figure that rests on something else: one at least of these keys.
GROUNDS: dict[str, tuple[str, ...]] = {
    "atteste": ("document", "source"),
    "statistique": ("document", "source"),
    "mesure": ("source",),
    "projete": ("scenario",),
}
# The dates each kind of period must give, and those it may.
PERIODS: dict[str, tuple[frozenset[str], frozenset[str]]] = {
    "at": (frozenset(), frozenset({"on"})),
    "in": (frozenset({"from", "to"}), frozenset()),
    "since": (frozenset({"from"}), frozenset()),
    "yearly": (frozenset(), frozenset({"from", "to"})),
    "programme": (frozenset(), frozenset({"from", "to"})),
    "by": (frozenset({"on"}), frozenset()),
}

Fact = int | str | bool | date | None


@dataclass(frozen=True)
class Period:
    """The time a figure speaks of: at a date, in a span, since a day, a year on average, over a programme, by a day."""

    kind: str
    start: date | None = None  # `from` in the file
    end: date | None = None  # `to`
    on: date | None = None

    def as_json(self) -> dict[str, str]:
        """As the file writes it."""
        dates = (("from", self.start), ("to", self.end), ("on", self.on))
        return {"kind": self.kind} | {name: day.isoformat() for name, day in dates if day is not None}


@dataclass(frozen=True)
class Example:
    """One hand-written row: the facts that the rule reads, and whether it counts."""

    row: Mapping[str, Fact]
    counts: bool


@dataclass(frozen=True)
class Declaration:
    """One figure. Pairs are French, English. `where`, `of` and `expression` are as written, the trees as they run.

    A record counts when `rule` is true for it and, where there is one, `measure` is known.
    """

    id: str
    chapter: str
    label: tuple[str, str]
    definition: tuple[str, str]
    unit: str
    value: str
    evidence: str
    period: Period
    status: str
    register: str | None = None
    where: str | None = None
    of: str | None = None
    expression: str | None = None
    published: int | str | None = None  # a whole number, or a date as EDTF
    claim: int | None = None
    milestone: int | None = None
    bound: str = "="
    adopted: str | None = None
    document: str | None = None  # key of a record of the register of documents
    source: tuple[str, str] | None = None
    scenario: tuple[str, str] | None = None
    reading: tuple[str, str] | None = None  # how an ambiguous line of the published report is read
    along: str | None = None  # the date fact along which its history runs
    columns: tuple[str, ...] = ()
    examples: tuple[Example, ...] = ()
    expected: Fraction | None = None
    example_today: date | None = None
    rule: Tree | None = None  # `where`, and not withdrawn; of an expression: counted by one of its operands
    measure: Tree | None = None
    formula: Tree | None = None
    operands: tuple[str, ...] = ()
    operand_hashes: tuple[str, ...] = ()

    @property
    def on_records(self) -> bool:
        """Whether records stand behind it that can be listed."""
        return self.register is not None

    @property
    def grounded(self) -> bool:
        """Whether what its evidence asks for stands beside it: a document, a source, a scenario."""
        keys = GROUNDS.get(self.evidence, ())
        return not keys or any(getattr(self, key) is not None for key in keys)

    @property
    def is_date(self) -> bool:
        """Whether its value is a date (EDTF) rather than a quantity."""
        return self.unit == "date"

    @property
    def a_year(self) -> bool:
        """Whether it is so many a year: an expression that names the years of its period."""
        return self.formula is not None and by_years(self.formula)

    @property
    def reads_today(self) -> bool:
        """Whether its value changes with the day, without any act."""
        return any(has_today(tree) for tree in (self.rule, self.measure) if tree is not None)

    @cached_property
    def content(self) -> dict[str, Any]:
        """The parts that decide the value, as the edition carries them and verify.py runs them."""
        parts: dict[str, Any] = {"id": self.id, "value": self.value, "register": self.register, "rule": self.rule}
        return parts | {"measure": self.measure, "formula": self.formula, "published": self.published}

    @cached_property
    def definition_hash(self) -> str:
        """SHA-256 of the parts that decide the value and of its operands' hashes: another rule is another figure.

        Neither the id nor any wording is among them: a figure may be renamed, or said better.
        """
        parts = {name: part for name, part in self.content.items() if name != "id"}
        parts["operands"] = dict(zip(self.operands, self.operand_hashes, strict=True))
        return hashlib.sha256(canonical.encode(parts)).hexdigest()


def has_today(tree: Tree) -> bool:
    """Whether a rule speaks of the current day."""
    return tree[0] == "today" or any(has_today(part) for _, part in inside(tree))


def facts_read(tree: Tree) -> list[str]:
    """The facts a rule names, in the order written, each as often as it does."""
    if tree[0] == "field":
        return [tree[1]]
    return [name for _, part in inside(tree) for name in facts_read(part)]
