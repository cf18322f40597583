"""Readiness, language, full disks and silent errors."""

import errno
import sqlite3

import psycopg
import pytest
from django.db import DatabaseError, OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.test import Client, RequestFactory

from chapitre.portal import disk
from chapitre.portal.middleware import FullDisk, Health, PlainErrors


def full() -> OperationalError:
    """SQLite's own error on a database that may not grow, as Django wraps it."""
    connection = sqlite3.connect(":memory:", isolation_level=None)
    connection.execute("CREATE TABLE t (x BLOB)")
    connection.execute("PRAGMA max_page_count = 3")
    try:
        connection.execute("INSERT INTO t VALUES (zeroblob(1000000))")
    except sqlite3.OperationalError as error:
        wrapped = OperationalError(*error.args)
        wrapped.__cause__ = error
        return wrapped
    raise AssertionError("SQLite took a megabyte in three pages")


def caused(error: Exception) -> OperationalError:
    wrapped = OperationalError("x")
    wrapped.__cause__ = error
    return wrapped


class DiskFull(Exception):
    """As psycopg's, whose SQLSTATE is what counts."""

    sqlstate = "53100"


class Busy(Exception):
    sqlite_errorcode = 5


@pytest.mark.django_db
def test_health_once_the_database_answers(client: Client) -> None:
    answer = client.get("/healthz", headers={"host": "unknown.example"})
    assert answer.status_code == 200
    assert answer.json()["status"] == "ok"
    assert answer.json()["migrations"] > 0


@pytest.mark.django_db
def test_health_while_it_does_not(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse() -> None:
        raise DatabaseError("no")

    monkeypatch.setattr("chapitre.portal.middleware.connection.cursor", refuse)
    answer = Health(lambda request: HttpResponse("the site"))(RequestFactory().get("/healthz"))
    assert answer.status_code == 503
    assert b"unavailable" in answer.content


def test_health_lets_everything_else_through() -> None:
    answer = Health(lambda request: HttpResponse("the site"))(RequestFactory().get("/healthzz"))
    assert answer.content == b"the site"


@pytest.mark.django_db
class TestLanguage:
    PAGE = "/mentions-legales"

    def test_french_unless_asked(self, client: Client) -> None:
        answer = client.get(self.PAGE, headers={"accept-language": "en-GB,en"})
        assert answer["Content-Language"] == "fr"
        assert '<html lang="fr">' in answer.text
        assert "Cookie" in answer["Vary"]

    def test_the_choice_is_remembered_and_leaves_the_address(self, client: Client) -> None:
        answer = client.get(self.PAGE + "?a=1&langue=en&b=%C3%A9")
        assert (answer.status_code, answer["Location"]) == (302, self.PAGE + "?a=1&b=%C3%A9")
        assert client.cookies["langue"].value == "en"
        assert client.cookies["langue"]["samesite"] == "Lax"
        page = client.get(self.PAGE)
        assert page["Content-Language"] == "en" and '<html lang="en">' in page.text
        assert "?langue=fr" in page.text
        client.get(self.PAGE + "?langue=fr")
        assert client.get(self.PAGE)["Content-Language"] == "fr"

    @pytest.mark.parametrize("asked", ["de", "", "en'--", "../fr"])
    def test_an_unknown_language_is_left_alone(self, client: Client, asked: str) -> None:
        assert client.get(self.PAGE, {"langue": asked})["Content-Language"] == "fr"
        client.cookies["langue"] = asked
        assert client.get(self.PAGE)["Content-Language"] == "fr"

    def test_never_to_another_site(self, client: Client) -> None:
        location = client.get("//ailleurs.test/?langue=en")["Location"]
        assert not location.startswith("//")

    def test_a_post_is_not_redirected(self, client: Client) -> None:
        assert client.post(self.PAGE + "?langue=en").status_code == 405


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (full(), disk.FULL),
        (caused(DiskFull()), disk.FULL),
        (OSError(errno.ENOSPC, "No space left on device"), disk.FULL),
        (caused(OSError(errno.ENOSPC, "No space left on device")), disk.FULL),
        (caused(Busy()), disk.BUSY),
        (caused(psycopg.OperationalError("server closed the connection unexpectedly")), disk.GONE),
        (caused(psycopg.errors.CrashShutdown("terminating connection because of crash")), disk.GONE),
        (caused(psycopg.errors.ConnectionFailure("x")), disk.GONE),
        (caused(psycopg.errors.DeadlockDetected("x")), None),
        (OperationalError("no such table: x"), None),
        (OSError(errno.EACCES, "Permission denied"), None),
        (ValueError("x"), None),
        (None, None),
    ],
)
def test_what_says_that_nothing_can_be_written(error: Exception | None, kind: disk.Trouble | None) -> None:
    assert disk.trouble(error) == kind


def test_a_full_disk_is_a_503_that_says_when_to_come_back() -> None:
    answer = FullDisk(lambda request: HttpResponse()).process_exception(RequestFactory().get("/"), full())
    assert answer is not None
    assert answer.status_code == 503
    assert answer["Retry-After"] == "600"
    assert "disque" in answer.text


def test_other_errors_go_on() -> None:
    middleware = FullDisk(lambda request: HttpResponse())
    assert middleware.process_exception(RequestFactory().get("/"), ValueError("x")) is None


def test_a_silent_error_gets_words() -> None:
    def refuse(request: HttpRequest) -> HttpResponse:
        return HttpResponseNotAllowed(["POST"])

    answer = PlainErrors(refuse)(RequestFactory().get("/"))
    assert answer.status_code == 405
    assert answer["Allow"] == "POST"
    assert "<h1>" in answer.text


def test_an_error_that_speaks_is_left_alone() -> None:
    answer = PlainErrors(lambda request: HttpResponse("{}", status=404))(RequestFactory().get("/"))
    assert answer.content == b"{}"
