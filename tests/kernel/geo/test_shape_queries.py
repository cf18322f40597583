"""Lines and areas searched by box, rows inside an area, and their geometries, against brute force."""

import json
from typing import Any

import pytest
import shapely
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from shapely.geometry import Point as Dot
from shapely.geometry.base import BaseGeometry

from chapitre.kernel.geo import shapes_store
from chapitre.kernel.geo.drawn import draw
from chapitre.kernel.geo.features import geojson_geometries, geojson_of, geometries
from chapitre.kernel.geo.models import Shape
from chapitre.kernel.geo.points import Box
from chapitre.kernel.geo.queries import inside
from chapitre.kernel.geo.reading import from_geojson
from chapitre.kernel.geo.shape_queries import meeting
from tests.kernel.geo.drawings import REACH, SOUTH, WEST, areas, line, shapes, square
from tests.kernel.geo.segments import Segment, segment, segments

__all__ = ["segments"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("segments")]

several = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
spots = st.tuples(st.integers(WEST - REACH, WEST + 9 * REACH), st.integers(SOUTH - REACH, SOUTH + REACH))
boxes = st.tuples(spots, spots).map(
    lambda pair: Box(*map(min, *pair), *map(max, *pair))  # two corners, in any order
)
rows = st.lists(st.one_of(shapes, spots, st.none()), max_size=12)


def fill(made: list[Any]) -> dict[str, BaseGeometry | None]:
    """Segments named by their rank, each a shape, a point or nowhere."""
    Segment.objects.all().delete()
    Shape.objects.all().delete()
    told: dict[str, BaseGeometry | None] = {}
    for number, one in enumerate(made):
        name = str(number)
        if isinstance(one, BaseGeometry):
            told[name] = one
            segment(name, one)
        else:
            told[name] = None if one is None else Dot(one)
            Segment.objects.create(name=name, lon=one and one[0], lat=one and one[1])
    return told


@several
@given(rows, boxes)
def test_what_meets_a_box_is_what_brute_force_finds(made: list[Any], box: Box) -> None:
    told, window = fill(made), shapely.box(*box)
    wanted = {name for name, shape in told.items() if shape is not None and shape.intersects(window)}
    assert {row.name for row in meeting(Segment.objects.all(), box)} == wanted
    some = Segment.objects.filter(name__in=["0", "2", "4"]).order_by("-name")
    assert [row.name for row in meeting(some, box)] == sorted(wanted & {"0", "2", "4"}, reverse=True)
    assert meeting(Segment.objects.all(), box).filter(name__lt="5").count() == sum(name < "5" for name in wanted)


def test_a_box_in_the_crook_of_a_line_meets_its_bounds_but_not_the_line() -> None:
    fill([line((0, 0), (0, 1000), (1000, 1000))])
    crook, corner = Box(WEST + 10, SOUTH, WEST + 1000, SOUTH + 990), Box(WEST - 5, SOUTH + 1000, WEST, SOUTH + 1005)
    assert not meeting(Segment.objects.all(), crook).exists()
    assert meeting(Segment.objects.all(), corner).exists()


@several
@given(rows, areas())
def test_what_is_inside_an_area_is_what_brute_force_finds(made: list[Any], area: BaseGeometry) -> None:
    fill(made)
    every = Segment.objects.order_by("pk")
    wanted = {row.name for row in every if row.point is not None and area.intersects(Dot(row.point))}
    assert {row.name for row in inside(every, area)} == wanted


@several
@given(rows)
def test_a_geometry_comes_out_as_it_went_in(made: list[Any]) -> None:
    told = fill(made)
    found = dict(geojson_geometries(Segment.objects.order_by("pk")))
    assert [row.name for row in found] == list(told)
    for row, geometry in found.items():
        wanted = told[row.name]
        assert geojson_of(row) == geometry
        if wanted is None:
            assert geometry is None
        else:
            assert geometry is not None and from_geojson(geometry).equals(wanted)
    for row, shape in geometries(Segment.objects.order_by("pk")):
        wanted = told[row.name]
        assert (shape is None and wanted is None) or (shape is not None and shape.equals(wanted))


def test_geojson_has_six_decimals_and_no_more() -> None:
    row = segment("lane", line((475, 123), (476, 7)))
    assert json.dumps(geojson_of(row)) == (
        '{"type": "LineString", "coordinates": [[2.380475, 48.805123], [2.380476, 48.805007]]}'
    )
    park = geojson_of(
        segment(
            "park",
            shapely.multipolygons(
                [
                    square(0, 0, 9),
                    square(
                        20,
                        0,
                        9,
                    ),
                ]
            ),
        )
    )
    assert park is not None and park["type"] == "MultiPolygon"


def test_the_geometries_of_many_rows_are_asked_for_together(django_assert_num_queries: Any) -> None:
    for number in range(5):
        segment(str(number), square(number * 10, 0, 5))
    every = list(Segment.objects.order_by("pk"))
    with django_assert_num_queries(1):
        assert len(list(geojson_geometries(every))) == 5


def test_a_lost_shape_is_an_error_not_a_point() -> None:
    row = segment("lane", line((0, 0), (9, 9)))
    Shape.objects.all().delete()
    with pytest.raises(KeyError):
        geojson_of(row)


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL plans by its statistics")
def test_a_search_by_box_reads_the_index_of_bounds() -> None:
    grid = [draw(square(x * 300, y * 300, 200)) for x in range(30) for y in range(30)]
    names = shapes_store.put_many(grid)
    Segment.objects.bulk_create(
        Segment(name=str(at), shape=name, lon=grid[at].point.lon, lat=grid[at].point.lat)
        for at, name in enumerate(names)
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    plan = meeting(Segment.objects.all(), Box(WEST, SOUTH, WEST + 400, SOUTH + 400)).explain()
    assert "USING COVERING INDEX geo_shape_bounds" in plan, plan
    assert "SCAN geo_shape" not in plan, plan
