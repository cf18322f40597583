"""Reporting: four steps without JavaScript, a receipt with its proof, one report however often the form is sent."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as conf
from django.test import Client
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from chapitre.chapters.streets import drafts, flood, follow
from chapitre.chapters.streets.categories import categories
from chapitre.chapters.streets.drafts import Draft
from chapitre.chapters.streets.models import Contact, Report, Submission
from chapitre.kernel import clock
from chapitre.kernel.ledger import keys, log, merkle
from chapitre.kernel.ledger.tlogproof import verify_proof
from chapitre.kernel.records import files
from chapitre.kernel.records.models import Idempotency
from tests.chapters.streets import pictures
from tests.chapters.streets.conftest import Walk, hidden, old, text
from tests.chapters.streets.pictures import upload

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("key")]


def link_of(page: Any) -> str:
    """The follow-up link's token on a receipt."""
    found = re.search(r'/s/([0-9a-z-]{32})"', page.content.decode())
    assert found
    return found[1]


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
    assert report.channel == "web" and report.district in conf_districts()
    contact, sent = Contact.objects.get(), Submission.objects.get()
    assert (contact.email, contact.language, sent.text) == ("a@example.org", "fr", "Elle déborde.")
    assert report.key in text(page) and "C’est noté" in text(page)


def conf_districts() -> set[str]:
    from chapitre.kernel.town import town

    return set(town().districts)


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


# Once ---------------------------------------------------------------------------------------------------------------


def test_sent_twice_it_is_one_report_and_one_link(walk: Walk) -> None:
    walk.at_details()
    first, second = walk.finish(texte="a"), walk.finish(texte="a")
    assert Report.objects.count() == 1 and log.size() == 1
    assert link_of(first) == link_of(second)


def test_two_forms_make_two_reports(walker: Callable[[], Walk]) -> None:
    one, two = walker().at_details().finish(), walker().at_details().finish(joindre="non")
    assert Report.objects.count() == 2 and link_of(one) != link_of(two)


def test_only_the_hash_of_the_link_is_stored(walk: Walk) -> None:
    token = link_of(walk.at_details().finish()).replace("-", "")
    contact = Contact.objects.get()
    assert contact.follow == follow.digest(token) and token not in contact.follow
    assert not Idempotency.objects.filter(token__contains=Draft.read(walk.fields["brouillon"]).key).exists()


