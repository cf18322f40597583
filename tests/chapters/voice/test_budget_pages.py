"""The pages of participatory budgets on the demonstration: every phase has its page, and a post does what it says."""

from __future__ import annotations

import hashlib
import re
from datetime import UTC, date, datetime
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.core.cache import cache
from django.test import Client

from chapitre.chapters.voice.acts import budgets as acts
from chapitre.chapters.voice.demo import budgets as demo
from chapitre.chapters.voice.models import Ballot, Budget, CastBallot, Idea, IdeaSent, Signature
from chapitre.chapters.voice.views import budgets as views
from chapitre.kernel import clock
from chapitre.kernel.acts import perform
from chapitre.kernel.acts.audit import audit
from chapitre.kernel.commons.demonstration import Demonstration
from chapitre.kernel.people import flood
from chapitre.kernel.people.models import User
from tests.chapters.voice.budgets import HEAD, KEY, idea, opened, voting

pytestmark = pytest.mark.django_db
DONE = f"/participer/budgets/{demo.KEY}"


@pytest.fixture
def told() -> None:
    """The chapter's demonstration of participatory budgets."""
    demonstration = Demonstration(date(2025, 11, 17), [], lambda _line: None)
    demo.load(demonstration, demonstration.random("voice.budgets"))
    demonstration.write()


def at(monkeypatch: pytest.MonkeyPatch, *moment: int) -> None:
    monkeypatch.setattr(clock, "now", lambda: datetime(*moment, tzinfo=UTC))  # type: ignore[arg-type]


@pytest.fixture(autouse=True)
def _empty() -> None:
    cache.clear()


def words(client: Client, path: str, status: int = 200) -> str:
    answer = client.get(path)
    assert answer.status_code == status, path
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


@pytest.mark.usefixtures("told")
def test_the_finished_budget_says_what_became_of_each_project(client: Client) -> None:
    budget = Budget.objects.get(key=demo.KEY)
    assert (budget.voters, Ballot.objects.count(), Signature.objects.count()) == (demo.VOTERS,) * 3
    assert budget.funded is not None and 4 <= budget.funded < len(demo.PROJECTS)
    assert not CastBallot.objects.exists() and list(audit()) == []
    page = words(client, f"{DONE}/resultat")
    assert page.count("Financé par") + page.count("Ajouté avec") == budget.funded
    assert page.count("Non financé :") == len(demo.PROJECTS) - budget.funded
    file = client.get(f"{DONE}/bulletins.pb").content
    assert hashlib.sha256(file).hexdigest() == budget.pb_sha256 and budget.pb_sha256 in page
    states = list(Idea.objects.filter(budget=demo.KEY).order_by("key").values_list("state", flat=True))
    assert (states.count("merged"), states.count("unfeasible"), states.count("works")) == (5, 3, 2)


@pytest.mark.usefixtures("told")
@pytest.mark.parametrize(
    "path", ["/participer/budgets", DONE, f"{DONE}/resultat", "/participer/budgets/budget-participatif-2026"]
)
def test_the_pages_speak_english(client: Client, monkeypatch: pytest.MonkeyPatch, path: str) -> None:
    at(monkeypatch, 2025, 11, 18)
    client.cookies["langue"] = "en"
    page = words(client, path)
    for french in ("Les idées", "Comment on a compté", "à partager", "Financé par", "soutiens", "Filtrer"):
        assert french not in page


@pytest.mark.usefixtures("told")
def test_ideas_are_narrowed_and_a_filter_that_is_none_is_refused(client: Client) -> None:
    page = words(client, f"{DONE}?theme=shops")
    assert "halle couverte" in page and "nichoirs" not in page
    assert "réunies à une autre" in words(client, f"{DONE}?etat=reunies")
    words(client, f"{DONE}?theme=nothing", 400)
    for path in ("/participer/budgets/none", "/participer/budgets/none/resultat", "/participer/budgets/none/voter"):
        words(client, path, 404)


