"""The figures in which a project counts by name: those whose rule names it, or a record of its own."""

from __future__ import annotations

from collections.abc import Iterable

from chapitre.kernel.commons.models import Project
from chapitre.kernel.commons.telling import of_project
from chapitre.kernel.figures import sources
from chapitre.kernel.figures.declaration import Declaration
from chapitre.kernel.records.registers import registers
from chapitre.kernel.rules import Tree
from chapitre.kernel.rules.nodes import operands
from chapitre.kernel.words import place


def figures(project: Project) -> list[tuple[str, str]]:
    """Their id and label, in the order of the declarations."""
    declared = [(one, set(texts(one.rule))) for one in sources.declarations().values() if one.rule is not None]
    own = _own(project, declared)
    return [
        (one.id, one.label[place()])
        for one, named in declared
        if project.key in named or project.name in named or named & own.get(one.register or "", set())
    ]


def _own(project: Project, declared: Iterable[tuple[Declaration, set[str]]]) -> dict[str, set[str]]:
    """Of the texts that rules write, those that are titles of records of this project, by register."""
    asked: dict[str, set[str]] = {}
    for one, named in declared:
        register = registers.get(one.register or "")
        if register is not None and register.title and "project" in register.about:
            asked.setdefault(register.name, set()).update(named)
    found: dict[str, set[str]] = {}
    for name, named in asked.items():
        title = registers[name].title or ""
        rows = of_project(registers[name].objects, project.key).filter(**{f"{title}__in": sorted(named)})
        found[name] = set(rows.order_by(title).values_list(title, flat=True).distinct())
    return found


def texts(tree: Tree) -> list[str]:
    """The texts that a rule writes."""
    if tree[0] == "str":
        return [tree[1]]
    return [text for _, part in operands(tree) for text in texts(part)]
