"""What was found in a file, in the words of the register: for the page that asks before anything is written."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from chapitre.kernel.exchange.measures import MEASURES, PLAIN
from chapitre.kernel.exchange.report import Example, Report
from chapitre.kernel.exchange.takeover import given
from chapitre.kernel.records.registers import Register
from chapitre.portal.registers import words

CODES = 6  # of a fact, told on the page that asks for a file


@dataclass(frozen=True)
class Expected:
    """A column that a file may have."""

    title: str
    name: str
    form: str
    needed: bool


@dataclass(frozen=True)
class Told:
    """One fact of an example: what it is, and what it was."""

    label: str
    value: str
    before: str | None


def expected(register: Register, at: datetime) -> list[Expected]:
    """The columns by which a register's facts are told, as its staff call them."""
    needed = set(register.required) - given(register, at)
    return [
        Expected(words.head(register, name), name, form_of(register, name), name in needed) for name in register.own
    ]


def form_of(register: Register, name: str) -> str:
    """How a fact is written in a cell."""
    told, kind = register.about[name], register.rules.fields[name].type
    if told.values:
        known = [words.fact(register, name, code) for code in told.values]
        return " ; ".join(known[:CODES]) + (" …" if len(known) > CODES else "")
    if told.link:
        return _("numéro ou nom de la fiche")
    if kind == "int" and (unit := told.unit or "") in MEASURES:
        return _("nombre, en %s") % PLAIN.get(unit, unit.replace("m2", "m²"))
    return {"int": _("nombre"), "bool": _("oui ou non"), "date": _("date, 31/12/2024"), "str": _("texte")}[kind]


def label(register: Register, name: str) -> str:
    """What a column of the file was read as."""
    if name in register.about:
        return words.head(register, name)
    return _("Numéro de la fiche") if name == "key" else _("Lieu")


def example(register: Register, one: Example) -> dict[str, Any]:
    """A record that would be made, or changed."""
    before = one.before or {}
    facts = [
        Told(words.head(register, name), said(register, name, value), said(register, name, before[name]))
        if name in before
        else Told(words.head(register, name), said(register, name, value), None)
        for name, value in one.facts.items()
        if name != "shape"
    ]
    return {"line": one.line, "key": one.key, "facts": facts}


def said(register: Register, name: str, value: Any) -> str:
    """A value of a report in words."""
    dated = register.rules.fields[name].type == "date" and value is not None
    return words.fact(register, name, date.fromisoformat(value) if dated else value)


def context(register: Register, report: Report) -> dict[str, Any]:
    """Everything that the page says of a report."""
    return {
        "report": report,
        "columns": [(one.title, label(register, one.fact), one.how) for one in report.columns],
        "new_examples": [example(register, one) for one in report.new_examples],
        "changed_examples": [example(register, one) for one in report.changed_examples],
        "more_problems": report.problem_count - len(report.problems),
    }
