"""A table as Parquet: typed columns, and GeoParquet 1.1 where records stand somewhere."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Iterator
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Any, BinaryIO

import polars as pl
import shapely

from chapitre.kernel.exchange.rows import Place
from chapitre.kernel.exchange.sheet import DATE, DEGREES, INTEGER, YESNO, Sheet
from chapitre.kernel.exchange.text import in_degrees
from chapitre.kernel.geo.points import Point

PART = 50_000  # records held at once
TYPES: dict[str, Any] = {INTEGER: pl.Int64, YESNO: pl.Boolean, DATE: pl.Date, DEGREES: pl.Float64}
GEO = {
    "version": "1.1.0",
    "primary_column": "geometry",
    "columns": {"geometry": {"encoding": "WKB", "geometry_types": []}},  # degrees, OGC:CRS84, unless it says otherwise
}


def write_parquet(sheet: Sheet, file: BinaryIO) -> int:
    """Parts on the disk first, then one file from them: neither step holds more than a part in memory."""
    metadata = {"geo": json.dumps(GEO)} if sheet.geometry else None
    with tempfile.TemporaryDirectory(prefix="chapitre-parquet-") as folder:
        count, parts = 0, []
        for number, (size, frame) in enumerate(_frames(sheet)):
            count += size
            parts.append(Path(folder) / f"part-{number:05d}.parquet")
            frame.write_parquet(parts[-1], compression="lz4")
        whole = Path(folder) / "whole.parquet"
        pl.scan_parquet(parts).sink_parquet(whole, metadata=metadata)
        with whole.open("rb") as made:
            shutil.copyfileobj(made, file, 1024 * 1024)
    return count


def _frames(sheet: Sheet) -> Iterator[tuple[int, pl.DataFrame]]:
    """The lines in parts; an empty table is one part without lines."""
    schema = {column.name: TYPES.get(column.kind, pl.String) for column in sheet.columns}
    number = 0
    while (batch := list(islice(sheet.lines, PART))) or number == 0:
        number += 1
        series = []
        for place, column in enumerate(sheet.columns):
            values = [_value(column.kind, values[place]) for values, _ in batch]
            series.append(pl.Series(column.name, values, dtype=schema[column.name]))
        if sheet.geometry:
            series.append(pl.Series("geometry", wkb([place for _, place in batch]), dtype=pl.Binary))
        yield len(batch), pl.DataFrame(series)


def _value(kind: str, value: Any) -> Any:
    if value is None:
        return None
    if kind == DATE:
        return date.fromisoformat(value)
    return value / 1_000_000 if kind == DEGREES else value


def wkb(places: list[Place]) -> list[bytes | None]:
    """Places as well-known binary, in degrees."""
    shapes = [
        shapely.Point(one.lon / 1_000_000, one.lat / 1_000_000) if isinstance(one, Point) else one and in_degrees(one)
        for one in places
    ]
    return list(shapely.to_wkb(shapes)) if shapes else []
