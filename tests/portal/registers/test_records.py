"""A record's page: its links both ways, its story, what stands of it, and the one place that knows addresses."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest
from django.test import Client

from chapitre.kernel.acts import perform
from chapitre.kernel.acts.erase import erase
from chapitre.kernel.commons import acts
from chapitre.kernel.commons.models import Meeting
from chapitre.kernel.records.registers import registers
from chapitre.portal.registers import addresses, links, timeline
from chapitre.portal.registers.addresses import address_of, desk_of, files_of
from tests.factories import AT, HEAD, report
from tests.portal.registers.world import ADMIN, meeting, project

pytestmark = pytest.mark.django_db


def said(answer: Any) -> str:
    text = re.sub(r"<[^>]+>", " ", answer.content.decode()).replace("\u00a0", " ").replace("\u202f", " ")
    return " ".join(text.split())


def test_a_record_names_what_it_belongs_to_and_is_named_there(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(links, "LISTED", 2)
    project()
    for number in range(3):
        meeting(f"r-{number}", subject=f"Réunion {number}", project="port")
    assert '<a href="/projets/port">Ivry-Port</a>' in client.get("/registres/town.meetings/r-1").text
    page = client.get("/registres/town.projects/port")
    assert "Réunions (projet)" in said(page)
    assert 'href="/registres/town.meetings/r-2">Réunion 2</a>' in page.text and "Réunion 0" not in page.text
    assert 'href="/registres/town.meetings?project=port"' in page.text
    perform(acts.meeting.withdrawn, "r-2", actor=ADMIN, at=AT, reason="Deux fois")
    page = client.get("/registres/town.projects/port")
    assert "Réunion 2" not in page.text and "?project=port" not in page.text


def test_a_link_that_leads_nowhere_is_shown_as_it_is(client: Client) -> None:
    meeting("r-1")
    Meeting._base_manager.filter(key="r-1").update(project="jamais-inscrit")  # no act lets it
    page = client.get("/registres/town.meetings/r-1").text
    assert "<dd>jamais-inscrit</dd>" in page.replace("\n", "") and "town.projects/jamais" not in page


def test_a_link_that_changed_is_told_by_titles(client: Client) -> None:
    project()
    project("quais", name="Quais d’Ivry", number=4)
    meeting("r-1", project="port")
    perform(acts.meeting.amended, "r-1", actor=ADMIN, at=AT, project="quais", reason="Faute")
    assert "Projet : Ivry-Port, désormais Quais d’Ivry." in said(client.get("/registres/town.meetings/r-1"))


def test_a_chapter_s_own_pages_are_where_records_lead(client: Client) -> None:
    reports, meetings = registers["streets.reports"], registers["town.meetings"]
    assert address_of(reports, "25-00001") == "/signalements/25-00001"
    assert desk_of(reports, "25-00001") == "/bureau/signalements/25-00001"
    assert address_of(meetings, "r-1") == "/registres/town.meetings/r-1"
    assert desk_of(meetings, "r-1") == "/bureau/registres/town.meetings/r-1"
    report(key="25-00001")
    assert 'href="/signalements/25-00001"' in client.get("/registres/streets.reports/25-00001").text
    assert 'href="/signalements/25-00001"' in client.get("/chiffres/streets.reports_received").text


def test_files_are_offered_once_open_data_has_them(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:

    monkeypatch.setattr(
        addresses, "url", lambda name, *args: "/".join(("/donnees", *args)) if name == "donnees_fichier" else ""
    )
    assert [label for label, _ in files_of(registers["town.projects"])] == ["CSV", "GeoJSON", "PARQUET", "JSONL"]
    assert [label for label, _ in files_of(registers["town.posts"])] == ["CSV", "PARQUET", "JSONL"]


def test_records_behind_a_figure_lead_to_their_pages(client: Client) -> None:
    project()
    meeting("r-1", project="port", held_on=date(2025, 3, 4))
    perform(acts.meeting_held, "r-1", actor=ADMIN, at=AT, on_date=date(2025, 3, 4), attendance=3)
    page = client.get("/chiffres/voice.public_meetings_held").text
    assert 'href="/registres/town.meetings/r-1"' in page and 'href="/projets/port"' in page
    assert 'href="/registres/town.meetings">Tout le registre' in page


def test_what_stands_is_the_latest_words_and_every_file(client: Client) -> None:
    meeting("r-1", agenda="Le parc")
    perform(acts.meeting_held, "r-1", actor=ADMIN, at=AT, attendance=3, minutes="Une première fois")
    perform(acts.meeting_minuted, "r-1", actor=ADMIN, at=AT, minutes="Corrigé")
    told = timeline.moments(registers["town.meetings"], "r-1")
    assert [(one.name, one.words) for _, one in timeline.standing(told)] == [
        ("minutes", "Corrigé"),
        ("agenda", "Le parc"),
    ]
    assert [one.what for one in told] == ["Inscrit", "Tenue", "Compte rendu publié"]


def test_erased_words_are_gone_and_said_to_be(client: Client) -> None:
    meeting("r-1", agenda="Mme Rey dira tout")
    erase("town.meetings", "r-1", actor=HEAD, at=AT)
    page = client.get("/registres/town.meetings/r-1")
    assert "Mme Rey" not in page.text and "Données effacées" in page.text
    assert "Ses textes et ses pièces ont été effacés le 18 nov. 2025" in said(page)


def test_a_record_taken_over_says_so(client: Client) -> None:
    facts = {"kind": "public", "subject": "Avant", "held_on": date(2024, 3, 1), "state": "held"}
    perform(acts.meeting.imported, "r-1", actor=ADMIN, at=AT, **facts)
    page = client.get("/registres/town.meetings/r-1")
    assert 'data-evidence="repris"' in page.text and "Reprise d’un fichier." in said(page)
    assert "Repris d’un fichier" in said(page)


def test_english_pages_speak_english(client: Client) -> None:
    client.cookies["langue"] = "en"
    project(name_en="The port")
    meeting("r-1", project="port", agenda="Le parc")
    page = client.get("/registres/town.projects/port").text
    assert "<h1>The port</h1>" in page
    page = said(client.get("/registres/town.meetings/r-1"))
    assert "What happened" in page and "Agenda: “Le parc”" in page and "Recorded" in page
    for french in ("Ce qui s’est passé", "fiche", "Registre"):
        assert french not in page
