"""Sign-in links: they say whose mail was read, they last twenty minutes, they serve once."""

import pytest
from django.core import mail, signing
from django.core.cache import cache

from chapitre.kernel.people import accounts, links
from chapitre.kernel.people.actors import ADMINISTRATOR


@pytest.fixture(autouse=True)
def _empty_cache() -> None:
    cache.clear()


def test_a_link_says_the_address_and_the_way() -> None:
    assert links.read(links.make("nadia@exemple.fr", "/carte")) == ("nadia@exemple.fr", "/carte")


def test_a_link_serves_once() -> None:
    token = links.make("nadia@exemple.fr")
    links.spend(token)
    with pytest.raises(links.BadLink):
        links.read(token)
    with pytest.raises(links.BadLink):
        links.spend(token)


def test_a_link_is_not_forged() -> None:
    token = links.make("nadia@exemple.fr")
    for other in (
        token[:-1] + ("A" if token[-1] != "A" else "B"),
        "x" + token,
        signing.dumps({"email": "x", "next": ""}),
    ):
        with pytest.raises(links.BadLink):
            links.read(other)


def test_a_link_grows_old(monkeypatch: pytest.MonkeyPatch) -> None:
    token = links.make("nadia@exemple.fr")
    monkeypatch.setattr(links, "LASTS", -1)
    with pytest.raises(links.BadLink):
        links.read(token)


@pytest.mark.django_db
def test_the_same_mail_whether_an_account_exists_or_not() -> None:
    links.send("nadia@exemple.fr")
    accounts.resident("nadia@exemple.fr")
    links.send("nadia@exemple.fr")
    first, second = (message.body.split("/compte/lien/")[0] for message in mail.outbox)
    assert first == second


@pytest.mark.django_db
def test_staff_are_told_to_use_their_password() -> None:
    accounts.create_staff("a@ville.test", "quatre mots sans lien", ADMINISTRATOR)
    links.send("a@ville.test")
    assert "/compte/connexion/" in mail.outbox[0].body
    assert "/compte/lien/" not in mail.outbox[0].body
