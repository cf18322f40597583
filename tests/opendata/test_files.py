"""The files: every format of every register, as it stands or as it was, sent once and kept small."""

from __future__ import annotations

import csv
import gzip
import io
import json
import threading
from datetime import date
from pathlib import Path
from typing import Any

import polars
import pytest
from django.test import Client

from chapitre.chapters.streets import acts
from chapitre.kernel.acts import perform
from chapitre.kernel.commons import acts as commons
from chapitre.kernel.exchange.official import KEY, Official, Told, officials
from chapitre.kernel.exchange.schemas import schemas
from chapitre.kernel.ledger import log
from chapitre.kernel.records.registers import registers
from chapitre.kernel.search import follow
from chapitre.opendata import files, replay
from tests import factories
from tests.factories import ADMIN, AT, CLEANING, later
from tests.opendata.conftest import BODIES, PROJECTS, REPORTS, Town


def get(client: Client, path: str, **headers: str) -> Any:
    answer = client.get(f"/donnees/{path}", headers={name.replace("_", "-"): value for name, value in headers.items()})
    assert answer.status_code == 200, answer.content
    return answer


def tag(client: Client, path: str, **headers: str) -> str:
    """The tag of a file, which is read to its end."""
    answer = get(client, path, **headers)
    b"".join(answer)
    return str(answer["ETag"])


def body(client: Client, path: str) -> bytes:
    return b"".join(get(client, path))


ALL = [(name, kind) for name, one in sorted(registers.items()) for kind in files.kinds(one)]


@pytest.mark.parametrize(("name", "kind"), ALL, ids=lambda value: str(getattr(value, "suffix", value)))
def test_every_file_of_every_register(client: Client, db: None, name: str, kind: files.Kind) -> None:
    answer = get(client, f"{name}{kind.suffix}")
    assert answer["Content-Type"] == kind.media_type and answer["Access-Control-Allow-Origin"] == "*"
    assert b"".join(answer) or kind.extension == "jsonl"


def test_formats_hold_the_same_records(client: Client, small_town: Town) -> None:
    lines = [json.loads(line) for line in body(client, f"{REPORTS}.jsonl").splitlines()]
    assert [one["key"] for one in lines] == small_town.reports and lines[5]["withdrawn"] is True
    table = polars.read_parquet(io.BytesIO(body(client, f"{REPORTS}.parquet")))
    assert table["key"].to_list() == small_town.reports
    collection = json.loads(body(client, f"{PROJECTS}.geojson"))
    assert collection["features"][0]["geometry"]["type"] == "Polygon"


def test_a_register_that_stands_nowhere_has_no_geojson(client: Client, small_town: Town) -> None:
    assert client.get(f"/donnees/{BODIES}.geojson").status_code == 404
    assert client.get(f"/donnees/{BODIES}.officiel.csv").status_code == 404


