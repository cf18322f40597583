"""A consultation: anybody answers, words are read before they are public, grounds are counted, private rows go."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.core import mail
from django.core.cache import cache
from django.test import Client

from chapitre.chapters.voice import intake, moderation, synthesis
from chapitre.chapters.voice.acts import consultations, contributions
from chapitre.chapters.voice.intake import Start
from chapitre.chapters.voice.models import Consultation, Contribution
from chapitre.chapters.voice.models.private import ContributionContact, ContributionDraft
from chapitre.kernel import clock
from chapitre.kernel.acts import BadFact, Missing, OutOfOrder, perform
from chapitre.kernel.ledger import log
from chapitre.kernel.people.actors import ADMINISTRATOR, ANYBODY, Actor
from chapitre.kernel.people.flood import TRAP, Limit
from tests.chapters.voice.desk import at_desk

pytestmark = pytest.mark.django_db
ADMIN = Actor(ADMINISTRATOR)
AT = datetime(2025, 11, 18, 9, tzinfo=UTC)
KEY, ADDRESS = "place", "/participer/consultations/place"
SECRET = "Mme Rey, au 12, me l’a dit"


@pytest.fixture(autouse=True)
def _now(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: AT)


@pytest.fixture
def place() -> Consultation:
    perform(
        consultations.consultation.recorded, KEY, actor=ADMIN, at=AT, name="la place", project=None,
        opened_on=date(2025, 11, 1), closes_on=date(2025, 12, 1), choices="ombre; jeux", question="Quoi ?",
    )  # fmt: skip
    return Consultation.objects.get(key=KEY)


def sent(**params: Any) -> str:
    return perform(contributions.sent, actor=ANYBODY, at=AT, consultation=KEY, **params).key


def start(seconds: int = 60) -> str:
    return Start(AT - timedelta(seconds=seconds), "clé-du-formulaire").signed


def post(client: Client, **fields: str) -> Any:
    return client.post(ADDRESS, {"texte": "", "lieu": "", "courriel": "", "debut": start()} | fields)


def everything_public(key: str) -> str:
    client = Client()
    pages = [ADDRESS, "/participer/consultations", f"/registres/voice.contributions/{key}"]
    pages += ["/registres/voice.contributions", f"/registres/voice.contributions/{key}/ecritures.json"]
    return "".join(client.get(page).content.decode() for page in pages)


def test_words_are_public_once_read_and_the_address_is_gone_after_one_message(place: Consultation) -> None:
    answer = post(Client(), choix="ombre", texte=SECRET, lieu="place Voltaire", courriel="a@b.fr")
    assert answer.status_code == 302
    shown = Client().get(answer["Location"])
    row = Contribution.objects.get()
    assert row.key in shown.content.decode() and (row.choice, row.place, row.state) == (
        "ombre", "place Voltaire", "pending",
    )  # fmt: skip
    assert "Rey" not in everything_public(row.key) and "a@b.fr" not in everything_public(row.key)
    moderation.publish(row.key, "On me l’a dit", actor=ADMIN, at=AT)
    assert "On me l’a dit" in everything_public(row.key) and "Rey" not in everything_public(row.key)
    assert not ContributionDraft._base_manager.exists() and not ContributionContact._base_manager.exists()
    assert [one.to for one in mail.outbox] == [["a@b.fr"]] and row.key in mail.outbox[0].body


def test_what_is_set_aside_is_counted_by_its_ground_and_never_shown(place: Consultation) -> None:
    key = sent(text=SECRET)
    with pytest.raises(BadFact):
        moderation.remove(key, "déplaît", actor=ADMIN, at=AT)
    moderation.remove(key, "personal", actor=ADMIN, at=AT)
    assert "Rey" not in everything_public(key)
    assert "Rey" not in json.dumps([entry.body for entry in log.entries()])
    assert [(one.count) for one in synthesis.grounds(place)] == [1, 0, 0, 0, 0, 0]
    assert not ContributionDraft._base_manager.exists()
    with pytest.raises(OutOfOrder):
        moderation.publish(key, SECRET, actor=ADMIN, at=AT)


def test_an_answer_without_words_has_nothing_to_read(place: Consultation) -> None:
    sent(choice="jeux")
    assert Contribution.objects.get().state == "published"
    assert [(one.label, one.count) for one in synthesis.choices(place)] == [("ombre", 0), ("jeux", 1)]
    with pytest.raises(Missing):
        sent(text="  ")


def test_one_contribution_carries_several_expectations_of_its_own_consultation(place: Consultation) -> None:
    told = {"name": "autre", "opened_on": date(2025, 11, 1), "closes_on": date(2025, 12, 1)}
    perform(consultations.consultation.recorded, "autre", actor=ADMIN, at=AT, **told)
    for key, consultation in (("EX-1", KEY), ("EX-10", KEY), ("EX-2", "autre")):
        perform(
            consultations.expectation.recorded, key, actor=ADMIN, at=AT, consultation=consultation, subject=key,
            theme="green", contributions=0,
        )  # fmt: skip
    key, other = sent(choice="ombre"), sent(choice="jeux")
    with pytest.raises(BadFact):
        moderation.code(key, ["EX-2"], actor=ADMIN, at=AT)
    with pytest.raises(BadFact):
        moderation.code(key, [], actor=ADMIN, at=AT)
    moderation.code(key, ["EX-10", "EX-1"], actor=ADMIN, at=AT)
    moderation.code(other, ["EX-10"], actor=ADMIN, at=AT)
    assert {one.key: one.online for one in synthesis.themes(place)} == {"EX-1": 1, "EX-10": 2}
    assert [one.key for one in synthesis.published(place, "EX-1")] == [key]
    assert {one.key for one in synthesis.published(place, "EX-10")} == {key, other}


def test_a_form_sent_twice_is_one_contribution(place: Consultation) -> None:
    client = Client()
    assert [post(client, choix="ombre").status_code for _ in range(2)] == [302, 302]
    assert Contribution.objects.count() == 1


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({}, "écrivez quelques mots"),
        ({"choix": "brûler"}, "À corriger"),
        ({"choix": "ombre", "lieu": "rue qui n’est pas"}, "Aucun lieu"),
        ({"choix": "ombre", "courriel": "non"}, "À corriger"),
        ({"choix": "ombre", TRAP: "http://spam"}, "champ caché"),
        ({"choix": "ombre", "debut": start(0)}, "plus vite"),
        ({"choix": "ombre", "debut": "faux"}, "plus d’un jour"),
        ({"choix": "ombre", "lon": "0", "lat": "0"}, "hors de la commune"),
        ({"choix": "ombre", "lon": "99999999999999999999"}, "À corriger"),
    ],
)
def test_what_cannot_be_taken_says_why_and_changes_nothing(
    place: Consultation, fields: dict[str, str], says: str
) -> None:
    answer = post(Client(), **fields)
    assert answer.status_code == 422 and says in answer.content.decode()
    assert not Contribution.objects.exists()


def test_a_source_that_sends_too_much_is_refused(place: Consultation, monkeypatch: pytest.MonkeyPatch) -> None:
    cache.clear()
    monkeypatch.setattr(intake, "SENT", Limit("contributions", 1, 3600))
    client = Client()
    assert post(client, choix="ombre").status_code == 302
    again = post(client, choix="ombre")
    assert again.status_code == 429 and int(again["Retry-After"]) > 0


def test_a_closed_consultation_takes_nothing_more(place: Consultation, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: AT + timedelta(days=20))
    answer = post(Client(), choix="ombre", debut=start(-20 * 86400 + 60))
    assert answer.status_code == 422 and "ne prend plus" in answer.content.decode()
    assert not Contribution.objects.exists()


def test_the_desk_reads_publishes_and_sets_aside(place: Consultation) -> None:
    first, second = sent(text="Des bancs."), sent(text=SECRET)
    client, page = at_desk(), "/bureau/consultations/place"
    assert "Rey" in client.get(page).content.decode()
    assert "2" in client.get("/bureau/consultations").content.decode()
    publish = {"cle": first, "seq": "1", "acte": "publier", "texte": "Des bancs."}
    assert client.post(page, publish).status_code == 302
    assert client.post(page, publish).status_code == 409
    assert client.post(page, {"cle": second, "seq": "1", "acte": "ecarter", "motif": ""}).status_code == 400
    assert client.post(page, {"cle": second, "seq": "1", "acte": "ecarter", "motif": "personal"}).status_code == 302
    assert client.post(page, {"cle": "ailleurs", "seq": "1", "acte": "publier"}).status_code == 422
    assert "Rey" not in client.get(page).content.decode()
    assert Client().get(page).status_code == 302 and at_desk("councillor").get(page).status_code == 403


def test_pages_are_whole_in_both_languages(place: Consultation) -> None:
    sent(choice="ombre", lon=2_384_000, lat=48_810_000, district="centre-ville", place="place Voltaire")
    for address in (ADDRESS, "/participer/consultations"):
        for language in ("fr", "en"):
            page = Client().get(f"{address}?langue={language}", follow=True)
            assert page.status_code == 200 and "La place" in page.content.decode()
    assert Client().get("/participer/consultations/rien").status_code == 404


# On paper, and in meetings -------------------------------------------------------------------------------------------

TYPING = "/bureau/consultations/place/saisir"


def typed(client: Client, **fields: str) -> Any:
    given = {"voie": "paper", "jour": "2025-11-10", "texte": "Des bancs.", "jeton": "un-jeton-assez-long"}
    return client.post(TYPING, given | fields)


def test_what_came_on_paper_is_typed_then_read_like_the_rest(place: Consultation) -> None:
    client = at_desk()
    answer = typed(client, texte=SECRET, choix="jeux", lieu="place Voltaire")
    assert answer.status_code == 302 and "jour=2025-11-10" in answer["Location"] and "voie=paper" in answer["Location"]
    row = Contribution.objects.get()
    assert (row.channel, row.state, row.sent_on, row.choice) == ("paper", "pending", date(2025, 11, 10), "jeux")
    assert row.point is not None and "Rey" not in everything_public(row.key)
    entry = log.history("voice.contributions", row.key)[0].content()
    assert (entry["role"], entry["on_date"]) == ("agent", "2025-11-18")
    assert ContributionDraft._base_manager.get().expires_on == AT.date() + timedelta(days=90)
    desk = client.get("/bureau/consultations/place").text
    assert "Rey" in desk and "sur papier, place Voltaire" in desk
    assert 'value="2025-11-18"' in client.get(TYPING).text
    assert 'value="2025-11-10"' in client.get(answer["Location"]).text


def test_a_meeting_s_contributions_are_typed_at_once_and_once(place: Consultation) -> None:
    client, texts = at_desk(), "Des bancs.\n \nDe l’ombre,\nsurtout l’été.\r\n\r\n\n Un jeu."
    for _ in range(2):
        assert typed(client, voie="meeting", texte=texts, plusieurs="on").status_code == 302
    drafts = list(ContributionDraft._base_manager.order_by("pk").values_list("text", flat=True))
    assert drafts == ["Des bancs.", "De l’ombre,\nsurtout l’été.", "Un jeu."]
    assert set(Contribution.objects.order_by("pk").values_list("channel", flat=True)) == {"meeting"}
    assert typed(client, texte=texts, jeton="un-autre-jeton").status_code == 302
    assert ContributionDraft._base_manager.count() == 4


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"texte": " "}, "écrivez quelques mots"),
        ({"voie": "web"}, "À corriger"),
        ({"jour": "2025-11-19"}, "pas encore venu"),
        ({"jour": "2025-10-31"}, "pas ouverte ce jour-là"),
        ({"lieu": "rue qui n’est pas"}, "Aucun lieu"),
        ({"texte": "x\n\n" * 101, "plusieurs": "on"}, "100 au plus"),
        ({"texte": f"a\n\n{'b' * 2001}", "plusieurs": "on"}, "La contribution 2 dépasse"),
        ({"texte": "b" * 2001}, "La contribution 1 dépasse"),
    ],
)
def test_what_cannot_be_typed_says_why(place: Consultation, fields: dict[str, str], says: str) -> None:
    answer = typed(at_desk(), **fields)
    assert answer.status_code == 422 and says in answer.text.replace("\u00a0", " ")
    assert not Contribution.objects.exists()


def test_paper_is_typed_until_the_results_are_published_and_by_staff_alone(place: Consultation) -> None:
    assert Client().get(TYPING).status_code == 302 and at_desk("councillor").get(TYPING).status_code == 403
    perform(consultations.consultation_closed, KEY, actor=ADMIN, at=AT, contributions=3)
    client = at_desk()
    assert client.get(TYPING).status_code == 200 and typed(client).status_code == 302
    perform(consultations.consultation_reported, KEY, actor=ADMIN, at=AT, results="De l’ombre.")
    assert typed(client, jeton="un-autre-jeton")["Location"] == "/bureau/consultations/place"
    assert "saisir" not in client.get("/bureau/consultations/place").text
    assert Contribution.objects.count() == 1
