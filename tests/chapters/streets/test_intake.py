"""Reporting: four steps without JavaScript, a receipt with its proof, one report however often the form is sent."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client

from chapitre.chapters.streets import drafts
from chapitre.chapters.streets.categories import categories
from chapitre.chapters.streets.drafts import Draft
from chapitre.chapters.streets.models import Contact, Report, Submission
from chapitre.kernel.ledger import keys, log, merkle
from chapitre.kernel.ledger.tlogproof import verify_proof
from chapitre.kernel.records.models import Idempotency
from chapitre.kernel.town import town
from tests.chapters.streets.conftest import Walk, old, text

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("key")]


# The way through ----------------------------------------------------------------------------------------------------


def test_danger_comes_before_everything(client: Client) -> None:
    page = text(client.get("/signaler"))
    assert page.index("17") < page.index("Où est-ce")
    for number in ("17", "18", "112", "114"):
        assert number in page


def test_four_steps_make_one_report(walk: Walk) -> None:
    page = walk.at_details().finish(texte="Elle déborde.", courriel="a@example.org")
    assert page.status_code == 200
    report = Report.objects.get()
    assert (report.category, report.place, report.state, report.review) == (
        "corbeille-pleine",
        "place Voltaire",
        "received",
        "pending",
    )
    assert report.due_on == report.received_on + timedelta(days=categories()["corbeille-pleine"].days)
    assert report.channel == "web" and report.district in town().districts
    contact, sent = Contact.objects.get(), Submission.objects.get()
    assert (contact.email, contact.language, sent.text) == ("a@example.org", "fr", "Elle déborde.")
    assert report.key in text(page) and "C’est noté" in text(page)


def test_nothing_is_needed_beyond_where_and_what(walk: Walk) -> None:
    assert walk.at_details().finish().status_code == 200
    assert Report.objects.get().review == "done"  # nothing to read


def test_nothing_is_stored_before_the_last_step(walk: Walk) -> None:
    walk.at_details()
    assert not Report.objects.exists() and not Idempotency.objects.exists() and log.size() == 0


def test_the_receipt_holds_the_entry_its_hash_and_the_figure(walk: Walk) -> None:
    page = walk.at_details().finish()
    entry = log.history("streets.reports", Report.objects.get().key)[0]
    lines = re.sub(r"\s", "", text(page))
    assert bytes(entry.leaf).hex() in lines and f"n°{entry.index}duregistre" in lines
    assert re.search(r'data-evidence="prouve" href="/chiffres/streets.reports_received">1<', page.content.decode())
    assert "/chiffres/streets.reports_received#fiches" in page.content.decode()


def test_the_kept_receipt_proves_the_entry(walk: Walk) -> None:
    page = walk.at_details().finish()
    url = re.search(r'href="(/signaler/recu/[^"]*/fichier)"', page.content.decode())
    assert url
    file = walk.client.get(url[1])
    assert file["Content-Disposition"].startswith("attachment") and file["Cache-Control"] == "no-store"
    kept = file.content.decode()
    body = re.search(r"--- écriture ---\n(.*)\n", kept)
    proof = kept.partition("--- preuve ---\n")[2]
    assert body
    leaf = merkle.leaf_hash(body[1].encode())
    head = verify_proof(proof, leaf, keys.origin(), [period.key for period in keys.periods()])
    assert head.size == 1 and leaf.hex() in kept and Report.objects.get().key in kept
    assert "/s/" not in kept  # the private link is not in what one shows to prove


def test_the_answer_to_the_question_is_kept_and_asked_for(walk: Walk) -> None:
    walk.open().step(lieu="place Voltaire")
    again = walk.send(sujet="depot-sauvage")
    assert again.status_code == 422 and "Répondez aussi à la question" in text(again)
    walk.step(**{"sujet": "depot-sauvage", "reponse-depot-sauvage": "unknown"})
    walk.fields["brouillon"] = old(walk.fields["brouillon"])
    walk.finish()
    assert Report.objects.get().answer == "unknown"


def test_an_answer_to_another_category_is_not_kept(walk: Walk) -> None:
    walk.at_details(category="corbeille-pleine", **{"reponse-depot-sauvage": "yes"}).finish()
    assert Report.objects.get().answer is None


def test_going_back_loses_nothing(walk: Walk) -> None:
    walk.at_details()
    walk.step(texte="Des mots.", courriel="a@example.org", retour="1")
    assert 'value="corbeille-pleine" checked' in walk.page.content.decode()
    walk.step(retour="1")
    assert 'value="place Voltaire"' in walk.page.content.decode()
    walk.step(lieu="place Voltaire").step(sujet="corbeille-pleine")
    page = walk.page.content.decode()
    assert "Des mots." in page and "a@example.org" in page


def test_the_language_of_the_page_is_that_of_the_messages(walk: Walk) -> None:
    walk.client.cookies["langue"] = "en"
    walk.at_details().finish(courriel="a@example.org")
    assert Contact.objects.get().language == "en"


# Where --------------------------------------------------------------------------------------------------------------


def test_several_places_are_a_list_to_choose_from(walk: Walk) -> None:
    walk.open().step(lieu="avenue")
    choices = re.findall(r'name="choix" value="([^"]+)"', walk.page.content.decode())
    assert len(choices) > 2 and "Plusieurs lieux" in text(walk.page)
    walk.step(choix=choices[1], lieu="avenue")
    assert Draft.read(walk.fields["brouillon"]).place == choices[1].partition(":")[2]


def test_the_map_point_is_published_on_the_street_and_kept_apart_exactly(walk: Walk) -> None:
    walk.open().step(lon="2384310", lat="48811250", lieu="").step(sujet="corbeille-pleine")
    draft = Draft.read(walk.fields["brouillon"])
    assert draft.point == (2384310, 48811250) != (draft.lon, draft.lat)
    walk.fields["brouillon"] = old(walk.fields["brouillon"])
    walk.finish()
    report = Report.objects.get()
    assert (report.lon, report.lat) == (draft.lon, draft.lat)
    assert Submission.objects.get().point == [2384310, 48811250]
    assert "2384310" not in log.entry(0).body


def test_words_written_after_the_point_win(walk: Walk) -> None:
    walk.open().step(lon="2384310", lat="48811250", lieu="place Voltaire")
    assert Draft.read(walk.fields["brouillon"]).place == "place Voltaire"
    assert Draft.read(walk.fields["brouillon"]).point is None


@pytest.mark.parametrize(
    ("answers", "message"),
    [
        ({"lieu": ""}, "Écrivez une rue"),
        ({"lieu": "zzzzqqq xxxx"}, "Aucun lieu de la commune"),
        ({"lieu": "", "lon": "2352000", "lat": "48856000"}, "hors de la commune"),
        ({"lieu": "", "lon": "999999999", "lat": "0"}, "Écrivez une rue"),
        ({"lieu": "", "lon": "abc", "lat": "1"}, "Écrivez une rue"),
        ({"lieu": "x" * 201}, "trop long"),
        ({"lieu": "", "choix": "rue:rue qui n’existe pas"}, "cherchez-le à nouveau"),
        ({"lieu": "a\0b"}, "nul"),
    ],
)
def test_a_place_that_cannot_be_taken_says_why(walk: Walk, answers: dict[str, str], message: str) -> None:
    page = walk.open().send(**answers)
    assert page.status_code == 422 and message in text(page)
    assert 'aria-invalid="true"' in page.content.decode()


# What ---------------------------------------------------------------------------------------------------------------


def test_categories_are_listed_with_their_promise_and_filtered_by_a_word(walk: Walk) -> None:
    walk.open().step(lieu="place Voltaire")
    assert walk.page.content.decode().count('name="sujet"') == len(categories())
    assert "sous 3 jours" in text(walk.page)
    walk.step(mot="lampadaire", filtrer="1")
    assert walk.page.content.decode().count('name="sujet"') == 2
    walk.step(mot="zzz", filtrer="1")
    assert "toute la liste" in text(walk.page) and walk.page.content.decode().count('name="sujet"') == len(categories())


def test_the_chosen_category_stays_in_a_filtered_list(walk: Walk) -> None:
    walk.open().step(lieu="place Voltaire").step(mot="lampadaire", filtrer="1", sujet="graffiti")
    assert 'value="graffiti" checked' in walk.page.content.decode()


@pytest.mark.parametrize(("sujet", "message"), [("", "Choisissez le sujet"), ("n-existe-pas", "n’existe pas")])
def test_a_category_that_cannot_be_taken_says_why(walk: Walk, sujet: str, message: str) -> None:
    page = walk.open().step(lieu="place Voltaire").send(sujet=sujet)
    assert page.status_code == 422 and message in text(page)


# Details ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("answers", "message"),
    [
        ({"texte": "é" * 2001}, "2001 signes"),
        ({"courriel": "pas une adresse"}, "n’est pas complète"),
        ({"courriel": "a" * 250 + "@example.org"}, "trop longue"),
        ({"texte": "a\0b"}, "nul"),
        ({"joindre": "25-00001"}, "choisissez à nouveau"),
        ({"site_web": "http://spam.example"}, "champ caché"),
    ],
)
def test_details_that_cannot_be_taken_say_why_and_stay(walk: Walk, answers: dict[str, str], message: str) -> None:
    page = walk.at_details().send(**{"texte": "Gardé.", **answers})
    assert page.status_code == 422 and message in text(page)
    assert not Report.objects.exists() and log.size() == 0
    if "texte" not in answers:
        assert "Gardé." in text(page)


def test_two_thousand_signs_fit_whatever_their_line_ends(walk: Walk) -> None:
    assert walk.at_details().finish(texte=("x" * 99 + "\r\n") * 20).status_code == 200


def test_faster_than_a_person_is_sent_back(walk: Walk) -> None:
    walk.open().step(lieu="place Voltaire").step(sujet="corbeille-pleine")
    page = walk.send()
    assert page.status_code == 422 and "attendez deux secondes" in text(page)
    assert not Report.objects.exists()


@pytest.mark.parametrize("bad", ["", "x", "é:ù:ü", "a:b:c", "\0"])
def test_a_forged_or_old_draft_starts_again(client: Client, bad: str) -> None:
    page = client.post("/signaler", {"brouillon": bad, "etape": "details"})
    assert page.status_code == 422 and "Recommencez ici" in text(page)


def test_a_draft_expires_after_a_day(walk: Walk, monkeypatch: pytest.MonkeyPatch) -> None:
    walk.at_details()
    monkeypatch.setattr(drafts, "LASTS", timedelta(seconds=-1))
    assert walk.send().status_code == 422


@pytest.mark.parametrize("step", ["quoi", "details", "", "zzz"])
def test_a_step_out_of_order_goes_back_to_the_place(walk: Walk, step: str) -> None:
    page = walk.open().send(etape=step, sujet="corbeille-pleine")
    assert page.status_code == 422 and "Où est-ce" in text(page) and not Report.objects.exists()


# Duplicates ---------------------------------------------------------------------------------------------------------


def test_a_likely_duplicate_is_offered_and_joined(walker: Callable[[], Walk]) -> None:
    first = walker().at_details()
    first.finish()
    known = Report.objects.get()
    second = walker().at_details()
    assert "Est-ce déjà signalé" in text(second.page) and f'value="{known.key}"' in second.page.content.decode()
    page = second.finish(joindre=known.key)
    joined = Report.objects.exclude(key=known.key).get()
    assert (joined.state, joined.merged_into) == ("merged", known.key)
    assert f"rejoint le {known.key}" in text(page) and Contact.objects.count() == 2
    assert 'streets.reports_received">2<' in page.content.decode()  # it counts as a report


def test_another_category_or_place_is_no_duplicate(walker: Callable[[], Walk]) -> None:
    walker().at_details().finish()
    assert "déjà signalé" not in text(walker().at_details(category="rats").page)
    assert "déjà signalé" not in text(walker().at_details(place="Hôtel de ville").page)


def test_only_what_was_offered_can_be_joined(walker: Callable[[], Walk]) -> None:
    walker().at_details(category="rats").finish()
    page = walker().at_details().send(joindre=Report.objects.get().key)
    assert page.status_code == 422 and Report.objects.count() == 1
