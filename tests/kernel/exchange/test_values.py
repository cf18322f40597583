"""Cells are read as the people who wrote them meant them, or refused with a sentence."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chapitre.kernel.exchange import places, values
from chapitre.kernel.exchange.values import Wrong, day, folded, number, reader
from chapitre.kernel.geo.drawn import Drawn
from chapitre.kernel.geo.points import Point
from tests.kernel.exchange.registers import RACKS

pytestmark = pytest.mark.usefixtures("racks")
NB, NNB = "\u00a0", "\u202f"


def test_titles_and_words_are_folded() -> None:
    assert folded(" Ouvert-LE  (Œuvre) ") == "ouvert le oeuvre"
    assert folded("id_local") == "id local"


@pytest.mark.parametrize(
    ("cell", "told"),
    [
        ("12", "12"),
        (" 1 234,50 ", "1234.50"),
        (f"1{NB}234{NNB}567,5", "1234567.5"),
        ("-0,5", "-0.5"),
        ("−3", "-3"),
        ("+7", "7"),
        (",5", "0.5"),
        ("12.75", "12.75"),
        (12, "12"),
        (2.384, "2.384"),
        ("0012", "12"),
    ],
)
def test_numbers(cell: Any, told: str) -> None:
    assert number(cell) == Decimal(told)


@pytest.mark.parametrize("cell", ["12a", "1,2,3", "1 23", "--1", "-", ",", "١٢", "1e5", "0x10", "9" * 31, True, "NaN"])
def test_what_is_no_number_is_refused(cell: Any) -> None:
    with pytest.raises(Wrong):
        number(cell)


@pytest.mark.parametrize(
    ("cell", "told"),
    [
        ("31/12/2024", date(2024, 12, 31)),
        ("1/2/2024", date(2024, 2, 1)),
        ("31-12-2024", date(2024, 12, 31)),
        ("31.12.2024 00:00", date(2024, 12, 31)),
        ("2024-12-31", date(2024, 12, 31)),
        ("2024-12-31T00:00:00", date(2024, 12, 31)),
        ("2024-12-31T23:30:00Z", date(2025, 1, 1)),
        ("2019-09-07T13:15:00+02:00", date(2019, 9, 7)),
    ],
)
def test_days(cell: str, told: date) -> None:
    assert day(cell) == told


@pytest.mark.parametrize(
    "cell", ["31/02/2024", "12/31/2024", "31/12/24", "hier", "2024", 45657, "2024-13-01", "٣/١/٢٠٢٤"]
)
def test_what_is_no_day_is_refused(cell: Any) -> None:
    with pytest.raises(Wrong):
        day(cell)


def test_years() -> None:
    assert values.first_of_year("2019") == values.first_of_year(2019) == date(2019, 1, 1)
    assert values.first_of_year("2019-05-03") == date(2019, 5, 3)


@pytest.mark.parametrize("cell", ["oui", "Vrai", "TRUE", "1", 1, True, "x"])
def test_yes(cell: Any) -> None:
    assert reader(RACKS, "covered")(cell) is True


@pytest.mark.parametrize("cell", ["Non", "faux", "false", "0", 0, False])
def test_no(cell: Any) -> None:
    assert reader(RACKS, "covered")(cell) is False


def test_codes_by_code_and_by_word_in_both_languages() -> None:
    read = reader(RACKS, "hold")
    assert [read(cell) for cell in ("both", "Roue et cadre", "WHEEL AND FRAME", "par la roue")] == [
        "both",
        "both",
        "both",
        "wheel",
    ]
    with pytest.raises(Wrong, match="par la roue ; par le cadre ; roue et cadre"):
        read("au hasard")


def test_units_of_the_title_and_of_the_cell() -> None:
    assert reader(RACKS, "cost", unit="€")("1 234,50") == 123_450
    assert reader(RACKS, "cost", unit="k€")("1,2") == 120_000
    assert reader(RACKS, "cost")("123450") == 123_450
    assert reader(RACKS, "cost")("12 €") == 1_200
    assert reader(RACKS, "ground", unit="ha")(0.5) == 5_000
    assert reader(RACKS, "ground")("3 m²") == 3
    with pytest.raises(Wrong, match="nombre entier"):
        reader(RACKS, "cost", unit="€")("1,005")
    with pytest.raises(Wrong, match="unité"):
        reader(RACKS, "ground")("3 km")
    with pytest.raises(Wrong, match="hors des bornes"):
        reader(RACKS, "places")("501")


def test_texts_keep_their_newlines_and_lose_the_blanks_around() -> None:
    read = reader(RACKS, "name")
    assert read(f" a\r\nb{NB}") == "a\nb"
    assert read(94200) == "94200"
    assert read("   ") is None
    with pytest.raises(Wrong, match="61 caractères"):
        read("a" * 61)
    for bad in ("a\x00b", "a\x1bb", "a\ud800b"):
        with pytest.raises(Wrong):
            read(bad)


@given(st.one_of(st.text(max_size=40), st.integers(), st.floats(allow_nan=False, allow_infinity=False), st.booleans()))
def test_whatever_the_cell_it_is_accepted_by_the_register_or_refused(cell: Any) -> None:
    for fact in RACKS.own:
        try:
            value = reader(RACKS, fact)(cell)
        except Wrong as error:
            assert str(error)
        else:
            told = value.isoformat() if isinstance(value, date) else value
            assert value is None or RACKS.accepts(fact, told)


@pytest.mark.parametrize(
    "cell",
    ["[2.384, 48.81]", "2.384,48.81", "2,384 ; 48,81", "(2.384 48.81)", "[2.384,\n48.81]", "POINT (2.384 48.81)",
     '{"type":"Point","coordinates":[2.384,48.81]}'],
)  # fmt: skip
def test_points_in_one_cell(cell: str) -> None:
    assert places.pair(cell) == Point(2_384_000, 48_810_000)


def test_points_in_two_cells() -> None:
    assert places.point("2,384", 48.81) == Point(2_384_000, 48_810_000)
    assert places.pair("48.81, 2.384", latitude_first=True) == Point(2_384_000, 48_810_000)
    with pytest.raises(Wrong, match="échangées"):
        places.point(48.81, 2.384)
    with pytest.raises(Wrong, match="ni l’une ni l’autre"):
        places.point("2,384", " ")
    with pytest.raises(Wrong, match="Lambert-93"):
        places.point("655000", "6857000")


def test_geometries() -> None:
    line = '{"type":"LineString","coordinates":[[2.384,48.81],[2.385,48.811]]}'
    found = places.place(line, 4326, shaped=True)
    assert isinstance(found, Drawn)
    assert found.length_m == 133
    assert places.place("SRID=2154;POINT (655000 6857000)", 4326, shaped=False) is not None
    for bad, shaped in ((line, False), ("{", True), ('{"type":"Point","coordinates":[]}', False), ("au coin", True)):
        with pytest.raises(Wrong):
            places.place(bad, 4326, shaped=shaped)


@given(st.text(max_size=60))
def test_whatever_the_geometry_it_is_read_or_refused(text: str) -> None:
    for shaped in (False, True):
        try:
            places.place(text, 4326, shaped)
            places.pair(text)
        except Wrong as error:
            assert str(error)
