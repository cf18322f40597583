"""Lists: words sought, filters, order, pages from a record on, what is counted, and the map beside them."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest
from django.test import Client

from chapitre.kernel.acts import perform
from chapitre.kernel.commons import acts
from chapitre.kernel.records.registers import registers
from chapitre.kernel.search.follow import catch_up
from chapitre.portal.registers import filters, listing, mapping, search
from chapitre.portal.registers.filters import Selection
from tests.chapters.streets.deskwork import at_desk
from tests.factories import AT, report, row
from tests.portal.registers.world import ADMIN, DAY, meeting, meetings, project

pytestmark = pytest.mark.django_db
LIST = "/registres/town.meetings"


def keys(answer: Any) -> list[str]:
    assert answer.status_code == 200, answer.content.decode()[-2000:]
    return re.findall(r'data-key="([^"]+)"', answer.content.decode())


@pytest.mark.parametrize("words", ["coeur", "CŒUR", "cœur de", "été", "l'ete", "ete coeur", "Ville", "r-1", "r‑1"])
def test_words_are_found_whatever_their_accents(client: Client, words: str) -> None:
    meeting("r-1")
    meeting("r-2", subject="Halles")
    assert keys(client.get(LIST, {"q": words})) == ["r-1"]


@pytest.mark.parametrize("words", ["coeur halles", "c.ur", "(", "[a-z]", "été.*", "%", "_", "\\d"])
def test_nothing_else_is_found(client: Client, words: str) -> None:
    meeting("r-1")
    meeting("r-2", subject="Halles")
    assert keys(client.get(LIST, {"q": words})) == []


def test_a_large_register_asks_the_index_of_words(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search, "LARGE", 1)
    monkeypatch.setattr(search, "MOST", 1)
    meeting("r-1")
    meeting("r-2", subject="L’été des halles")
    assert keys(client.get(LIST, {"q": "ete"})) == []  # the index has not followed yet
    catch_up()
    answer = client.get(LIST, {"q": "coeur"})
    assert keys(answer) == ["r-1"] and "ajoutez un mot" not in answer.text
    answer = client.get(LIST, {"q": "ete"})
    assert keys(answer) == ["r-2"] and "ajoutez un mot" in answer.text


def test_filters_narrow_and_stay_in_the_form(client: Client) -> None:
    port = project()
    meeting("r-1", kind="workshop", project=port.key)
    meeting("r-2", held_on=date(2024, 5, 1))
    assert keys(client.get(LIST, {"kind": "workshop"})) == ["r-1"]
    assert keys(client.get(LIST, {"project": "port"})) == ["r-1"]
    assert keys(client.get(LIST, {"du": "2024-01-01", "au": "2024-12-31"})) == ["r-2"]
    assert keys(client.get(LIST, {"kind": "public", "du": "2025-01-01"})) == []
    text = client.get(LIST, {"kind": "workshop", "project": "port", "du": "2024-01-01"}).text
    assert '<option value="workshop" selected>' in text and '<option value="port" selected>Ivry-Port' in text
    assert 'name="du" type="date" value="2024-01-01"' in text
    assert client.get(LIST, {"project": "jamais"}).status_code == 400
    assert keys(client.get(LIST, {"utm_source": "lettre"})) == ["r-1", "r-2"]  # what is no filter says nothing


def test_a_link_among_many_is_written(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(filters, "OFFERED", 1)
    project()
    project("quais", name="Quais d’Ivry", number=4)
    text = client.get(LIST).text
    assert 'name="project" type="text"' in text and '<option value="quais">Quais d’Ivry</option>' in text


def test_withdrawn_records_are_shown_when_asked_for(client: Client) -> None:
    meeting("r-1")
    meeting("r-2", held_on=date(2025, 1, 1))
    perform(acts.meeting.withdrawn, "r-2", actor=ADMIN, at=AT, reason="Saisie deux fois")
    assert keys(client.get(LIST)) == ["r-1"]
    assert keys(client.get(LIST, {"retirees": "avec"})) == ["r-1", "r-2"]
    answer = client.get(LIST, {"retirees": "seules"})
    assert keys(answer) == ["r-2"] and "retiré du compte" in answer.text


def test_what_a_chapter_keeps_back_is_shown_only_to_who_names_it(client: Client) -> None:
    report(key="25-00001")
    report(key="25-00002", held=True, text="Encore")
    assert keys(client.get("/registres/streets.reports")) == ["25-00001"]
    assert keys(client.get("/registres/streets.reports", {"review": "held"})) == ["25-00002"]


@pytest.mark.parametrize("order", ["held_on", "-held_on", "attendance", "-attendance", "subject", "-key", "state", ""])
def test_pages_go_through_everything_once_and_back(client: Client, monkeypatch: pytest.MonkeyPatch, order: str) -> None:
    monkeypatch.setattr(listing, "PAGE", 4)
    made = {one.key for one in meetings(13)}
    pages, params = [], {"tri": order}
    while True:
        answer = client.get(LIST, params)
        pages.append(keys(answer))
        after = re.search(r'rel="next" href="\?[^"]*apres=([^"&]+)', answer.text)
        if after is None:
            break
        params = {"tri": order, "apres": after[1]}
    assert [len(one) for one in pages] == [4, 4, 4, 1]
    assert {key for one in pages for key in one} == made
    back = [pages[-1]]
    for _ in range(3):
        answer = client.get(LIST, {"tri": order, "avant": back[0][0]})
        assert 'rel="next"' in answer.text
        back.insert(0, keys(answer))
    assert back == pages and 'rel="prev"' not in answer.text
    rows = {one.key: one for one in registers["town.meetings"].objects.objects.all()}
    if order:
        values = [getattr(rows[key], order.removeprefix("-")) for one in pages for key in one]
        known = [value for value in values if value is not None]
        assert values == [*sorted(known, reverse=order.startswith("-")), *[None] * (len(values) - len(known))]


def test_a_long_list_sorts_by_what_an_index_keeps_in_order(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(listing, "COUNTED", 1)
    for number in (1, 2, 3):
        report(key=f"25-0000{number}")
    answer = client.get("/registres/streets.reports?tri=place")
    assert "Plus de 1 fiches" in answer.text and "filtrez d’abord" in answer.text
    assert keys(answer) == ["25-00003", "25-00002", "25-00001"]
    assert "Reçu le</a>" in answer.text and "Lieu</a>" not in answer.text
    assert keys(client.get("/registres/streets.reports?tri=key")) == ["25-00001", "25-00002", "25-00003"]


def test_the_head_of_a_column_says_how_it_sorts_and_turns_it_round(client: Client) -> None:
    meeting("r-1")
    meeting("r-0", held_on=date(2025, 1, 1))
    assert 'aria-sort="descending"><a href="?tri=held_on"' in client.get(LIST).text
    assert 'aria-sort="ascending"><a href="?tri=-held_on"' in client.get(LIST, {"tri": "held_on"}).text
    assert 'href="?kind=public&amp;tri=subject"' in client.get(LIST, {"kind": "public", "apres": "r-1"}).text


def test_a_list_says_codes_units_dates_and_titles(client: Client) -> None:
    project(area_m2=1_450_000)
    text = client.get("/registres/town.projects").text.replace("\u00a0", " ")
    assert "10 janv. 2011" in text and "145 hectares" in text and "state--new" in text and "à l’étude" in text
    meeting("r-1", project="port")
    assert '<a href="/projets/port">Ivry-Port</a>' in client.get(LIST).text
    client.cookies["langue"] = "en"
    assert "being studied" in client.get("/registres/town.projects").text


def test_figures_and_own_pages_are_named(client: Client) -> None:
    text = client.get("/registres/streets.reports").text
    assert 'href="/chiffres/streets.reports_received"' in text and 'href="/carte"' in text
    report(key="25-00001")
    assert 'href="/signalements/25-00001" data-key' in client.get("/registres/streets.reports").text


# The map --------------------------------------------------------------------------------------------------------------


def features(client: Client, register: str, box: str, **more: str) -> Any:
    return client.get(f"/registres/{register}.geojson", {"bbox": box, **more}).json()


def test_the_drawn_map_shows_areas_and_points(client: Client) -> None:
    project()
    meeting("r-1", lon=2_384_000, lat=48_811_000)
    assert "trace trace--area trace--new" in client.get("/registres/town.projects").text
    assert 'href="#registre-r0"' in client.get(LIST).text
    text = client.get("/registres/town.projects/port").text
    assert text.count("trace trace--area") == 1 and 'role="img"' in text


def test_the_moving_map_gets_what_its_frame_holds(client: Client) -> None:
    port = project()
    meeting("r-1", lon=2_384_000, lat=48_811_000)
    meeting("r-2", lon=2_360_000, lat=48_811_000)
    (one,) = features(client, "town.projects", "2.3835,48.8115,2.39,48.82")["features"]
    assert one["geometry"]["type"] == "Polygon" and one["properties"] == {
        "key": port.key, "state": "new", "late": False, "said": "à l’étude", "label": "Ivry-Port",
        "url": "/projets/port",
    }  # fmt: skip
    assert features(client, "town.projects", "2.385,48.8115,2.39,48.82")["features"] == []
    found = features(client, "town.meetings", "2.38,48.81,2.39,48.82")
    assert [one["properties"]["key"] for one in found["features"]] == ["r-1"] and found["more"] is False
    assert features(client, "town.meetings", "2.38,48.81,2.39,48.82", kind="workshop")["features"] == []
    assert features(client, "town.meetings", "10,10,11,11")["features"] == []


@pytest.mark.parametrize("dense", [1, 100])
def test_of_many_the_latest_are_on_the_map(client: Client, monkeypatch: pytest.MonkeyPatch, dense: int) -> None:
    monkeypatch.setattr(mapping, "SHOWN", 2)
    monkeypatch.setattr(mapping, "DENSE", dense)
    for number in range(5):
        day = date(2025, 11, 1 + number)
        meeting(f"r-{number}", held_on=day, lon=2_384_000 + (-1) ** number * 100 * number, lat=48_811_000)
    found = features(client, "town.meetings", "2.37,48.80,2.39,48.82")
    assert [one["properties"]["key"] for one in found["features"]] == ["r-4", "r-3"] and found["more"] is True


def test_the_list_of_the_desk_leads_to_the_desk(client: Client) -> None:
    desk = at_desk("administrator")
    meeting("r-1")
    report(key="25-00001")
    assert 'href="/bureau/registres/town.meetings/r-1"' in desk.get("/bureau/registres/town.meetings").text
    assert 'href="/bureau/signalements/25-00001"' in desk.get("/bureau/registres/streets.reports").text
    assert client.get("/bureau/registres/town.meetings").status_code == 302  # to sign in
    assert row(report(key="25-00002")).key == "25-00002"


def test_a_selection_keeps_nothing_that_changes_nothing() -> None:
    assert Selection.read(registers["town.meetings"], {"q": "  ", "kind": "", "du": ""}).address() == {}
    asked = {"q": "parc  aux\tcygnes", "kind": "public", "au": DAY.isoformat(), "retirees": "avec"}
    assert Selection.read(registers["town.meetings"], asked).address() == asked | {"q": "parc aux cygnes"}