def test_the_official_form(client: Client, small_town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    """A decision in the national schema of council decisions, as a chapter would declare it."""
    told = {"DELIB_ID": Told(KEY), "DELIB_DATE": Told("decided_on"), "DELIB_OBJET": Told("subject")}
    form = Official("town.decisions", schemas()["deliberations"], told)
    monkeypatch.setitem(officials, "town.decisions", {"deliberations": form})
    day = date(2024, 4, 4)
    facts = {"decided_on": day, "subject": "Arceaux", "matter": "8"}
    perform(commons.decision.recorded, "D1", actor=ADMIN, at=AT, **facts)
    perform(commons.decision.recorded, "D2", actor=ADMIN, at=AT, **facts)
    perform(commons.decision.withdrawn, "D2", actor=ADMIN, at=later(), reason="Doublon.")
    rows = list(csv.DictReader(io.StringIO(body(client, "town.decisions.officiel.csv").decode(), newline="")))
    assert [(row["DELIB_ID"], row["DELIB_DATE"], row["DELIB_OBJET"]) for row in rows] == [
        ("D1", "2024-04-04", "Arceaux")
    ]
    assert client.get("/donnees/town.decisions.officiel.csv?taille=3").status_code == 400
    page = client.get("/donnees/town.decisions").text
    assert 'href="/donnees/town.decisions.officiel.csv"' in page and form.schema.url in page
    assert form.schema.url in client.get("/donnees/catalogue.ttl").text


def test_tags_change_with_the_register_and_with_nothing_else(client: Client, small_town: Town) -> None:
    before = get(client, f"{BODIES}.csv")
    assert list(before)
    factories.report()
    same = client.get(f"/donnees/{BODIES}.csv", headers={"if-none-match": before["ETag"]})
    assert same.status_code == 304 and same["ETag"] == before["ETag"]
    dated = client.get(f"/donnees/{BODIES}.csv", headers={"if-modified-since": before["Last-Modified"]})
    assert dated.status_code == 304
    assert tag(client, f"{BODIES}.jsonl") != before["ETag"]
    perform(commons.partnership_ended, small_town.bodies[0], actor=ADMIN, at=later(50), reason="Fin.")
    for _ in range(2):
        assert tag(client, f"{BODIES}.csv", if_none_match=before["ETag"]) != before["ETag"]
        follow.catch_up()


def test_gzip(client: Client, small_town: Town) -> None:
    answer = get(client, f"{REPORTS}.csv", accept_encoding="gzip")
    assert answer["Content-Encoding"] == "gzip"
    assert gzip.decompress(b"".join(answer)) == body(client, f"{REPORTS}.csv")
    again = client.get(f"/donnees/{REPORTS}.csv", headers={"if-none-match": answer["ETag"], "accept-encoding": "gzip"})
    assert again.status_code == 304


@pytest.mark.parametrize("extension", ["csv", "jsonl", "geojson"])
def test_the_past_is_told_again_byte_for_byte(client: Client, small_town: Town, extension: str) -> None:
    """Whatever happens since: the file of a size of the ledger is the one that stood then."""
    for name in (REPORTS, PROJECTS):
        path, size = f"{name}.{extension}", log.size()
        then = body(client, path)
        key = registers[name].objects.objects.order_by("key").first().key
        if name == REPORTS:
            perform(acts.amended, key, actor=CLEANING, at=later(60), place="rue Barbès", reason="Mauvaise rue.")
            factories.report()
        else:
            perform(commons.project_closed, key, actor=ADMIN, at=later(60))
        assert body(client, path) != then
        for kept in files.folder().glob("*/*"):
            kept.unlink()
        assert body(client, f"{path}?taille={size}") == then
        assert body(client, f"{path}?taille={log.size()}") == body(client, path)


def test_before_anything(client: Client, small_town: Town) -> None:
    assert body(client, f"{REPORTS}.csv?taille=0").count(b"\n") == 1
    assert body(client, f"{REPORTS}.csv?taille=1").count(b"\n") == 2


@pytest.mark.parametrize("size", ["", "-1", "1.5", "99999", "x", "9" * 40, "١"])
def test_sizes_that_are_none(client: Client, small_town: Town, size: str) -> None:
    answer = client.get(f"/donnees/{REPORTS}.csv", {"taille": size})
    assert answer.status_code == 400 and "taille" in answer.json()["error"]


def test_an_old_form_says_what_became_of_it(client: Client, small_town: Town) -> None:
    assert body(client, f"{REPORTS}/v3.csv") == body(client, f"{REPORTS}.csv")
    old = client.get(f"/donnees/{REPORTS}/v2.csv")
    assert old.status_code == 410 and "forme 3" in old.json()["error"]
    for path in (f"{REPORTS}/v4.csv", f"{REPORTS}/v0.csv", f"{BODIES}/v1.geojson"):
        assert client.get(f"/donnees/{path}").status_code == 404


def test_files_are_made_once_and_the_oldest_make_room(
    client: Client, small_town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[str] = []
    original = files.writing.write
    monkeypatch.setattr(files.writing, "write", lambda *one: made.append(one[0].name) or original(*one))
    for _ in range(3):
        body(client, f"{REPORTS}.csv")
    assert made == [REPORTS]
    for _ in range(files.KEPT + 2):
        factories.report()
        body(client, f"{REPORTS}.csv")
    kept = [one.name for one in (files.folder() / REPORTS).iterdir()]
    assert len(kept) == files.KEPT and f"3-{log.size()}.csv" in kept


def test_a_file_that_fails_leaves_nothing(client: Client, small_town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: Any) -> None:
        raise OSError("no space left")

    monkeypatch.setattr(files.writing, "write", fails)
    with pytest.raises(OSError, match="no space"):
        client.get(f"/donnees/{REPORTS}.csv")
    assert not [one for one in files.folder().rglob("*") if one.suffix in (".csv", ".partial")]


def test_one_file_at_a_time(client: Client, small_town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "PATIENCE", 0.1)
    busy, done = threading.Event(), threading.Event()

    def hold() -> None:
        with files._turn():
            busy.set()
            done.wait(10)

    thread = threading.Thread(target=hold)
    thread.start()
    busy.wait(10)
    answer = client.get(f"/donnees/{REPORTS}.csv")
    done.set()
    thread.join()
    assert answer.status_code == 503 and answer["Retry-After"] == "30"
    assert body(client, f"{REPORTS}.csv")


def test_a_large_register_streams(small_town: Town, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Replayed in parts: each part's bodies are asked for together, whatever the number of records."""
    monkeypatch.setattr(replay, "CHUNK", 4)
    found = list(replay.rows(registers[REPORTS], log.size()))
    assert [row["key"] for row in found] == small_town.reports
    assert found[5]["withdrawn"] is True


def test_open_to_other_sites_for_reading_alone(client: Client, small_town: Town) -> None:
    asked = client.options(f"/donnees/{REPORTS}.csv", headers={"origin": "https://ailleurs.test"})
    assert asked.status_code == 204 and "GET" in asked["Access-Control-Allow-Methods"]
    assert client.post(f"/donnees/{REPORTS}.csv").status_code == 405
    head = client.head(f"/donnees/{REPORTS}.csv")
    assert head.status_code == 200
    b"".join(head)


def test_nothing_asked_of_a_file_that_is_known(
    client: Client, small_town: Town, django_assert_max_num_queries: Any
) -> None:
    follow.catch_up()
    etag = tag(client, f"{REPORTS}.csv")
    with django_assert_max_num_queries(5):
        client.get(f"/donnees/{REPORTS}.csv", headers={"if-none-match": etag})
