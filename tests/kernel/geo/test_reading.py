"""Geometries from elsewhere: what is read, what is refused and how it is said."""

import json
from math import inf, nan
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import shapely
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st
from pyproj import Transformer
from shapely.geometry import Point, box, mapping
from shapely.geometry.base import BaseGeometry

from chapitre.kernel.geo import geojson
from chapitre.kernel.geo.canonical import ShapeError
from chapitre.kernel.geo.reading import from_geojson, from_text, from_wkt, system_of
from tests.kernel.geo.drawings import SOUTH, WEST, shapes, square

POSITION = [2.38, 48.81]
RING = [[2.38, 48.81], [2.39, 48.81], [2.39, 48.82], [2.38, 48.81]]


def geometry(kind: str, coordinates: Any) -> dict[str, Any]:
    return {"type": kind, "coordinates": coordinates}


def in_system(shape: BaseGeometry, system: int) -> BaseGeometry:
    """A shape in microdegrees as a GIS would export it in metres."""
    there = Transformer.from_crs(4326, system, always_xy=True)
    return shapely.transform(shape, lambda micro: np.column_stack(there.transform(*(micro.T / 1_000_000))))


@given(shapes)
def test_what_is_written_in_degrees_is_read_back(shape: BaseGeometry) -> None:
    degrees = shapely.transform(shape, lambda micro: micro / 1_000_000)
    assert from_geojson(mapping(degrees)).equals_exact(shape)
    assert from_text(json.dumps(mapping(degrees))).equals_exact(shape)
    assert from_text(degrees.wkt).equals_exact(shape)


@pytest.mark.parametrize("system", [2154, 3857, 3949])
def test_metres_are_read_in_the_system_that_is_named(system: int) -> None:
    metres = in_system(square(0, 0, 1000), system)
    assert from_geojson(mapping(metres), system).equals_exact(square(0, 0, 1000))
    assert from_wkt(f"SRID={system};{metres.wkt}").equals_exact(square(0, 0, 1000))


@pytest.mark.parametrize(
    ("kind", "coordinates", "positions"),
    [
        ("Point", POSITION, 1),
        ("MultiPoint", [POSITION, [2.4, 48.8]], 2),
        ("LineString", RING, 4),
        ("MultiLineString", [RING, RING[:2]], 6),
        ("Polygon", [RING], 4),
        ("MultiPolygon", [[RING], [[[1, 1], [2, 1], [2, 2], [1, 1]]]], 8),
    ],
)
def test_the_six_types_are_read_and_heights_dropped(kind: str, coordinates: Any, positions: int) -> None:
    def raised(value: Any) -> Any:
        return [*value, 35.5] if isinstance(value[0], int | float) else [raised(one) for one in value]

    flat, high = from_geojson(geometry(kind, coordinates)), from_geojson(geometry(kind, raised(coordinates)))
    assert flat.geom_type == kind
    assert len(shapely.get_coordinates(flat)) == positions
    assert high.equals_exact(flat) and not high.has_z
    assert not from_wkt("LINESTRING Z (2.38 48.81 30, 2.39 48.81 31)").has_z


@pytest.mark.parametrize(
    ("value", "told"),
    [
        (None, "GeoJSON est attendue"),
        ("POINT (1 2)", "GeoJSON est attendue"),
        (geometry("GeometryCollection", []), "GeoJSON est attendue"),
        ({"type": ["Point"]}, "GeoJSON est attendue"),
        ({"type": "Point"}, "une position"),
        (geometry("Point", [2.38]), "une position"),
        (geometry("Point", ["2.38", "48.81"]), "une position.*2.38"),
        (geometry("Point", [True, 48.81]), "une position"),
        (geometry("Point", [POSITION]), "une position"),
        (geometry("LineString", POSITION), "une position"),
        (geometry("LineString", [POSITION]), "au moins deux"),
        (geometry("LineString", [POSITION, POSITION]), "ses points se confondent"),
        (geometry("LineString", [[2.38, 48.81], [2.3800001, 48.81]]), "trop petit"),
        (geometry("Polygon", RING), "une position"),
        (geometry("Polygon", [7]), "une liste de coordonnées"),
        (geometry("Polygon", []), "trois points"),
        (geometry("Polygon", [RING[:2]]), "trois points"),
        (geometry("MultiPolygon", [RING]), "une position"),
        (geometry("MultiPolygon", []), "vide"),
        (geometry("MultiPoint", 7), "une liste de coordonnées"),
        (geometry("Point", [nan, 48.81]), "n’est pas un nombre"),
        (geometry("Point", [2.38, inf]), "n’est pas un nombre"),
        (geometry("Point", [10**400, 1]), "sortent du monde"),
        (geometry("Point", [181, 0]), "sortent du monde"),
        (geometry("Point", [0, -90.1]), "sortent du monde"),
        (geometry("Polygon", [[[0, 0], [1, 1], [1, 0], [0, 1], [0, 0]]]), "se croise.*longitude 0.500000"),
    ],
)
def test_what_is_no_geometry_is_refused_in_a_sentence(value: Any, told: str) -> None:
    with pytest.raises(ShapeError, match=told):
        from_geojson(value)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "WKT"),
        ("rue Lénine", "WKT"),
        ("POINT EMPTY", "vide"),
        ("POINT (NaN 48.8)", "n’est pas un nombre"),
        ("GEOMETRYCOLLECTION (POINT (1 2))", "géométrie simple"),
        ("{", "JSON"),
        ('{"a":' * 100_000, "JSON"),
        ("SRID=27700;POINT (1 2)", "EPSG:27700"),
    ],
)
def test_a_cell_that_is_no_geometry_is_refused_in_a_sentence(text: str, told: str) -> None:
    with pytest.raises(ShapeError, match=told):
        from_text(text)


