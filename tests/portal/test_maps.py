"""Drawn maps: well-formed, in the town, without a style of their own, their words never in each other's way."""

import json
import re
from collections.abc import Iterator
from itertools import combinations
from xml.etree import ElementTree

import pytest
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely.geometry import Point, Polygon, box
from shapely.geometry.base import BaseGeometry

from chapitre.kernel.town import town
from chapitre.portal import mapdata, maplabels, mapnames
from chapitre.portal.maps import FRAME, STATES, Dot, Pin, Trace, choropleth, framed, locator, town_map
from chapitre.portal.mapsheet import sheet
from chapitre.portal.mapview import View, number, path

VALUES = {code: 860 + 131 * rank for rank, code in enumerate(town().districts)}
BOUNDS = town().bounds
inside = st.tuples(st.integers(BOUNDS.west, BOUNDS.east), st.integers(BOUNDS.south, BOUNDS.north))


def parsed(svg: str) -> ElementTree.Element:
    return ElementTree.fromstring(svg)


def every(svg: str, tag: str, classes: str = "") -> list[ElementTree.Element]:
    return [one for one in parsed(svg).iter(tag) if classes in one.get("class", "").split() or not classes]


@pytest.fixture(autouse=True)
def french() -> Iterator[None]:
    with translation.override("fr"):
        yield


MAPS = {
    "town": lambda: town_map(label="Carte", dots=[Dot(*town().middle, state) for state in STATES]),
    "districts": lambda: choropleth(VALUES, label="Quartiers"),
    "place": lambda: locator(2_387_860, 48_813_350, label="Plan"),
}


@pytest.mark.parametrize("name", MAPS)
def test_a_map_takes_its_colours_from_classes_alone(name: str) -> None:
    svg = MAPS[name]()
    for element in parsed(svg).iter():
        assert element.get("style") is None  # the page's policy would refuse it
        assert element.get("fill") in (None, "none")
        assert element.get("stroke") is None
    ids = re.findall(r' id="([^"]+)"', svg)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'href="#([^"]+)"', svg)) <= set(ids)


@pytest.mark.parametrize("name", MAPS)
def test_a_map_has_a_name_or_is_hidden(name: str) -> None:
    root = parsed(MAPS[name]())
    assert root.get("role") == "img" and root.get("aria-label")


def test_a_map_beside_its_list_is_hidden() -> None:
    root = parsed(choropleth(VALUES, label=None))
    assert root.get("aria-hidden") == "true" and root.get("role") is None


def test_words_from_outside_are_escaped() -> None:
    assert '"&lt;script&gt;&quot;' in choropleth(VALUES, label='<script>"', texts={"ivry-port": "<b>"})
    assert "&lt;b&gt;" in choropleth(VALUES, label="", texts={"ivry-port": "<b>"})


def test_late_reports_lie_on_top_and_each_state_has_its_shape() -> None:
    shuffled = ("late", "new", "plain", "no", "done", "doing")
    svg = town_map(label="Carte", dots=[Dot(*town().middle, state) for state in shuffled])
    assert [one.get("href") for one in every(svg, "use")] == [f"#ville-{STATES[state]}" for state in STATES]
    assert {one.get("class") for one in every(svg, "circle")} >= {"r0", "r1", "r2", "r5"}


def test_two_maps_of_one_page_do_not_share_their_ids() -> None:
    both = town_map(label="a", name="un") + town_map(label="b", name="deux")
    ids = re.findall(r' id="([^"]+)"', both)
    assert len(ids) == len(set(ids)) > 0


def test_projects_and_pins_are_numbered() -> None:
    def numbers(svg: str) -> list[str | None]:
        return [group[1].text for group in every(svg, "g", "pin")]

    assert numbers(town_map(label="")) == ["1", "2", "3", "4", "5", "6"]
    assert numbers(town_map(label="", projects=False, pins=[Pin(*town().middle, 9)])) == ["9"]


def test_a_projects_number_steps_aside_for_a_record() -> None:
    alone = every(town_map(label=""), "g", "pin")[1][0]
    x, y = float(alone.get("cx", "")), float(alone.get("cy", ""))
    view = View.of(town())
    lon, lat = (round(coordinate) for coordinate in view.lonlat(x, y))
    moved = every(town_map(label="", dots=[Dot(lon, lat, "late")]), "g", "pin")[1][0]
    at = Point(float(moved.get("cx", "")), float(moved.get("cy", "")))
    assert at.distance(Point(x, y)) >= 20
    assert sheet(town()).projects[1][1].contains(at)


