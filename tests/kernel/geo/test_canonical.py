"""The canonical form: one for each shape, however it was written, and none for what is not a shape."""

import json
from math import nan

import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from pyproj import Geod
from shapely.geometry import GeometryCollection, LineString, MultiLineString, MultiPolygon, Point, Polygon, box
from shapely.geometry.base import BaseGeometry

from chapitre.kernel.geo.canonical import MOST_VERTICES, ShapeError, canonical, decode, digest, trusted
from chapitre.kernel.geo.drawn import draw
from tests.kernel.geo.drawings import SOUTH, WEST, line, shapes, square, told_otherwise


@given(st.data(), shapes)
def test_one_shape_has_one_form_however_it_was_written(data: st.DataObject, geometry: BaseGeometry) -> None:
    form = canonical(geometry)
    assert canonical(data.draw(told_otherwise(geometry))) == form
    assert form.geometry.equals(geometry)
    assert len(form.hash) == 64


@given(shapes)
def test_the_form_is_its_own_form_and_its_body_reads_back(geometry: BaseGeometry) -> None:
    form = canonical(geometry)
    assert canonical(form.geometry) == form
    assert decode(form.body) == form
    assert trusted(form.body).equals_exact(form.geometry)
    assert form.hash == digest(form.body)
    assert "." not in form.body and " " not in form.body


@given(shapes)
def test_rings_turn_as_geojson_says_and_begin_at_their_smallest_position(geometry: BaseGeometry) -> None:
    form = canonical(geometry)
    assert list(form.parts) == sorted(form.parts)
    for polygon in form.parts if form.kind == "area" else ():
        for number, ring in enumerate(polygon):
            assert ring[0] == ring[-1] == min(ring)
            assert shapely.is_ccw(shapely.linearrings(ring)) == (number == 0)


@given(shapes)
def test_measures_are_those_of_the_ground(geometry: BaseGeometry) -> None:
    drawn, ellipsoid = draw(geometry), Geod(ellps="GRS80")
    degrees = shapely.transform(drawn.form.geometry, lambda micro: micro / 1_000_000)
    if drawn.area_m2 is None:
        assert drawn.length_m == pytest.approx(ellipsoid.geometry_length(degrees), rel=1e-3, abs=1)
    else:
        assert drawn.area_m2 == pytest.approx(ellipsoid.geometry_area_perimeter(degrees)[0], rel=1e-3, abs=1)
        assert drawn.length_m is None
    assert drawn.form.geometry.distance(Point(drawn.point)) < 1


def test_the_body_is_a_promise_to_those_who_hold_a_hash() -> None:
    """Leaves of the ledger name these hashes for ever: a form that changes breaks them all."""
    area = canonical(square(0, 0, 1000, square(200, 200, 300).exterior.coords))
    assert area.body == (
        '{"area":[[[[2380000,48805000],[2381000,48805000],[2381000,48806000],[2380000,48806000],[2380000,48805000]],'
        "[[2380200,48805200],[2380200,48805500],[2380500,48805500],[2380500,48805200],[2380200,48805200]]]]}"
    )
    assert area.hash == "430d40a9f054031c837f7c60490fb016cc069b0571eb028aaa3b80bfb069f756"
    assert canonical(line((10, 0), (0, 5))).body == '{"line":[[[2380010,48805000],[2380000,48805005]]]}'
    assert canonical(line((10, 0), (0, 5))).hash == "0b883bb489b8e5023ceabced3119b9d085e92d010c04a5449fccfa9cc7941187"


def test_a_line_keeps_its_direction_and_a_part_given_twice_is_kept_once() -> None:
    there, back = line((0, 0), (100, 50)), line((100, 50), (0, 0))
    assert canonical(there) != canonical(back)
    assert canonical(MultiLineString([there, there])) == canonical(there)
    assert len(canonical(MultiLineString([there, back])).parts) == 2


def test_what_rounding_leaves_without_extent_is_dropped() -> None:
    dust = [(WEST + 300.1, SOUTH + 300.1), (WEST + 300.3, SOUTH + 300.1), (WEST + 300.2, SOUTH + 300.4)]
    assert canonical(square(0, 0, 1000, dust)) == canonical(square(0, 0, 1000))
    assert canonical(MultiPolygon([square(0, 0, 100), Polygon(dust)])) == canonical(square(0, 0, 100))
    assert canonical(MultiLineString([line((0, 0), (5, 5)), LineString(dust[:2])])) == canonical(line((0, 0), (5, 5)))


