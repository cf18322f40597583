"""Geometries from elsewhere: GeoJSON and WKT, in degrees or in a system that is named, as whole microdegrees."""

import json
import re
from collections.abc import Callable, Mapping
from math import isfinite
from typing import Any

import numpy as np
import shapely
from django.utils.translation import gettext as _
from shapely.geometry import LineString, MultiLineString, MultiPoint, MultiPolygon, Point, Polygon
from shapely.geometry.base import BaseGeometry

from chapitre.kernel.geo.canonical import ShapeError, fault
from chapitre.kernel.geo.points import WORLD
from chapitre.kernel.geo.projection import transformed

DEGREES = 4326
# RGF93 and ETRS89 are within a metre of WGS 84, all that a microdegree tells apart in a town.
GEOGRAPHIC = frozenset({DEGREES, 4171, 4258})
LAMBERT, MERCATOR = 2154, 3857
CONIC = range(3942, 3951)  # the nine zones of the cadastre, CC42 to CC50
PROJECTED = frozenset({LAMBERT, MERCATOR, *CONIC})
# Where the numbers of mainland France lie in each system: west, south, east, north.
FRANCE = {
    "Lambert-93 (EPSG:2154)": (99_000, 6_046_000, 1_243_000, 7_111_000),
    "Web Mercator (EPSG:3857)": (-580_000, 5_050_000, 1_070_000, 6_640_000),
    "Lambert CC (EPSG:3942 – 3950)": (1_000_000, 1_100_000, 2_350_000, 9_400_000),
}
SYSTEM = re.compile(r"(?:urn:ogc:def:crs:|http://www\.opengis\.net/def/crs/)?(EPSG|OGC)(?:[:/][\w.]*)?[:/](\w+)", re.I)
EWKT = re.compile(r"\s*SRID=(\d{4,5});", re.I)


def from_geojson(value: Any, system: int = DEGREES) -> BaseGeometry:
    """A GeoJSON geometry of one of the six plain types, read in a system of coordinates (EPSG), in microdegrees.

    Heights are dropped. Where rounding would make the border of an area cross itself, what is thinner than a
    microdegree goes. Raises ShapeError: another type or nesting, what is not a number, an area malformed, a system
    that is not known, a place that is not on Earth.
    """
    kind = value.get("type") if isinstance(value, Mapping) else None
    if not isinstance(kind, str) or kind not in MAKERS:
        raise ShapeError(_("une géométrie GeoJSON est attendue : %s") % ", ".join(MAKERS))
    return _placed(MAKERS[kind](value.get("coordinates")), system)


def from_wkt(text: str, system: int = DEGREES) -> BaseGeometry:
    """The same from WKT; EWKT's `SRID=2154;` names the system."""
    if (named := EWKT.match(text)) is not None:
        text, system = text[named.end() :], int(named[1])
    try:
        with np.errstate(invalid="ignore"):  # a NaN is refused below
            geometry = shapely.force_2d(shapely.from_wkt(text))
    except shapely.errors.ShapelyError:
        raise ShapeError(_("ce n’est pas du WKT : « %s »") % text[:40]) from None
    if geometry.geom_type not in MAKERS:
        raise ShapeError(_("une géométrie simple est attendue : %s") % ", ".join(MAKERS))
    return _placed(geometry, system)


def from_text(text: str, system: int = DEGREES) -> BaseGeometry:
    """The geometry of a cell of a table, GeoJSON or WKT."""
    if not text.lstrip().startswith("{"):
        return from_wkt(text, system)
    try:
        value = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise ShapeError(_("ce n’est pas du JSON : %s") % error) from None
    return from_geojson(value, system)


def system_of(document: Any) -> int:
    """The EPSG code of the system that a GeoJSON file names in its member `crs` (as GDAL writes it); degrees if it
    names none. Raises ShapeError on a name that is not one."""
    if not isinstance(document, Mapping) or document.get("crs") is None:
        return DEGREES
    try:
        name = document["crs"]["properties"]["name"]
        authority, code = SYSTEM.fullmatch(name).groups()  # type: ignore[union-attr]
        return DEGREES if authority.upper() == "OGC" and code.upper() == "CRS84" else int(code)
    except (TypeError, KeyError, AttributeError, ValueError):
        raise ShapeError(_("le système de coordonnées du fichier (« crs ») n’est pas reconnu")) from None


