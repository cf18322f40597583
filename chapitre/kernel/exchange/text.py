"""The formats that are text: CSV (RFC 4180), GeoJSON (RFC 7946) and JSON lines; all UTF-8, all written as they go."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from decimal import Decimal
from typing import Any, BinaryIO

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from chapitre.kernel.exchange.rows import Place
from chapitre.kernel.exchange.sheet import DEGREES, OTHER, YESNO, Sheet
from chapitre.kernel.geo.points import Point

JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), check_circular=False, default=float)
PLACE = ("lon", "lat", "shape")  # what the geometry of a feature says already


def write_csv(sheet: Sheet, file: BinaryIO) -> int:
    """Comma-separated, a line of names first; unknown is an empty cell. A line or an area comes last, as WKT."""
    shaped = sheet.geometry == "shape"
    turns = _turns(sheet, {YESNO: _yes_no, DEGREES: degrees})
    with _text(file) as out:
        writer = csv.writer(out)
        writer.writerow([*sheet.names, *(["geometry"] if shaped else [])])
        count = 0
        for count, (values, place) in enumerate(sheet.lines, start=1):  # noqa: B007
            cells = _turned(values, turns)
            writer.writerow([*cells, wkt(place)] if shaped else cells)
    return count


def write_jsonl(sheet: Sheet, file: BinaryIO) -> int:
    """One JSON object a line. A line or an area is a GeoJSON geometry under `geometry`."""
    turns = _turns(sheet, {DEGREES: _as_float})
    with _text(file) as out:
        count = 0
        for count, (values, place) in enumerate(sheet.lines, start=1):  # noqa: B007
            body = JSON.encode(dict(zip(sheet.names, _turned(values, turns), strict=True)))
            if sheet.geometry == "shape":
                body = f'{body[:-1]},"geometry":{geometry(place)}}}'
            out.write(body + "\n")
    return count


def write_geojson(sheet: Sheet, file: BinaryIO) -> int:
    """A feature a line of the file, with the record's key as its id and null for what stands nowhere."""
    with _text(file) as out:
        out.write(f'{{"type":"FeatureCollection","name":{JSON.encode(sheet.name)},"features":[')
        count = 0
        for count, body in enumerate(_features(sheet), start=1):
            out.write((",\n" if count > 1 else "\n") + body)
        out.write("\n]}\n")
    return count


def _features(sheet: Sheet) -> Iterator[str]:
    kept = [(one.name, place) for place, one in enumerate(sheet.columns) if one.name not in PLACE]
    unknown = not any(one.kind == OTHER for one in sheet.columns)  # official schemas want no null
    keyed = sheet.names.index("key") if "key" in sheet.names else None
    for values, place in sheet.lines:
        told = JSON.encode({name: values[at] for name, at in kept if unknown or values[at] is not None})
        id = "" if keyed is None else f'"id":{JSON.encode(values[keyed])},'
        yield f'{{"type":"Feature",{id}"geometry":{geometry(place)},"properties":{told}}}'


def geometry(place: Place) -> str:
    """A place as GeoJSON, in degrees."""
    if place is None:
        return "null"
    if isinstance(place, Point):
        return f'{{"type":"Point","coordinates":[{degrees(place.lon)},{degrees(place.lat)}]}}'
    return shapely.to_geojson(in_degrees(place))


def wkt(place: Place) -> str:
    """A place as well-known text, in degrees."""
    if place is None:
        return ""
    if isinstance(place, Point):
        return f"POINT ({degrees(place.lon)} {degrees(place.lat)})"
    return shapely.to_wkt(in_degrees(place), rounding_precision=6)


def in_degrees(shape: BaseGeometry) -> BaseGeometry:
    """A line or an area in degrees; one that has a single part is that part."""
    parts = shapely.get_parts(shape)
    return shapely.transform(parts[0] if len(parts) == 1 else shape, lambda micro: np.round(micro) / 1_000_000)


def degrees(micro: Any) -> str | None:
    """Microdegrees as exact degrees, 2.384000."""
    return None if micro is None else str(Decimal(micro).scaleb(-6))


def _as_float(micro: Any) -> float | None:
    return None if micro is None else micro / 1_000_000


def _yes_no(value: Any) -> str | None:
    return None if value is None else "true" if value else "false"


Turn = tuple[int, Callable[[Any], Any]]


def _turns(sheet: Sheet, kinds: dict[str, Callable[[Any], Any]]) -> list[Turn]:
    """Which columns are written otherwise than as they stand."""
    return [(place, kinds[one.kind]) for place, one in enumerate(sheet.columns) if one.kind in kinds]


def _turned(values: tuple[Any, ...], turns: list[Turn]) -> list[Any]:
    cells = list(values)
    for place, turn in turns:
        cells[place] = turn(cells[place])
    return cells


@contextmanager
def _text(file: BinaryIO) -> Iterator[io.TextIOWrapper]:
    """The file as UTF-8 text; left open at the end."""
    out = io.TextIOWrapper(file, encoding="utf-8", newline="")
    try:
        yield out
    finally:
        out.detach()
