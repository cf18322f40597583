"""Records on a map: the geometry of each, point, line or area alike, as GeoJSON or for shapely."""

import json
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any, TypeVar

from shapely.geometry import Point as Dot
from shapely.geometry.base import BaseGeometry

from chapitre.kernel.geo import shapes_store
from chapitre.kernel.geo.canonical import LINE
from chapitre.kernel.geo.models import Located, Shape, Shaped

Row = TypeVar("Row", bound=Located)


def geojson_of(record: Located) -> dict[str, Any] | None:
    """The GeoJSON geometry of one record, in degrees to the sixth decimal; None when it is nowhere."""
    ((_, geometry),) = geojson_geometries([record])
    return geometry


def geojson_geometries(rows: Iterable[Row]) -> Iterator[tuple[Row, dict[str, Any] | None]]:
    """Each row with its GeoJSON geometry, in their order. Streams: one question for some hundreds of rows."""
    for row, shape in _with_shapes(rows):
        yield row, _degrees(shape.body) if shape is not None else _point(row)


def geometries(rows: Iterable[Row]) -> Iterator[tuple[Row, BaseGeometry | None]]:
    """Each row with its geometry in microdegrees, for tiles and for reckoning. Streams."""
    for row, shape in _with_shapes(rows):
        yield row, shape.geometry if shape is not None else Dot(row.point) if row.point else None


def _with_shapes(rows: Iterable[Row]) -> Iterator[tuple[Row, Shape | None]]:
    rest = iter(rows)
    while chunk := list(islice(rest, shapes_store.CHUNK)):
        names = [row.shape if isinstance(row, Shaped) else None for row in chunk]
        kept = shapes_store.many(names, chunk[0]._state.db or "default")
        # A shape that is named must be there: one that is lost is an error to be seen, not a point to be shown.
        yield from ((row, kept[name] if name is not None else None) for row, name in zip(chunk, names, strict=True))


def _point(row: Located) -> dict[str, Any] | None:
    return None if row.point is None else {"type": "Point", "coordinates": [edge / 1_000_000 for edge in row.point]}


def _degrees(body: str) -> dict[str, Any]:
    """The geometry of a canonical body; one part alone is not called several."""
    ((kind, parts),) = json.loads(body).items()
    if kind == LINE:
        name, coordinates = "LineString", [_path(path) for path in parts]
    else:
        name, coordinates = "Polygon", [[_path(ring) for ring in rings] for rings in parts]
    if len(coordinates) == 1:
        return {"type": name, "coordinates": coordinates[0]}
    return {"type": f"Multi{name}", "coordinates": coordinates}


def _path(path: list[list[int]]) -> list[Any]:
    # A whole number divided by a million is the double nearest to its six decimals, and prints as them.
    return [[lon / 1_000_000, lat / 1_000_000] for lon, lat in path]
