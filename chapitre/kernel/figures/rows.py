"""Hand-written rows: what a worked example may say of a record, and the whole row that it stands for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from chapitre.kernel.figures.declaration import Fact, facts_read
from chapitre.kernel.records.models import as_fact
from chapitre.kernel.records.registers import Register
from chapitre.kernel.rules import Tree

PYTHON = {"int": int, "str": str, "bool": bool, "date": date}
TYPE_NAMES = {"int": "un nombre entier", "str": "un texte", "bool": "vrai ou faux", "date": "une date"}


def check_example(register: Register, row: Mapping[str, Any], rules: list[Tree]) -> Iterator[str]:
    """What is wrong with a row, in French. A nullable fact left out is unknown; `withdrawn` left out is false.

    Every other fact that a rule reads must be given: an example that leaves it to chance would prove nothing.
    """
    fields = register.rules.fields
    for name, value in row.items():
        if name not in fields:
            yield f"le registre n’a pas le fait « {name} »"
        elif type(value) is not PYTHON[fields[name].type]:
            yield f"« {name} » est {TYPE_NAMES[fields[name].type]}"
        elif not register.accepts(name, as_fact(value)):
            yield f"« {value} » n’est pas permis pour « {name} »"
    for name in sorted({name for rule in rules for name in facts_read(rule)} - set(row) - {"withdrawn"}):
        if not fields[name].nullable:
            yield f"il manque « {name} », que la règle lit"


def whole_row(register: Register, row: Mapping[str, Fact]) -> dict[str, Fact]:
    """Every fact of the register: those given, then unknown where that is allowed, then any value that is."""
    return {name: row[name] if name in row else _filler(register, name) for name in register.facts}


def _filler(register: Register, name: str) -> Fact:
    field = register.rules.fields[name]
    if field.nullable:
        return None
    if field.type == "str":
        return next(iter(field.values), "-")
    if field.type == "int":
        return int(min(max(0, field.low), field.high))
    return date(2000, 1, 1) if field.type == "date" else False
