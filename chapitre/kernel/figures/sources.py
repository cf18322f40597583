"""All the figures of the house and of the town: who registers a file, and the declarations read and checked together.

A chapter's file holds what any town counts; the town's own folder may hold, in `figures/<chapter>.toml`, what it alone
does, and in `claims.toml` which of them its published report states.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from chapitre.kernel.chapters import CHAPTERS
from chapitre.kernel.figures import claims, expressions
from chapitre.kernel.figures.declaration import Declaration, has_today
from chapitre.kernel.figures.grounds import lacking
from chapitre.kernel.figures.marks import firmness
from chapitre.kernel.figures.problems import BadFigures, Problem
from chapitre.kernel.figures.reading import read_file
from chapitre.kernel.figures.rows import check_example
from chapitre.kernel.records.registers import registers
from chapitre.kernel.rules import RuleError, Tree, check
from chapitre.kernel.town import Town, town

Source = tuple[Path, str]

_sources: list[Source] = []
_loaded: dict[str, Declaration] | None = None
_loaded_of: Town | None = None
OPENING = "intro"
"""What a town's figures may stand under besides the chapters: the opening of its report, which has no room."""


def register(path: Path, chapter: str) -> None:
    """Adds a figures file, from a room's `apps.py`; its figures are named `<chapter>.<table>`."""
    global _loaded
    if (path, chapter) not in _sources:
        _sources.append((path, chapter))
        _loaded = None


def declarations() -> dict[str, Declaration]:
    """Every figure by id, in the order of the files. Raises BadFigures, which lists all that is to be corrected."""
    global _loaded, _loaded_of
    if _loaded is None or _loaded_of is not town():
        _loaded, _loaded_of = load([*_sources, *of_town(town())], town().folder / claims.FILE), town()
    return _loaded


def of_town(here: Town) -> list[Source]:
    """The figures files of a town's folder, one a chapter, in the order of the chapters; then those of no chapter."""
    order = {code: place for place, code in enumerate((OPENING, *CHAPTERS))}
    files = sorted((here.folder / "figures").glob("*.toml"))
    return [(path, path.stem) for path in sorted(files, key=lambda one: order.get(one.stem, len(order)))]


def stated() -> list[Declaration]:
    """The quantities that the town's report states: those on its numbered lines, or all where it numbers none."""
    quantities = [one for one in declarations().values() if not one.is_date]
    return [one for one in quantities if one.claim is not None] or quantities


def declaration(id: str) -> Declaration:
    """One figure. Raises KeyError."""
    return declarations()[id]


def of_register(register: str) -> list[Declaration]:
    """The figures counted over a register, expressions of them included."""
    return [one for one in declarations().values() if one.register == register]


def contents() -> dict[str, Any]:
    """What an edition carries so that others compute the figures again: registers and figures, as plain JSON.

    `{"registers": {name: {"schema": version, "rules": Schema.to_json()}}, "figures": [Declaration.content, …]}`
    """
    return {
        "registers": {
            name: {"schema": one.schema, "rules": one.rules.to_json()} for name, one in sorted(registers.items())
        },
        "figures": [one.content for one in declarations().values()],
    }


def load(sources: Iterable[Source], lines: Path | None = None) -> dict[str, Declaration]:
    """Reads files and checks their figures, each alone and all together; `lines` is the town's file of claims.

    Raises BadFigures.
    """
    placed: list[_Placed] = []
    problems: list[Problem] = []
    for path, chapter in sources:
        if chapter != OPENING and chapter not in CHAPTERS:
            problems.append(Problem(path, "", "", f"« {chapter} » n’est pas un chapitre : {', '.join(CHAPTERS)}"))
            continue
        declared, found = read_file(path, chapter)
        placed += [_Placed(path, one) for one in declared]
        problems += found
    problems += _twice(placed)
    if not problems:
        resolved = _Resolution({one.declared.id: one for one in placed})
        declared = [resolved.resolve(one) for one in placed]
        problems = resolved.problems
    found_all = {} if problems else {one.id: one for one in declared}
    if lines is not None and not problems:
        found_all, problems = claims.tie(lines, found_all)
    if problems:
        raise BadFigures(problems)
    return found_all


@dataclass(frozen=True)
class _Placed:
    """A declaration and the file it comes from."""

    path: Path
    declared: Declaration

    def problem(self, key: str, message: str) -> Problem:
        return Problem(self.path, self.declared.id.partition(".")[2], key, message)


def _twice(placed: list[_Placed]) -> Iterator[Problem]:
    """Ids that two figures take: a town adds figures to the house's, and redefines none."""
    first: dict[str, _Placed] = {}
    for one in placed:
        other = first.setdefault(one.declared.id, one)
        if other is not one:
            yield one.problem("", f"« {one.declared.id} » est déjà pris, {other.path.name}")


