"""A register as a file: CSV, XLSX, GeoJSON, Parquet, JSON lines, or the form of an official schema."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import BinaryIO

from chapitre.kernel.exchange import sheet
from chapitre.kernel.exchange.official import officials
from chapitre.kernel.exchange.parquet import write_parquet
from chapitre.kernel.exchange.sheet import Sheet
from chapitre.kernel.exchange.text import write_csv, write_geojson, write_jsonl
from chapitre.kernel.exchange.workbook import write_xlsx
from chapitre.kernel.records.registers import Register


@dataclass(frozen=True)
class Format:
    """A kind of file: what it is called on the web, and the function that writes it."""

    name: str
    media_type: str
    write: Callable[[Sheet, BinaryIO], int]
    places: bool = False  # only for what stands somewhere


XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FORMATS = {
    one.name: one
    for one in (
        Format("csv", "text/csv; charset=utf-8", write_csv),
        Format("xlsx", XLSX_TYPE, write_xlsx),
        Format("geojson", "application/geo+json", write_geojson, places=True),
        Format("parquet", "application/vnd.apache.parquet", write_parquet),
        Format("jsonl", "application/jsonl", write_jsonl),
    )
}


def formats(register: Register) -> list[Format]:
    """The formats that a register can be had in."""
    return [one for one in FORMATS.values() if register.geometry or not one.places]


def write(register: Register, format: str, file: BinaryIO) -> int:
    """Writes a whole register as it is now; returns how many records. Memory does not grow with their number.

    Raises KeyError on an unknown format, ValueError on GeoJSON of what stands nowhere.
    """
    form = FORMATS[format]
    if form.places and not register.geometry:
        raise ValueError(f"{register.name} has no places")
    return form.write(sheet.of_register(register), file)


def write_official(register: Register, schema: str, file: BinaryIO) -> int:
    """Writes a register in an official schema, in that schema's format. Raises KeyError where it has no such form."""
    official = officials[register.name][schema]
    form = FORMATS[official_format(register, schema)]
    return form.write(sheet.of_official(register, official), file)


def official_format(register: Register, schema: str) -> str:
    """The format of an official schema's files. Raises KeyError."""
    return "geojson" if officials[register.name][schema].schema.features else "csv"
