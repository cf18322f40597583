"""Signing in through the pages themselves: link, password, second factor, limits, signing out, closing an account."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.core.cache import cache
from django.test import Client

from chapitre.kernel import clock
from chapitre.kernel.people import accounts, totp
from chapitre.kernel.people.actors import AGENT
from chapitre.kernel.people.models import User

pytestmark = pytest.mark.django_db
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
PASSWORD = "quatre mots sans lien"
LOGIN = "/compte/connexion/"


@pytest.fixture(autouse=True)
def _empty_cache() -> None:
    cache.clear()


@pytest.fixture
def agent() -> User:
    return accounts.create_staff("a@ville.test", PASSWORD, AGENT, ["voirie"], name="N. Haddad", totp_secret=SECRET)


def signed_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def link_in_mail() -> str:
    found = re.search(r"https?://[^/]+(/compte/lien/\S+)", mail.outbox[-1].body)
    assert found
    return found[1]


def test_a_resident_enters_by_the_link(client: Client) -> None:
    answer = client.post("/compte/lien/", {"email": "Nadia@exemple.fr", "next": "/verifier"})
    assert "nadia@exemple.fr" in answer.text
    assert not User.objects.exists()  # nobody is recorded before they have followed the link
    path = link_in_mail()
    assert client.get(path).status_code == 200
    assert not signed_in(client)  # mail filters follow links: reading it signs nobody in
    answer = client.post(path)
    assert answer.status_code == 302 and answer["Location"] == "/verifier"
    assert signed_in(client)
    assert client.post(path).status_code == 410
    assert Client().get(path).status_code == 410


def test_a_link_leads_nowhere_else(client: Client) -> None:
    client.post("/compte/lien/", {"email": "nadia@exemple.fr", "next": "https://ailleurs.test/"})
    assert client.post(link_in_mail())["Location"] == "/compte/"


def test_a_wrong_address_is_told(client: Client) -> None:
    answer = client.post("/compte/lien/", {"email": "nadia@"})
    assert answer.status_code == 400
    assert 'aria-invalid="true"' in answer.text
    assert "nom@exemple.fr" in answer.text
    assert mail.outbox == []


def test_links_are_counted(client: Client) -> None:
    for _ in range(3):
        assert client.post("/compte/lien/", {"email": "nadia@exemple.fr"}).status_code == 200
    answer = client.post("/compte/lien/", {"email": "nadia@exemple.fr"})
    assert answer.status_code == 400
    assert len(mail.outbox) == 3


def test_staff_enter_by_password_and_code(client: Client, agent: User) -> None:
    answer = client.post(LOGIN, {"login": agent.email, "password": PASSWORD})
    assert answer["Location"].startswith("/compte/cles/verifier/")
    assert not signed_in(client)
    assert client.get(answer["Location"]).status_code == 200
    wrong = client.post("/compte/cles/verifier/", {"code": "000000"})
    assert wrong.status_code == 200 and not signed_in(client)
    assert "Ce code n’est pas le bon" in wrong.text
    answer = client.post("/compte/cles/verifier/", {"code": totp.code(SECRET, clock.now())})
    assert answer["Location"] == "/bureau"
    assert signed_in(client)


def test_a_code_serves_once(client: Client, agent: User) -> None:
    code = totp.code(SECRET, clock.now())
    for browser, entered in ((client, True), (Client(), False)):
        browser.post(LOGIN, {"login": agent.email, "password": PASSWORD})
        browser.post("/compte/cles/verifier/", {"code": code})
        assert signed_in(browser) is entered


def test_an_old_code_is_refused(client: Client, agent: User) -> None:
    client.post(LOGIN, {"login": agent.email, "password": PASSWORD})
    client.post("/compte/cles/verifier/", {"code": totp.code(SECRET, clock.now() - timedelta(minutes=2))})
    assert not signed_in(client)


def test_the_same_answer_for_a_wrong_password_and_an_unknown_address(client: Client, agent: User) -> None:
    texts = {
        re.sub(r'value="[^"]*"', "", client.post(LOGIN, {"login": email, "password": "autre chose ici"}).text)
        for email in (agent.email, "personne@ville.test")
    }
    assert len(texts) == 1


def test_wrong_passwords_are_counted(client: Client, agent: User) -> None:
    for _ in range(5):
        client.post(LOGIN, {"login": agent.email, "password": "autre chose ici"})
    answer = client.post(LOGIN, {"login": agent.email, "password": PASSWORD})
    assert "Trop d’essais" in answer.text
    assert not signed_in(client)


def test_a_resident_has_no_password_to_guess(client: Client) -> None:
    accounts.resident("nadia@exemple.fr")
    client.post(LOGIN, {"login": "nadia@exemple.fr", "password": ""})
    client.post("/compte/mot-de-passe/oublie/", {"email": "nadia@exemple.fr"})
    assert mail.outbox == []
    assert not signed_in(client)


def test_a_forgotten_password(client: Client, agent: User) -> None:
    client.post("/compte/mot-de-passe/oublie/", {"email": agent.email})
    found = re.search(r"https?://[^/]+(/compte/mot-de-passe/nouveau/\S+)", mail.outbox[-1].body)
    assert found
    page = client.get(found[1], follow=True)
    action = page.request["PATH_INFO"]
    short = client.post(action, {"password1": "court", "password2": "court"})
    assert 'aria-invalid="true"' in short.text
    client.post(action, {"password1": "cinq mots encore moins liés", "password2": "cinq mots encore moins liés"})
    agent.refresh_from_db()
    assert agent.check_password("cinq mots encore moins liés")
    assert not signed_in(client)  # the second factor is still asked
    assert "Ce lien ne sert plus" in client.get(found[1], follow=True).text


def test_signing_out_is_a_post(client: Client, agent: User) -> None:
    client.force_login(agent)
    client.get("/compte/deconnexion/")
    assert signed_in(client)
    client.post("/compte/deconnexion/")
    assert not signed_in(client)


def test_nobody_signs_up_by_a_form(client: Client) -> None:
    for path in ("/compte/signup/", "/compte/inscription/", "/accounts/signup/"):
        assert client.get(path).status_code == 404


def test_a_resident_closes_the_account(client: Client) -> None:
    user = accounts.resident("nadia@exemple.fr")
    assert user is not None
    client.force_login(user)
    assert client.get("/compte/fermer/").status_code == 405
    client.post("/compte/fermer/")
    assert not User.objects.filter(pk=user.pk).exists()
    assert not signed_in(client)


def test_staff_do_not_close_theirs(client: Client, agent: User) -> None:
    client.force_login(agent)
    assert client.post("/compte/fermer/").status_code == 403
    assert User.objects.filter(pk=agent.pk).exists()


@pytest.mark.django_db(transaction=True)  # allauth tells by mail once it is committed
def test_enrolling_an_application(client: Client) -> None:
    user = accounts.create_staff("b@ville.test", PASSWORD, AGENT, ["voirie"])
    client.post(LOGIN, {"login": user.email, "password": PASSWORD})
    assert signed_in(client)
    page = client.get("/compte/cles/application/ajouter/")
    secret = re.search(r'<p class="hash mb5">(\w+)</p>', page.text)
    assert secret
    client.post("/compte/cles/application/ajouter/", {"code": totp.code(secret[1], clock.now())})
    assert accounts.has_second_factor(user)
    told = mail.outbox[0]
    assert told.to == [user.email]
    assert "une application d’authentification" in told.body and "127.0.0.1" in told.body
    codes = client.get("/compte/cles/secours/")
    assert codes.status_code == 200
    assert len(client.get("/compte/cles/secours/telecharger/").text.split()) == 10
    for path in ("/compte/cles/", "/compte/cles/secours/refaire/", "/compte/cles/application/retirer/"):
        assert client.get(path).status_code == 200


def test_an_old_session_is_asked_who_it_is_before_its_keys_change(client: Client, agent: User) -> None:
    client.force_login(agent)  # signed in, but nothing says when
    for path in ("/compte/cles/acces/ajouter/", "/compte/cles/application/retirer/", "/compte/cles/secours/refaire/"):
        assert client.get(path)["Location"].startswith("/compte/confirmer/")
    client.post("/compte/confirmer/", {"password": PASSWORD})
    assert client.get("/compte/cles/application/retirer/").status_code == 200


@pytest.mark.parametrize(
    "path",
    [
        "/compte/",
        "/compte/cles/",
        "/compte/cles/acces/",
        "/compte/cles/acces/ajouter/",
        "/compte/mot-de-passe/",
        "/compte/deconnexion/",
        "/compte/confirmer/",
        "/compte/cles/confirmer/",
    ],
)
@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_account_page_is_served(client: Client, agent: User, path: str, language: str) -> None:
    client.cookies["langue"] = language
    client.post(LOGIN, {"login": agent.email, "password": PASSWORD})
    client.post("/compte/cles/verifier/", {"code": totp.code(SECRET, clock.now())})
    answer = client.get(path)
    assert answer.status_code == 200
    assert f'<html lang="{language}">' in answer.text
    assert "style=" not in answer.text


@pytest.mark.parametrize("path", [LOGIN, "/compte/lien/", "/compte/mot-de-passe/oublie/", "/compte/ferme/"])
def test_every_open_page_is_served(client: Client, path: str) -> None:
    assert client.get(path).status_code == 200
    assert client.post(path, {}).status_code in {200, 400, 405}
