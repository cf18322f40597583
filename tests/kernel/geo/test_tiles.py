"""Vector tiles, judged by reading them back with the format's own decoder."""

from typing import Any

import mapbox_vector_tile
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from pyproj import Transformer
from shapely.geometry import LineString, MultiPolygon, Point, Polygon, box, shape
from shapely.geometry.base import BaseGeometry

from chapitre.kernel.geo.points import Box, micro
from chapitre.kernel.geo.tiles import BUFFER, EXTENT, TOLERANCE, tile, tile_box
from tests.kernel.geo.drawings import SOUTH, WEST, line, shapes, square

AT = (14, 8300, 5639)  # over Ivry
MERCATOR = Transformer.from_crs(4326, 3857, always_xy=True)
HALF = 20_037_508.342789244  # metres from the middle of the square world to its side
WINDOW = box(-BUFFER, -BUFFER, EXTENT + BUFFER, EXTENT + BUFFER)


def around(z: int, x: int, y: int) -> tuple[int, int, int]:
    """The tile at zoom z that holds the middle of the tile AT, or its north-west child's, and so on."""
    return (z, x >> 14 - z, y >> 14 - z) if z <= 14 else (z, x << z - 14, y << z - 14)


def read(data: bytes) -> dict[str, Any]:
    decoded: dict[str, Any] = mapbox_vector_tile.decode(data, default_options={"y_coord_down": True})
    return decoded


def shown(geometry: BaseGeometry, z: int, x: int, y: int) -> BaseGeometry | None:
    """The one feature of a tile, or None."""
    layers = read(tile(z, x, y, {"all": [(geometry, {})]}))
    features = layers["all"]["features"] if layers else []
    return shape(features[0]["geometry"]) if features else None


def units(geometry: BaseGeometry, z: int, x: int, y: int) -> BaseGeometry:
    """A shape in a tile's units by way of pyproj, the oracle: nothing cut, nothing rounded."""

    def moved(positions: Any) -> Any:
        side = EXTENT << z
        for at, (lon, lat) in enumerate(positions):
            east, north = MERCATOR.transform(lon / 1e6, lat / 1e6)
            positions[at] = ((east / HALF + 1) / 2 * side - x * EXTENT, (1 - north / HALF) / 2 * side - y * EXTENT)
        return positions

    return shapely.transform(geometry, lambda positions: moved(positions.copy()))


@settings(deadline=None)
@given(shapes, st.integers(8, 18))
def test_a_tile_shows_what_lies_in_it_within_its_tolerance(geometry: BaseGeometry, z: int) -> None:
    at = around(z, *AT[1:])
    truth, found = units(geometry, *at), shown(geometry, *at)
    part = truth.intersection(WINDOW)
    if found is None:
        # Nothing there, or nothing that the grid can show.
        assert part.is_empty or part.buffer(-TOLERANCE - 1).is_empty
        assert geometry.geom_type.endswith("Polygon") or part.length < 8 * TOLERANCE
        return
    assert found.is_valid
    assert WINDOW.covers(found)
    assert truth.buffer(TOLERANCE + 1.5).covers(found)
    if geometry.geom_type.endswith("Polygon"):
        assert part.buffer(-TOLERANCE - 1.5).difference(found.buffer(TOLERANCE + 1.5)).is_empty
    else:
        assert found.buffer(TOLERANCE + 1.5).covers(part) or part.length < 8 * TOLERANCE


@given(shapes)
def test_rings_turn_as_the_format_wants(geometry: BaseGeometry) -> None:
    """Outer rings clockwise on the screen; y goes down, so counter-clockwise by the numbers."""
    found = shown(geometry, *AT)
    for polygon in shapely.get_parts(found) if found is not None and found.geom_type.endswith("Polygon") else ():
        assert polygon.exterior.is_ccw
        assert not any(hole.is_ccw for hole in polygon.interiors)


@given(shapes, st.integers(8, 18))
def test_what_shows_in_a_tile_meets_its_box(geometry: BaseGeometry, z: int) -> None:
    """What `tile_box` does not ask for, the tile does not show."""
    at = around(z, *AT[1:])
    if shown(geometry, *at) is not None:
        assert geometry.intersects(shapely.box(*tile_box(*at)))


