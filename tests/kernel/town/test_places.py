"""Finding places by what people write, and naming where a point is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chapitre.kernel.town import locate, search_places, town
from chapitre.kernel.town.places import fold


@pytest.mark.parametrize(
    "text,first",
    [
        ("place Voltaire", "place Voltaire"),
        ("PLACE VOLTAIRE", "place Voltaire"),
        ("voltaire", "place Voltaire"),
        ("bd vaillant couturier", "boulevard Paul-Vaillant-Couturier"),
        ("Bd. Paul Vaillant-Couturier", "boulevard Paul-Vaillant-Couturier"),
        ("av danielle casanova", "avenue Danielle-Casanova"),
        ("mairie", "hôtel de ville"),
        ("oeillets", "manufacture des Œillets"),
        ("ŒILLETS", "manufacture des Œillets"),
        ("ecole sylvestre", "école Anne-Sylvestre"),
        ("12 bis rue Marat, 94200 Ivry-sur-Seine", "rue Marat"),
        ("rue de la République", "avenue de la République"),
        ("pourchase", "quai Henri-Pourchasse"),
        ("gare", "gare RER C d’Ivry-sur-Seine"),
        ("Marsha", "jardin Marsha P. Johnson"),
    ],
)
def test_what_people_write_finds_the_place(text: str, first: str) -> None:
    found = search_places(text)
    assert found and found[0].name == first


@pytest.mark.parametrize("text", ["", "   ", "xyzzyq", "12", "94200", "‽ ?"])
def test_what_says_nothing_finds_nothing(text: str) -> None:
    assert search_places(text) == []


@given(st.text(max_size=300))
def test_any_text_is_answered(text: str) -> None:
    assert len(search_places(text, limit=3)) <= 3


def test_every_name_finds_itself_first_and_lies_in_its_district() -> None:
    for name in [street.name for street in town().streets] + [place.name for place in town().places]:
        found = search_places(name)
        assert name in [one.name for one in found[:2]], name
    for one in search_places("rue", limit=100):
        assert town().atlas.district_of(one.lon, one.lat) == one.district


def test_folding_keeps_words_and_drops_dress() -> None:
    assert fold("Av. de l’Hôpital-Saint-Œuf") == ["avenue", "de", "l", "hopital", "saint", "oeuf"]


def test_a_point_is_named_after_its_park_its_place_or_its_street() -> None:
    by_name = {place.name: place.point for place in town().places}
    named = {
        "place Voltaire": by_name["place Voltaire"],
        "parc des Cormailles": by_name["parc des Cormailles"],
        "hôtel de ville": by_name["hôtel de ville"],
    }
    for name, point in named.items():
        found = locate(round(point.x), round(point.y))
        assert found is not None and found.name == name
    street = next(street for street in town().streets if street.name == "rue Marat")
    middle = street.line.interpolate(0.3, normalized=True)
    found = locate(round(middle.x), round(middle.y))
    assert found is not None and found.name == "rue Marat"
    assert found.district == "marat-parmentier-renoult"


def test_what_is_published_is_not_the_point_itself() -> None:
    lon, lat = 2_387_861, 48_813_351
    found = locate(lon, lat)
    assert found is not None
    assert (found.lon, found.lat) != (lon, lat)
    assert town().atlas.district_of(found.lon, found.lat) == found.district


def test_outside_the_town_is_nowhere() -> None:
    assert locate(2_300_000, 48_850_000) is None