class _Resolution:
    """Ties the figures made of figures to their operands, whatever the order in which they are declared."""

    def __init__(self, known: dict[str, _Placed]) -> None:
        self.known = known
        self.done: dict[str, Declaration] = {}
        self.open: list[str] = []
        self.problems: list[Problem] = []

    def resolve(self, one: _Placed) -> Declaration:
        """The declaration with its operands; problems found on the way are kept."""
        declared = one.declared
        if declared.id not in self.done:
            if declared.formula is None:
                self.done[declared.id] = declared
            else:
                self.open.append(declared.id)
                self.done[declared.id] = self._tie(one, declared.formula)
                self.open.pop()
        return self.done[declared.id]

    def _tie(self, one: _Placed, formula: expressions.Formula) -> Declaration:
        names = list(dict.fromkeys(expressions.operands(formula)))
        operands = []
        for name in names:
            if name not in self.known:
                self.problems.append(one.problem("expression", f"le chiffre « {name} » n’existe pas"))
            elif name in self.open:
                circle = " → ".join([*self.open[self.open.index(name) :], name])
                self.problems.append(one.problem("expression", f"l’expression tourne en rond : {circle}"))
            else:
                operands.append(self.resolve(self.known[name]))
        if not names:
            self.problems.append(one.problem("expression", "une expression nomme au moins un chiffre"))
        if len(operands) < len(names) or not names:
            return one.declared
        tied = _with_records(one.declared, operands)
        self.problems += [one.problem(key, message) for key, message in _expression_problems(tied, operands)]
        return tied


def _with_records(declared: Declaration, operands: list[Declaration]) -> Declaration:
    """An expression over one register stands on the records that any of its operands counts."""
    hashes = tuple(one.definition_hash for one in operands)
    tied = replace(declared, operands=tuple(one.id for one in operands), operand_hashes=hashes)
    names = {one.register for one in operands}
    if len(names) != 1 or None in names:
        return tied
    counted = [tree for one in operands if (tree := counted_by(one)) is not None]
    distinct = [tree for place, tree in enumerate(counted) if tree not in counted[:place]]
    rule = distinct[0] if len(distinct) == 1 else ["or", *distinct]
    along = declared.along or next((one.along for one in operands if one.along), None)
    # A quarter's share of so many a year says nothing: a yearly mean has no history of its own.
    along = None if tied.a_year else along
    return replace(tied, register=operands[0].register, rule=rule, along=along)


def counted_by(declared: Declaration) -> Tree | None:
    """The rule that is true of exactly the records that a figure counts; None where it stands on none."""
    if declared.rule is None or declared.measure is None:
        return declared.rule
    parts = declared.rule[1:] if declared.rule[0] == "and" else [declared.rule]
    return ["and", *parts, ["known", declared.measure]]


def _expression_problems(tied: Declaration, operands: list[Declaration]) -> Iterator[tuple[str, str]]:
    """What only shows once the operands are known: units, dates, evidence, the combined rule, the examples."""
    if any(one.is_date for one in (tied, *operands)):
        yield "expression", "une date ne se calcule pas avec d’autres chiffres"
        return
    try:
        unit = expressions.unit_of(tied.formula or [], {one.id: one.unit for one in operands})
        if unit and unit != tied.unit:
            yield "unit", f"l’expression donne « {unit} »"
    except expressions.ExpressionError as error:
        yield "expression", str(error)
    for one in operands:
        if firmness(one.evidence) > firmness(tied.evidence):
            yield "evidence", f"« {tied.evidence} » est plus ferme que {one.id} : « {one.evidence} »"
    if not tied.grounded and all(one.evidence != tied.evidence for one in operands):
        yield "evidence", lacking(tied.evidence)
    if tied.rule is None or tied.register is None:
        if tied.examples or tied.expected is not None:
            yield "example", "un exemple demande que tous les chiffres nommés comptent un même registre"
        return
    declared = registers[tied.register]
    try:
        check(tied.rule, declared.rules, expect="bool")
    except RuleError as error:
        yield "expression", f"les règles réunies : {error}"
    if not tied.examples or tied.expected is None:
        yield "example", "clé obligatoire, avec « expected » : les chiffres nommés comptent des fiches"
    if (has_today(tied.rule) or tied.a_year) != (tied.example_today is not None):
        yield "example_today", "la date de l’exemple va avec « today » ou « years », et avec eux seuls"
    for place, example in enumerate(tied.examples, start=1):
        for message in check_example(declared, example.row, [tied.rule]):
            yield "example", f"exemple {place} : {message}"