ZIGZAG = LineString([(WEST + step, SOUTH + step % 2) for step in range(MOST_VERTICES)])


@pytest.mark.parametrize(
    ("geometry", "told"),
    [
        (Point(WEST, SOUTH), "une ligne ou une surface"),
        (GeometryCollection([square(0, 0, 10)]), "une ligne ou une surface"),
        (Polygon(), "vide"),
        (LineString([(2.38, 48.80), (2.39, 48.81)]), "trop petit"),  # degrees, by mistake
        (LineString([(WEST, SOUTH), (181_000_000, SOUTH)]), "sort du monde"),
        (shapely.transform(line((0, 0), (1, 1)), lambda positions: positions * nan), "sort du monde"),
        (MultiLineString([ZIGZAG, line((0, 0), (1, 1))]), "20002 sommets"),
        (
            Polygon([(WEST, SOUTH), (WEST + 10, SOUTH + 10), (WEST + 10, SOUTH), (WEST, SOUTH + 10)]),
            "se croise.*longitude 2.380005, latitude 48.805005",
        ),
        (MultiPolygon([square(0, 0, 10), square(5, 5, 10)]), "se recouvrent"),
        (MultiPolygon([square(0, 0, 10), square(2, 2, 5)]), "dans une autre"),
        (square(0, 0, 10, square(20, 20, 10).exterior.coords), "un trou est hors"),
        (Polygon([(WEST, SOUTH), (WEST + 10, SOUTH), (WEST + 20, SOUTH)]), "mal formé"),
    ],
)
def test_what_is_no_shape_is_refused_in_a_sentence(geometry: BaseGeometry, told: str) -> None:
    with pytest.raises(ShapeError, match=told):
        canonical(geometry)


def test_a_shape_of_as_many_vertices_as_are_allowed_is_taken() -> None:
    assert len(canonical(ZIGZAG).parts[0]) == MOST_VERTICES


def test_lengths_are_measured_where_the_projection_holds() -> None:
    with pytest.raises(ShapeError, match="longitude et latitude"):
        draw(shapely.transform(square(0, 0, 100), lambda positions: positions[:, ::-1]))


def test_a_thin_area_is_shown_at_a_point_of_its_own() -> None:
    needle = Polygon([(WEST, SOUTH), (WEST + 3, SOUTH + 2), (WEST + 1000, SOUTH + 667)])
    point = draw(needle).point
    assert shapely.intersects_xy(needle, *point)


BODY = canonical(square(0, 0, 10)).body


@pytest.mark.parametrize(
    "body",
    [
        "",
        "[]",
        "{}",
        "7",
        "[" * 100_000,
        '{"line":[]}',
        '{"line":[[]]}',
        '{"area":[[]]}',
        '{"line":[[1,2],[3,4]]}',
        '{"line":[[[1,2],[3]]]}',
        '{"line":[[[1,2],[3,4,5]]]}',
        '{"line":[[[1,2],[3,true]]]}',
        '{"line":[[[1,2],[3,4.0]]]}',
        '{"line":[[[1,2],[3,NaN]]]}',
        '{"line":[[[1,2],[3,"4"]]]}',
        '{"line":[[[1,2],[3,' + "9" * 400 + "]]]}",
        '{"line":[[[1,2],[3,4]]],"area":[]}',
        '{"point":[1,2]}',
        '{"line":[[[1,2],[3,4],[3,4]]]}',
        '{"line":[[[5,6],[7,8]],[[1,2],[3,4]]]}',
        '{"line":[[[1,2],[3,4]],[[1,2],[3,4]]]}',
        BODY.replace(",", ", "),
        BODY + "\n",
        json.dumps({"area": [[[list(position) for position in box(0, 0, 9, 9).exterior.coords]]]}),
    ],
)
def test_what_is_not_the_body_of_a_form_is_refused(body: str) -> None:
    with pytest.raises(ShapeError):
        decode(body)
