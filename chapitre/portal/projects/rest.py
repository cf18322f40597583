"""Whatever else names a project: the registers that no part of the page tells of, each as a short list."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from chapitre.kernel.commons.models import Project
from chapitre.kernel.commons.telling import Line, line, naming, of_project
from chapitre.kernel.records.registers import Register
from chapitre.kernel.words import said
from chapitre.portal.registers import words
from chapitre.portal.registers.addresses import list_of

LISTED = 5
BESIDE = 3  # facts told beside a title


@dataclass(frozen=True)
class Group:
    """The records of one register that name the project: how many, the latest of them, and the list of all."""

    label: str
    count: int
    lines: list[Line]
    url: str


def groups(project: Project, told: Collection[str], today: date) -> list[Group]:
    """The registers that name the project, those that are told already left out. Nothing of those with no record."""
    found = [_group(one, project.key, today) for one in naming(project.register.name) if one.name not in told]
    return [one for one in found if one.count]


def _group(register: Register, key: str, today: date) -> Group:
    rows = of_project(register.objects, key)
    order = ("-" + register.dated, "-pk") if register.dated else ("-pk",)
    # A record without a title would be a number among numbers: such a register is counted and led to.
    first = list(rows.order_by(*order)[: LISTED + 1]) if register.title else []
    count = len(first) if first and len(first) <= LISTED else rows.count()
    lines = [line(one, "", today, *_beside(register, one)) for one in first[:LISTED]]
    return Group(
        words.capital(said(register.label)), count, lines, f"{list_of(register)}?{urlencode({'project': key})}"
    )


def _beside(register: Register, record: Any) -> list[str]:
    """What its list shows of a record beside its title and state; codes and quantities speak for themselves."""
    found = []
    for name in register.shown:
        value, about = getattr(record, name), register.about[name]
        if value is None or about.link or name in (register.title, "state"):
            continue
        text = words.fact(register, name, value)
        found.append(text if about.values or about.unit else f"{said(about.label)} {text}")
    return found[:BESIDE]