def send(client: Client, **changes: Any) -> Any:
    path = f"/participer/budgets/{KEY}/proposer"
    form = client.get(path).content.decode()
    hidden = dict(re.findall(r'name="(debut|jeton)" value="([^"]+)"', form))
    good = {"titre": "des bancs", "texte": "À l’ombre.", "theme": "green", "quartier": "", flood.TRAP: ""}
    return client.post(path, good | hidden | changes)


def test_an_idea_is_sent_without_an_account_once(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    opened()
    at(monkeypatch, 2025, 3, 5, 9)
    monkeypatch.setattr(flood, "QUICKEST", -1.0)
    answer = send(client, jeton="0123456789abcdef")
    assert answer.status_code == 302 and answer["Location"].startswith("/participer/idees/")
    assert send(client, jeton="0123456789abcdef").status_code == 302
    assert Idea.objects.count() == IdeaSent.objects.count() == 1
    page = words(client, answer["Location"])
    assert "en relecture" in page and "À l’ombre." not in page


@pytest.mark.parametrize(
    ("wrong", "status"),
    [
        ({"titre": ""}, 422), ({"texte": " "}, 422), ({"theme": "x"}, 422), ({"quartier": "x"}, 422),
        ({flood.TRAP: "http://"}, 422), ({"debut": "lie"}, 422), ({"titre": "x" * 161}, 422), ({"titre": "\0"}, 422),
    ],
)  # fmt: skip
def test_what_cannot_be_an_idea_changes_nothing(
    client: Client, monkeypatch: pytest.MonkeyPatch, wrong: dict[str, str], status: int
) -> None:
    opened()
    at(monkeypatch, 2025, 3, 5, 9)
    monkeypatch.setattr(flood, "QUICKEST", -1.0)
    assert send(client, **wrong).status_code == status
    assert not Idea.objects.exists()


def test_machines_and_floods_are_told_to_wait(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    opened()
    at(monkeypatch, 2025, 3, 5, 9)
    assert send(client).status_code == 422  # quicker than reading
    monkeypatch.setattr(flood, "QUICKEST", -1.0)
    monkeypatch.setattr(views, "IDEAS", flood.Limit("ideas", 2, 3600))
    assert send(client).status_code == 302
    answer = send(client)
    assert answer.status_code == 429 and int(answer["Retry-After"]) > 3000
    assert Idea.objects.count() == 1


def test_a_vote_by_a_resident_signed_in(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    voting()
    at(monkeypatch, 2025, 6, 3, 9)
    path = f"/participer/budgets/{KEY}/voter"
    assert "Recevoir le lien pour voter" in words(client, path)
    client.post(path, {"p1": "on"})
    assert not CastBallot.objects.exists()
    client.force_login(User.objects.create_user("a@example.org"), "django.contrib.auth.backends.ModelBackend")
    assert client.post(path, {"p1": "on", "p2": "on", "p3": "on", "p4": "on"}).status_code == 422
    assert client.post(path, {"p1": "on", "p2": "on"}).status_code == 302
    assert "Vous avez voté." in words(client, path)
    assert client.post(path, {"p3": "on"}).status_code == 409
    assert [one.choices for one in CastBallot.objects.order_by("pk")] == ["1:1,2:1"]


@pytest.mark.parametrize("given", [{"p1": "6"}, {"p1": "x"}, {"p1": "-1"}, {"p1": "3", "p2": "3"}, {"p1": "1" * 400}])
def test_points_that_the_ballot_has_not_are_refused(
    client: Client, monkeypatch: pytest.MonkeyPatch, given: dict[str, str]
) -> None:
    voting(kind="cumulative", most=5)
    at(monkeypatch, 2025, 6, 3, 9)
    client.force_login(User.objects.create_user("a@example.org"), "django.contrib.auth.backends.ModelBackend")
    assert client.post(f"/participer/budgets/{KEY}/voter", given).status_code == 422
    assert not CastBallot.objects.exists()


def test_a_budget_whose_time_has_passed_takes_neither_ideas_nor_votes(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    voting()
    at(monkeypatch, 2025, 6, 16, 9)
    for part in ("proposer", "voter"):
        assert client.post(f"/participer/budgets/{KEY}/{part}", {"titre": "x", "p1": "on"}).status_code == 302
    words(client, f"/participer/budgets/{KEY}/resultat", 404)
    words(client, f"/participer/budgets/{KEY}/bulletins.pb", 404)
    perform(acts.budget.withdrawn, KEY, actor=HEAD, at=datetime(2025, 6, 16, tzinfo=UTC), reason="Essai.")
    words(client, f"/participer/budgets/{KEY}", 404)


# The desk -----------------------------------------------------------------------------------------------------------


def signed_in(client: Client, name: str, role: str) -> User:
    """An account of the staff, with its second factor."""
    user = User.objects.create_user(f"{name}@example.org", "secret-of-the-tests", role=role)
    Authenticator.objects.create(user=user, type="totp", data={"secret": "x"})
    client.force_login(user, "django.contrib.auth.backends.ModelBackend")
    return user


def test_an_agent_reads_an_idea_then_publishes_it_or_sets_it_aside(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened()
    at(monkeypatch, 2025, 3, 6, 9)
    for key in ("a", "b"):
        idea(key, title="un banc", text="Appelez Jeanne.")
    assert client.get("/bureau/budgets/idees/a").status_code == 302  # nobody signed in
    signed_in(client, "agent", "agent")
    assert "Idées à relire" in words(client, "/bureau/budgets")
    assert "Relire l’idée a un banc" in words(client, f"/bureau/budgets/{KEY}")
    assert "Appelez Jeanne." in words(client, "/bureau/budgets/idees/a")
    told = {"intitule": "un banc", "theme": "works", "texte": "À l’ombre."}
    assert client.post("/bureau/budgets/idees/a", told | {"intitule": " ", "publier": "1"}).status_code == 422
    assert client.post("/bureau/budgets/idees/a", told | {"publier": "1"}).status_code == 302
    assert client.post("/bureau/budgets/idees/b", {"ecarter": "1"}).status_code == 422
    assert client.post("/bureau/budgets/idees/b", {"ecarter": "1", "motif": "Nomme quelqu’un."}).status_code == 302
    states = Idea.objects.order_by("key").values_list("state", "subject")
    assert list(states) == [("published", "un banc"), ("set_aside", None)]
    assert not IdeaSent.objects.exists()
    page = words(client, f"/participer/budgets/{KEY}")
    assert "Un banc" in page and "Jeanne" not in page and "Nomme quelqu’un." not in page


def test_paper_is_typed_by_two_and_counted_by_a_head(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    voting()
    at(monkeypatch, 2025, 6, 10, 9)
    desk = f"/bureau/budgets/{KEY}"
    for name in ("un", "deux"):
        signed_in(client, name, "agent")
        assert client.post(desk, {"numero": "x", "p1": "on"}).status_code == 422
        assert client.post(desk, {"numero": "7", "p1": "on"}).status_code == 302
    assert [one.choices for one in CastBallot.objects.order_by("pk")] == ["1:1"]
    at(monkeypatch, 2025, 6, 16, 9)
    assert "Ouvrir l’urne" not in words(client, desk)
    assert client.post(desk, {"compter": "1"}).status_code == 403
    signed_in(client, "chef", "supervisor")
    assert "Ouvrir l’urne et compter" in words(client, desk)
    assert client.post(desk, {"compter": "1"})["Location"] == f"/participer/budgets/{KEY}/resultat"
    assert "1 bulletin" in words(client, f"/participer/budgets/{KEY}/resultat")
    assert client.post(desk, {"numero": "8", "p1": "on"}).status_code == 409