def test_a_frame_holds_all_its_shapes_and_is_never_smaller_than_readable() -> None:
    def drawn(*shapes: BaseGeometry) -> tuple[list[float], list[float]]:
        root = parsed(framed([Trace(one, "doing") for one in shapes], label=None))
        paths = " ".join(one.get("d", "") for one in root.iter("path") if "trace" in one.get("class", "").split())
        assert "trace--area" in framed([Trace(shapes[0], "doing")], label=None)
        return [float(one) for one in root.get("viewBox", "").split()], [
            float(one) for one in re.findall(r"-?[\d.]+", paths)
        ]

    perimeters = [one.shape for one in town().projects.values()]
    (left, top, width, height), ends = drawn(*perimeters)
    assert width > FRAME[0] and height > FRAME[1] and ends
    view = View.of(town())
    for shape in perimeters:
        west, south, east, north = shape.bounds
        (x0, y1), (x1, y0) = view.xy(west, south), view.xy(east, north)
        assert left < x0 < x1 < left + width and top < y0 < y1 < top + height
    lon, lat = town().middle
    (_, _, *sides), _ = drawn(box(lon, lat, lon + 400, lat + 300))
    assert sides == [*FRAME]


@given(inside)
def test_a_point_of_the_town_stands_inside_the_frame(point: tuple[int, int]) -> None:
    view = View.of(town())
    x, y = view.xy(*point)
    assert view.frame.buffer(-30).contains(Point(x, y))
    assert view.xy(*view.lonlat(x, y)) == (x, y)
    closer = view.around(*point, 200, 100)
    assert closer.xy(*point) == (x, y)
    assert closer.frame.centroid.distance(Point(x, y)) < 0.2


def test_the_scale_is_that_of_the_ground() -> None:
    view = View.of(town())
    x, y = view.xy(*town().middle)
    east, north = view.xy(town().middle.lon + 10_000, town().middle.lat + 10_000)
    assert (y - north) / view.metre == pytest.approx(1112, rel=0.005)  # a hundredth of a degree
    assert (east - x) / view.metre == pytest.approx(733, rel=0.005)


def test_land_stops_at_the_river() -> None:
    drawn = sheet(town())
    for _, line, width in drawn.waters:
        assert drawn.land.intersection(line.buffer(width / 2 - 0.1)).area < 1
    assert drawn.land.area < View.of(town()).units(town().outline).area


# Classes and values ----------------------------------------------------------------------------------------------


def shades(values: dict[str, int | None]) -> list[int]:
    return [int(one.get("class", "")[-1]) for one in every(choropleth(values, label=""), "path", "dist")]


@settings(max_examples=25, deadline=None)
@given(st.lists(st.integers(0, 3), min_size=7, max_size=7))
def test_a_larger_value_is_never_paler_and_equal_values_share_a_class(values: list[int]) -> None:
    found = shades(dict(zip(town().districts, values, strict=True)))
    for (one, shade), (other, deeper) in combinations(zip(values, found, strict=True), 2):
        assert (one < other) <= (shade <= deeper)
        assert (one == other) <= (shade == deeper)
    assert all(1 <= shade <= 5 for shade in found)


def test_an_unknown_value_is_blank_not_zero() -> None:
    values: dict[str, int | None] = dict(VALUES) | {"petit-ivry": None}
    del values["ivry-port"]
    svg = choropleth(values, label="")
    assert len(every(svg, "path", "dist")) == 5
    assert len(every(svg, "path", "land")) == 2
    assert len(every(svg, "text", "val")) == 5
    assert len(every(choropleth({}, label=""), "path", "land")) == 7


def test_numbers_are_written_in_the_language_of_the_page() -> None:
    assert "1\u202f742" in choropleth({"centre-ville": 1742}, label="")
    with translation.override("en"):
        assert "1,742" in choropleth({"centre-ville": 1742}, label="")
    assert ">6 jours<" in choropleth({"centre-ville": 6}, label="", texts={"centre-ville": "6 jours"})


@pytest.mark.parametrize("value", [7, 903, 1742, 88_888])
def test_each_value_stands_inside_its_own_district(value: int) -> None:
    svg = choropleth(dict.fromkeys(town().districts, value), label="")
    texts = every(svg, "text", "val")
    for text, district in zip(texts, sheet(town()).districts.values(), strict=True):
        x, y = float(text.get("x", "")), float(text.get("y", ""))
        half = maplabels.width(text.text or "", 20) / 2
        assert district.buffer(12).contains(box(x - half, y - 8, x + half, y + 8)), district.centroid


# Words -----------------------------------------------------------------------------------------------------------


def frames(svg: str, classes: str, size: float) -> list[Polygon]:
    """The boxes of the straight texts of a class."""
    found = []
    for text in every(svg, "text", classes):
        if text.get("x") is None:
            continue  # written along a line
        x, y, long = float(text.get("x", "")), float(text.get("y", "")), maplabels.width(text.text or "", size)
        left = x - {"start": 0, "middle": long / 2, "end": long}[text.get("text-anchor", "start")]
        found.append(box(left, y - size * 0.8, left + long, y + size * 0.2))
    return found


