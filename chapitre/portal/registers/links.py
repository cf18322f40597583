"""What a record points to and what points to it: the titles of linked records, and the records of other registers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from chapitre.kernel.records.models import Record
from chapitre.kernel.records.registers import Register, registers
from chapitre.kernel.words import said
from chapitre.portal.registers import words
from chapitre.portal.registers.addresses import address_of, list_of

LISTED = 10


@dataclass(frozen=True)
class Pointer:
    """A record that points here: its title, where it is shown, the sign and the words of its state."""

    title: str
    url: str
    kind: str
    state: str


@dataclass(frozen=True)
class Group:
    """The records of one register that point here by one fact, the first of them, and the list of all if there are
    more."""

    label: str
    by: str
    pointers: list[Pointer]
    all_url: str


def pointing_at(record: Record) -> list[Group]:
    """The records whose links hold this one's key, by register; those withdrawn left out."""
    groups = []
    for other in registers.values():
        for name, told in other.about.items():
            if told.link == record.register.name and (group := _group(other, name, record.key)) is not None:
                groups.append(group)
    return groups


def _group(other: Register, name: str, key: str) -> Group | None:
    manager: Any = other.objects._default_manager
    order = ("-" + other.dated, "-pk") if other.dated else ("-pk",)
    rows = list(manager.filter(**{name: key}, withdrawn=False).order_by(*order)[: LISTED + 1])
    if not rows:
        return None
    pointers = [Pointer(words.title(one), address_of(other, one.key), *words.state(one)) for one in rows[:LISTED]]
    more = f"{list_of(other)}?{urlencode({name: key})}" if len(rows) > LISTED else ""
    return Group(words.capital(said(other.label)), said(other.about[name].label), pointers, more)


@dataclass(frozen=True)
class Cell:
    """A fact as a page shows it: words, and where they lead when the fact names another record."""

    head: str
    text: str
    url: str = ""
    number: bool = False
    kind: str = ""  # the sign of a state


def cells(register: Register, names: Iterable[str], rows: Iterable[Any]) -> list[list[Cell]]:
    """These facts of some records, a list a record; linked records by their titles, read once a register."""
    shown, records = list(names), list(rows)
    known = {
        name: words.titles(registers[told.link], [getattr(one, name) for one in records])
        for name in shown
        if (told := register.about[name]).link
    }
    return [[cell(register, name, getattr(one, name), known.get(name, {})) for name in shown] for one in records]


def cell(register: Register, name: str, value: Any, titles: dict[str, str]) -> Cell:
    """One fact. `titles` are those of the records that it may name."""
    link, head = register.about[name].link, words.head(register, name)
    if link and value:
        # A record that names one which is not there shows the key: the ledger holds it, whatever became of the other.
        return Cell(head, titles.get(value, value), address_of(registers[link], value) if value in titles else "")
    is_number = register.rules.fields[name].type == "int"
    kind = register.marks.get(value, "") if name == "state" else ""
    return Cell(head, words.fact(register, name, value), number=is_number, kind=kind)
