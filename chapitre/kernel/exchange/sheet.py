"""What is written to a file, whatever its format: named columns of known kinds, lines, and where each line is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from chapitre.kernel.exchange.official import Official
from chapitre.kernel.exchange.rows import Place, Row, header, placed, rows, text_of
from chapitre.kernel.records.registers import Register, registers

TEXT, INTEGER, YESNO, DATE, DEGREES, OTHER = "text", "integer", "yesno", "date", "degrees", "other"
KINDS = {"str": TEXT, "int": INTEGER, "bool": YESNO, "date": DATE}

Line = tuple[tuple[Any, ...], Place]


@dataclass(frozen=True)
class Column:
    """One column: its values are str, int, bool, an ISO date, microdegrees, or (`other`) whatever prints itself."""

    name: str
    kind: str


@dataclass(frozen=True)
class Sheet:
    """A table about to be written. `geometry`: None, "point" or "shape", which files of coordinates then carry."""

    name: str
    columns: tuple[Column, ...]
    geometry: str | None
    lines: Iterator[Line]

    @property
    def names(self) -> list[str]:
        return [column.name for column in self.columns]


def of_register(register: Register) -> Sheet:
    """A whole register: key and facts under their own names, withdrawn records among them, said to be."""
    names = header(register)
    columns = tuple(Column(name, kind_of(register, name)) for name in names)
    lines = ((tuple(row[name] for name in names), place) for row, place in placed(register, rows(register)))
    return Sheet(register.name, columns, register.geometry, lines)


def of_official(register: Register, official: Official) -> Sheet:
    """A register in an official schema's columns, all of them: the records it speaks of, but those withdrawn."""
    names = official.schema.columns
    standing = (row for row in rows(register, standing=True) if official.only is None or official.only(row))
    found = placed(register, _titled(register, official, standing))
    lines = ((tuple(official.write(name, row) for name in names), place) for row, place in found)
    geometry = register.geometry if official.schema.features else None
    return Sheet(official.schema.name, tuple(Column(name, OTHER) for name in names), geometry, lines)


def _titled(register: Register, official: Official, found: Iterator[Row]) -> Iterator[Row]:
    """Rows whose links are told by title where the schema wants it so."""
    titles = {fact: _titles(registers[register.about[fact].link or ""]) for fact in official.titled}
    for row in found:
        yield row | {fact: known.get(text_of(row[fact]) or "", row[fact]) for fact, known in titles.items()}


def _titles(target: Register) -> dict[str, str]:
    """Key -> title of a register's records."""
    if target.title is None:
        return {}
    records: Any = target.objects._base_manager.order_by("key")
    return dict(records.values_list("key", target.title))


def kind_of(register: Register, name: str) -> str:
    """How a fact, or the key, is written."""
    if name in ("lon", "lat"):
        return DEGREES
    return KINDS[register.rules.fields[name].type] if name in register.rules.fields else TEXT
