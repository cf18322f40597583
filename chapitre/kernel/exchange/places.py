"""Where a line of a file is: longitude and latitude, both in one cell, or a geometry, as the facts of a place."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from shapely.geometry.base import BaseGeometry

from chapitre.kernel.exchange.official import Cell
from chapitre.kernel.exchange.values import BLANKS, Value, Wrong, number
from chapitre.kernel.geo.canonical import ShapeError
from chapitre.kernel.geo.drawn import MEASURED, Drawn, draw
from chapitre.kernel.geo.points import WORLD, Point
from chapitre.kernel.geo.reading import DEGREES, from_geojson, from_text

PAIR = re.compile(r"[\[(]?\s*([+-]?\d+(?:[.,]\d+)?)\s*(?:[;,]\s*|\s+)([+-]?\d+(?:[.,]\d+)?)\s*[\])]?")


def point(lon: Cell, lat: Cell) -> Point:
    """A point from its coordinates in degrees. Raises Wrong."""
    if type(lon) is not float or type(lat) is not float:
        x, y = number(lon), number(lat)
        if x is None or y is None:
            raise Wrong(_("Il faut la longitude et la latitude, ou ni l’une ni l’autre."))
        lon, lat = float(x), float(y)
    found = Point(round(lon * 1_000_000), round(lat * 1_000_000))
    if not WORLD.holds(*found):
        _tell(lon, lat)
    if not MEASURED.holds(*found) and MEASURED.holds(found.lat, found.lon):
        raise Wrong(_("Longitude et latitude semblent échangées : %(lon)s, %(lat)s.") % {"lon": lon, "lat": lat})
    return found


def _tell(lon: float, lat: float) -> None:
    """Says what is wrong with coordinates off the Earth: metres, most of the time."""
    try:
        from_geojson({"type": "Point", "coordinates": [lon, lat]})
    except ShapeError as error:
        raise Wrong(sentence(str(error))) from None


def pair(cell: Cell, latitude_first: bool = False) -> Point | None:
    """A point from one cell: `[2.387, 48.812]`, `2,387 ; 48,812`, WKT or GeoJSON. Raises Wrong."""
    text = str(cell).strip(BLANKS)
    if not text:
        return None
    if (found := PAIR.fullmatch(text)) is None:
        geometry = _parsed(text, DEGREES)
        return geometry if isinstance(geometry, Point) else _dot(geometry)
    first, second = found[1], found[2]
    return point(second, first) if latitude_first else point(first, second)


def place(cell: Cell, system: int, shaped: bool) -> Point | Drawn | None:
    """A geometry, GeoJSON or WKT: a point, or for a register of shapes a line or an area with its measures.

    Raises Wrong.
    """
    text = str(cell).strip(BLANKS)
    if not text:
        return None
    geometry = _parsed(text, system)
    if isinstance(geometry, Point):
        return geometry
    if not shaped or geometry.geom_type == "Point":
        return _dot(geometry)
    try:
        return draw(geometry)
    except ShapeError as error:
        raise Wrong(sentence(str(error))) from None


def _parsed(text: str, system: int) -> Point | BaseGeometry:
    """A geometry's text. Points in degrees, of which files have very many, are not made a geometry first."""
    try:
        if system == DEGREES and text.startswith("{"):
            told = json.loads(text)
            if isinstance(told, dict) and told.get("type") == "Point":
                lon, lat, *_height = told["coordinates"]
                if type(lon) is float and type(lat) is float:
                    return point(lon, lat)
        return from_text(text, system)
    except ShapeError as error:
        raise Wrong(sentence(str(error))) from None
    except Wrong:
        raise
    except (ValueError, TypeError, KeyError, RecursionError):
        raise Wrong(_("La géométrie ne se lit pas.")) from None


def _dot(geometry: BaseGeometry) -> Point:
    if geometry.geom_type != "Point":
        raise Wrong(_("Un point est attendu, pas une ligne ni une surface."))
    return Point(int(geometry.x), int(geometry.y))  # type: ignore[attr-defined]


def facts_of(where: Point | Drawn | None, names: Mapping[str, Any], *, shaped: bool) -> dict[str, Value]:
    """The facts of a place, those of them that a register has; all unknown for what is nowhere.

    Coordinates (not `shaped`) say nothing of a shape.
    """
    told: dict[str, Value] = dict.fromkeys(("lon", "lat", *(("shape",) if shaped else ())))
    if isinstance(where, Drawn):
        told |= where.facts
    elif where is not None:
        told |= {"lon": where.lon, "lat": where.lat}
    return {name: value for name, value in told.items() if name in names}


def sentence(text: str) -> str:
    """A clause as a sentence."""
    return f"{text[:1].upper()}{text[1:]}{'' if text.endswith('.') else '.'}"