@pytest.mark.parametrize(
    ("system", "name"), [(2154, "Lambert-93"), (3857, "Web Mercator"), (3949, "Lambert CC"), (3942, "Lambert CC")]
)
def test_metres_taken_for_degrees_are_recognised_but_never_guessed(system: int, name: str) -> None:
    with pytest.raises(ShapeError, match=f"en mètres, peut-être en .*{name}"):
        from_geojson(mapping(in_system(Point(WEST, SOUTH), system)))


def test_a_refusal_is_said_in_the_reader_s_language() -> None:
    with translation.override("en"), pytest.raises(ShapeError, match="it takes at least two"):
        from_geojson(geometry("LineString", [POSITION]))


@given(st.lists(st.tuples(st.floats(2.38, 2.380004), st.floats(48.81, 48.810004)), min_size=3, max_size=8))
def test_rounding_never_leaves_an_area_malformed(ring: list[tuple[float, float]]) -> None:
    """Outlines a few microdegrees wide, which rounding crosses more often than not."""
    exact = shapely.Polygon(ring)
    if exact.is_valid and len(set(ring)) == len(ring):
        try:
            read = from_geojson(mapping(exact))
        except ShapeError as error:
            assert "trop petit" in str(error)
        else:
            assert read.is_valid
            # Nothing is added beyond rounding, and what is lost is thinner than it: a spike, a neck.
            truth = shapely.transform(exact, lambda degrees: degrees * 1e6)
            assert truth.buffer(1).covers(read)
            assert truth.buffer(-1).difference(read.buffer(1)).is_empty


@pytest.mark.parametrize(
    ("name", "system"),
    [
        ("urn:ogc:def:crs:OGC:1.3:CRS84", 4326),
        ("urn:ogc:def:crs:EPSG::2154", 2154),
        ("EPSG:3857", 3857),
        ("http://www.opengis.net/def/crs/EPSG/0/3949", 3949),
        ("urn:ogc:def:crs:EPSG::27700", 27700),  # named, though not one that is read
    ],
)
def test_a_file_names_its_system(name: str, system: int) -> None:
    assert system_of({"crs": {"type": "name", "properties": {"name": name}}}) == system


@pytest.mark.parametrize("crs", ["EPSG:2154", {}, {"properties": {"name": 2154}}, {"properties": {"name": "Lambert"}}])
def test_a_system_that_is_no_name_is_refused(crs: Any) -> None:
    with pytest.raises(ShapeError, match="crs"):
        system_of({"crs": crs})


def test_a_file_in_metres_that_says_so_is_read(tmp_path: Path) -> None:
    row = {"type": "Feature", "properties": {"name": "x"}, "geometry": mapping(in_system(square(0, 0, 1000), 2154))}
    document = {"type": "FeatureCollection", "features": [row]}
    path = tmp_path / "a.geojson"
    path.write_text(json.dumps(document | {"crs": {"type": "name", "properties": {"name": "EPSG:2154"}}}))
    assert geojson.read(path)[0].geometry.equals_exact(square(0, 0, 1000))
    path.write_text(json.dumps(document))
    with pytest.raises(geojson.GeoJSONError, match=r"objet n° 1 : .*Lambert-93"):
        geojson.read(path)


def test_a_world_map_is_read_to_its_edges() -> None:
    assert from_geojson(mapping(box(-180, -90, 180, 90))).bounds == (-180_000_000, -90_000_000, 180_000_000, 90_000_000)
