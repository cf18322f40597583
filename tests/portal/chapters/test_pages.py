"""The page of each chapter, empty and full, in both languages; what it leads to; the calendar of meetings."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from icalendar import Calendar

from chapitre.kernel.acts import perform
from chapitre.kernel.chapters import CHAPTERS
from chapitre.kernel.commons import acts
from chapitre.kernel.people.actors import ADMINISTRATOR, Actor
from chapitre.kernel.records.registers import registers
from chapitre.portal.chapters.views import PAGES
from tests import factories
from tests.factories import AT
from tests.portal.registers.samples import sample

pytestmark = pytest.mark.django_db
ADMIN = Actor(ADMINISTRATOR)
TODAY = date(2025, 11, 18)
SLUGS = [f"/{one.slug}" for one in PAGES]


def meeting(**facts: Any) -> str:
    told = {"kind": "public", "subject": "le stationnement", "held_on": TODAY + timedelta(days=3)}
    return perform(acts.meeting.recorded, actor=ADMIN, at=AT, **told | facts).key


@pytest.mark.parametrize("path", ["/ville", *SLUGS])
@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_town_without_records_has_its_pages(client: Client, path: str, language: str) -> None:
    client.cookies["langue"] = language
    answer = client.get(path)
    assert answer.status_code == 200 and answer.text.count("<h1") == 1
    assert " style=" not in answer.text
    assert client.post(path).status_code == 405


@pytest.mark.parametrize("chapter", PAGES, ids=lambda one: one.code)
def test_a_page_tells_the_registers_of_its_chapter_alone(client: Client, chapter: Any) -> None:
    names = [name for name, one in registers.items() if one.chapter == chapter.code and not name.startswith("town.")]
    for name in names:
        sample(name)
    text = client.get(f"/{chapter.slug}").text
    for name in names:
        assert f'<a href="/registres/{name}">' in text
    others = [name for name, one in registers.items() if one.chapter in CHAPTERS and one.chapter != chapter.code]
    assert not any(f'<li><a href="/registres/{name}">' in text for name in others)


def test_the_map_shows_the_register_asked_for(client: Client) -> None:
    key = factories.report().key
    text = client.get("/rue?couche=streets.reports").text
    assert 'data-reports="/registres/streets.reports.geojson"' in text
    assert f'data-key="{key}"' in text
    assert client.get("/rue?couche=nulle.part").text.count('data-map="explore"') == 1


def test_the_latest_acts_are_gathered_by_day(client: Client) -> None:
    first, second = factories.report().key, factories.report(factories.later()).key
    text = client.get("/rue").text
    assert "2 signalements" in text and first != second


def test_the_menu_marks_the_town_on_the_page_of_a_chapter(client: Client) -> None:
    for path in ("/ville", "/logement"):
        assert '<a href="/ville" aria-current="page">' in client.get(path).text
    assert '<a href="/ville" aria-current="page">' not in client.get("/verifier").text


def test_the_home_page_leads_to_the_eight_chapters(client: Client) -> None:
    text = client.get("/").text
    for one in PAGES:
        assert f'href="/{one.slug}"' in text
    assert "Développer la ville" in text


def test_meetings_to_come_are_announced(client: Client) -> None:
    key = meeting(starts_at="18:30", place="maison de quartier")
    for path in ("/", "/participer"):
        text = client.get(path).text
        assert f"/participer/reunions/{key}" in text and "18\N{NO-BREAK SPACE}h\N{NO-BREAK SPACE}30" in text


def test_the_calendar_holds_the_meetings_open_to_all(client: Client) -> None:
    kept, gone = meeting(starts_at="18:30", place="maison de quartier"), meeting(subject="le marché")
    meeting(kind="landlords", subject="entre bailleurs")
    perform(acts.meeting_cancelled, gone, actor=ADMIN, at=factories.later(), reason="Salle prise")
    answer = client.get("/participer/agenda.ics")
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    read: Any = Calendar.from_ical(answer.content)
    found = {str(one["uid"]).partition("@")[0]: one for one in read.walk("VEVENT")}
    assert set(found) == {kept, gone}
    assert str(found[kept]["summary"]) == "Réunion publique : le stationnement"
    assert found[kept]["dtstart"].dt.isoformat() == "2025-11-21T17:30:00+00:00"
    assert found[gone]["dtstart"].dt == date(2025, 11, 21)
    assert (found[kept]["status"], found[gone]["status"]) == ("CONFIRMED", "CANCELLED")
    assert (found[kept]["sequence"], found[gone]["sequence"]) == (1, 2)
