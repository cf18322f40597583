"""Numbers as people write them, in the unit they use; links by number or by name; geometries and files as sent."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import translation
from shapely.geometry import mapping

from chapitre.kernel.acts.asks import Ask
from chapitre.kernel.figures import units
from chapitre.kernel.records.registers import registers
from chapitre.portal.registers import fields, filters, pieces
from chapitre.portal.registers.fields import LinkField, UnitField
from tests.portal.registers.world import SQUARE, project

SMALL = 2**31 - 1


def number(unit: str | None, low: int = 0, high: int = SMALL) -> UnitField:
    return UnitField(unit=units.unit(unit) if unit else None, low=low, high=high, required=False)


@pytest.mark.parametrize(
    ("unit", "written", "stored"),
    [
        (None, "12", 12), (None, " 1 250 ", 1250), (None, "1\u202f250", 1250), (None, "", None),
        (None, "0", 0), (None, "１２", 12),
        ("eur", "57 620", 5_762_000), ("eur", "57620,5", 5_762_050), ("eur", "57 620,50 €", 5_762_050),
        ("eur", "57620.50", 5_762_050), ("eur", "0,01€", 1), ("eur", "2 M", 200_000_000),
        ("m2", "3 500", 3500), ("m2", "3500 m²", 3500), ("m2", "3500m2", 3500), ("m2", "1,5 ha", 15_000),
        ("m2", "1,5 hectare", 15_000), ("m2", "2 hectares", 20_000), ("m", "10 km", 10_000), ("m", "1,25km", 1250),
        ("kg", "1 128 t", 1_128_000), ("kg", "1,128 tonne", 1128), ("kg", "12 kg", 12),
        ("logement", "12 logements", 12),
    ],
)  # fmt: skip
def test_numbers_are_read_in_the_unit_people_use(unit: str | None, written: str, stored: int | None) -> None:
    field = number(unit)
    assert field.clean(written) == stored
    if stored is not None:
        assert field.clean(field.written(stored)) == stored  # what the form shows, it takes


@pytest.mark.parametrize(("written", "stored"), [("1,250", 125_000), ("1,250.5", 125_050), ("1250.50", 125_050)])
def test_numbers_are_read_as_the_language_of_the_page_writes_them(written: str, stored: int) -> None:
    with translation.override("en"):
        assert number("eur").clean(written) == stored
        assert number("eur").clean(number("eur").written(stored)) == stored


@pytest.mark.parametrize(
    ("unit", "written", "said"),
    [
        (None, "douze", "Écrivez un nombre"), (None, "1,5", "trop précis"), (None, "12 m", "pas comprise"),
        (None, "-1", "entre 0 et"), (None, "99999999999", "entre 0 et"), (None, "1e3", "pas comprise"),
        (None, "1.000,5", "Écrivez un nombre"), (None, "--1", "Écrivez un nombre"),
        ("eur", "0,001", "trop précis : arrondissez à 0,01 €"), ("eur", "12 ha", "pas comprise"),
        ("m2", "0,5", "arrondissez à 1 m²"), ("m2", "300000 ha", "entre 0 m² et 2 147 483 647 m²"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_says_why(unit: str | None, written: str, said: str) -> None:
    with pytest.raises(forms.ValidationError) as refused:
        number(unit).clean(written)
    assert said in refused.value.messages[0].replace("\u202f", " ").replace("\u00a0", " ")


@pytest.mark.django_db
def test_a_link_is_a_number_or_a_name_that_one_record_has() -> None:
    project()
    project("autre", name="Ivry-Port", number=4)
    project("quais", name="Quais d’Ivry", number=5)
    field = LinkField(register=registers["town.projects"], required=False)
    assert field.clean("port") == "port" and field.clean("quais d’ivry") == "quais" and field.clean("") is None
    for written, said in (("Ivry-Port", "Plusieurs fiches"), ("Gagarine", "Aucune fiche")):
        with pytest.raises(forms.ValidationError, match=said):
            field.clean(written)


@pytest.mark.django_db
def test_a_link_is_chosen_among_few_and_written_among_many(monkeypatch: pytest.MonkeyPatch) -> None:
    project()
    project("quais", name="Quais d’Ivry", number=5)
    meetings, ask = registers["town.meetings"], Ask("project", required=False)
    chosen: Any = fields.field_of(meetings, ask, None)
    assert chosen.choices == [("", "–"), ("port", "Ivry-Port"), ("quais", "Quais d’Ivry")]
    monkeypatch.setattr(filters, "OFFERED", 1)
    assert isinstance(fields.field_of(meetings, ask, None), LinkField)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{", "ce n’est pas du JSON"), ("[]", "une géométrie GeoJSON est attendue"), ("12", "une géométrie GeoJSON"),
        ('{"type": "Feature", "geometry": null}', "une géométrie GeoJSON est attendue"),
        ('{"type": "FeatureCollection", "features": []}', "un seul objet"),
        ('{"type": "Point", "coordinates": ["a", 1]}', "une position"),
        ('{"type": "Polygon", "coordinates": [[[0,0],[1,1],[0,1],[1,0],[0,0]]]}', "se croise"),
        ('{"type": "LineString", "coordinates": [[652000, 6857000], [652100, 6857000]]}', "en mètres"),
        ("[" * 100_000, "ce n’est pas du JSON"),
    ],
)  # fmt: skip
def test_a_drawing_that_cannot_be_read_says_why(text: str, said: str) -> None:
    with pytest.raises(forms.ValidationError, match=said):
        pieces.geometry_of(text)


def test_a_drawing_comes_bare_in_a_feature_or_alone_in_a_collection() -> None:
    shape = {"type": "Polygon", "coordinates": [[[x / 1e6, y / 1e6] for x, y in mapping(SQUARE)["coordinates"][0]]]}
    feature = {"type": "Feature", "properties": {}, "geometry": shape}
    for document in (shape, feature, {"type": "FeatureCollection", "features": [feature]}):
        found = pieces.geometry_of(json.dumps(document))
        assert found is not None and found.equals(SQUARE)
    assert pieces.geometry_of("  ") is None
    assert pieces.text_of(SimpleUploadedFile("a.geojson", "\ufeff{}".encode())) == "{}"
    with pytest.raises(forms.ValidationError, match="pas du texte"):
        pieces.text_of(SimpleUploadedFile("a.geojson", b"\xff\xfe\x00"))
    with pytest.raises(forms.ValidationError, match="trop lourd"):
        pieces.text_of(SimpleUploadedFile("a.geojson", b" " * (pieces.GEOJSON_BYTES + 1)))


@pytest.mark.parametrize(
    ("lon", "lat", "said"),
    [("2,38", "", "en degrés"), ("x", "48", "en degrés"), ("nan", "48", "de −180"), ("inf", "48", "de −180"),
     ("48.8", "2.38", "dans cet ordre"), ("2.38", "91", "de −180")],
)  # fmt: skip
def test_a_point_that_cannot_be_says_why(lon: str, lat: str, said: str) -> None:
    with pytest.raises(forms.ValidationError, match=said):
        pieces.point_of(lon, lat)
    assert pieces.point_of(" 2,384 ", "48.811") == (2_384_000, 48_811_000) and pieces.point_of("", " ") is None