def curves(svg: str) -> list[BaseGeometry]:
    """The strips of the texts that follow a line."""
    found: list[BaseGeometry] = []
    for text in every(svg, "text", "lab-street"):
        identity = text[0].get("href", "").removeprefix("#")
        line = next(one for one in every(svg, "path") if one.get("id") == identity)
        x, y, u, v, s, t = (float(part) for part in re.findall(r"-?[\d.]+", line.get("d", "")))
        side = mapnames.ABOVE if text.get("dy", "").startswith("-") else mapnames.BELOW
        found.append(mapnames.strip(maplabels.Arc((x, y), (u, v), (s, t)).line, side).buffer(-0.3))
    return found


def test_names_around_the_town_touch_neither_it_nor_each_other() -> None:
    svg = town_map(label="")
    names = frames(svg, "lab-out", mapnames.OUT)
    assert {"PARIS", "Charenton", "Alfortville", "Villejuif", "Vitry-sur-Seine"} <= {
        one.text for one in every(svg, "text", "lab-out")
    }
    land = sheet(town()).land
    assert not any(one.intersects(other) for one, other in combinations(names, 2))
    assert not any(name.intersects(land) for name in names)
    assert all(name.within(View.of(town()).frame) for name in names)


def test_the_river_is_named_in_the_language_of_the_page() -> None:
    assert "la Seine" in town_map(label="")
    with translation.override("en"):
        assert "the Seine" in town_map(label="")


@settings(max_examples=25, deadline=None)
@given(inside)
def test_names_around_a_point_do_not_collide(point: tuple[int, int]) -> None:
    dots = [Dot(point[0] + 700, point[1] + 300, "new"), Dot(point[0] - 900, point[1] - 500, "late")]
    svg = locator(*point, label="Plan", dots=dots)
    straight, bent = frames(svg, "lab-place", mapnames.PLACE), curves(svg)
    view = View.of(town()).around(*point, 224, 168)
    marks = [Point(view.xy(dot.lon, dot.lat)).buffer(4) for dot in dots]
    assert not any(one.intersects(other) for one, other in combinations(straight, 2))
    assert not any(one.intersects(other) for one, other in combinations(bent, 2))
    assert not any(one.intersects(other) for one in straight for other in bent)
    assert not any(one.intersects(other) for one in (*straight, *bent) for other in marks)
    limit = sheet(town()).land.boundary
    assert not any(one.intersects(limit) for one in (*straight, *bent))
    assert all(one.within(view.frame) for one in straight)


def test_streets_around_a_point_are_named() -> None:
    svg = locator(2_387_860, 48_813_350, label="Plan", width=360, height=250)
    names = {"".join(text.itertext()) for text in every(svg, "text", "lab-street")}
    assert "rue Truillot" in names and len(names) >= 5
    assert len(every(svg, "path", "mark")) == 1
    assert not every(locator(2_387_860, 48_813_350, label="Plan", marker=False), "path", "mark")


def test_a_point_far_outside_still_makes_a_map() -> None:
    assert parsed(locator(2_300_000, 48_700_000, label="Plan")).get("viewBox")


# The small pieces ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("value,text", [(1.0, "1"), (-0.04, "0"), (10.25, "10.2"), (-3.5, "-3.5"), (100, "100")])
def test_coordinates_carry_no_needless_zero(value: float, text: str) -> None:
    assert number(value) == text


def test_a_path_keeps_holes_and_drops_points_that_round_together() -> None:
    ring = Polygon([(0, 0), (10, 0), (10.2, 0.1), (10, 10)], [[(5, 2), (8, 2), (8, 5)]])
    assert path(ring) == "M0,0 10,0 10,10ZM5,2 8,2 8,5Z" or path(ring).count("M") == 2
    assert path(ring).count("Z") == 2
    assert path(Polygon()) == ""


def test_a_name_too_long_for_one_line_breaks_and_one_too_long_for_two_is_left_out() -> None:
    room = maplabels.Room(box(0, 0, 200, 200))
    words = maplabels.inside(box(0, 0, 110, 60), "Le Kremlin-Bicêtre", 15, room)
    assert words is not None and words.lines == ("Le Kremlin-", "Bicêtre")
    assert maplabels.inside(box(0, 0, 50, 60), "Le Kremlin-Bicêtre", 15, room) is None


# What the moving map reads ---------------------------------------------------------------------------------------


def test_the_background_holds_the_town_and_stops_at_the_banks() -> None:
    document = json.loads(mapdata.background(town()))
    west, south, east, north = document["bounds"]
    assert [round(edge * 1_000_000) for edge in (west, south, east, north)] == list(BOUNDS)
    limits = document["limits"]
    assert limits[0] < west and limits[1] < south and limits[2] > east and limits[3] > north
    assert set(document["layers"]) == {
        "out",
        "neighbour",
        "land",
        "green",
        "road",
        "rail",
        "water",
        "river",
        "project",
        "place",
    }
    assert {row["properties"]["name"] for row in document["layers"]["river"]["features"]} == {"la Seine", "la Marne"}
    names = {row["properties"]["name"] for row in document["layers"]["neighbour"]["features"]}
    assert {"PARIS", "Le Kremlin-\nBicêtre"} <= names
    with translation.override("en"):
        assert "the Seine" in mapdata.background(town()).decode()
