"""Files as towns have them are read right; files made to hurt are refused with a sentence."""

from __future__ import annotations

import json
import zipfile
from datetime import date, datetime
from pathlib import Path
from typing import Any

import polars as pl
import pytest
import shapely
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from xlsxwriter import Workbook

from chapitre.kernel.exchange import reading
from chapitre.kernel.exchange.errors import ReadError

EXAMPLE = 'nom;places;prix\r\n"Mairie ; côté\nEst";12;"1 234,50"\r\n\r\nÉcole;;0,5\r\n'


def read(path: Path) -> tuple[tuple[str, ...], list[reading.Line], dict[str, str]]:
    with reading.opened(path) as table:
        return table.columns, list(table.lines), dict(table.told)


def of_bytes(tmp_path: Path, data: bytes) -> tuple[tuple[str, ...], list[reading.Line], dict[str, str]]:
    path = tmp_path / "file"
    path.write_bytes(data)
    return read(path)


@pytest.mark.parametrize(
    ("encoding", "told"),
    [
        ("utf-8", "UTF-8"),
        ("utf-8-sig", "UTF-8"),
        ("utf-16", "UTF-16"),
        ("cp1252", "Windows-1252"),
        ("latin-1", "Windows-1252"),
    ],
)
def test_every_encoding(tmp_path: Path, encoding: str, told: str) -> None:
    columns, lines, how = of_bytes(tmp_path, EXAMPLE.encode(encoding))
    assert columns == ("nom", "places", "prix")
    assert lines == [(2, ("Mairie ; côté\nEst", "12", "1 234,50")), (5, ("École", None, "0,5"))]
    assert how == {"encoding": told, "delimiter": ";"}


def test_latin_1_with_bytes_that_windows_has_not(tmp_path: Path) -> None:
    _columns, lines, how = of_bytes(tmp_path, b"nom;n\n\xe9\x81;1\n")
    assert how["encoding"] == "Latin-1"
    assert lines == [(2, ("é\x81", "1"))]


@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
def test_every_delimiter(tmp_path: Path, delimiter: str) -> None:
    data = delimiter.join(["a", "b", "c"]) + "\n" + delimiter.join(["1", '"2;,3"', "4"]) + "\n"
    columns, lines, _how = of_bytes(tmp_path, data.encode())
    assert columns == ("a", "b", "c")
    assert lines == [(2, ("1", "2;,3", "4"))]


def test_decimal_commas_do_not_make_commas_a_delimiter(tmp_path: Path) -> None:
    data = "lieu;lon;lat\n" + "".join(f"place {n};2,38{n};48,81{n}\n" for n in range(50))
    columns, lines, _how = of_bytes(tmp_path, data.encode())
    assert columns == ("lieu", "lon", "lat")
    assert lines[0] == (2, ("place 0", "2,380", "48,810"))


def test_the_line_by_which_excel_says_its_delimiter(tmp_path: Path) -> None:
    columns, lines, _how = of_bytes(tmp_path, b"sep=;\r\na;b\r\n1,2,3;4\r\n")
    assert (columns, lines) == (("a", "b"), [(3, ("1,2,3", "4"))])


def test_one_column_is_a_table(tmp_path: Path) -> None:
    assert of_bytes(tmp_path, b"nom\nun\ndeux\n")[:2] == (("nom",), [(2, ("un",)), (3, ("deux",))])


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "vide"),
        (b"  \n\n", "vide"),
        (b" ; \n1;2\n", "titres"),
        (b"a;b;a\n1;2;3\n", "« a »"),
        (b"%PDF-1.7 and more", "CSV, XLSX"),
        (b'{"type": "Feature"}', "FeatureCollection"),
        (b'{"type": "FeatureCollection", "features": [1]}', "FeatureCollection"),
        (b'{"type": "FeatureCollection", "features": [', "abîmé"),
        (b"[" * 100_000, "abîmé"),
        (b"PAR1 and no more PAR1", "abîmé"),
        (b"PK\x03\x04 and no more", "abîmé"),
        (b"\xff\xfea\x00\x00", "abîmé"),
        (b'a;b\n1;"2' + b"x" * 3_000_000, "guillemet"),
    ],
)
def test_what_is_no_table_is_refused_with_a_sentence(tmp_path: Path, data: bytes, words: str) -> None:
    with pytest.raises(ReadError, match=words):
        of_bytes(tmp_path, data)


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=400))
def test_whatever_the_bytes_csv_is_read_or_refused(tmp_path: Path, data: bytes) -> None:
    if reading_as_csv(data):
        try:
            of_bytes(tmp_path, data)
        except ReadError as error:
            assert str(error)


def reading_as_csv(data: bytes) -> bool:
    """Whether it would be read here and not by a process of its own, which three hundred of would take long."""
    return not data.startswith((b"PK", b"PAR1")) and not data.lstrip(b"\xef\xbb\xbf \t\r\n\v\f").startswith(
        (b"{", b"[")
    )


