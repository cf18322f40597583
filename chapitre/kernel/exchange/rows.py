"""The records of a register one after another, as exported files and the pages of open data tell them."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Any

from shapely.geometry.base import BaseGeometry

from chapitre.kernel.geo import shapes_store
from chapitre.kernel.geo.points import Point
from chapitre.kernel.records.registers import FactValue, Register

CHUNK = 2000  # rows read at once

Row = dict[str, FactValue]
Place = BaseGeometry | Point | None


def header(register: Register) -> tuple[str, ...]:
    """The names of what a row holds: the record's key, then its facts."""
    return ("key", *register.facts)


def rows(register: Register, *, standing: bool = False) -> Iterator[Row]:
    """Every record in the order of keys, its facts as the ledger writes them; `standing` leaves out the withdrawn.

    Streams: a million records take no more memory than two thousand.
    """
    names = header(register)
    dates = [name for name, one in register.rules.fields.items() if one.type == "date"]
    records: Any = register.objects._base_manager.order_by("key")
    if standing:
        records = records.filter(withdrawn=False)
    for values in records.values_list(*names).iterator(CHUNK):
        row = dict(zip(names, values, strict=True))
        for name in dates:
            if row[name] is not None:
                row[name] = row[name].isoformat()
        yield row


def placed(register: Register, found: Iterator[Row]) -> Iterator[tuple[Row, Place]]:
    """Rows, each with where it is: a line or an area in microdegrees, a point, or None."""
    if register.geometry is None:
        yield from ((row, None) for row in found)
    elif register.geometry == "point":
        yield from ((row, point_of(row)) for row in found)
    else:
        while batch := list(islice(found, CHUNK)):
            shapes = shapes_store.many(text_of(row["shape"]) for row in batch)
            for row in batch:
                shape = shapes.get(text_of(row["shape"]) or "")
                yield row, shape.geometry if shape else point_of(row)


def point_of(row: Row) -> Point | None:
    """The point of a row that has one."""
    return None if row["lon"] is None or row["lat"] is None else Point(int(row["lon"]), int(row["lat"]))


def text_of(value: FactValue) -> str | None:
    return None if value is None else str(value)
