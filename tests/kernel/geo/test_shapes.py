"""The atlas: districts, nearest things, and points that tell no door."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from shapely.geometry import LineString, MultiLineString, Point, box
from shapely.ops import unary_union

from chapitre.kernel.geo.projection import area_m2, length_m, project, to_metres, to_point
from chapitre.kernel.geo.shapes import STEP, STREET_REACH, Atlas, coverage

WEST, SOUTH = 2_380_000, 48_800_000
OUTLINE = box(WEST, SOUTH, WEST + 20_000, SOUTH + 10_000)
DISTRICTS = {
    "west": box(WEST, SOUTH, WEST + 9_990, SOUTH + 10_000),  # a crack of 10 microdegrees before the next
    "east": box(WEST + 10_000, SOUTH, WEST + 20_000, SOUTH + 10_000),
}
UPPER = [(WEST + 12_500, SOUTH + 5_000), (WEST + 13_000, SOUTH + 9_000)]
STREETS: list[LineString | MultiLineString] = [
    LineString([(WEST + 1_000, SOUTH + 1_000), (WEST + 8_000, SOUTH + 1_000)]),
    MultiLineString([[(WEST + 12_000, SOUTH + 500), (WEST + 12_000, SOUTH + 4_000)], UPPER]),
]
PLACES = [Point(WEST + 2_000, SOUTH + 2_000), Point(WEST + 15_000, SOUTH + 8_000)]
ATLAS = Atlas(OUTLINE, DISTRICTS, STREETS, PLACES)

inside = st.tuples(st.integers(WEST, WEST + 20_000), st.integers(SOUTH, SOUTH + 10_000))
around = st.tuples(st.integers(WEST - 5_000, WEST + 25_000), st.integers(SOUTH - 5_000, SOUTH + 15_000))


@given(around)
def test_every_point_of_the_town_and_no_other_has_a_district(point: tuple[int, int]) -> None:
    lon, lat = point
    if not OUTLINE.intersects(Point(point)):
        assert ATLAS.district_of(*point) is None
    elif lat < SOUTH or lon <= WEST + 9_994:
        assert ATLAS.district_of(*point) == "west"
    elif lon >= WEST + 9_996:
        assert ATLAS.district_of(*point) == "east"


def test_a_shared_border_belongs_to_the_first_district() -> None:
    halves = {"a": box(0, 0, 10, 10), "b": box(10, 0, 20, 10)}
    atlas = Atlas(box(0, 0, 20, 10), halves)
    assert atlas.district_of(10, 5) == "a"
    assert atlas.district_of(11, 5) == "b"


def test_the_part_of_a_district_outside_the_limit_is_not_the_town() -> None:
    atlas = Atlas(box(0, 0, 10, 10), {"a": box(0, 0, 20, 10)})
    assert atlas.district_of(15, 5) is None


@given(inside)
def test_the_nearest_street_is_that_of_brute_force(point: tuple[int, int]) -> None:
    here = Point(to_metres(*point))
    distances = [project(street).distance(here) for street in STREETS]
    found = ATLAS.nearest_street(*point)
    if min(distances) > STREET_REACH:
        assert found is None
    else:
        assert found is not None
        assert found.metres == round(min(distances))
        assert distances[found.index] == pytest.approx(min(distances))


@given(inside, st.integers(10, 3000))
def test_the_nearest_place_is_that_of_brute_force(point: tuple[int, int], reach: int) -> None:
    here = Point(to_metres(*point))
    distances = [project(place).distance(here) for place in PLACES]
    found = ATLAS.nearest_place(*point, reach)
    assert (found is None) == (min(distances) > reach)
    if found is not None:
        assert distances[found.index] == min(distances)


@given(inside)
def test_a_published_point_stands_on_a_step_of_a_street_or_on_the_grid(point: tuple[int, int]) -> None:
    snapped = ATLAS.snap(*point)
    assert snapped is not None
    assert ATLAS.district_of(snapped.lon, snapped.lat) == snapped.district
    shown = Point(to_metres(snapped.lon, snapped.lat))
    here = Point(to_metres(*point))
    if ATLAS.nearest_street(*point) is None:
        assert snapped.street is None
        assert shown.x / STEP == pytest.approx(round(shown.x / STEP), abs=0.01)
        assert shown.y / STEP == pytest.approx(round(shown.y / STEP), abs=0.01)
        assert here.distance(shown) < 2 * STEP
    else:
        assert snapped.street is not None
        pieces = [project(piece) for piece in getattr(STREETS[snapped.street], "geoms", [STREETS[snapped.street]])]
        piece = min(pieces, key=shown.distance)
        assert piece.distance(shown) < 0.2  # a microdegree is a decimetre
        assert piece.project(shown) / STEP == pytest.approx(round(piece.project(shown) / STEP), abs=0.01)
        assert abs(piece.project(here) - piece.project(shown)) <= STEP


def test_doors_that_face_each_other_or_adjoin_are_published_as_one_point() -> None:
    step = ATLAS.snap(WEST + 4_000, SOUTH + 1_000)
    assert step is not None
    doors = [(step.lon + aside, step.lat + across) for aside in (-200, 0, 200) for across in (-120, 120)]
    assert {ATLAS.snap(*door) for door in doors} == {step}


def test_a_point_outside_is_not_published() -> None:
    assert ATLAS.snap(WEST - 1, SOUTH) is None


def test_a_street_that_leaves_the_town_publishes_only_inside() -> None:
    square = box(WEST, SOUTH, WEST + 1_000, SOUTH + 1_000)
    atlas = Atlas(square, {"a": square}, [LineString([(WEST + 600, SOUTH + 500), (WEST + 9_000, SOUTH + 500)])])
    snapped = atlas.snap(WEST + 990, SOUTH + 500)
    assert snapped is not None
    assert atlas.holds(snapped.lon, snapped.lat)


def test_a_sliver_between_the_lines_of_the_grid_still_has_a_point() -> None:
    sliver = box(WEST + 100, SOUTH + 100, WEST + 120, SOUTH + 120)  # some 2 m wide
    snapped = Atlas(sliver, {"a": sliver}).snap(WEST + 110, SOUTH + 110)
    assert snapped is not None
    assert snapped.district == "a"


def test_lengths_and_areas_are_whole_metres_on_the_ground() -> None:
    degree_north = LineString([(2_380_000, 48_810_000), (2_380_000, 48_811_000)])
    assert length_m(degree_north) == 111
    assert area_m2(OUTLINE) == pytest.approx(1_468_000 * 1.11, rel=0.01)
    assert isinstance(area_m2(OUTLINE), int)


@given(inside)
def test_a_point_goes_to_metres_and_back(point: tuple[int, int]) -> None:
    assert to_point(*to_metres(*point)) == point


def test_coverage_tells_holes_overlaps_and_overhang_apart() -> None:
    town = box(0, 0, 100, 100)
    assert coverage(town, [box(0, 0, 50, 100), box(50, 0, 100, 100)]) == (1.0, 0.0, 0.0)
    assert coverage(town, [box(0, 0, 50, 100)])[0] == 0.5
    assert coverage(town, [town, box(0, 0, 10, 100)])[1] == pytest.approx(0.1)
    assert coverage(town, [unary_union([town, box(100, 0, 120, 100)])])[2] == pytest.approx(0.2)
