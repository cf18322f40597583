"""Accounts: staff with a password and a second factor, residents by their address alone."""

import pytest
from allauth.account.models import EmailAddress
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from chapitre.kernel.people import accounts
from chapitre.kernel.people.actors import ADMINISTRATOR, AGENT, AUDITOR, RESIDENT, Actor
from chapitre.kernel.people.models import User

pytestmark = pytest.mark.django_db
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
PASSWORD = "quatre mots sans lien"


def test_a_member_of_the_staff() -> None:
    user = accounts.create_staff("N.Haddad@Ville.test", PASSWORD, AGENT, ["proprete", "proprete"], name="N. Haddad")
    assert user.email == "n.haddad@ville.test"
    assert user.actor == Actor(AGENT, frozenset({"proprete"}), user.pk)
    assert user.check_password(PASSWORD)
    assert user.is_staff_member and user.signs_in_with_password
    assert EmailAddress.objects.get(user=user).verified
    assert not accounts.has_second_factor(user)


def test_the_second_factor_may_be_given_at_once() -> None:
    assert accounts.has_second_factor(accounts.create_staff("a@ville.test", PASSWORD, AUDITOR, totp_secret=SECRET))


@pytest.mark.parametrize(
    ("email", "password", "role", "departments"),
    [
        ("a@ville.test", PASSWORD, RESIDENT, ["voirie"]),
        ("a@ville.test", PASSWORD, "maire", ["voirie"]),
        ("a@ville.test", PASSWORD, AGENT, []),
        ("a@ville.test", "court", ADMINISTRATOR, []),
        ("pas une adresse", PASSWORD, ADMINISTRATOR, []),
    ],
)
def test_what_is_refused(email: str, password: str, role: str, departments: list[str]) -> None:
    with pytest.raises(ValidationError):
        accounts.create_staff(email, password, role, departments)
    assert not User.objects.exists()


def test_an_address_belongs_to_one_account() -> None:
    accounts.create_staff("a@ville.test", PASSWORD, ADMINISTRATOR)
    with pytest.raises(ValidationError):
        accounts.create_staff("A@ville.test", PASSWORD, ADMINISTRATOR)


def test_a_resident_is_opened_once() -> None:
    first = accounts.resident("Nadia@exemple.fr")
    assert first is not None
    assert first.role == RESIDENT and not first.has_usable_password()
    assert accounts.resident("nadia@exemple.fr") == first


def test_a_link_opens_neither_staff_nor_a_closed_account() -> None:
    accounts.create_staff("a@ville.test", PASSWORD, ADMINISTRATOR)
    assert accounts.resident("a@ville.test") is None
    closed = accounts.resident("nadia@exemple.fr")
    assert closed is not None
    closed.is_active = False
    closed.save()
    assert accounts.resident("nadia@exemple.fr") is None


@pytest.mark.parametrize("wrong", [{"role": "maire"}, {"email": "Nadia@exemple.fr"}])
def test_the_database_refuses_what_forms_would(wrong: dict[str, str]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.create(**{"email": "nadia@exemple.fr", "role": RESIDENT, **wrong})


def test_accounts_are_found_whatever_the_case() -> None:
    user = accounts.resident("nadia@exemple.fr")
    assert User.objects.get_by_natural_key(" Nadia@Exemple.FR ") == user


def test_every_role_has_its_word() -> None:
    assert User(email="a@b.fr", role=AGENT).role_label == "agent·e"
