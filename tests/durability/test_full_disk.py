"""A full disk on SQLite: a clear 503, nothing half written, reading goes on, and posting again once there is room."""

from __future__ import annotations

import errno
import os
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection
from django.test import Client
from pytest_django import Settings

from chapitre.chapters.streets.models import Contact, Report, Submission
from chapitre.kernel.acts.audit import audit
from chapitre.kernel.ledger import keys, log
from chapitre.kernel.ledger.models import Entry
from chapitre.kernel.records.models import Counter, Idempotency
from tests.chapters.streets.conftest import Walk, text
from tests.chapters.streets.pictures import photo, upload

pytestmark = [
    pytest.mark.sqlite,
    pytest.mark.skipif(connection.vendor != "sqlite", reason="SQLite's own limit stands for the disk"),
    pytest.mark.django_db(transaction=True),
]
FULL = "Le disque du site est plein"
LONG = "Elle déborde, et le vent emporte tout. " * 50
TABLES = (Report, Entry, Submission, Contact, Idempotency)


@pytest.fixture(autouse=True)
def _as_in_production(settings: Settings, tmp_path: Path) -> None:
    """The limits against floods take their places in the database, as they do on a site: no room there either."""
    backend = "django.core.cache.backends.db.DatabaseCache"
    settings.CACHES = {"default": {"BACKEND": backend, "LOCATION": "site_cache"}}
    settings.HOME, settings.MEDIA_ROOT, settings.PROXIES = tmp_path, tmp_path / "media", 1
    call_command("createcachetable", verbosity=0)
    cache.clear()
    keys.generate()


def pragma(what: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA {what}")
        return int(cursor.fetchone()[0])


@pytest.fixture
def full() -> Iterator[None]:
    """From here on the database cannot grow by a page. Requests in tests use the test's own connection."""
    usual = pragma("max_page_count")
    pragma(f"max_page_count = {pragma('page_count')}")
    yield
    pragma(f"max_page_count = {usual}")


def resident(number: int) -> Walk:
    """Somebody with an address of her own, about to send a report."""
    return Walk(Client(headers={"X-Forwarded-For": f"192.0.2.{number}"})).at_details()


def written() -> dict[str, int]:
    """How much is in every table that a report touches."""
    counts = {model.__name__: model._base_manager.count() for model in TABLES}
    return counts | {"size": log.size(), "last": Counter.objects.values_list("last", flat=True).get()}


def test_a_report_on_a_full_disk_is_refused_whole_and_taken_when_there_is_room(full: None) -> None:
    usual = 2**32 - 2
    for number in range(1, 200):  # what is left of the last pages is used up first
        walk, before = resident(number), written() if number > 1 else None
        answer = walk.send(texte=LONG)
        if answer.status_code != 302:
            break
    assert answer.status_code == 503, text(answer)
    assert FULL in text(answer) and answer["Retry-After"] == "600" and answer["Content-Language"] == "fr"
    assert before is not None and written() == before
    assert log.size() == Entry.objects.count()

    again = [resident(200 + more).send(texte=LONG) for more in range(40)]  # not even the limits' places have room
    assert [(one.status_code, one.get("Retry-After")) for one in again] == [(503, "600")] * 40
    assert written() == before

    pragma(f"max_page_count = {usual}")
    assert walk.send(texte=LONG).status_code == 302
    assert walk.send(texte=LONG).status_code == 302  # sent twice, still one report
    assert Report.objects.count() == before["Report"] + 1
    assert list(audit()) == []


def test_reading_goes_on_while_the_disk_is_full(full: None) -> None:
    number = 0
    while (answer := resident(number := number + 1).send(texte=LONG)).status_code == 302:
        key = Report.objects.order_by("-pk").values_list("key", flat=True)[0]
    assert answer.status_code == 503
    client = Client()
    pages = [
        "/", "/signaler", "/carte", "/carte/signalements.json", f"/signalements/{key}", "/bilan", "/bilan/streets",
        "/chiffres/streets.reports_received", "/bilan/editions", "/verifier", "/healthz",
    ]  # fmt: skip
    assert {page: client.get(page).status_code for page in pages} == dict.fromkeys(pages, 200)


@pytest.fixture
def crammed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder for files with hardly any room: a real one where this machine lets us mount it."""
    folder = tmp_path / "media"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=32k", "tmpfs", str(folder)]
    if subprocess.run(mount, capture_output=True).returncode == 0:
        yield folder
        subprocess.run(["umount", str(folder)], check=True)
        return

    def no_room(*arguments: Any) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(Path, "write_bytes", no_room)
    monkeypatch.setattr(os, "fsync", no_room)
    yield folder


def test_a_photo_without_room_is_refused_with_its_report(crammed: Path) -> None:
    resident(1).send(texte="Sans photo.")
    before = written()
    big = photo(1600, 1200, "PNG")
    answer = resident(2).send(texte="Avec une photo.", photos=[upload(noise(), "photo.jpg"), upload(big, "b.png")])
    assert answer.status_code == 503, text(answer)
    assert FULL in text(answer) and answer["Retry-After"] == "600"
    assert written() == before
    assert [path for path in crammed.rglob("*") if path.is_file()] == []
    assert resident(3).send(texte="Sans photo non plus.").status_code == 302


def noise() -> bytes:
    """A picture that no compression makes small."""
    import io

    from PIL import Image

    out = io.BytesIO()
    Image.frombytes("RGB", (400, 300), os.urandom(400 * 300 * 3)).save(out, "JPEG", quality=95)
    return out.getvalue()
