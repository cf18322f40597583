"""Reporting, when something goes wrong: sent twice, bad photos, floods, junk; never two reports, never a 500."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from chapitre.chapters.streets import flood, follow
from chapitre.chapters.streets.drafts import Draft
from chapitre.chapters.streets.models import Contact, Report, Submission
from chapitre.kernel import clock
from chapitre.kernel.ledger import log
from chapitre.kernel.records import aside, files
from chapitre.kernel.records.models import Idempotency
from tests.chapters.streets import pictures
from tests.chapters.streets.conftest import Walk, hidden, text
from tests.chapters.streets.pictures import upload

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("key")]


def link_of(page: Any) -> str:
    """The follow-up link's token on a receipt."""
    found = re.search(r'/s/([0-9a-z-]{32})"', page.content.decode())
    assert found
    return found[1]


# Once ---------------------------------------------------------------------------------------------------------------


def test_sent_twice_it_is_one_report_and_one_link(walk: Walk) -> None:
    walk.at_details()
    first, second = walk.finish(texte="a"), walk.finish(texte="a")
    assert Report.objects.count() == 1 and log.size() == 1
    assert link_of(first) == link_of(second)


@pytest.mark.django_db(transaction=True)
def test_sent_eight_times_at_once_it_is_one_report(walk: Walk) -> None:
    walk.at_details()

    def send(_n: int) -> Any:
        try:
            return Client().post("/signaler", {**walk.fields, "texte": "a"})
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(send, range(8)))
    assert {one.status_code for one in answers} == {302}
    assert Report.objects.count() == 1 and log.size() == 1 and Contact.objects.count() == 1
    assert len({link_of(walk.client.get(one["Location"])) for one in answers}) == 1


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
        assert (page["Cache-Control"], page["Referrer-Policy"]) == ("no-store", "same-origin")
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
    assert not list(aside.folder().iterdir())
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
    assert len(Submission.objects.get().photos) == 1 and aside.get(name) is None


def test_a_photo_that_waits_can_be_taken_out(walk: Walk) -> None:
    walk.take(walk.at_details().send(courriel="faux", photos=[upload(pictures.photo())]))
    [name] = Draft.read(walk.fields["brouillon"]).photos
    walk.finish(retirer=[name], texte="Sans photo.")
    assert Submission.objects.get().photos == [] and aside.get(name) is None


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


# Floods -------------------------------------------------------------------------------------------------------------


def test_a_burst_is_held_and_counted_apart(walker: Callable[[], Walk], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(flood, "BURST", flood.Limit("burst", 2, 600))
    pages = [walker().at_details(category=code).finish() for code in ("rats", "affichage", "rue-sale")]
    held = Report.objects.get(review="held")
    assert held.category == "rue-sale" and "À relire d’abord" in text(pages[2])
    assert 'streets.reports_received">' not in pages[2].content.decode()
    assert held.key not in walker().client.get("/carte").content.decode()


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
    assert len(list(aside.folder().iterdir())) == 1


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
    assert clock.today().isoformat() == body["on_date"]
