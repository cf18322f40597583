"""Lengths and areas on the ground: microdegrees to Lambert-93 (EPSG:2154) and back, results in whole metres."""

from functools import cache

import numpy as np
import shapely
from pyproj import Transformer
from shapely.geometry.base import BaseGeometry

from chapitre.kernel.geo.points import Point


@cache
def _transformer(source: int, target: int) -> Transformer:
    return Transformer.from_crs(source, target, always_xy=True)


def project(shape: BaseGeometry) -> BaseGeometry:
    """A shape in microdegrees as one in metres."""
    return shapely.transform(shape, _to_metres)


def unproject(shape: BaseGeometry) -> BaseGeometry:
    """A shape in metres as one in microdegrees, rounded to whole ones."""
    return shapely.transform(shape, _to_micro)


def to_metres(lon: int, lat: int) -> tuple[float, float]:
    """A point's easting and northing."""
    x, y = _transformer(4326, 2154).transform(lon / 1_000_000, lat / 1_000_000)
    return x, y


def to_point(x: float, y: float) -> Point:
    """The point, in whole microdegrees, at an easting and northing."""
    lon, lat = _transformer(2154, 4326).transform(x, y)
    return Point(round(lon * 1_000_000), round(lat * 1_000_000))


def length_m(line: BaseGeometry) -> int:
    """The length of a line in microdegrees, in whole metres."""
    return round(project(line).length)


def area_m2(shape: BaseGeometry) -> int:
    """The area of a shape in microdegrees, in whole square metres."""
    return round(project(shape).area)


def transformed(source: int, target: int, coordinates: np.ndarray) -> np.ndarray:
    """Positions of one system (EPSG) in another, eastward first; infinite where the other does not reach."""
    return np.column_stack(_transformer(source, target).transform(coordinates[:, 0], coordinates[:, 1]))


def _to_metres(coordinates: np.ndarray) -> np.ndarray:
    return transformed(4326, 2154, coordinates / 1_000_000)


def _to_micro(coordinates: np.ndarray) -> np.ndarray:
    return np.round(transformed(2154, 4326, coordinates) * 1_000_000)
