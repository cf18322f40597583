"""Lines and areas for tests: in microdegrees, near Ivry, valid, of every form that a GIS exports."""

from math import cos, pi, sin
from typing import Any

import shapely
from hypothesis import strategies as st
from shapely.geometry import LineString, MultiLineString, MultiPolygon, Polygon
from shapely.geometry.base import BaseGeometry

WEST, SOUTH = 2_380_000, 48_805_000
REACH = 2_000  # of one piece, in microdegrees, from its middle


def square(west: int, south: int, side: int, *holes: Any) -> Polygon:
    """A square whose south-west corner is that far from (WEST, SOUTH)."""
    west, south = WEST + west, SOUTH + south
    return Polygon([(west, south), (west + side, south), (west + side, south + side), (west, south + side)], holes)


def line(*positions: tuple[int, int]) -> LineString:
    """A line through positions counted from (WEST, SOUTH)."""
    return LineString([(WEST + across, SOUTH + up) for across, up in positions])


def _star(at: int, radii: list[int], part: float) -> list[tuple[int, int]]:
    """A ring around the middle of the piece `at`: it cannot cross itself but by rounding."""
    middle = (WEST + at * 3 * REACH, SOUTH)
    turns = [2 * pi * step / len(radii) for step in range(len(radii))]
    return [
        (round(middle[0] + part * radius * cos(turn)), round(middle[1] + part * radius * sin(turn)))
        for turn, radius in zip(turns, radii, strict=True)
    ]


radii = st.lists(st.integers(40, REACH), min_size=3, max_size=9)


@st.composite
def areas(draw: st.DrawFn) -> BaseGeometry:
    """One polygon or several, some with a hole."""
    pieces = []
    for at, reach in enumerate(draw(st.lists(radii, min_size=1, max_size=4))):
        holes = [_star(at, reach, 0.4)] if draw(st.booleans()) else []
        pieces.append(Polygon(_star(at, reach, 1), holes))
    pieces = [piece for piece in pieces if piece.is_valid] or [square(0, 0, 100)]
    return pieces[0] if len(pieces) == 1 else MultiPolygon(pieces)


@st.composite
def lines(draw: st.DrawFn) -> BaseGeometry:
    """One path or several; they may cross."""
    position = st.tuples(st.integers(WEST, WEST + REACH), st.integers(SOUTH, SOUTH + REACH))
    paths = draw(st.lists(st.lists(position, min_size=2, max_size=8, unique=True), min_size=1, max_size=4))
    return LineString(paths[0]) if len(paths) == 1 else MultiLineString(paths)


shapes = st.one_of(areas(), lines())


@st.composite
def told_otherwise(draw: st.DrawFn, geometry: BaseGeometry) -> BaseGeometry:
    """The same shape as another tool might write it: parts and rings in another order, begun elsewhere, turned,
    positions said twice. Lines keep their direction."""
    pieces = draw(st.permutations(list(shapely.get_parts(geometry))))
    if pieces[0].geom_type == "LineString":
        return MultiLineString([_stutter(draw, list(piece.coords)) for piece in pieces])
    made = []
    for piece in pieces:
        outer, *holes = (_turned(draw, list(ring.coords)[:-1]) for ring in (piece.exterior, *piece.interiors))
        made.append(Polygon(outer, draw(st.permutations(holes))))
    return MultiPolygon(made)


def _turned(draw: st.DrawFn, ring: list[Any]) -> list[Any]:
    start = draw(st.integers(0, len(ring) - 1))
    ring = ring[start:] + ring[:start]
    return _stutter(draw, ring[::-1] if draw(st.booleans()) else ring)


def _stutter(draw: st.DrawFn, path: list[Any]) -> list[Any]:
    at = draw(st.integers(0, len(path) - 1))
    return path[:at] + [path[at]] * draw(st.integers(1, 3)) + path[at + 1 :]
