"""A town's description is read whole and strictly: each error names the file and the key."""

import json
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from chapitre.kernel.geo.points import micro
from chapitre.kernel.town import TownError, load, town
from chapitre.kernel.town.current import packaged

SHARED = Path(__file__).resolve().parents[4] / "shared" / "data" / "communes-94.geojson"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the demonstration town, to be spoilt."""
    return Path(shutil.copytree(packaged(), tmp_path / "ivry"))


def edit(folder: Path, old: str, new: str) -> None:
    path = folder / "town.toml"
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new, 1))


def reshape(folder: Path, name: str, change: Callable[[list[Any]], None]) -> None:
    path = folder / "shapes" / f"{name}.geojson"
    document = json.loads(path.read_text())
    change(document["features"])
    path.write_text(json.dumps(document))


def refused(folder: Path) -> str:
    with pytest.raises(TownError) as caught:
        load(folder)
    return str(caught.value)


def test_the_demonstration_town() -> None:
    ivry = load(packaged())
    assert (ivry.name, ivry.insee, ivry.slug, ivry.languages) == (
        "Ivry-sur-Seine",
        "94041",
        "ivry-sur-seine",
        ("fr", "en"),
    )
    assert ivry.demonstration
    assert ivry.origin == "ivry.demonstration/registre"
    assert (ivry.term.first, ivry.term.last) == (date(2020, 7, 4), date(2026, 3, 22))
    assert ivry.report_since == date(2020, 1, 1)
    assert set(ivry.departments) == {
        "proprete", "voirie", "eclairage", "espaces-verts", "surete", "assainissement", "mobilites", "batiments",
    }  # fmt: skip
    assert list(ivry.districts) == [
        "centre-ville", "ivry-port", "marat-parmentier-renoult", "louis-bertrand-mirabeau-semard",
        "plateau-monmousseau", "gagarine-truillot", "petit-ivry",
    ]  # fmt: skip
    assert [project.number for project in ivry.projects.values()] == [1, 2, 3, 4, 5, 6]
    assert len(ivry.streets) >= 60
    assert len(ivry.places) >= 30
    assert all(not place.name.endswith(" ") for place in ivry.places)
    names = [street.name for street in ivry.streets]
    assert len(set(names)) == len(names)


def test_the_outline_is_the_official_one_and_the_rest_owns_up() -> None:
    if not SHARED.exists():
        pytest.skip(f"no {SHARED}")
    official = next(row for row in json.loads(SHARED.read_text())["features"] if row["properties"]["code"] == "94041")
    ivry = load(packaged())
    expected = [(micro(lon), micro(lat)) for lon, lat in official["geometry"]["coordinates"][0]]
    assert [(round(x), round(y)) for x, y in ivry.outline.exterior.coords] == expected  # type: ignore[union-attr]
    drawn: list[Any] = [
        *ivry.districts.values(),
        *ivry.projects.values(),
        *ivry.streets,
        *ivry.places,
        *ivry.greens,
        *ivry.waters,
    ]
    assert all(shape.approximate for shape in drawn)
    assert [neighbour.name for neighbour in ivry.neighbours if neighbour.approximate] == ["Paris"]


def test_the_districts_divide_the_town_without_a_crack() -> None:
    ivry = load(packaged())
    area = sum(district.shape.area for district in ivry.districts.values())
    assert area == pytest.approx(ivry.outline.area, rel=1e-4)
    assert all(district.shape.geom_type == "Polygon" for district in ivry.districts.values())


@pytest.mark.parametrize(
    "old,new,words",
    [
        ("format = 1", "format = 9", ["town.toml", "« format »"]),
        ("format = 1\n", "", ["« format »", "manque"]),
        ('name = "Ivry-sur-Seine"', 'name = " "', ["« name »"]),
        ('insee = "94041"', "insee = 94041", ["« insee »", "94041"]),
        ('postcodes = ["94200"]', 'postcodes = ["94200", "94200"]', ["« postcodes »", "deux fois"]),
        ('time_zone = "Europe/Paris"', 'time_zone = "Europe/Ivry"', ["« time_zone »", "fuseau"]),
        ('languages = ["fr", "en"]', 'languages = ["en", "fr"]', ["« languages »", "français"]),
        ('languages = ["fr", "en"]', 'languages = ["fr", "de"]', ["« languages »"]),
        ("demonstration = true", 'demonstration = "oui"', ["« demonstration »", "true ou false"]),
        ("from = 2020-07-04", 'from = "2020-07-04"', ["« term.from »", "sans guillemets"]),
        ("from = 2020-07-04", "from = 2020-07-04T10:00:00", ["« term.from »", "date"]),
        ("to = 2026-03-22", "to = 2019-03-22", ["« term.to »", "avant de commencer"]),
        ('origin = "ivry.demonstration/registre"', 'origin = "Ivry registre"', ["« ledger.origin »"]),
        ("[departments.voirie]", "[departments.Voirie]", ["« departments.Voirie »", "minuscules"]),
        ("[departments.voirie]", '[departments.voirie]\nemail = "voirie"', ["« departments.voirie.email »"]),
        ('label = { fr = "Voirie", en = "Roads" }', 'label = { fr = "Voirie" }', ["« departments.voirie.label.en »"]),
        ('label = { fr = "Voirie", en = "Roads" }', 'label = "Voirie"', ["« departments.voirie.label »", "table"]),
        ("[districts.petit-ivry]", "[districts.grand-ivry]", ["districts.grand-ivry", "aucune forme"]),
        ("[ledger]", "surprise = 1\n\n[ledger]", ["« surprise »", "inconnue"]),
        ('rails = "shapes/rail.geojson"', 'rails = "../rail.geojson"', ["« shapes.rails »", "dossier"]),
        ('rails = "shapes/rail.geojson"', 'rails = "shapes/rien.geojson"', ["shapes/rien.geojson", "manque"]),
        ('rails = "shapes/rail.geojson"', 'rails = "shapes/greens.geojson"', ["parc des Confluences", "ligne"]),
        ("format = 1", "format = ", ["town.toml", "TOML"]),
    ],
)
def test_an_error_names_the_key_and_says_what_is_expected(folder: Path, old: str, new: str, words: list[str]) -> None:
    edit(folder, old, new)
    message = refused(folder)
    assert all(word in message for word in words), message


def test_a_town_that_speaks_french_alone_needs_no_english(folder: Path) -> None:
    edit(folder, 'languages = ["fr", "en"]', 'languages = ["fr"]')
    edit(folder, 'label = { fr = "Voirie", en = "Roads" }', 'label = { fr = "Voirie" }')
    assert load(folder).departments["voirie"].label == ("Voirie", "Voirie")


def test_no_folder(tmp_path: Path) -> None:
    assert "manque" in refused(tmp_path / "nowhere")


def _without_one_district(features: list[Any]) -> None:
    ring = features[0]["geometry"]["coordinates"][0]
    x, y = ring[0]
    features[0]["geometry"]["coordinates"] = [[[x, y], [x + 1e-5, y], [x, y + 1e-5], [x, y]]]


def _one_over_another(features: list[Any]) -> None:
    features[0]["geometry"] = features[1]["geometry"]


def _move(to: Any) -> Callable[[list[Any]], None]:
    def change(features: list[Any]) -> None:
        features[0]["geometry"]["coordinates"] = to

    return change


def _set(name: str, value: Any) -> Callable[[list[Any]], None]:
    def change(features: list[Any]) -> None:
        features[0]["properties"][name] = value

    return change


@pytest.mark.parametrize(
    "layer,change,words",
    [
        ("districts", _without_one_district, ["quartiers", "ne couvrent que", " %"]),
        ("districts", _one_over_another, ["quartiers"]),
        ("districts", _set("code", "ivry-port"), ["ivry-port", "deux fois"]),
        ("districts", _set("approximate", "oui"), ["approximate"]),
        ("projects", _set("code", "ailleurs"), ["gagarine-truillot", "aucune forme"]),
        ("places", _move([2.30, 48.81]), ["hôtel de ville", "hors du contour"]),
        ("places", _set("kind", "chateau"), ["hôtel de ville", "chateau", "mairie"]),
        ("streets", _move([[2.30, 48.81], [2.31, 48.81]]), ["avenue Maurice-Thorez", "hors du contour"]),
        ("streets", _set("kind", "big"), ["avenue Maurice-Thorez", "main, minor"]),
        ("streets", _set("name", ""), ["objet n° 1", "name"]),
        ("water", _set("width", 15.5), ["la Seine", "width"]),
        ("outline", lambda features: features.append(features[0]), ["« shapes.outline »", "un seul"]),
    ],
)
def test_shapes_must_agree_with_each_other(
    folder: Path, layer: str, change: Callable[[list[Any]], None], words: list[str]
) -> None:
    reshape(folder, layer, change)
    message = refused(folder)
    assert all(word in message for word in words), message


def test_districts_that_overlap_or_overhang_are_told_apart(folder: Path) -> None:
    def widen(features: list[Any]) -> None:
        features[0]["geometry"]["coordinates"] = [
            [[2.36, 48.79], [2.42, 48.79], [2.42, 48.83], [2.36, 48.83], [2.36, 48.79]]
        ]

    reshape(folder, "districts", widen)
    assert "chevauchent" in refused(folder)


def test_the_current_town_is_the_demonstration_until_another_is_installed() -> None:
    assert town().folder == packaged()
    assert town() is town()


def test_who_publishes_the_site(folder: Path) -> None:
    assert load(folder).publisher.missing == [
        "name", "address", "phone", "email", "director", "data_protection", "accessibility", "host",
    ]  # fmt: skip
    said = '[publisher]\nname = "Ville"\nemail = "a@b.fr"\n[publisher.host]\nname = "H"\naddress = "R"\nphone = "0"\n\n'
    edit(folder, "[ledger]", said + "[ledger]")
    publisher = load(folder).publisher
    assert (publisher.name, publisher.email, publisher.director) == ("Ville", "a@b.fr", None)
    assert publisher.host is not None and publisher.host.phone == "0"
    edit(folder, '"a@b.fr"', '"nulle part"')
    assert "publisher.email" in refused(folder)
