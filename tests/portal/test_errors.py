"""The error pages: clear, in French, with the right status, and standing when nothing else does."""

import pytest
from django.core.exceptions import PermissionDenied, RequestDataTooBig, SuspiciousOperation
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory, override_settings
from django.urls import path

from chapitre.config.urls import urlpatterns as site
from chapitre.portal import errors
from tests.portal.test_middleware import full


def breaks(request: HttpRequest, what: str) -> HttpResponse:
    raise {
        "bad": SuspiciousOperation("x"),
        "big": RequestDataTooBig("x"),
        "no": PermissionDenied,
        "said": PermissionDenied("Cette fiche est aux services techniques."),
        "boom": RuntimeError("x"),
        "full": full(),
    }[what]


def remembers(request: HttpRequest) -> HttpResponse:
    request.session["a"] = 1
    return HttpResponse("noted")


urlpatterns = [path("remembers", remembers), path("breaks/<what>", breaks), *site]
handler400, handler403, handler404, handler500 = (
    errors.bad_request,
    errors.permission_denied,
    errors.not_found,
    errors.server_error,
)


@pytest.mark.django_db
@override_settings(ROOT_URLCONF="tests.portal.test_errors")
@pytest.mark.parametrize(
    ("address", "status", "words"),
    [
        ("/breaks/bad", 400, "mal formée"),
        ("/breaks/big", 413, "trop lourd"),
        ("/breaks/no", 403, "ne vous est pas ouverte"),
        ("/breaks/said", 403, "Cette fiche est aux services techniques."),
        ("/nulle-part", 404, "n’existe pas"),
        ("/breaks/boom", 500, "s’est trompé"),
        ("/breaks/full", 503, "disque du site est plein"),
    ],
)
def test_every_error_has_its_page(address: str, status: int, words: str) -> None:
    answer = Client(raise_request_exception=False).get(address)
    assert answer.status_code == status
    assert words in answer.text
    assert answer.text.count("<h1>") == 1
    assert "noindex" in answer.text


@pytest.mark.parametrize("status", [500, 503])
def test_a_failing_site_asks_nothing_of_the_database(status: int) -> None:
    # Without the fixture `db`, any query fails the test.
    assert errors.page(RequestFactory().get("/"), status).status_code == status


@pytest.mark.django_db
@override_settings(ROOT_URLCONF="tests.portal.test_errors")
def test_a_session_that_cannot_be_saved_is_a_full_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    def save(*args: object, **kwargs: object) -> None:
        raise full()

    monkeypatch.setattr("django.contrib.sessions.backends.db.SessionStore.save", save)
    answer = Client(raise_request_exception=False).get("/remembers")
    assert answer.status_code == 503
    assert answer["Retry-After"] == "600"


@pytest.mark.django_db
def test_a_stale_form_says_what_to_do() -> None:
    answer = Client(enforce_csrf_checks=True).post("/compte/lien/", {"email": "nadia@exemple.fr"})
    assert answer.status_code == 403
    assert "rechargez la page" in answer.text


@pytest.mark.django_db
def test_an_unknown_host_is_a_clear_400() -> None:
    answer = Client(raise_request_exception=False).get("/", headers={"host": "ailleurs.example"})
    assert answer.status_code == 400
    assert "mal formée" in answer.text


@pytest.mark.django_db
def test_an_unknown_status_still_has_words() -> None:
    assert "mal formée" in errors.page(_asked(), 418).text
    assert "s’est trompé" in errors.page(_asked(), 599).text


def _asked() -> HttpRequest:
    return RequestFactory().get("/")
