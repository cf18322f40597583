"""The one form of a line or an area, whose SHA-256 names it: whole microdegrees, one order, one way to write it."""

import hashlib
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Any

import numpy as np
import shapely
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from shapely.geometry import MultiLineString, MultiPolygon
from shapely.geometry.base import BaseGeometry

from chapitre.kernel.geo.points import WORLD, Box

LINE, AREA = "line", "area"
MOST_VERTICES = 20_000
# How deep the positions of each kind lie: an area is parts of rings of positions, a line is parts of positions.
DEPTH = {LINE: 2, AREA: 3}
KINDS = {"LineString": LINE, "LinearRing": LINE, "MultiLineString": LINE, "Polygon": AREA, "MultiPolygon": AREA}
FAULTS = {
    "Self-intersection": gettext_noop("son bord se croise, ou deux de ses parties se recouvrent"),
    "Ring Self-intersection": gettext_noop("son bord se touche lui-même"),
    "Hole lies outside shell": gettext_noop("un trou est hors de la surface"),
    "Holes are nested": gettext_noop("un trou est dans un autre"),
    "Interior is disconnected": gettext_noop("un trou le coupe en deux"),
    "Too few points in geometry component": gettext_noop("ses points se confondent"),
    "Nested shells": gettext_noop("une de ses parties est dans une autre"),
}
OTHER_FAULT = gettext_noop("ses bords ne se ferment pas bien")

Position = tuple[int, int]
Path = tuple[Position, ...]


class ShapeError(ValueError):
    """Not a line or an area that can be kept; the message, in the reader's language, says why and where."""


@dataclass(frozen=True)
class Form:
    """A line or an area in canonical form.

    `parts` of an area: polygons, each its outer ring counter-clockwise then its holes clockwise, sorted, each ring
    beginning and ending at its smallest position (RFC 7946). Of a line: sorted paths, each in the direction it was
    drawn, because what is said of its right and left would change with it.
    """

    kind: str
    parts: tuple[Any, ...]

    @cached_property
    def body(self) -> str:
        """The form written down: strict JSON of integers, `{"area":[[[[lon,lat],…],…],…]}` or `{"line":…}`."""
        return json.dumps({self.kind: self.parts}, separators=(",", ":"))

    @cached_property
    def hash(self) -> str:
        """The name of the shape: the SHA-256 of its body, in 64 hexadecimal digits."""
        return digest(self.body)

    @cached_property
    def geometry(self) -> MultiLineString | MultiPolygon:
        """The same shape for shapely, in microdegrees."""
        return _built(self.kind, self.parts)

    @cached_property
    def bounds(self) -> Box:
        """The smallest box around it."""
        return Box(*(int(edge) for edge in self.geometry.bounds))


def canonical(geometry: BaseGeometry) -> Form:
    """The canonical form of a LineString, a Polygon or several, given in microdegrees.

    Coordinates are rounded, a position said twice in a row is said once, a part or a hole that rounding leaves
    without extent is dropped, a path given twice is kept once. Raises ShapeError on another type, on nothing, beyond
    20 000 vertices, outside the world, on an area that is not one (crossed border, overlapping parts).
    """
    kind = KINDS.get(geometry.geom_type)
    if kind is None:
        raise ShapeError(_("une ligne ou une surface est attendue"))
    positions = shapely.get_coordinates(geometry)
    if len(positions) > MOST_VERTICES:
        raise ShapeError(
            _("%(count)d sommets : c’est trop, simplifiez le tracé (%(most)d au plus)")
            % {"count": len(positions), "most": MOST_VERTICES}
        )
    if not (np.abs(positions) <= (WORLD.east, WORLD.north)).all():  # also false for NaN
        raise ShapeError(_("le tracé sort du monde"))
    pieces = shapely.get_parts(geometry)
    found: Iterable[Any] = map(_polygon, pieces) if kind == AREA else {_open(piece.coords) for piece in pieces}
    form = Form(kind, tuple(sorted(filter(None, found))))
    if not form.parts:
        raise ShapeError(_("le tracé est vide, ou trop petit pour compter"))
    if (wrong := fault(form.geometry)) is not None:
        raise ShapeError(wrong)
    return form