def _placed(geometry: BaseGeometry, system: int) -> BaseGeometry:
    """A geometry of a system of coordinates in whole microdegrees, checked."""
    if system not in GEOGRAPHIC | PROJECTED:
        raise ShapeError(_("le système de coordonnées EPSG:%d n’est pas de ceux que l’on sait lire") % system)
    numbers = shapely.get_coordinates(geometry)
    if not len(numbers):
        raise ShapeError(_("la géométrie est vide"))
    if not np.isfinite(numbers).all():
        raise ShapeError(_("une coordonnée n’est pas un nombre"))
    if system in PROJECTED:
        geometry = shapely.transform(geometry, lambda metres: transformed(system, DEGREES, metres))
    exact = shapely.transform(geometry, lambda degrees: degrees * 1_000_000)
    if not (np.abs(shapely.get_coordinates(exact)) <= (WORLD.east, WORLD.north)).all():  # also false for infinity
        raise ShapeError(_off_earth(numbers, system))
    if (wrong := fault(exact)) is not None:
        raise ShapeError(wrong)
    whole = shapely.transform(exact, np.round)
    if not shapely.is_valid(whole):
        whole = shapely.set_precision(exact, 1)
    if whole.is_empty:
        raise ShapeError(_("le tracé est vide, ou trop petit pour compter"))
    return whole


def _off_earth(numbers: np.ndarray, system: int) -> str:
    """Metres taken for degrees are the usual mistake. Their system is not guessed: two of them have France at the same
    numbers, hundreds of kilometres apart."""
    lowest, highest = numbers.min(axis=0), numbers.max(axis=0)
    fits = [
        name
        for name, (west, south, east, north) in FRANCE.items()
        if (lowest >= (west, south)).all() and (highest <= (east, north)).all()
    ]
    if system in GEOGRAPHIC and fits:
        return _(
            "ces coordonnées sont en mètres, peut-être en %s :"
            " nommez leur système, ou exportez-les en degrés (WGS 84, EPSG:4326)"
        ) % ", ".join(fits)
    return _("les coordonnées sortent du monde")


def _position(value: Any) -> tuple[float, float]:
    if not isinstance(value, list | tuple) or len(value) < 2 or any(type(one) not in (int, float) for one in value[:2]):
        raise ShapeError(_("une position [longitude, latitude] est attendue, pas « %s »") % _short(value))
    try:
        lon, lat = float(value[0]), float(value[1])
    except OverflowError:
        raise ShapeError(_("les coordonnées sortent du monde")) from None
    if not isfinite(lon) or not isfinite(lat):
        raise ShapeError(_("une coordonnée n’est pas un nombre"))
    return lon, lat


def _several(value: Any) -> list[Any]:
    if not isinstance(value, list | tuple):
        raise ShapeError(_("une liste de coordonnées est attendue, pas « %s »") % _short(value))
    return list(value)


def _path(value: Any) -> list[tuple[float, float]]:
    path = [_position(one) for one in _several(value)]
    if len(path) < 2:
        raise ShapeError(_("une ligne va d’un point à un autre : il en faut au moins deux"))
    return path


def _rings(value: Any) -> tuple[Any, list[Any]]:
    rings = [[_position(one) for one in _several(ring)] for ring in _several(value)]
    if not rings or any(len(set(ring)) < 3 for ring in rings):
        raise ShapeError(_("le bord d’une surface a au moins trois points différents"))
    return rings[0], rings[1:]


def _short(value: Any) -> str:
    return repr(value)[:40]


MAKERS: Mapping[str, Callable[[Any], BaseGeometry]] = {
    "Point": lambda value: Point(_position(value)),
    "MultiPoint": lambda value: MultiPoint([_position(one) for one in _several(value)]),
    "LineString": lambda value: LineString(_path(value)),
    "MultiLineString": lambda value: MultiLineString([_path(one) for one in _several(value)]),
    "Polygon": lambda value: Polygon(*_rings(value)),
    "MultiPolygon": lambda value: MultiPolygon([_rings(one) for one in _several(value)]),
}