@pytest.mark.parametrize("kind", [b"PK\x03\x04", b"PAR1", b'{"type":"FeatureCollection","features":['])
def test_broken_files_of_the_other_kinds_are_refused(tmp_path: Path, kind: bytes) -> None:
    whole = {b"PK": make_xlsx, b"PA": make_parquet, b"{": make_geojson}[kind[: 1 if kind[:1] == b"{" else 2]](tmp_path)
    data = bytearray(whole.read_bytes())
    for cut in (len(data) // 3, len(data) - 5):
        with pytest.raises(ReadError):
            of_bytes(tmp_path, bytes(data[:cut]))
    for place in range(20, len(data), len(data) // 4):
        data[place] ^= 0xFF
    try:
        of_bytes(tmp_path, bytes(data))
    except ReadError as error:
        assert str(error)


def make_xlsx(tmp_path: Path) -> Path:
    path = tmp_path / "made.xlsx"
    book = Workbook(path)
    book.add_worksheet("vide")
    sheet = book.add_worksheet("Arceaux")
    dated = book.add_format({"num_format": "dd/mm/yyyy"})
    for place, title in enumerate(["nom", "places", "ouvert le", "code", "couvert"]):
        sheet.write_string(2, place, title)
    sheet.write_row(3, 0, ["Mairie", 12])
    sheet.write_datetime(3, 2, datetime(2024, 12, 31), dated)
    sheet.write_string(3, 3, "007")
    sheet.write_boolean(3, 4, True)
    sheet.write_row(5, 0, ["École", 2.5])
    book.close()
    return path


def test_xlsx_dates_numbers_as_text_and_empty_lines(tmp_path: Path) -> None:
    columns, lines, told = read(make_xlsx(tmp_path))
    assert columns == ("nom", "places", "ouvert le", "code", "couvert")
    assert lines == [(4, ("Mairie", 12, "2024-12-31", "007", True)), (6, ("École", 2.5))]
    assert told == {"sheet": "Arceaux"}


def test_a_zip_bomb_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "bomb.xlsx"
    with (
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open("xl/x.xml", "w", force_zip64=True) as out,
    ):
        for _ in range(1100):
            out.write(b"\0" * 1024 * 1024)
    assert path.stat().st_size < 2_000_000
    with pytest.raises(ReadError, match="trop gros"):
        read(path)


def test_a_workbook_that_says_it_is_enormous_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "wide.xlsx"
    book = Workbook(path)
    sheet = book.add_worksheet()
    sheet.write_string(0, 0, "a")
    sheet.write_string(1_048_575, 16_383, "b")
    book.close()
    with pytest.raises(ReadError):
        read(path)


def make_geojson(tmp_path: Path, **more: Any) -> Path:
    features = [
        {"type": "Feature", "id": "A1", "properties": {"nom": "Mairie", "places": 12, "voies": ["V1"]},
         "geometry": {"type": "Point", "coordinates": [2.384, 48.81]}},
        {"type": "Feature", "id": "A2", "properties": {"nom": "École", "prix": 2.50}, "geometry": None},
    ]  # fmt: skip
    path = tmp_path / "made.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features, **more}), encoding="utf-8-sig")
    return path


def test_geojson_properties_ids_and_geometries(tmp_path: Path) -> None:
    columns, lines, _told = read(make_geojson(tmp_path))
    assert columns == ("id", "nom", "places", "voies", "prix", "geometry")
    point = '{"type":"Point","coordinates":[2.384,48.81]}'
    assert lines == [(1, ("A1", "Mairie", 12, '["V1"]', None, point)), (2, ("A2", "École", None, None, 2.5, None))]


def test_geojson_names_its_system_of_coordinates(tmp_path: Path) -> None:
    crs = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::2154"}}
    assert json.loads(read(make_geojson(tmp_path, crs=crs))[2]["crs"]) == crs


def make_parquet(tmp_path: Path) -> Path:
    path = tmp_path / "made.parquet"
    frame = pl.DataFrame(
        {
            "nom": ["Mairie", "École"],
            "places": [12, None],
            "ouvert le": [date(2024, 12, 31), None],
            "geometry": [shapely.to_wkb(shapely.Point(2.384, 48.81)), None],
        }
    )
    frame.write_parquet(path)
    return path


def test_parquet_types_and_geometries(tmp_path: Path) -> None:
    columns, lines, _told = read(make_parquet(tmp_path))
    assert columns == ("nom", "places", "ouvert le", "geometry")
    point = '{"type":"Point","coordinates":[2.384,48.81]}'
    assert lines == [(1, ("Mairie", 12, "2024-12-31", point)), (2, ("École", None, None, None))]


def test_too_many_lines_columns_or_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ReadError, match="300 au plus"):
        of_bytes(tmp_path, ";".join(f"c{n}" for n in range(301)).encode())
    monkeypatch.setattr(reading, "MOST_LINES", 3)
    with pytest.raises(ReadError, match="Plus de 3 lignes"):
        of_bytes(tmp_path, b"a;b\n" + b"1;2\n" * 4)
    monkeypatch.setattr(reading, "LARGEST", {"csv": 10})
    with pytest.raises(ReadError, match="Mo au plus"):
        of_bytes(tmp_path, b"a;b\n1;2\n3;4\n")


def test_a_reader_that_stops_early_leaves_no_process(tmp_path: Path) -> None:
    path = tmp_path / "long.parquet"
    pl.DataFrame({"n": range(200_000)}).write_parquet(path)
    with reading.opened(path) as table:
        assert next(table.lines) == (1, (0,))
