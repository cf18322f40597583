"""GeoJSON in and out."""

import json
from pathlib import Path
from typing import Any

import pytest
from shapely.geometry import Point

from chapitre.kernel.geo import geojson


def write(path: Path, document: Any) -> Path:
    path.write_text(document if isinstance(document, str) else json.dumps(document))
    return path


def one(geometry: Any) -> dict[str, Any]:
    return {"type": "FeatureCollection", "features": [{"type": "Feature", "properties": None, "geometry": geometry}]}


def test_degrees_become_whole_microdegrees_and_come_back(tmp_path: Path) -> None:
    path = write(tmp_path / "a.geojson", one({"type": "Point", "coordinates": [2.3899999999, -48.8000004]}))
    (found,) = geojson.read(path)
    assert found.properties == {}
    assert found.geometry.equals(Point(2_390_000, -48_800_000))
    assert geojson.feature(Point(2_390_000, 48_800_001), name="x")["geometry"]["coordinates"] == (2.39, 48.800001)


@pytest.mark.parametrize(
    "document",
    [
        "{",
        "[]",
        '{"type": "Feature"}',
        '{"type": "FeatureCollection", "features": {}}',
        one(None),
        one({"type": "Point", "coordinates": []}),
        one({"type": "Point", "coordinates": ["a", "b"]}),
        one({"type": "Point", "coordinates": [652000, 6862000]}),  # metres, the usual mistake
        one({"type": "Polygon", "coordinates": [[[0, 0], [1, 1], [1, 0], [0, 1], [0, 0]]]}),  # crosses itself
        one({"type": "Nothing", "coordinates": [0, 0]}),
        {"type": "FeatureCollection", "features": [7]},
    ],
)
def test_what_is_not_a_shape_of_this_world_is_refused(tmp_path: Path, document: Any) -> None:
    with pytest.raises(geojson.GeoJSONError):
        geojson.read(write(tmp_path / "a.geojson", document))


def test_a_missing_file_is_said(tmp_path: Path) -> None:
    with pytest.raises(geojson.GeoJSONError, match="manque"):
        geojson.read(tmp_path / "none.geojson")
