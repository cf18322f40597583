"""The search page: grouped, in words, without JavaScript, and never showing what is not public."""

from __future__ import annotations

import pytest
from django.test import Client

from chapitre.chapters.streets import acts
from chapitre.kernel.acts import perform
from chapitre.kernel.acts.erase import erase
from chapitre.kernel.search import follow
from chapitre.kernel.search.models import Page
from chapitre.opendata import search
from tests import factories
from tests.factories import ADMIN, CLEANING, later
from tests.opendata.conftest import REPORTS, Town

pytestmark = pytest.mark.django_db


def look(client: Client, q: str, **more: str) -> str:
    follow.catch_up()
    answer = client.get("/recherche", {"q": q, **more})
    assert answer.status_code == 200 and answer.text.count("<h1>") == 1 and "noindex" in answer.text
    return str(answer.text)


def groups(q: str) -> dict[str, list[str]]:
    follow.catch_up()
    return {one.label: [result.title for result in one.results] for one in search.everywhere(q)}


def test_titles_then_the_town_then_the_others(small_town: Town) -> None:
    found = groups("gagarine")
    assert next(iter(found)) == "Projets urbains" and found["Projets urbains"] == ["Agrocité, « Gagarine »"]
    assert "Rues et lieux" in found
    assert groups("place voltaire")["Signalements"][0] == f"Signalement {small_town.reports[4]}"


def test_figures_and_registers_are_found(small_town: Town) -> None:
    assert any("ignalements" in title for title in groups("signalements reçus")["Chiffres du bilan"])
    assert groups("signalements")["Registres"] == ["Signalements"]


def test_a_number_leads_to_its_record(client: Client, small_town: Town) -> None:
    text = look(client, small_town.reports[1])
    assert f'href="/signalements/{small_town.reports[1]}"' in text
    assert small_town.reports[0] not in text


def test_an_excerpt_marks_what_was_sought(client: Client, small_town: Town) -> None:
    said = "Un <b>canapé</b> et trois sacs sont laissés là depuis lundi, devant l’école."
    key = factories.report(text=said).key
    perform(acts.reviewed, key, actor=CLEANING, at=later(), text=said)
    text = look(client, "canape sacs")
    assert "Un &lt;b&gt;<mark>canapé</mark>&lt;/b&gt; et trois <mark>sacs</mark> sont laissés" in text
    assert "<mark>" not in look(client, key)
    erase(REPORTS, key, actor=ADMIN, at=later(2))
    assert "Rien ne répond" in look(client, "canape sacs")


def test_a_long_text_is_cut_around_the_word() -> None:
    text = "mot " * 100 + "canapé " + "fin " * 100
    cut = search.excerpt([text], ["canap"])
    assert cut.startswith("… mot") and cut.endswith("fin …") and "<mark>canapé</mark>" in cut and len(cut) < 240
    assert search.excerpt(["Les arbres", "Le canapé"], ["canap"]) == "Le <mark>canapé</mark>"
    assert search.excerpt(["Les arbres"], ["canap"]) == ""


def test_more_of_one_register_page_by_page(client: Client, monkeypatch: pytest.MonkeyPatch, small_town: Town) -> None:
    monkeypatch.setattr(search, "PAGE", 2)
    monkeypatch.setattr(search, "FEW", 2)
    assert "Plus de réponses dans" in look(client, "voltaire")
    seen: list[str] = []
    for page in ("1", "2", "3"):
        text = look(client, "voltaire", registre=REPORTS, page=page)
        seen += [key for key in small_town.reports if f"/signalements/{key}" in text]
        assert ('rel="next"' in text) is (page != "3") and ('rel="prev"' in text) is (page != "1")
    assert sorted(seen) == small_town.reports[:5], "the one that is withdrawn is not found"


@pytest.mark.parametrize("q", ["", "   ", "…"])
def test_nothing_asked(client: Client, small_town: Town, q: str) -> None:
    text = look(client, q)
    assert "Chercher dans la ville" in text and "<mark>" not in text


@pytest.mark.parametrize(
    "q", ["xyzzy", "<script>alert(1)</script>", "'; DROP TABLE search_page; --", "a" * 3000, "\x00x"]
)
def test_nothing_found(client: Client, small_town: Town, q: str) -> None:
    text = look(client, q)
    assert "Rien ne répond" in text and "<script>alert" not in text
    assert Page.objects.exists()


def test_a_name_spelled_nearly_so_is_offered(client: Client, small_town: Town) -> None:
    assert "Cherchiez-vous" in look(client, "voltere")


@pytest.mark.parametrize("page", ["0", "-1", "x", "999", "1e3"])
def test_pages_that_are_none(client: Client, small_town: Town, page: str) -> None:
    look(client, "voltaire", registre=REPORTS, page=page)
    look(client, "voltaire", registre="rue.rien", page=page)


def test_late_is_said(client: Client, small_town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "un peu de retard" not in client.get("/recherche?q=x").text
    monkeypatch.setattr(search, "LATE", 3)
    assert "un peu de retard" in client.get("/recherche?q=x").text
    assert "un peu de retard" not in look(client, "x")


def test_a_street_leads_to_what_speaks_of_it_and_to_the_form(client: Client, small_town: Town) -> None:
    text = look(client, "voltaire")
    assert 'href="/recherche?q=place%20Voltaire"' in text and 'href="/signaler?lieu=place%20Voltaire"' in text
    assert "<b>place Voltaire</b>" in look(client, "Place VOLTAIRE")


def test_in_english(client: Client, small_town: Town) -> None:
    client.cookies["langue"] = "en"
    text = look(client, "place voltaire")
    assert "Report 24-" in text and "Fly-tipping" in text and "Signalement 24-" not in text


def test_every_page_has_its_box(client: Client) -> None:
    for path in ("/", "/donnees", "/verifier"):
        assert 'role="search" action="/recherche"' in client.get(path).text
