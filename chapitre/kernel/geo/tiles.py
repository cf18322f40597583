"""Vector tiles: shapes in microdegrees as one Mapbox Vector Tile (version 2), cut, simplified and put on its grid."""

from collections.abc import Iterable, Mapping
from math import atan, degrees, pi, sinh
from typing import Any

import mapbox_vector_tile  # type: ignore[import-untyped]
import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from chapitre.kernel.geo.points import WORLD, Box, micro

EXTENT = 4096  # units along a tile's side
BUFFER = 64  # units kept beyond each side, so that outlines are not seen to end there
TOLERANCE = 2  # units that a simplified outline may stray: a quarter of a pixel on a tile of 512
DEEPEST = 22
MERCATOR_EDGE = 85_051_128  # microdegrees of latitude where the square world ends
SEVERAL: Mapping[str, Any] = {
    "Point": shapely.multipoints,
    "LineString": shapely.multilinestrings,
    "Polygon": shapely.multipolygons,
}

Feature = tuple[BaseGeometry, Mapping[str, str | int | float | bool | None]]


def tile_box(z: int, x: int, y: int) -> Box:
    """The box of a tile and its buffer, to ask a database for. Raises ValueError where there is no such tile."""
    if not 0 <= z <= DEEPEST or not 0 <= x < 1 << z or not 0 <= y < 1 << z:
        raise ValueError(f"there is no tile {z}/{x}/{y}")
    margin = BUFFER / EXTENT
    west, east = (micro((at / (1 << z)) * 360 - 180) for at in (x - margin, x + 1 + margin))
    north, south = (micro(degrees(atan(sinh(pi * (1 - 2 * at / (1 << z)))))) for at in (y - margin, y + 1 + margin))
    # One microdegree more: rounding must not leave out what touches the edge.
    wider = Box(west - 1, south - 1, east + 1, north + 1).clip(WORLD)
    assert wider is not None
    return wider


def tile(z: int, x: int, y: int, layers: Mapping[str, Iterable[Feature]]) -> bytes:
    """The tile z/x/y of these layers, each of (geometry in microdegrees, properties).

    Properties that are None are left out, and so is a shape that lies elsewhere or that the grid leaves without
    extent. A layer of which nothing remains is not in the tile. Raises ValueError where there is no such tile.
    """
    tile_box(z, x, y)
    drawn = [{"name": name, "features": _on_grid(z, x, y, list(features))} for name, features in layers.items()]
    written: bytes = mapbox_vector_tile.encode(
        [layer for layer in drawn if layer["features"]],
        # What is given lies on the grid, upright and turned as the format wants: nothing is left to do to it.
        default_options={"y_coord_down": True, "extents": EXTENT, "check_winding_order": False},
    )
    return written


def _on_grid(z: int, x: int, y: int, features: list[Feature]) -> list[dict[str, Any]]:
    """The features that show in the tile, in its whole units, y downwards."""
    if not features:
        return []
    shapes = shapely.transform(np.array([shape for shape, _ in features], dtype=object), _projector(z, x, y))
    bounds = shapely.bounds(shapes)
    window = shapely.box(-BUFFER, -BUFFER, EXTENT + BUFFER, EXTENT + BUFFER)
    low, high = bounds[:, :2], bounds[:, 2:]
    seen = np.all((low <= EXTENT + BUFFER) & (high >= -BUFFER), axis=1)
    whole = np.all((low >= -BUFFER) & (high <= EXTENT + BUFFER), axis=1)
    shapes = shapely.simplify(shapes, TOLERANCE)
    made = []
    for at in np.flatnonzero(seen):
        shape = _settled(shapes[at], None if whole.item(at) else window)
        if shape is not None:
            made.append({"geometry": shape, "properties": features[at][1]})
    return made


def _projector(z: int, x: int, y: int) -> Any:
    """Microdegrees to units of the tile (web Mercator), y downwards."""
    side = EXTENT * (1 << z)

    def units(positions: np.ndarray) -> np.ndarray:
        lat = np.radians(np.clip(positions[:, 1], -MERCATOR_EDGE, MERCATOR_EDGE) / 1_000_000)
        across = (positions[:, 0] / 360_000_000 + 0.5) * side - x * EXTENT
        down = (0.5 - np.arcsinh(np.tan(lat)) / (2 * pi)) * side - y * EXTENT
        return np.column_stack((across, down))

    return units


def _settled(shape: BaseGeometry, window: BaseGeometry | None) -> BaseGeometry | None:
    """A shape cut to the window and rounded to whole units; None where nothing of it has extent."""
    if shape.geom_type in ("Point", "MultiPoint"):
        return _some(shapely.transform(shape if window is None else shape.intersection(window), np.round), "Point")
    if shape.geom_type in ("LineString", "MultiLineString"):
        cut = shape if window is None else shapely.clip_by_rect(shape, *window.bounds)
        return _some(shapely.transform(cut, np.round), "LineString")
    # Rounded by the overlay itself: corner by corner, an outline might come to cross itself.
    if window is None:
        return _some(shapely.set_precision(shape, 1), "Polygon")
    return _some(shapely.intersection(shape, window, grid_size=1), "Polygon")


def _some(shape: BaseGeometry, kind: str) -> BaseGeometry | None:
    """The parts of that kind which have extent, areas turned as the format wants."""
    parts = [
        part
        for part in shapely.get_parts(shape)
        if part.geom_type == kind and not part.is_empty and (kind != "LineString" or part.length)
    ]
    if not parts:
        return None
    # Clockwise on the screen: y goes down, so counter-clockwise by the numbers.
    joined = parts[0] if len(parts) == 1 else SEVERAL[kind](parts)
    return shapely.orient_polygons(joined, exterior_cw=False) if kind == "Polygon" else joined