def test_the_receipt_can_be_reloaded_for_half_an_hour_and_is_not_kept(
    walk: Walk, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer = walk.at_details().send()
    assert answer.status_code == 302
    for _ in range(2):
        page = walk.client.get(answer["Location"])
        assert page.status_code == 200
        assert (page["Cache-Control"], page["Referrer-Policy"]) == ("no-store", "no-referrer")
    monkeypatch.setattr("chapitre.chapters.streets.views.receipts.LASTS", -1)
    over = walk.client.get(answer["Location"])
    assert over.status_code == 410 and Report.objects.get().key in text(over) and "/s/" not in over.content.decode()
    assert walk.client.get("/signaler/recu/forged").status_code == 410
    assert walk.client.get(answer["Location"] + "/fichier").status_code == 410


# Photos -------------------------------------------------------------------------------------------------------------


def test_photos_are_redrawn_and_kept_apart(walk: Walk) -> None:
    page = walk.at_details().finish(photos=[upload(pictures.with_gps()), upload(pictures.photo(400, 300))])
    assert page.status_code == 200
    names = Submission.objects.get().photos
    assert len(names) == 2 and pictures.SECRET not in files.path(names[0]).read_bytes()
    assert not list(drafts.folder().iterdir())
    assert walk.client.get(f"/photos/{Report.objects.get().key}/{names[0]}").status_code == 404


def test_a_bad_photo_is_named_and_the_good_one_waits(walk: Walk) -> None:
    page = walk.at_details().send(
        texte="Gardé.", photos=[upload(pictures.photo(), "bonne.jpg"), upload(b"rien", "IMG_2041.jpg")]
    )
    assert page.status_code == 422 and "« IMG_2041.jpg » n’est pas une photo" in text(page)
    assert not Report.objects.exists()
    walk.take(page)
    [name] = Draft.read(walk.fields["brouillon"]).photos
    shown = walk.client.get(f"/signaler/photos/{name}")
    assert shown["Content-Type"] == "image/jpeg" and "no-store" in shown["Cache-Control"]
    walk.finish(texte="Gardé.")
    assert len(Submission.objects.get().photos) == 1 and drafts.aside(name) is None


def test_a_photo_that_waits_can_be_taken_out(walk: Walk) -> None:
    walk.take(walk.at_details().send(courriel="faux", photos=[upload(pictures.photo())]))
    [name] = Draft.read(walk.fields["brouillon"]).photos
    walk.finish(retirer=[name], texte="Sans photo.")
    assert Submission.objects.get().photos == [] and drafts.aside(name) is None


def test_a_fifth_photo_is_refused_and_four_wait(walk: Walk) -> None:
    five = [upload(pictures.photo(64 + n, 48), f"{n}.jpg") for n in range(5)]
    page = walk.at_details().send(photos=five)
    assert page.status_code == 422 and "Quatre photos au plus : « 4.jpg » n’a pas été prise." in text(page)
    walk.take(page).finish()
    assert len(Submission.objects.get().photos) == 4


@pytest.mark.parametrize("name", ["../../secret_key", "0" * 31, "..", "0" * 32, "%00"])
def test_no_other_file_can_be_asked_for(client: Client, name: str) -> None:
    assert client.get(f"/signaler/photos/{name}").status_code == 404


def test_a_refused_act_leaves_no_file(walk: Walk, monkeypatch: pytest.MonkeyPatch) -> None:
    from chapitre.chapters.streets import intake
    from chapitre.kernel.acts import BadFact

    def refuse(*args: Any, **kwargs: Any) -> None:
        raise BadFact("place", "x")

    monkeypatch.setattr(intake, "perform", refuse)
    page = walk.at_details().send(photos=[upload(pictures.photo())])
    assert page.status_code == 400 and "n’est pas permise" in text(page)
    assert not [one for one in files.folder().rglob("*") if one.is_file()]


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


# Floods -------------------------------------------------------------------------------------------------------------


def test_a_burst_is_held_and_counted_apart(walker: Callable[[], Walk], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(flood, "BURST", flood.Limit("burst", 2, 600))
    pages = [walker().at_details(category=code).finish() for code in ("rats", "affichage", "rue-sale")]
    held = Report.objects.get(review="held")
    assert held.category == "rue-sale" and "À relire d’abord" in text(pages[2])
    assert 'streets.reports_received">' not in pages[2].content.decode()
    assert held.place not in text(walker().client.get("/carte")) or held.key not in text(walker().client.get("/carte"))


def test_too_many_posts_wait_and_keep_their_words(walker: Callable[[], Walk], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(flood, "ATTEMPTS", flood.Limit("attempts", 1, 3600))
    walker().at_details().finish()
    page = walker().at_details(category="rats").send(texte="Je garde ceci.")
    assert page.status_code == 429 and int(page["Retry-After"]) > 3500
    assert "Trop d’envois" in text(page) and "Je garde ceci." in text(page)
    assert Report.objects.count() == 1


def test_photos_put_aside_are_limited_too(walk: Walk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(flood, "DRAFTS", flood.Limit("drafts", 1, 3600))
    walk.at_details()
    answers = [walk.send(courriel="faux", photos=[upload(pictures.photo())]) for _ in range(2)]
    assert [one.status_code for one in answers] == [422, 422]
    assert "Choisissez vos photos à nouveau" in text(answers[1])
    assert len(list(drafts.folder().iterdir())) == 1


def test_no_address_of_a_sender_is_stored(walk: Walk) -> None:
    from django.core.cache import cache

    walk.client.defaults["REMOTE_ADDR"] = "203.0.113.77"
    walk.at_details().finish()
    assert "203.0.113.77" not in repr(cache.__dict__) + repr(getattr(cache, "_cache", ""))
    assert "203.0.113.77" not in log.entry(0).body


# Anything a stranger can send ---------------------------------------------------------------------------------------

junk = st.one_of(
    st.text(max_size=60),
    st.sampled_from(["\0", "𐏿", "'" * 40, "<b>", "-1", "9" * 400, "NaN", "1e999", "\u202e", "a" * 70_000, "%s{{", ""]),
)
FIELDS = (
    "brouillon", "etape", "lieu", "lon", "lat", "choix", "sujet", "mot", "reponse-depot-sauvage", "texte", "courriel",
    "joindre", "retirer", "retour", "filtrer", "site_web", "photos",
)  # fmt: skip
names = st.sampled_from(FIELDS)


@hypothesis_settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(st.dictionaries(names, junk, max_size=8), st.sampled_from(["ou", "quoi", "details"]))
def test_junk_never_breaks_the_form_nor_makes_a_report(answers: dict[str, str], step: str) -> None:
    walk = Walk(Client(raise_request_exception=False))
    walk.at_details()
    if "brouillon" not in answers:
        answers["brouillon"] = walk.fields["brouillon"]
    page = walk.client.post("/signaler", {"etape": step, **answers})
    assert page.status_code in (200, 302, 400, 413, 422, 429), page.content[:2000]
    if page.status_code != 302:
        assert hidden(page) or page.status_code in (400, 413)


@hypothesis_settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(
    st.binary(max_size=300), st.sampled_from(["application/x-www-form-urlencoded", "multipart/form-data; boundary=x"])
)
def test_raw_bytes_are_refused(body: bytes, kind: str) -> None:
    page = Client(raise_request_exception=False).post("/signaler", body, content_type=kind)
    assert page.status_code in (400, 413, 422)


def test_the_site_works_where_no_folder_exists_yet(walk: Walk, settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path / "new" / "media"
    assert walk.at_details().finish(photos=[upload(pictures.photo())]).status_code == 200


def test_entries_name_the_role_and_nobody(walk: Walk) -> None:
    walk.at_details().finish(texte="Jeanne Dupont", courriel="jeanne@example.org")
    body = json.loads(log.entry(0).body)
    assert body["role"] == "resident" and "jeanne" not in log.entry(0).body.lower()
    assert clock.today().isoformat() == body["on_date"] and conf.SITE_URL
