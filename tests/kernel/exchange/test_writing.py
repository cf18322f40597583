"""Every format says what the register says, and reads back the same."""

from __future__ import annotations

import io
import json
import tempfile
import tracemalloc
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import polars as pl
import pytest
import shapely
from shapely.geometry import LineString

from chapitre.kernel.acts import Step, perform, perform_many
from chapitre.kernel.exchange import official, reading, rows, writing
from chapitre.kernel.exchange.sheet import TEXT, Column, Line, Sheet
from chapitre.kernel.geo import shapes_store
from chapitre.kernel.geo.models import facts_of_shape
from chapitre.kernel.geo.points import Point
from chapitre.kernel.people.actors import ADMINISTRATOR, Actor
from tests.kernel.exchange.registers import RACKS, WAYS, rack_acts, way_acts

pytestmark = pytest.mark.usefixtures("racks")
AT = datetime(2025, 11, 18, 8, tzinfo=UTC)
ADMIN = Actor(ADMINISTRATOR)
MAIRIE = {
    "name": "Mairie, « côté\nEst »", "hold": "both", "places": 12, "cost": 123_450, "covered": True,
    "opened_on": datetime(2019, 5, 3).date(), "lon": 2_384_000, "lat": 48_810_007,
}  # fmt: skip
SHAPE = {"type": "LineString", "coordinates": [[2.384, 48.81], [2.385, 48.811]]}


def fill() -> None:
    steps = [
        Step(rack_acts.imported, "B-2", ADMIN, AT, {"hold": "wheel", "places": 1}),
        Step(rack_acts.imported, "A-1", ADMIN, AT, MAIRIE),
        Step(rack_acts.imported, "C-3", ADMIN, AT, {"hold": "frame", "places": 3, "lon": -1, "lat": 5}),
        Step(rack_acts.withdrawn, "C-3", ADMIN, AT, {"reason": "Essai."}),
    ]
    perform_many(steps)
    line = LineString([(2_384_000, 48_810_000), (2_385_000, 48_811_000)])
    shapes_store.put(line)
    way = Step(way_acts.imported, "W-1", ADMIN, AT, {"right": "track", **facts_of_shape(line)})
    perform_many([way, Step(way_acts.imported, "W-2", ADMIN, AT, {"right": "none"})])


def written(format: str, register: Any = RACKS) -> bytes:
    file = io.BytesIO()
    assert writing.write(register, format, file) == register.objects.objects.count()
    return file.getvalue()


def read_back(tmp_path: Path, data: bytes) -> tuple[tuple[str, ...], list[dict[str, Any]]]:
    path = tmp_path / "back"
    path.write_bytes(data)
    with reading.opened(path) as table:
        return table.columns, [dict(zip(table.columns, cells, strict=False)) for _number, cells in table.lines]


def test_rows_are_the_facts_in_the_order_of_keys() -> None:
    fill()
    found = list(rows.rows(RACKS))
    assert [row["key"] for row in found] == ["A-1", "B-2", "C-3"]
    assert found[0] == {"key": "A-1", **RACKS.objects.objects.get(key="A-1").facts()}
    assert [row["key"] for row in rows.rows(RACKS, standing=True)] == ["A-1", "B-2"]


def test_csv() -> None:
    fill()
    lines = written("csv").decode()
    assert lines.split("\r\n")[0] == (
        "key,name,hold,places,cost,ground,covered,opened_on,beside,lon,lat,imported,withdrawn"
    )
    assert '\r\nA-1,"Mairie, « côté\nEst »",both,12,123450,,true,2019-05-03,,2.384000,48.810007,true,false' in lines
    assert "\r\nC-3,,frame,3,,,false,,,-0.000001,0.000005,true,true\r\n" in lines


def test_csv_of_lines_has_them_as_text() -> None:
    fill()
    lines = written("csv", WAYS).decode().split("\r\n")
    assert lines[0].endswith(",withdrawn,geometry")
    assert lines[1].endswith(',"LINESTRING (2.384 48.81, 2.385 48.811)"')
    assert lines[2].endswith(",false,")


