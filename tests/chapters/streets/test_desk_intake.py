"""A report taken down by an agent, on the telephone or at the front desk."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest
from django.core import mail
from django.test import Client

from chapitre.chapters.streets import follow
from chapitre.chapters.streets.models import Contact, Report, Submission
from chapitre.kernel import clock
from chapitre.kernel.ledger import log
from chapitre.kernel.records import aside
from tests.chapters.streets.deskwork import NOW, at_desk, page, plain, resident
from tests.chapters.streets.pictures import photo, upload

pytestmark = pytest.mark.django_db
URL = "/bureau/nouveau"
GIVEN = {
    "jeton": "jeton-du-nouveau",
    "canal": "phone",
    "recu_le": "2025-11-18",
    "sujet": "rue-sale",
    "lieu": "rue Marat",
    "texte": "Devant chez Mme Rey.",
}


@pytest.fixture(autouse=True)
def _now(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)


def sent(client: Client, **changes: Any) -> Any:
    return client.post(URL, GIVEN | changes)


def test_a_call_becomes_a_report() -> None:
    client = at_desk()
    answer = sent(client, photos=[upload(photo()), upload(photo(colour=(1, 2, 3)))])
    found = Report.objects.get()
    assert answer.status_code == 302 and answer["Location"] == f"/bureau/signalements/{found.key}"
    assert (found.channel, found.category, found.place, found.state, found.review) == (
        "phone", "rue-sale", "rue Marat", "received", "pending",
    )  # fmt: skip
    assert log.entry(0).content()["role"] == "agent" and "Mme Rey" not in log.entry(0).body
    assert len(Submission.objects.get().photos) == 2
    html = page(client, answer["Location"])
    assert "agent·e, propreté, par le téléphone" in html and f"Signalement {found.key} enregistré." in html


def test_the_person_gets_the_link_that_no_mail_will_bring() -> None:
    client = at_desk()
    html = page(client, sent(client)["Location"])
    link = re.search(r"http://testserver/s/([\w-]+)", html)
    assert link is not None
    contact = follow.find(link[1])
    assert contact is not None and contact.email is None and contact.record == Report.objects.get()


def test_an_address_is_kept_apart_and_no_link_is_shown() -> None:
    client = at_desk()
    html = page(client, sent(client, courriel="nadia@exemple.fr")["Location"])
    assert "/s/" not in html and Contact.objects.get().email == "nadia@exemple.fr" and mail.outbox == []


def test_it_may_have_been_said_yesterday() -> None:
    sent(at_desk(), recu_le="2025-11-16", canal="desk")
    found = Report.objects.get()
    assert found.received_on == date(2025, 11, 16) and found.due_on == date(2025, 11, 19) and found.channel == "desk"


def test_the_subjects_question_is_asked() -> None:
    answer = sent(at_desk(), sujet="depot-sauvage")
    assert answer.status_code == 422 and "Posez la question : « Voyez-vous un produit dangereux ? »" in plain(
        answer.content
    )
    sent(at_desk(), sujet="depot-sauvage", reponse="unknown")
    assert Report.objects.get().answer == "unknown"


def test_an_answer_to_no_question_is_not_kept() -> None:
    sent(at_desk(), reponse="yes")
    assert Report.objects.get().answer is None


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"canal": ""}, "Dites si c’est au téléphone ou à l’accueil."),
        ({"canal": "web"}, "web"),
        ({"recu_le": "2025-11-19"}, "pas encore venu"),
        ({"recu_le": ""}, "Écrivez le jour"),
        ({"sujet": ""}, "Choisissez le sujet."),
        ({"sujet": "lune"}, "Ce sujet n’existe pas."),
        ({"lieu": ""}, "Écrivez la rue, la place ou l’équipement."),
        ({"lieu": "rue de la Lune"}, "Aucun lieu de la commune"),
        ({"courriel": "nadia@"}, "Cette adresse n’est pas complète"),
        ({"texte": "x" * 2001}, "raccourcissez-le"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_made(changes: dict[str, str], words: str) -> None:
    answer = sent(at_desk(), **changes)
    html = plain(answer.content)
    assert answer.status_code == 422 and words in html and not Report.objects.exists()
    assert "texte" in changes or "Devant chez Mme Rey." in html


def test_photos_stay_when_something_else_was_wrong() -> None:
    client = at_desk()
    answer = sent(client, lieu="", photos=[upload(photo()), upload(b"nothing", "notes.txt")])
    html = plain(answer.content)
    kept = re.findall(r'name="gardee" value="(\w{32})"', html)
    assert "« notes.txt »" in html and "Une photo est gardée pour cet envoi." in html and len(kept) == 1
    assert sent(client, gardee=kept).status_code == 302
    assert len(Submission.objects.get().photos) == 1 and aside.get(kept[0]) is None


def test_sent_twice_it_is_one_report() -> None:
    client = at_desk()
    assert sent(client)["Location"] == sent(client)["Location"]
    assert Report.objects.count() == 1
    sent(client, jeton="un autre jeton")
    assert Report.objects.count() == 2


def test_who_may_take_a_report_down() -> None:
    assert Client().get(URL).status_code == 302
    for client in (resident(), at_desk("councillor"), at_desk("auditor")):
        assert client.get(URL).status_code == 403 and sent(client).status_code == 403
    assert "Nouveau signalement" in page(at_desk("agent", "voirie"), URL)
    assert not Report.objects.exists()
