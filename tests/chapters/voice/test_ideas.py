"""Ideas have a place, and who left an address hears what becomes of hers, once at each step, until nothing more may."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.core.cache import cache
from django.test import Client

from chapitre.chapters.voice.acts import budgets as acts
from chapitre.chapters.voice.budgets import box, counting, outcomes
from chapitre.chapters.voice.ideas_upcasters import UPCASTERS
from chapitre.chapters.voice.models import Idea, IdeaContact
from chapitre.kernel import clock
from chapitre.kernel.acts import BadFact, perform
from chapitre.kernel.acts.audit import audit
from chapitre.kernel.acts.erase import expire
from chapitre.kernel.ledger import log
from tests.chapters.voice.budgets import CLERKS, HEAD, KEY, at, idea, opened, project, voting

pytestmark = pytest.mark.django_db
PROPOSE = f"/participer/budgets/{KEY}/proposer"
WHERE = {"lon": 2_384_000, "lat": 48_810_000, "district": "centre-ville", "place": "place Voltaire"}


@pytest.fixture(autouse=True)
def _march(monkeypatch: pytest.MonkeyPatch) -> None:
    cache.clear()
    monkeypatch.setattr(clock, "now", lambda: at(3, 5))


def send(client: Client, monkeypatch: pytest.MonkeyPatch, **fields: str) -> Any:
    """The form, read for a while, then sent."""
    began = client.get(PROPOSE).text.partition('name="debut" value="')[2].partition('"')[0]
    monkeypatch.setattr(clock, "now", lambda: at(3, 5) + timedelta(minutes=1))
    given = {
        "titre": "un banc",
        "texte": "À l’ombre.",
        "theme": "green",
        "debut": began,
        "jeton": "un-jeton-assez-long",
    }
    return client.post(PROPOSE, given | fields)


# The place -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("fields", [{"lieu": "place Voltaire"}, {"lon": "2384000", "lat": "48810000"}])
def test_an_idea_shows_where_in_words_or_by_a_point(
    client: Client, monkeypatch: pytest.MonkeyPatch, fields: dict[str, str]
) -> None:
    opened()
    answer = send(client, monkeypatch, quartier="petit-ivry", **fields)
    assert answer.status_code == 302
    row = Idea.objects.get()
    assert row.point is not None and row.place and row.district != "petit-ivry"  # a place goes before a district
    facts = log.history("voice.ideas", row.key)[0].content()["facts"]
    assert (facts["lon"], facts["lat"], facts["place"]) == (row.lon, row.lat, row.place)
    assert list(audit()) == []


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"lieu": "rue qui n’est pas"}, "Aucun lieu de la commune"),
        ({"lon": "0", "lat": "0"}, "hors de la commune"),
        ({"lon": "9" * 30, "lat": "1"}, "À corriger"),
        ({"courriel": "pas une adresse"}, "À corriger"),
    ],
)
def test_a_place_that_is_none_is_refused(
    client: Client, monkeypatch: pytest.MonkeyPatch, fields: dict[str, str], says: str
) -> None:
    opened()
    answer = send(client, monkeypatch, **fields)
    assert answer.status_code == 422 and says in answer.text
    assert not Idea.objects.exists()


def test_an_idea_may_have_no_place(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    opened()
    assert send(client, monkeypatch, quartier="petit-ivry").status_code == 302
    row = Idea.objects.get()
    assert (row.point, row.place, row.district) == (None, None, "petit-ivry")
    with pytest.raises(BadFact):
        idea(department="proprete")


def published(key: str, **where: Any) -> None:
    idea(key, **where)
    perform(acts.published, key, actor=CLERKS[0], at=at(3, 6), subject=key, theme="green", text="À l’ombre.")


def test_the_map_holds_the_ideas_of_the_list_and_no_other(client: Client) -> None:
    opened()
    published("bancs", **WHERE)
    published("jardin", district="petit-ivry")
    idea("cachee", **WHERE)
    page = client.get(f"/participer/budgets/{KEY}").text
    assert 'data-map="explore"' in page and "1 idée montre un endroit." in page and "place Voltaire, " in page
    plan = f"/participer/budgets/{KEY}/idees.geojson"
    told = json.loads(client.get(plan).content)
    assert [one["properties"]["key"] for one in told["features"]] == ["bancs"]
    # What portal/static/chapitre/map/explore.js reads: without one of them the map draws no sign.
    assert set(told["features"][0]["properties"]) == {"key", "state", "late", "said", "label", "url"}
    assert told["features"][0]["geometry"]["coordinates"] == [2.384, 48.81]
    for query in ("?theme=works", "?bbox=2.39,48.8,2.4,48.9", "?bbox=5,5,6,6"):
        assert json.loads(client.get(plan + query).content)["features"] == []
    for query in ("?theme=rien", "?bbox=1,2,3", "?bbox=nan,1,2,3"):
        assert client.get(plan + query).status_code == 400
    assert 'data-map="' not in client.get(f"/participer/budgets/{KEY}?quartier=petit-ivry").text


def test_ideas_written_before_places_are_read_as_having_none() -> None:
    old = {"budget": KEY, "subject": "bancs"}
    assert set(UPCASTERS) == set(range(1, Idea.register.schema))
    new = UPCASTERS[1](old)
    assert (new["place"], new["lon"], new["lat"], new["subject"]) == (None, None, None, "bancs")
    assert set(new) - set(old) <= set(Idea.register.facts)


# Its page -------------------------------------------------------------------------------------------------------------


def read(client: Client, key: str) -> str:
    answer = client.get(f"/participer/idees/{key}")
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.text))


def test_its_page_says_what_it_was_and_what_became_of_it(client: Client) -> None:
    voting()
    published("sieges", **WHERE)
    page = read(client, "sieges")
    assert "À l’ombre." in page and "place Voltaire" in page and "leur avis paraîtra ici" in page
    perform(acts.idea_merged, "sieges", actor=HEAD, at=at(4, 1), merged_into="idee-1", reason="La même idée.")
    page = read(client, "sieges")
    assert "La même idée." in page and "avance avec elle : Bancs" in page and "paraîtra ici" not in page
    for number in range(3):
        box.cast(KEY, f"{number}@example.org", {1: 1}, at=at(6, 3, number + 8))
    counting.count(KEY, actor=HEAD, at=at(6, 16))
    page = read(client, "idee-1")
    assert "Financée" in page and "Financé par ses 3 soutiens" in page and "Projet n° 1 du vote." in page
    assert "Les idées qui y sont réunies Sieges" in page and "La réalisation est à lancer." in page
    assert "Non financé" in read(client, "idee-4")


def test_what_nobody_has_read_is_not_on_its_page(client: Client) -> None:
    opened()
    idea("banc", title="Jeanne Rey", text="Appelez Jeanne Rey.")
    page = read(client, "banc")
    assert "Rey" not in page and "L’idée banc" in page and "Un agent la relit" in page
    perform(acts.set_aside, "banc", actor=HEAD, at=at(3, 6), reason="Nomme quelqu’un.")
    page = read(client, "banc")
    assert "Rey" not in page and "Nomme quelqu’un." in page
    assert client.get("/participer/idees/rien").status_code == 404
    client.cookies["langue"] = "en"
    page = read(client, "banc")
    assert "Set aside, with the reason" in page and "écartée" not in page


# What becomes of it --------------------------------------------------------------------------------------------------


@pytest.fixture
def told(django_capture_on_commit_callbacks: Any) -> Any:
    """Runs what follows acts, as their commit does; gives the e-mails that it sent."""

    @contextmanager
    def following() -> Iterator[list[Any]]:
        mail.outbox.clear()
        with django_capture_on_commit_callbacks(execute=True):
            yield mail.outbox

    return following


def subjects(outbox: list[Any]) -> list[tuple[str, str]]:
    return [(one.to[0], one.subject.replace("\u00a0", " ")) for one in outbox]


def test_each_step_is_told_once_and_the_address_goes_with_the_last(told: Any) -> None:
    opened()
    idea("banc", email="a@b.fr")
    with told() as sent:
        perform(acts.published, "banc", actor=HEAD, at=at(3, 6), subject="des bancs", theme="green", text="Ombre.")
    assert subjects(sent) == [("a@b.fr", "Votre idée banc est publiée")]
    with told() as sent:
        perform(
            acts.idea_feasible, "banc", actor=HEAD, at=at(4, 9), subject="des bancs", number=1, cost_cents=200_000,
            motive="Le sol s’y prête.",
        )  # fmt: skip
    body = sent[0].body.replace("\u00a0", " ").replace("\u202f", " ")
    assert "2 000 €" in body and "Le sol s’y prête." in body and "/participer/idees/banc" in body
    with told() as sent:
        perform(acts.idea_funded, "banc", actor=HEAD, at=at(6, 16), supporters=3, points=3)
    assert subjects(sent) == [("a@b.fr", "Votre idée banc est financée")]
    with told() as sent:
        perform(acts.idea_begun, "banc", actor=HEAD, at=at(7, 1))
    assert sent == []
    assert IdeaContact._base_manager.exists()
    with told() as sent:
        perform(acts.idea_delivered, "banc", actor=HEAD, at=at(9, 1), result="Six bancs.")
    assert "Six bancs." in sent[0].body and "vient d’être effacée" in sent[0].body
    assert not IdeaContact._base_manager.exists()
    assert list(audit()) == []


@pytest.mark.parametrize(
    ("act", "params", "says"),
    [
        (acts.set_aside, {"reason": "Hors sujet."}, "Hors sujet."),
        (acts.idea.withdrawn, {"reason": "Doublon de saisie."}, "Doublon de saisie."),
    ],
)
def test_a_refusal_says_why_and_is_the_last_word(told: Any, act: Any, params: dict[str, str], says: str) -> None:
    opened()
    idea("banc", email="a@b.fr", language="en")
    with told() as sent:
        perform(act, "banc", actor=HEAD, at=at(3, 6), **params)
    assert says in sent[0].body and "last message" in sent[0].body
    assert not IdeaContact._base_manager.exists()


def test_the_department_s_opinion_is_told(told: Any) -> None:
    opened()
    published("banc", email="a@b.fr")
    with told() as sent:
        perform(acts.idea_unfeasible, "banc", actor=HEAD, at=at(4, 9), motive="Sous la rue passe une conduite.")
    assert "Sous la rue passe une conduite." in sent[0].body and not IdeaContact._base_manager.exists()


def test_who_sent_an_idea_merged_into_another_follows_that_one(told: Any) -> None:
    opened()
    project(1, "bancs", 200_000)
    published("sieges", email="c@d.fr")
    with told() as sent:
        reason = "La même idée."
        perform(acts.idea_merged, "sieges", actor=HEAD, at=at(4, 1), merged_into="idee-1", reason=reason)
    assert subjects(sent) == [("c@d.fr", "Votre idée sieges est réunie à une autre")]
    with told() as sent:
        perform(acts.idea_unfunded, "idee-1", actor=HEAD, at=at(6, 16), supporters=0, points=0)
    assert subjects(sent) == [("c@d.fr", "Votre idée sieges n’est pas financée")]
    assert "réunie au projet « bancs »" in sent[0].body.replace("\u00a0", " ")
    assert not IdeaContact._base_manager.exists()


def test_a_project_withdrawn_is_told_to_those_who_joined_it(told: Any) -> None:
    opened()
    project(1, "bancs", 200_000)
    published("sieges", email="c@d.fr")
    perform(acts.idea_merged, "sieges", actor=HEAD, at=at(4, 1), merged_into="idee-1", reason="La même idée.")
    with told() as sent:
        perform(acts.idea.withdrawn, "idee-1", actor=HEAD, at=at(4, 2), reason="Terrain vendu.")
    assert "votre idée avec lui" in sent[0].body and "Terrain vendu." in sent[0].body
    assert not IdeaContact._base_manager.exists()


def test_the_count_tells_each_what_it_lacked(told: Any) -> None:
    voting()
    lost = Idea.objects.get(key="idee-4")
    IdeaContact._base_manager.create(record=lost, seq=1, email="e@f.fr", expires_on=at(12, 1).date())
    for number in range(3):
        box.cast(KEY, f"{number}@example.org", {1: 1}, at=at(6, 3, number + 8))
    with told() as sent:
        counting.count(KEY, actor=HEAD, at=at(6, 16))
    assert subjects(sent) == [("e@f.fr", "Votre idée idee-4 n’est pas financée")]
    assert "Non financé" in sent[0].body and not IdeaContact._base_manager.exists()


def test_an_address_does_not_outlive_three_years_and_stands_on_no_page(client: Client) -> None:
    opened()
    published("banc", email="a@b.fr")
    for page in (
        "/registres/voice.ideas/banc",
        "/participer/idees/banc",
        f"/participer/budgets/{KEY}",
        "/registres/voice.ideas/banc/ecritures.json",
    ):
        assert "a@b.fr" not in client.get(page).text
    assert "a@b.fr" not in json.dumps([entry.body for entry in log.entries()])
    expire(at(3, 5).date() + timedelta(days=3 * 365))
    assert IdeaContact._base_manager.exists()
    expire(at(3, 5).date() + timedelta(days=3 * 365 + 1))
    assert not IdeaContact._base_manager.exists()
    assert outcomes.write("banc", 0) is False


def test_acts_of_a_transaction_undone_are_told_to_nobody(told: Any) -> None:
    opened()
    published("banc", email="a@b.fr")
    with told() as sent, pytest.raises(ZeroDivisionError), log.writer():
        perform(acts.idea_unfeasible, "banc", actor=HEAD, at=at(4, 9), motive="Non.")
        _ = 1 / 0
    assert sent == [] and IdeaContact._base_manager.exists()
