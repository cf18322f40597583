"""A rectangle of the town seen at a scale: microdegrees to SVG units, shapes to the text of a path."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from math import cos, radians

import numpy as np
import shapely
from shapely.geometry import LineString, MultiPolygon, Polygon, box
from shapely.geometry.base import BaseGeometry

from chapitre.kernel.geo.points import METRES_PER_DEGREE
from chapitre.kernel.town import Town

# The town fills this many units, whatever its size, so that strokes and letters always suit the drawing.
WIDTH, HEIGHT = 675, 590
SIDE, TOP = 86, 42
BLEED = 12  # units drawn beyond the frame, so that no clipped edge shows


@dataclass(frozen=True)
class View:
    """Where a map's frame stands (`left`, `top`, `width`, `height` in units) and how a point becomes units.

    An equirectangular projection at the town's middle latitude: over a town it is true to a thousandth.
    """

    west: int
    north: int
    across: float  # units a microdegree of longitude
    up: float  # units a microdegree of latitude
    left: float
    top: float
    width: float
    height: float

    @classmethod
    def of(cls, town: Town, side: int = SIDE, top: int = TOP) -> View:
        """The whole town with its margins."""
        bounds = town.bounds
        narrow = cos(radians(town.middle.lat / 1_000_000))
        up = min(WIDTH / ((bounds.east - bounds.west) * narrow), HEIGHT / (bounds.north - bounds.south))
        width, height = (bounds.east - bounds.west) * up * narrow, (bounds.north - bounds.south) * up
        return cls(
            bounds.west, bounds.north, up * narrow, up, -side, -top, round(width + 2 * side), round(height + 2 * top)
        )

    def around(self, lon: int, lat: int, width: int, height: int) -> View:
        """A frame of that many units around a point, at the same scale."""
        x, y = self.xy(lon, lat)
        return replace(self, left=round(x - width / 2, 1), top=round(y - height / 2, 1), width=width, height=height)

    @property
    def metre(self) -> float:
        """Units a metre."""
        return self.up * 1_000_000 / METRES_PER_DEGREE

    @cached_property
    def frame(self) -> Polygon:
        return box(self.left, self.top, self.left + self.width, self.top + self.height)

    @property
    def viewbox(self) -> str:
        return " ".join(number(value) for value in (self.left, self.top, self.width, self.height))

    def xy(self, lon: float, lat: float) -> tuple[float, float]:
        """A point's place in units, to a tenth."""
        return round((lon - self.west) * self.across, 1), round((self.north - lat) * self.up, 1)

    def lonlat(self, x: float, y: float) -> tuple[float, float]:
        """The point, in microdegrees, that stands at a place in units."""
        return self.west + x / self.across, self.north - y / self.up

    def cut(self, shape: BaseGeometry, bleed: float = BLEED) -> BaseGeometry:
        """What the frame shows of a shape in units, and a little more."""
        return shape.intersection(self.frame.buffer(bleed, join_style="mitre"))

    def units(self, shape: BaseGeometry) -> BaseGeometry:
        """A shape in microdegrees as one in units."""
        origin, scale = np.array([self.west, self.north]), np.array([self.across, -self.up])
        return shapely.transform(shape, lambda points: (points - origin) * scale)


def number(value: float) -> str:
    """A coordinate to a tenth, without needless zeros."""
    return f"{round(value, 1) + 0:.1f}".removesuffix(".0")


def path(shape: BaseGeometry, digits: int = 0) -> str:
    """The shape as the `d` of a path, coordinates to `digits` decimals (0 or 1); "" when nothing is left of it."""
    return "".join(_run(coordinates, closed, digits) for coordinates, closed in _runs(shape))


def _runs(shape: BaseGeometry) -> Iterable[tuple[np.ndarray, bool]]:
    for part in shapely.get_parts(shape):
        if isinstance(part, Polygon):
            for ring in (part.exterior, *part.interiors):
                yield shapely.get_coordinates(ring)[:-1], True
        elif isinstance(part, LineString):
            yield shapely.get_coordinates(part), False


def _run(coordinates: np.ndarray, closed: bool, digits: int) -> str:
    points = [",".join(f"{round(value, digits) + 0:g}" for value in pair) for pair in coordinates.tolist()]
    kept = [point for place, point in enumerate(points) if place == 0 or point != points[place - 1]]
    if len(kept) < 2:
        return ""
    return "M" + " ".join(kept) + ("Z" if closed else "")


def areas(shape: BaseGeometry) -> list[Polygon]:
    """The polygons of a shape, largest first."""
    found = [part for part in shapely.get_parts(shape) if isinstance(part, Polygon) and not part.is_empty]
    return sorted(found, key=lambda part: part.area, reverse=True)


def without_slivers(shape: BaseGeometry, share: float = 0.005) -> MultiPolygon:
    """The shape without the pieces that are under a share of it: what cutting one drawing by another leaves behind."""
    found = areas(shape)
    return MultiPolygon([part for part in found if part.area >= share * sum(one.area for one in found)])