def test_the_box_of_a_tile_is_that_of_the_map_and_its_buffer() -> None:
    _, top = MERCATOR.transform(0, HALF * (1 + 2 * BUFFER / EXTENT), direction="INVERSE")
    assert tile_box(0, 0, 0) == Box(-180_000_000, -micro(top) - 1, 180_000_000, micro(top) + 1)
    west, south, east, north = tile_box(*AT)
    corners = units(shapely.multipoints([(west, north), (east, south)]), *AT).bounds
    assert corners == pytest.approx((-BUFFER, -BUFFER, EXTENT + BUFFER, EXTENT + BUFFER), abs=0.5)


@pytest.mark.parametrize("at", [(-1, 0, 0), (23, 0, 0), (3, 8, 0), (3, 0, 8), (3, -1, 0)])
def test_where_there_is_no_tile_there_is_an_error(at: tuple[int, int, int]) -> None:
    with pytest.raises(ValueError, match="no tile"):
        tile_box(*at)
    with pytest.raises(ValueError, match="no tile"):
        tile(*at, {})


def test_layers_and_properties_are_told_apart() -> None:
    west, south, east, north = tile_box(*AT)
    middle = Point((west + east) // 2, (south + north) // 2)
    layers = {
        "racks": [(middle, {"key": "a", "places": 12, "covered": True, "share": 0.5, "opened": None})],
        "parks": [(Point(0, 0), {"key": "far"})],
        "lanes": [],
    }
    found = read(tile(*AT, layers))
    assert list(found) == ["racks"]
    (rack,) = found["racks"]["features"]
    assert rack["properties"] == {"key": "a", "places": 12, "covered": True, "share": 0.5}
    assert found["racks"]["extent"] == EXTENT
    assert tile(*AT, {}) == b""


def test_a_shape_smaller_than_the_grid_is_left_out_and_comes_back_nearer() -> None:
    hut = square(0, 0, 60)
    places = {z: units(hut, z, 0, 0).centroid for z in (8, 18)}
    tiles = {z: (z, int(dot.x // EXTENT), int(dot.y // EXTENT)) for z, dot in places.items()}
    assert shown(hut, *tiles[8]) is None
    near = shown(hut, *tiles[18])
    assert near is not None and near.area > 100


def test_far_away_an_outline_has_fewer_corners() -> None:
    ring = Point(WEST, SOUTH).buffer(8000, quad_segs=500)
    dot = units(ring, 12, 0, 0).centroid
    found = shown(ring, 12, int(dot.x // EXTENT), int(dot.y // EXTENT))
    assert found is not None
    assert 8 < shapely.get_num_coordinates(found) < 100 < shapely.get_num_coordinates(ring)


def test_parts_that_simplifying_brings_together_make_no_trouble() -> None:
    """Two shores of a thin channel, drawn so finely that each alone may stray over the other."""
    north = [(WEST + step, SOUTH + 3 + step % 3) for step in range(0, 3000, 7)]
    south = [(WEST + step, SOUTH + step % 2) for step in range(0, 3000, 5)]
    both = MultiPolygon(
        [
            Polygon([*north, (WEST + 3000, SOUTH + 900), (WEST, SOUTH + 900)]),
            Polygon([*south, (WEST + 3000, SOUTH - 900), (WEST, SOUTH - 900)]),
        ]
    )
    assert both.is_valid
    for z in range(8, 19):
        dot = units(both, z, 0, 0).centroid
        for across in (-1, 0, 1):
            found = shown(both, z, int(dot.x // EXTENT) + across, int(dot.y // EXTENT))
            assert found is None or found.is_valid


def test_a_line_that_goes_out_and_in_again_is_cut_in_two() -> None:
    west, south, east, north = tile_box(*AT)
    high, low = (south + north) // 2, (south + north) // 2 - 2000
    found = shown(LineString([(west, high), (east + 9000, high), (east + 9000, low), (west, low)]), *AT)
    assert found is not None and found.geom_type == "MultiLineString"
    assert found.bounds[2] == EXTENT + BUFFER


def test_a_shape_outside_the_square_world_is_no_trouble() -> None:
    assert shown(line((0, 0), (1, 1)), 0, 0, 0) is None
    assert shown(LineString([(0, 0), (0, 90_000_000)]), 0, 0, 0) is not None