def test_jsonl_and_geojson() -> None:
    fill()
    first = json.loads(written("jsonl").decode().split("\n")[0])
    assert (first["key"], first["lat"], first["covered"], first["ground"]) == ("A-1", 48.810007, True, None)
    assert json.loads(written("jsonl", WAYS).decode().split("\n")[0])["geometry"] == SHAPE
    document = json.loads(written("geojson", WAYS))
    assert [one["id"] for one in document["features"]] == ["W-1", "W-2"]
    assert document["features"][0]["geometry"] == SHAPE
    assert document["features"][1]["geometry"] is None
    assert document["features"][0]["properties"]["length_m"] == 133
    points = json.loads(written("geojson"))["features"]
    assert points[0]["geometry"] == {"type": "Point", "coordinates": [2.384, 48.810007]}
    assert "lon" not in points[0]["properties"]


def test_xlsx_and_parquet_read_back(tmp_path: Path) -> None:
    fill()
    for format in ("xlsx", "parquet"):
        columns, found = read_back(tmp_path, written(format))
        assert columns[: len(RACKS.facts) + 1] == ("key", *RACKS.facts)
        assert found[0]["opened_on"] == "2019-05-03"
        assert (found[0]["cost"], found[0]["covered"], found[0]["lat"]) == (123_450, True, 48.810007)
        assert found[0]["name"] == MAIRIE["name"]


def test_parquet_is_typed_and_has_geometries() -> None:
    fill()
    frame = pl.read_parquet(io.BytesIO(written("parquet", WAYS)))
    assert frame.schema["length_m"] == pl.Int64
    assert shapely.from_wkb(frame["geometry"][0]).wkt == "LINESTRING (2.384 48.81, 2.385 48.811)"
    assert frame["geometry"][1] is None
    assert json.loads(pl.read_parquet_metadata(io.BytesIO(written("parquet")))["geo"])["primary_column"] == "geometry"


def test_parquet_in_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    from chapitre.kernel.exchange import parquet

    fill()
    monkeypatch.setattr(parquet, "PART", 2)
    assert pl.read_parquet(io.BytesIO(written("parquet")))["key"].to_list() == ["A-1", "B-2", "C-3"]


def test_an_empty_register_is_a_file_with_titles(tmp_path: Path) -> None:
    for format in ("csv", "xlsx", "parquet"):
        columns, found = read_back(tmp_path, written(format))
        assert columns[0] == "key"
        assert found == []
    assert json.loads(written("geojson"))["features"] == []
    assert written("jsonl") == b""


def test_a_workbook_never_holds_a_formula(tmp_path: Path) -> None:
    perform(rack_acts.imported, "A-1", actor=ADMIN, at=AT, name="=1+1", hold="both", places=1)
    assert read_back(tmp_path, written("xlsx"))[1][0]["name"] == "=1+1"


def test_an_official_schema() -> None:
    fill()
    file = io.BytesIO()
    assert writing.write_official(RACKS, "stationnement-cyclable", file) == 2
    lines = file.getvalue().decode().split("\r\n")
    assert lines[0].startswith("id_local,id_osm,code_com,coordonneesxy,capacite,")
    assert lines[1] == 'A-1,,94041,"[2.384000, 48.810007]",12,,CADRE ET ROUE,,,,,true,,,,2019,,,,,'
    ways = io.BytesIO()
    assert writing.write_official(WAYS, "amenagements-cyclables", ways) == 2
    first = json.loads(ways.getvalue())["features"][0]
    assert first["geometry"] == SHAPE
    assert (first["properties"]["ame_d"], first["properties"]["id_local"]) == ("PISTE CYCLABLE", "W-1")


def test_a_form_that_names_what_there_is_not_is_refused() -> None:
    with pytest.raises(ValueError, match="has no columns"):
        official.official("cycling.ways", "arbre", {"nom": "key"})
    with pytest.raises(ValueError, match="has no facts"):
        official.official("cycling.ways", "arbre", {"id": "number"})


@pytest.mark.parametrize("format", ["csv", "jsonl", "geojson", "xlsx"])
def test_memory_does_not_grow_with_the_lines(format: str) -> None:
    """Thirty thousand lines of a kilobyte pass through a few megabytes."""

    def lines() -> Iterator[Line]:
        for number in range(30_000):
            yield (f"K-{number}", "x" * 1000), Point(number, number)

    sheet = Sheet("x", (Column("key", TEXT), Column("name", TEXT)), "point", lines())
    with tempfile.TemporaryFile() as file:
        tracemalloc.start()
        assert writing.FORMATS[format].write(sheet, file) == 30_000
        _now, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        assert file.tell() > 100_000
    assert most < 4_000_000
