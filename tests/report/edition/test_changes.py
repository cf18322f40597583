"""What changed between two editions: from their files, on a page."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from chapitre.chapters.streets import acts
from chapitre.kernel.acts import perform
from chapitre.kernel.figures import sources
from chapitre.report.edition.changes import changes
from chapitre.report.edition.shelf import editions_folder
from tests.factories import HEAD, later, report
from tests.report.edition.conftest import Publish

pytestmark = pytest.mark.sqlite  # what an edition holds comes after the database; test_publish makes them on both


def figure(id: str, value: int, **more: Any) -> dict[str, Any]:
    told = {
        "id": id,
        "numerator": value,
        "denominator": 1,
        "published": None,
        "definition_hash": "h",
        "evidence": "prouve",
    }
    return told | more


def told(
    number: int, *figures: dict[str, Any], errata: list[dict[str, Any]] | None = None, **records: int
) -> dict[str, Any]:
    registers = {name: {"records": count} for name, count in records.items()}
    return {
        "edition": number,
        "size": 10 * number,
        "figures": list(figures),
        "errata": errata or [],
        "registers": registers,
    }


def test_each_change_is_in_its_list() -> None:
    old = told(
        1,
        figure("same", 1),
        figure("moved", 1),
        figure("marked", 1, evidence="atteste"),
        figure("redefined", 1),
        figure("dropped", 1),
        a=1,
        b=2,
    )
    new = told(
        2,
        figure("added", 5),
        figure("same", 1),
        figure("moved", 2),
        figure("marked", 1),
        figure("redefined", 1, definition_hash="k"),
        b=3,
        c=0,
    )
    found = changes(old, new)
    assert {kind: [one.id for one in rows] for kind, rows in found.figures.items()} == {
        kind: [kind] for kind in ("redefined", "moved", "marked", "added", "dropped", "same")
    }
    assert [(one.name, one.old, one.new) for one in found.registers] == [("a", 1, None), ("b", 2, 3), ("c", None, 0)]
    assert found.entries == 10


def test_only_errata_since_the_earlier_one_are_told() -> None:
    errata = [{"key": key, "figure": "x"} for key in ("0002-01", "0003-01", "0004-02")]
    found = changes(told(2, figure("x", 1)), told(4, figure("x", 2), errata=errata))
    assert [one["key"] for one in found.figures["moved"][0].errata] == ["0003-01", "0004-02"]


def page(client: Client, address: str, code: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == code
    return answer.content.decode()


def test_the_page_says_what_changed_and_why(out: Publish, client: Client) -> None:
    out("one")
    perform(acts.withdrawn, "24-00001", actor=HEAD, at=later(3), reason="Essai")
    report()
    out("two", streets__reports_2024="Un essai avait été compté.")
    html = page(client, "/bilan/editions/1..2")
    row = html[html.index('id="streets.reports_2024"') :].split("</tr>")[0]
    assert row.index(">3") < row.index(">2") and "Un essai avait été compté." in row
    assert 'id="streets.reports_received"' not in html  # one more, one less
    assert 'id="streets.reports_2025"' in html
    assert '<a href="/bilan/editions/1..2">depuis la n° 1</a>' in page(client, "/bilan/editions")
    assert 'href="/bilan/editions/1..2"' in page(client, "/bilan/editions/2")
    client.cookies["langue"] = "en"
    assert "From edition 1 to edition 2" in page(client, "/bilan/editions/1..2")


def test_a_redefined_and_a_dropped_figure(out: Publish, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    out("one")
    declared = dict(sources.declarations())
    del declared["streets.reports_held"]
    monkeypatch.setattr(sources, "_loaded", declared)
    out("two", streets__reports_held="Ce compte est dans un autre.")
    html = page(client, "/bilan/editions/1..2")
    assert "Des chiffres retirés" in html and "Ce compte est dans un autre." in html
    told_now = json.loads((editions_folder() / "2" / "figures.json").read_text())
    assert [one["figure"] for one in told_now["errata"]] == ["streets.reports_held"]
    errata = page(client, "/bilan/errata")
    assert 'class="mono">streets.reports_held<' in errata


def test_nothing_changed_is_said(out: Publish, client: Client) -> None:
    out("one")
    shutil.copytree(editions_folder() / "1", editions_folder() / "kept")
    out("two")
    (editions_folder() / "2" / "figures.json").write_bytes((editions_folder() / "1" / "figures.json").read_bytes())
    assert "Aucun chiffre n’a changé." in page(client, "/bilan/editions/1..2")


def test_from_the_later_to_the_earlier_leads_round(out: Publish, client: Client) -> None:
    out("one")
    out("two")
    answer = client.get("/bilan/editions/2..1")
    assert (answer.status_code, answer["Location"]) == (302, "/bilan/editions/1..2")


def test_what_is_not_there_is_not_found(out: Publish, client: Client) -> None:
    out("one")
    out("two")
    page(client, "/bilan/editions/1..7", 404)
    shutil.rmtree(editions_folder() / "1")
    page(client, "/bilan/editions/1..2", 404)


def test_each_register_is_offered_twice(out: Publish, client: Client) -> None:
    out("one")
    html = page(client, "/bilan/editions/1")
    for suffix in ("csv", "parquet"):
        address = f"/bilan/editions/1/registers/streets.reports.{suffix}"
        assert html.count(f'href="{address}"') == 1
        answer = client.get(address)
        assert answer.status_code == 200
        answer.close()


def test_the_book_is_offered(out: Publish, client: Client) -> None:
    out("one")
    assert "Le livre (PDF," in page(client, "/bilan/editions/1")
    answer = client.get("/bilan/editions/1/bilan.pdf")
    assert answer["Content-Type"] == "application/pdf"
    assert b"".join(answer.streaming_content).startswith(b"%PDF-")  # type: ignore[arg-type]
    answer.close()
    assert not Path(editions_folder() / "1" / "missing").exists()
