"""The gate of the desk: anonymous to sign in, residents out, staff without a second factor to enrol one."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.contrib.messages.storage.base import BaseStorage
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from chapitre.kernel.people import accounts
from chapitre.kernel.people.actors import AGENT, ANYBODY, AUDITOR
from chapitre.kernel.people.gates import actor_of, permission_required, staff_required
from chapitre.kernel.people.models import User

pytestmark = pytest.mark.django_db
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


class Heard(BaseStorage):
    """Messages kept in memory."""

    def _get(self, *args: object, **kwargs: object) -> tuple[list[object], bool]:
        return [], True

    def _store(self, messages: object, response: object, *args: object, **kwargs: object) -> list[object]:
        return []


@staff_required
def desk(request: HttpRequest) -> HttpResponse:
    return HttpResponse("le bureau")


def asked(user: User | None) -> HttpRequest:
    request = RequestFactory().get("/bureau?file=voirie")
    request.user = user or AnonymousUser()
    request._messages = Heard(request)  # type: ignore[attr-defined]
    return request


def staff(role: str = AGENT, secret: str | None = SECRET) -> User:
    return accounts.create_staff("a@ville.test", "quatre mots sans lien", role, ["voirie"], totp_secret=secret)


def test_anonymous_signs_in_first_and_comes_back() -> None:
    response = desk(asked(None))
    assert response.status_code == 302
    assert response["Location"] == "/compte/connexion/?next=/bureau%3Ffile%3Dvoirie"


def test_residents_are_refused() -> None:
    with pytest.raises(PermissionDenied):
        desk(asked(accounts.resident("nadia@exemple.fr")))


def test_staff_without_a_second_factor_are_sent_to_enrol() -> None:
    response = desk(asked(staff(secret=None)))
    assert response.status_code == 302
    assert response["Location"] == "/compte/cles/"


def test_staff_enter() -> None:
    assert desk(asked(staff())).status_code == 200


def test_another_permission_opens_to_others(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("chapitre.kernel.people.permissions.grants", {"ledger.read": frozenset({AUDITOR})})
    read = permission_required("ledger.read")(lambda request: HttpResponse("le registre"))
    assert read(asked(staff(AUDITOR))).status_code == 200


def test_the_actor_behind_a_request() -> None:
    assert actor_of(asked(None)) == ANYBODY
    user = staff()
    assert actor_of(asked(user)) == user.actor
