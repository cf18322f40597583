"""Meetings: notices and calendars, people counted without being named, questions followed to their answers."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from icalendar import Calendar

from chapitre.chapters.voice import gatherings, presence
from chapitre.chapters.voice.acts import questions
from chapitre.chapters.voice.models import Presence, Question
from chapitre.kernel import clock
from chapitre.kernel.acts import perform
from chapitre.kernel.commons import acts
from chapitre.kernel.commons.models import Meeting
from chapitre.kernel.people.actors import ADMINISTRATOR, Actor
from chapitre.kernel.people.flood import Limit
from tests.chapters.voice.desk import at_desk

pytestmark = pytest.mark.django_db
ADMIN = Actor(ADMINISTRATOR)
AT = datetime(2025, 11, 18, 9, tzinfo=UTC)
TODAY = date(2025, 11, 18)


@pytest.fixture(autouse=True)
def _now(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: AT)


def project(key: str) -> str:
    facts = {"state": "works", "number": len(key), "approximate": False, "started_on": date(2020, 1, 1)}
    return perform(acts.project.recorded, key, actor=ADMIN, at=AT, name=f"projet {key}", **facts).key


def announce(key: str, day: date = TODAY, **changes: Any) -> Meeting:
    facts: dict[str, Any] = {"kind": "public", "subject": f"sujet {key}", "starts_at": "18:30", "place": "mairie"}
    facts |= {"district": None, "project": None, "organisation": None} | changes
    perform(acts.meeting.recorded, key, actor=ADMIN, at=AT - timedelta(days=900), held_on=day, **facts)
    return Meeting.objects.get(key=key)


def held(key: str, day: date, **changes: Any) -> Meeting:
    announce(key, day, **changes)
    perform(acts.meeting_held, key, actor=ADMIN, at=AT, on_date=day, attendance=30)
    return Meeting.objects.get(key=key)


def ask(meeting: str, day: date, answered: date | None = None) -> str:
    key = perform(
        questions.asked, actor=ADMIN, at=AT, on_date=day, meeting=meeting, theme="works", question="Quand finit-on ?"
    ).key
    if answered:
        perform(questions.answered, key, actor=ADMIN, at=AT, on_date=answered, answer="En juin.")
    return key


def events(answer: Any) -> list[Any]:
    read: Any = Calendar.from_ical(answer.content)
    return list(read.walk("VEVENT"))


def test_one_meeting_and_one_project_go_to_a_calendar() -> None:
    for key in ("port", "plateau"):
        project(key)
    first = announce("r-1", TODAY + timedelta(days=9), project="port", agenda="Le plan, puis vos questions.")
    announce("r-2", TODAY + timedelta(days=10), project="plateau")
    announce("r-3", kind="landlords")
    client = Client()
    (one,) = events(client.get("/participer/reunions/r-1.ics"))
    assert str(one["uid"]).startswith("r-1@") and one["dtstart"].dt == datetime(2025, 11, 27, 17, 30, tzinfo=UTC)
    assert str(one["url"]).endswith("/participer/reunions/r-1")
    perform(acts.meeting_cancelled, first.key, actor=ADMIN, at=AT, reason="Salle prise.")
    (again,) = events(client.get("/participer/reunions/r-1.ics"))
    assert (again["uid"], again["status"], again["sequence"]) == (one["uid"], "CANCELLED", one["sequence"] + 1)
    assert [str(e["uid"]).partition("@")[0] for e in events(client.get("/participer/agenda.ics?projet=plateau"))] == [
        "r-2"
    ]
    assert client.get("/participer/agenda.ics?projet=rien").status_code == 404
    assert client.get("/participer/reunions/r-3.ics").status_code == 404


def test_a_phone_counts_once_and_only_by_button() -> None:
    found = announce("r-1")
    address = f"/participer/presence/r-1/{presence.code_of(found)}"
    phone, other = Client(), Client()
    assert "Je suis là" in phone.get(address).text and presence.counted(found) == 0
    assert "Vous êtes compté·e" in phone.post(address).text
    assert "déjà compté·e" in phone.post(address).text
    other.get(address)
    other.post(address)
    assert presence.counted(found) == 2
    assert Client().post(address).status_code == 422 and presence.counted(found) == 2
    assert all(len(one.mark) == 64 for one in Presence.objects.all())


def test_a_code_is_good_for_its_meeting_on_its_day(monkeypatch: pytest.MonkeyPatch) -> None:
    today, tomorrow = announce("r-1"), announce("r-2", TODAY + timedelta(days=1))
    client = Client()
    for meeting, code in ((tomorrow, presence.code_of(tomorrow)), (today, presence.code_of(tomorrow)), (today, "é")):
        assert client.get(f"/participer/presence/{meeting.key}/{code}").status_code == 410
    assert client.get("/participer/presence/rien/abc").status_code == 404
    monkeypatch.setattr(presence, "COUNTED", Limit("presence", 1, 3600))
    address = f"/participer/presence/r-1/{presence.code_of(today)}"
    client.get(address)
    assert [client.post(address).status_code for _ in range(2)] == [200, 429]


def test_marks_go_once_staff_stand_by_a_number() -> None:
    found = announce("r-1")
    presence.count(found, "un-téléphone", TODAY)
    presence.count(found, "un-autre", TODAY)
    client = at_desk()
    page = client.get("/bureau/reunions/r-1").text
    assert 'value="2"' in page
    assert client.post("/bureau/reunions/r-1", {"presence": "x"}).status_code == 422
    done = client.post("/bureau/reunions/r-1", {"presence": "31", "compte_rendu": "On a parlé du quai."})
    assert done.status_code == 302
    found.refresh_from_db()
    assert (found.state, found.attendance, found.held_on) == ("held", 31, TODAY)
    assert not Presence.objects.exists()
    assert "On a parlé du quai." in Client().get("/participer/reunions/r-1").text
    assert client.post("/bureau/reunions/r-1", {"presence": "31"}).status_code == 409


def test_old_marks_go_on_the_way() -> None:
    found = announce("r-1")
    Presence.objects.create(meeting="oubliée", mark="0" * 64, on=TODAY - timedelta(days=31))
    presence.count(found, "un-téléphone", TODAY)
    assert not Presence.objects.filter(meeting="oubliée").exists()


def test_a_question_is_noted_once_and_dated_by_its_meeting() -> None:
    held("r-1", TODAY - timedelta(days=3))
    client = at_desk()
    typed = {"theme": "works", "question": "Quand finit-on ?", "jeton": "un-jeton-de-formulaire"}
    assert [client.post("/bureau/reunions/r-1", typed).status_code for _ in range(2)] == [302, 302]
    row = Question.objects.get()
    assert (row.asked_on, row.due_on) == (TODAY - timedelta(days=3), TODAY + timedelta(days=27))
    assert client.post("/bureau/reunions/r-1", typed | {"question": ""}).status_code == 422
    page = Client().get("/participer/reunions/r-1").text
    assert "Quand finit-on" in page and "suivre cette question" in page


def test_late_answers_are_said_in_plain_words() -> None:
    held("r-1", TODAY - timedelta(days=45))
    day = TODAY - timedelta(days=45)
    ask("r-1", day)
    ask("r-1", day, day + timedelta(days=40))
    ask("r-1", day, day + timedelta(days=1))
    found = gatherings.questions("r-1", TODAY)
    assert [(one.state, one.days, one.late) for one in found] == [
        ("asked", 45, 15), ("answered", 40, 10), ("answered", 1, 0),
    ]  # fmt: skip
    page = Client().get("/participer/reunions/r-1").text
    for words in ("en retard de 15 jours", "répondue en 40 jours", "10 jours après la date promise", "en un jour"):
        assert words in page


def test_the_list_filters_and_counts_answers() -> None:
    for key in ("port", "plateau"):
        project(key)
    held("r-1", date(2024, 3, 1), project="port")
    held("r-2", date(2025, 3, 1), project="port")
    held("r-3", date(2025, 3, 2), project="plateau")
    held("r-4", date(2025, 3, 3), kind="landlords")
    ask("r-1", date(2024, 3, 1), date(2024, 3, 9))
    ask("r-2", date(2025, 3, 1))
    ask("r-3", date(2025, 3, 2), date(2025, 3, 9))
    announce("r-5", TODAY + timedelta(days=9))
    assert [(one.key, one.held, one.rate.percent, one.rate.late) for one in gatherings.by_project(TODAY)] == [
        ("port", 2, 50, 1), ("plateau", 1, 100, 0),
    ]  # fmt: skip
    client = Client()
    every = client.get("/participer/reunions").text
    assert all(f"/participer/reunions/r-{n}" in every for n in (1, 2, 3, 5)) and "reunions/r-4" not in every
    one = client.get("/participer/reunions?projet=port&annee=2025").text
    assert "reunions/r-2" in one and 'reunions/r-1"' not in one and "reunions/r-3" not in one
    assert client.get("/participer/reunions?projet=<x>&annee=99999&page=-1").status_code == 200


def test_the_pages_are_whole_in_both_languages() -> None:
    held("r-1", TODAY - timedelta(days=3))
    ask("r-1", TODAY - timedelta(days=3))
    announce("r-2", TODAY + timedelta(days=2))
    announce("r-3", TODAY + timedelta(days=2))
    perform(acts.meeting_cancelled, "r-3", actor=ADMIN, at=AT, reason="Salle prise.")
    for path in ("", "/r-1", "/r-2", "/r-3"):
        for language in ("fr", "en"):
            assert Client().get(f"/participer/reunions{path}?langue={language}", follow=True).status_code == 200
    client = at_desk()
    for path in ("", "/r-1", "/r-2", "/r-2/affiche"):
        assert client.get(f"/bureau/reunions{path}").status_code == 200
        assert Client().get(f"/bureau/reunions{path}").status_code == 302
    assert "<svg" in client.get("/bureau/reunions/r-2/affiche").text
    assert Client().get("/participer/reunions/rien").status_code == 404
