"""What is written to a file, whatever its format: named columns of known kinds, lines, and where each line is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from chapitre.kernel.exchange.official import Official
from chapitre.kernel.exchange.rows import Place, header, placed, rows
from chapitre.kernel.records.registers import Register

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
    """A register in an official schema's columns, all of them, without the withdrawn records."""
    names = official.schema.columns
    found = placed(register, rows(register, standing=True))
    lines = ((tuple(official.write(name, row) for name in names), place) for row, place in found)
    geometry = register.geometry if official.schema.features else None
    return Sheet(official.schema.name, tuple(Column(name, OTHER) for name in names), geometry, lines)


def kind_of(register: Register, name: str) -> str:
    """How a fact, or the key, is written."""
    if name in ("lon", "lat"):
        return DEGREES
    return KINDS[register.rules.fields[name].type] if name in register.rules.fields else TEXT