def decode(body: str) -> Form:
    """The form whose body this is. Raises ShapeError unless writing it again gives the very same text."""
    try:
        value = json.loads(body, parse_float=_no_number, parse_constant=_no_number)
    except (ValueError, RecursionError):
        raise ShapeError(_("ce n’est pas un tracé écrit en nombres entiers")) from None
    ((kind, parts),) = value.items() if isinstance(value, dict) and len(value) == 1 else ((None, None),)
    if kind not in DEPTH or not _nested(parts, DEPTH[kind]):
        raise ShapeError(_("ce n’est ni une ligne ni une surface"))
    form = canonical(_built(kind, parts))
    if form.body != body:
        raise ShapeError(_("le tracé n’est pas écrit sous sa forme canonique"))
    return form


def trusted(body: str) -> MultiLineString | MultiPolygon:
    """The shape of a body that this house wrote itself, without the checks of `decode`."""
    ((kind, parts),) = json.loads(body).items()
    return _built(kind, parts)


def digest(body: str) -> str:
    """The SHA-256 of a body in hexadecimal."""
    return hashlib.sha256(body.encode()).hexdigest()


def fault(geometry: BaseGeometry) -> str | None:
    """What is wrong with a shape in microdegrees, in a sentence that says where; None if it is valid."""
    if shapely.is_valid(geometry):
        return None
    told = re.fullmatch(r"(.+)\[(\S+) (\S+)\]", shapely.is_valid_reason(geometry))
    if told is None:
        return _("le tracé est mal formé")
    why = FAULTS.get(told[1], OTHER_FAULT)
    return _("le tracé est mal formé : %(why)s (longitude %(lon).6f, latitude %(lat).6f)") % {
        "why": _(why),
        "lon": float(told[2]) / 1_000_000,
        "lat": float(told[3]) / 1_000_000,
    }


def _built(kind: str, parts: Any) -> MultiLineString | MultiPolygon:
    if kind == LINE:
        return MultiLineString(parts)
    return MultiPolygon([(rings[0], rings[1:]) for rings in parts])


def _polygon(polygon: Any) -> tuple[Path, ...]:
    """The rings of a polygon, the outer one first; nothing if rounding leaves nothing of it."""
    outer = _ring(polygon.exterior.coords, clockwise=False)
    holes = (_ring(hole.coords, clockwise=True) for hole in polygon.interiors)
    return (outer, *sorted(filter(None, holes))) if outer else ()


def _ring(positions: Iterable[tuple[float, ...]], clockwise: bool) -> Path:
    ring = _open(positions)[:-1]
    if len(ring) < 3:
        return ()
    if (_twice_area(ring) < 0) != clockwise:
        ring = ring[::-1]
    start = ring.index(min(ring))
    return (*ring[start:], *ring[: start + 1])


def _open(positions: Iterable[tuple[float, ...]]) -> Path:
    """A path in whole microdegrees; nothing if it stays where it begins."""
    path = tuple(_once((round(lon), round(lat)) for lon, lat, *_rest in positions))
    return path if len(path) > 1 else ()


def _once(path: Iterable[Position]) -> Iterator[Position]:
    last = None
    for position in path:
        if position != last:
            yield position
        last = position


def _twice_area(ring: Path) -> int:
    """Twice the signed area, exact: positive when the ring turns counter-clockwise."""
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise((*ring, ring[0])))


def _no_number(text: str) -> None:
    raise ValueError(f"{text} is not an integer")


def _nested(value: Any, depth: int) -> bool:
    """Whether a value is lists of lists… of positions, `depth` lists deep and none empty."""
    if not isinstance(value, list) or not value:
        return False
    if depth:
        return all(_nested(one, depth - 1) for one in value)
    return len(value) == 2 and all(type(one) is int for one in value) and WORLD.holds(*value)
