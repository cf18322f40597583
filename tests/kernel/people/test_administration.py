"""The administrators' pages: who may open them, what they open, what they refuse."""

import re

import pytest
from django.core import mail
from django.test import Client

from chapitre.kernel.people import accounts
from chapitre.kernel.people.actors import ADMINISTRATOR, AGENT, SUPERVISOR
from chapitre.kernel.people.models import User

pytestmark = pytest.mark.django_db
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
PASSWORD = "quatre mots sans lien"
LIST, NEW = "/compte/personnel/", "/compte/personnel/nouveau/"
GIVEN = {"email": "N.Haddad@ville.test", "name": "N. Haddad", "role": AGENT, "departments": ["voirie"]}


@pytest.fixture
def administrator(client: Client) -> User:
    user = accounts.create_staff("a@ville.test", PASSWORD, ADMINISTRATOR, name="C. Diallo", totp_secret=SECRET)
    client.force_login(user)
    return user


@pytest.fixture
def agent() -> User:
    return accounts.create_staff("b@ville.test", PASSWORD, AGENT, ["voirie"], name="M. Cissé", totp_secret=SECRET)


def test_an_account_is_opened_and_its_owner_chooses_the_password(client: Client, administrator: User) -> None:
    answer = client.post(NEW, GIVEN, follow=True)
    assert "N. Haddad" in answer.text and "Voirie" in answer.text
    user = User.objects.get(email="n.haddad@ville.test")
    assert user.actor.departments == {"voirie"}
    assert mail.outbox[0].to == [user.email]
    link = re.search(r"https?://[^/]+(/compte/mot-de-passe/nouveau/\S+)", mail.outbox[0].body)
    assert link
    browser = Client()
    action = browser.get(link[1], follow=True).request["PATH_INFO"]
    browser.post(action, {"password1": PASSWORD, "password2": PASSWORD})
    user.refresh_from_db()
    assert user.check_password(PASSWORD)


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"email": "n.haddad"}, "nom@exemple.fr"),
        ({"email": "A@ville.test"}, "déjà cette adresse"),
        ({"name": ""}, "collègues"),
        ({"role": "resident"}, "aria-invalid"),
        ({"role": "maire"}, "aria-invalid"),
        ({"departments": []}, "un service au moins"),
        ({"departments": ["espionnage"]}, "espionnage"),
    ],
)
def test_what_is_refused(client: Client, administrator: User, wrong: dict[str, object], words: str) -> None:
    answer = client.post(NEW, GIVEN | wrong)
    assert answer.status_code == 400
    assert words in answer.text
    assert User.objects.count() == 1 and mail.outbox == []


def test_a_closed_account_is_out_at_once(client: Client, administrator: User, agent: User) -> None:
    browser = Client()
    browser.force_login(agent)
    assert browser.get("/compte/").status_code == 200
    client.post(f"{LIST}{agent.pk}/fermer/")
    assert browser.get("/compte/").status_code == 302
    other = Client()
    other.post("/compte/connexion/", {"login": agent.email, "password": PASSWORD})
    assert other.get("/compte/cles/verifier/").status_code == 302  # not even the second factor is asked
    assert "_auth_user_id" not in other.session
    assert "fermé" in client.get(LIST).text
    client.post(f"{LIST}{agent.pk}/rouvrir/")
    agent.refresh_from_db()
    assert agent.is_active


def test_lost_keys_are_taken_away(client: Client, administrator: User, agent: User) -> None:
    client.post(f"{LIST}{agent.pk}/cles/")
    assert not accounts.has_second_factor(agent)


def test_nobody_locks_themselves_out(client: Client, administrator: User) -> None:
    for what in ("fermer", "cles"):
        assert client.post(f"{LIST}{administrator.pk}/{what}/").status_code == 403
    administrator.refresh_from_db()
    assert administrator.is_active and accounts.has_second_factor(administrator)


def test_residents_are_not_managed_here(client: Client, administrator: User) -> None:
    resident = accounts.resident("nadia@exemple.fr")
    assert resident is not None
    assert "nadia" not in client.get(LIST).text
    assert client.post(f"{LIST}{resident.pk}/fermer/").status_code == 404


def test_for_administrators_alone(client: Client, agent: User) -> None:
    supervisor = accounts.create_staff("c@ville.test", PASSWORD, SUPERVISOR, totp_secret=SECRET)
    for path in (LIST, NEW):
        assert client.get(path).status_code == 302
    for user in (agent, supervisor):
        client.force_login(user)
        assert client.get(LIST).status_code == client.get(NEW).status_code == 403
        assert client.post(f"{LIST}{agent.pk}/fermer/").status_code == 403


def test_changes_are_posts(client: Client, administrator: User, agent: User) -> None:
    assert client.get(f"{LIST}{agent.pk}/fermer/").status_code == 405
    assert client.post(f"{LIST}{agent.pk}/effacer/").status_code == 404
    agent.refresh_from_db()
    assert agent.is_active
