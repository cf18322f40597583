"""The Morton key and its ranges, against slow and obvious counting."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chapitre.kernel.geo.points import WORLD, Box, Metric, Point, micro, morton, ranges, unmorton

longitudes = st.integers(WORLD.west, WORLD.east)
latitudes = st.integers(WORLD.south, WORLD.north)
points = st.builds(Point, longitudes, latitudes)


def small_boxes(side: int = 14) -> st.SearchStrategy[Box]:
    corners = st.one_of(
        st.tuples(st.integers(-40, 40), st.integers(-40, 40)),
        st.tuples(st.integers(2_364_000, 2_364_100), st.integers(48_800_000, 48_800_100)),
    )
    sizes = st.tuples(st.integers(0, side), st.integers(0, side))
    return st.builds(lambda at, size: Box(at[0], at[1], at[0] + size[0], at[1] + size[1]), corners, sizes)


def slow_key(lon: int, lat: int) -> int:
    key = 0
    for bit in range(32):
        key |= (lon + 180_000_000 >> bit & 1) << 2 * bit
        key |= (lat + 90_000_000 >> bit & 1) << 2 * bit + 1
    return key


@given(points)
def test_the_key_interleaves_the_bits_and_comes_back(point: Point) -> None:
    key = morton(*point)
    assert key == slow_key(*point)
    assert 0 <= key < 2**57
    assert unmorton(key) == point


@given(points, points)
def test_the_key_grows_with_each_coordinate(a: Point, b: Point) -> None:
    low, high = Point(min(a.lon, b.lon), min(a.lat, b.lat)), Point(max(a.lon, b.lon), max(a.lat, b.lat))
    assert morton(*low) <= morton(*a) <= morton(*high)


@pytest.mark.parametrize("lon,lat", [(180_000_001, 0), (0, -90_000_001), (-180_000_001, 0)])
def test_a_point_outside_the_world_is_refused(lon: int, lat: int) -> None:
    with pytest.raises(ValueError):
        morton(lon, lat)


@given(small_boxes(), st.integers(1, 6))
def test_ranges_cover_the_box_and_leave_out_its_widest_gaps(box: Box, most: int) -> None:
    keys = sorted(morton(lon, lat) for lon in range(box.west, box.east + 1) for lat in range(box.south, box.north + 1))
    found = ranges(box, most)
    assert 1 <= len(found) <= most
    assert found == sorted(found)
    assert all(any(low <= key <= high for low, high in found) for key in keys)
    gaps = sorted((after - before - 1 for before, after in pairwise(keys)), reverse=True)
    covered = sum(high - low + 1 for low, high in found)
    assert covered == keys[-1] - keys[0] + 1 - sum(gaps[: most - 1])


@given(st.builds(Box, longitudes, latitudes, longitudes, latitudes), points)
def test_a_point_of_any_box_is_in_a_range(box: Box, point: Point) -> None:
    if box.holds(*point):
        assert any(low <= morton(*point) <= high for low, high in ranges(box))


def test_a_box_outside_the_world_has_no_range() -> None:
    assert ranges(Box(181_000_000, 0, 182_000_000, 1)) == []


@given(st.integers(2_300_000, 2_500_000), st.integers(48_700_000, 48_900_000), st.integers(0, 10**14))
def test_the_box_around_a_point_holds_all_that_is_near_enough(lon: int, lat: int, square: int) -> None:
    metric, centre = Metric(658), Point(2_390_000, 48_812_000)
    if metric.square(centre, Point(lon, lat)) <= square:
        assert metric.around(centre, square).holds(lon, lat)


def test_metres_are_those_of_the_ground() -> None:
    metric = Metric.of(Box(2_364_000, 48_799_000, 2_411_000, 48_826_000))
    assert metric.narrow == 659
    assert metric.metres(Point(2_380_000, 48_810_000), Point(2_380_000, 48_819_000)) == 1001  # 9 milli-degrees north
    assert metric.metres(Point(2_380_000, 48_810_000), Point(2_390_000, 48_810_000)) in range(731, 735)
    with pytest.raises(ValueError):
        Metric.of(Box(0, 0, 4_000_000, 1))


def test_microdegrees_are_rounded_not_cut() -> None:
    assert micro(2.3899999) == 2_390_000
    assert micro(-0.0000006) == -1


def test_a_box_clamps_and_clips() -> None:
    box = Box(0, 0, 10, 10)
    assert box.clamp(-5, 20) == (0, 10)
    assert box.clip(Box(5, 5, 20, 20)) == (5, 5, 10, 10)
    assert box.clip(Box(11, 0, 20, 5)) is None
