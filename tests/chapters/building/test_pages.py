"""The projects at the head of the chapter's page, and each project's own: full, bare, late, in both languages."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.test import Client
from django.utils import translation
from shapely.geometry import box

from chapitre.chapters.building.acts import programme
from chapitre.chapters.building.demo import load
from chapitre.chapters.building.pages import gantt, overview, phases
from chapitre.chapters.building.pages.programme import account
from chapitre.chapters.building.pages.programme import programme as of_programme
from chapitre.kernel import clock
from chapitre.kernel.acts import perform
from chapitre.kernel.commons import acts as commons
from chapitre.kernel.commons import demo
from chapitre.kernel.commons.demonstration import Demonstration
from chapitre.kernel.geo import shapes_store
from chapitre.kernel.geo.models import facts_of_shape
from chapitre.kernel.people.actors import ADMINISTRATOR, Actor
from chapitre.kernel.records.models import Opening

pytestmark = pytest.mark.django_db
ADMIN = Actor(ADMINISTRATOR)
TODAY = date(2025, 11, 18)
AT = datetime(2024, 5, 2, 9, tzinfo=UTC)
PLATEAU = "plateau"


def do(act: Any, key: str | None = None, **params: Any) -> str:
    return perform(act, key, actor=ADMIN, at=AT, **params).key


def bare(key: str = "halles", **facts: Any) -> str:
    told = {"number": 7, "name": "Les Halles", "state": "study", "approximate": False}
    return do(commons.project.recorded, key, **told | facts)


def phase(project: str, ends: date, title: str = "chantier") -> str:
    facts = {"project": project, "title": title, "kind": "building", "starts_on": date(2024, 6, 3)}
    return do(programme.phase.recorded, ends_on=ends, **facts)


@pytest.fixture
def town() -> None:
    demonstration = Demonstration(TODAY, [], lambda line: None)
    demo.load(demonstration)
    load(demonstration)


@pytest.fixture(autouse=True)
def today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "today", lambda: TODAY)


@pytest.mark.usefixtures("town")
@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("key", ["gagarine-truillot", "coeur-de-ville", "ivry-port", "quais-d-ivry", PLATEAU])
def test_each_project_has_its_page(client: Client, key: str, language: str) -> None:
    client.cookies["langue"] = language
    answer = client.get(f"/projets/{key}")
    text = answer.text
    assert answer.status_code == 200 and text.count("<h1") == 1
    assert " style=" not in text and "None" not in text
    assert client.post(f"/projets/{key}").status_code == 405


def test_an_unknown_project_is_not_found(client: Client) -> None:
    assert client.get("/projets/atlantide").status_code == 404


def test_a_project_of_which_nothing_is_known_yet_says_so(client: Client) -> None:
    text = client.get(f"/projets/{bare()}").text
    assert "Les Halles" in text and "pas encore tracé" in text
    for heading in ("Les phases", "Les logements", "Les équipements", "Les réunions", "L’art"):
        assert heading not in text


def test_the_chapter_s_page_lists_the_projects(client: Client) -> None:
    assert "Aucun projet" in client.get("/projets").text
    shape = box(2_383_000, 48_811_000, 2_385_000, 48_812_000)
    shapes_store.put(shape)
    bare(**facts_of_shape(shape))
    gone = bare("ancien", name="Ancien projet", number=8)
    do(commons.project.withdrawn, gone, reason="Doublon")
    text = client.get("/projets").text
    assert 'href="/projets/halles"' in text and 'href="/projets/ancien"' not in text
    assert 'class="trace trace--area trace--new"' in text


@pytest.mark.usefixtures("town")
def test_what_is_promised_and_done_is_told_at_a_glance() -> None:
    rows = {one.key: one for one in overview.told(TODAY)["projects"]}
    port = rows["ivry-port"]
    assert (port.planned, port.delivered) == (7_900, 3_088)
    assert rows[PLATEAU].kind == "done" and rows[PLATEAU].planned == rows[PLATEAU].delivered == 468
    later = {one.key: one for one in overview.told(date(2030, 1, 1))["projects"]}
    assert rows["coeur-de-ville"].late == 2 < later["coeur-de-ville"].late


@pytest.mark.usefixtures("town")
def test_dropped_dwellings_are_left_out_and_dropped_lots_listed() -> None:
    port = of_programme("ivry-port", TODAY)
    (dropped,) = [one for one in port.lots if one.kind == "no"]
    assert (dropped.planned, dropped.reason) == (0, "Le terrain reste à l’usine des eaux.")
    assert sum(one.planned for one in port.tenures) == sum(one.planned for one in port.kinds) == port.planned == 7_900
    assert of_programme("quais-d-ivry", TODAY).kinds == []


@pytest.mark.usefixtures("town")
def test_the_closing_account_says_what_was_promised_and_why_it_is_not_so() -> None:
    lines = {one.subject: one for one in account(PLATEAU)}
    assert (lines["logements"].promised, lines["logements"].delivered, lines["logements"].gap) == (645, 633, -12)
    assert "étage" in lines["logements"].explanation and lines["logements sociaux"].explanation == ""
    assert account("ivry-port") == []


@pytest.mark.usefixtures("town")
def test_the_artist_is_named_until_the_name_is_taken_back(client: Client) -> None:
    assert "Robert Milin" in client.get("/projets/gagarine-truillot").text
    Opening.objects.filter(register="building.artworks", field="artist").delete()
    assert "Robert Milin" not in client.get("/projets/gagarine-truillot").text


def test_a_phase_is_late_once_the_day_promised_is_past_and_a_later_day_does_not_mend_it(client: Client) -> None:
    key = bare()
    one = phase(key, date(2025, 6, 30))
    do(programme.phase_begun, one)
    (row,) = phases.rows(key, date(2025, 6, 30))
    assert (row.kind, row.months, row.slipped) == ("doing", 0, False)
    (row,) = phases.rows(key, TODAY)
    assert (row.kind, row.months, row.slipped) == ("late", 4, True)
    assert "pas tenue à ce jour" in client.get(f"/projets/{key}").text
    do(programme.phase_postponed, one, expected_on=date(2026, 3, 31), reason="Amiante dans la dalle.")
    (row,) = phases.rows(key, TODAY)
    assert (row.kind, row.ends_on, row.end, row.months, row.reason) == (
        "late", date(2025, 6, 30), date(2026, 3, 31), 9, "Amiante dans la dalle.",
    )  # fmt: skip
    text = " ".join(client.get(f"/projets/{key}").text.split())
    assert "Amiante dans la dalle." in text and "9 mois de retard" in text and "attendue le 31 mars 2026" in text


def test_the_line_of_years_shows_promise_deed_and_today() -> None:
    key = bare()
    one = phase(key, date(2025, 6, 30))
    assert gantt.drawn([], TODAY, "x") == ""
    drawn = gantt.drawn(phases.rows(key, TODAY), TODAY, "les phases")
    assert drawn.count("<svg") == 2 and drawn.count('class="promised"') == 2 and "kept" not in drawn
    assert drawn.count('class="today"') == 2 and 'aria-label="les phases"' in drawn
    do(programme.phase_begun, one)
    drawn = gantt.drawn(phases.rows(key, date(2025, 1, 6)), date(2025, 1, 6), "les phases")
    assert drawn.count("kept--doing") == 2 and drawn.count('class="said"') == 2
    do(programme.phase_ended, one)
    drawn = gantt.drawn(phases.rows(key, TODAY), date(2031, 1, 1), "les phases")
    assert drawn.count("kept--done") == 2 and "today" not in drawn and "said" not in drawn


def test_a_title_goes_to_the_next_line_and_is_escaped() -> None:
    assert gantt.wrapped("un deux trois quatre", 10) == ["un deux", "trois", "quatre"]
    assert gantt.wrapped("interminablement", 5) == ["interminablement"]
    key = bare()
    phase(key, date(2025, 6, 30), title="<b>dalle</b>")
    assert "<b>" not in gantt.drawn(phases.rows(key, TODAY), TODAY, "x")


def test_years_are_written_where_there_is_room() -> None:
    assert gantt.Scale(2020, 2030, 692).years == list(range(2020, 2030))
    assert gantt.Scale(2009, 2041, 328).years == [2010, 2020, 2030, 2040]
    scale = gantt.Scale(2020, 2021, 366)
    assert (scale.x(date(2020, 1, 1)), scale.x(date(2020, 12, 31))) == (0, 365)


def test_titles_are_english_where_they_have_it() -> None:
    key = bare(name_en="The Halls")
    with translation.override("en"):
        (row,) = overview.told(TODAY)["projects"]
    assert row.title == "The Halls" and key == row.key
