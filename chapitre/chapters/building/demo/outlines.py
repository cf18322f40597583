"""Outlines of a wanted area: shapes of the town made larger or smaller, and plain blocks where nothing is drawn."""

from __future__ import annotations

from functools import cache
from math import sqrt
from random import Random

import numpy as np
import shapely
from shapely.affinity import scale, translate
from shapely.geometry import Point, Polygon, box
from shapely.geometry.base import BaseGeometry

from chapitre.kernel.geo.projection import area_m2, project, to_metres, unproject
from chapitre.kernel.town import town

TRIES, NUDGE = 4_000, 2  # microdegrees, a decimetre each or less


def of_area(shape: BaseGeometry, area: int) -> BaseGeometry:
    """The shape made larger or smaller about its middle, to exactly that many m² once in whole microdegrees.

    Its corners are nudged by a hand's breadth until the area is the one wanted.
    """
    ground = project(shape)
    factor = sqrt(area / ground.area)
    wanted = unproject(scale(ground, factor, factor))
    chance = np.random.default_rng(area)
    for _ in range(TRIES):
        made = shapely.transform(
            wanted, lambda points: points + _closed(chance.integers(-NUDGE, NUDGE, points.shape, endpoint=True))
        )
        if area_m2(made) == area:
            return made
    raise ValueError(f"no outline of {area} m²")


def _closed(nudges: np.ndarray) -> np.ndarray:
    """The nudges of a ring's points: its last is its first."""
    nudges[-1] = nudges[0]
    return nudges


def block(lon: int, lat: int, area: int, along: float = 1.6, east: float = 0, north: float = 0) -> BaseGeometry:
    """A plain block of that area about a point, `along` times as long as wide, moved by so many metres."""
    x, y = to_metres(lon, lat)
    high = sqrt(area / along)
    wide = area / high
    return of_area(unproject(translate(box(x - wide / 2, y - high / 2, x + wide / 2, y + high / 2), east, north)), area)


def strips(shape: BaseGeometry, count: int) -> list[BaseGeometry]:
    """The shape cut from west to east into so many strips of equal width."""
    west, south, east, north = shape.bounds
    step = (east - west) / count
    parts = (box(west + n * step, south, west + (n + 1) * step, north).intersection(shape) for n in range(count))
    return [shapely.transform(part, lambda points: points.round()) for part in parts]


@cache
def perimeter(project_: str) -> Polygon:
    """The outline of one of the town's projects."""
    outline = town().projects[project_].shape
    assert isinstance(outline, Polygon)
    return outline


def spot_in(project_: str, random: Random) -> tuple[int, int]:
    """A point inside a project, longitude and latitude."""
    outline = perimeter(project_)
    west, south, east, north = (round(bound) for bound in outline.bounds)
    while True:
        lon, lat = random.randint(west, east), random.randint(south, north)
        if outline.contains(Point(lon, lat)):
            return lon, lat


def green(name: str) -> BaseGeometry:
    """The outline of one of the town's parks and gardens."""
    return next(one.shape for one in town().greens if one.name == name)


def place(name: str) -> tuple[int, int]:
    """The point of one of the town's named places, longitude and latitude."""
    point = next(one.point for one in town().places if one.name == name)
    return round(point.x), round(point.y)
