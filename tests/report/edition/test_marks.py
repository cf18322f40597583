"""An edition prints what its figures rest on, and verify.py refuses a mark that says more."""

from __future__ import annotations

import copy
import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from chapitre.report.edition.publish import upcasters
from chapitre.report.edition.verification import EditionError, EntryReader, check_figures, check_marks, replay
from tests.kernel.figures import papers
from tests.kernel.figures.town import receive
from tests.report.edition.conftest import Publish, verify

RECEIVED = "streets.reports_received"


def opened(folder: Path) -> tuple[dict[str, Any], Any]:
    """What the edition tells, and the records its entries make."""
    told = json.loads((folder / "figures.json").read_text(encoding="utf-8"))
    reader = EntryReader(folder / "entries.jsonl", told["registers"], None)
    return told, replay(told["registers"], reader.bodies(), upcasters())


def figure(told: dict[str, Any], id: str) -> dict[str, Any]:
    return next(one for one in told["figures"] if one["id"] == id)


def test_imported_records_and_documents_are_told(out: Publish, monkeypatch: pytest.MonkeyPatch) -> None:
    papers.declare(monkeypatch, papers.figure(), papers.figure("safety.more", document="25-00013"))
    papers.file_paper()
    receive(date(2025, 3, 3), imported=True)
    published = out("one")
    told, _ = opened(published.folder)
    received = figure(told, RECEIVED)
    assert (received["evidence"], received["records"], received["imported"]) == ("repris", 6, 1)
    attested = figure(told, papers.ATTESTED)
    assert (attested["evidence"], attested["document"]["key"]) == ("atteste", papers.KEY)
    assert attested["document"]["issuer"] == "UMAY"
    awaited = figure(told, "safety.more")
    assert (awaited["evidence"], awaited["document"]) == ("sans-preuve", None)
    done = verify(published.folder)
    assert done.returncode == 0, done.stderr
    page = (published.folder / "index.html").read_text(encoding="utf-8")
    line = page[page.index(f'id="{papers.ATTESTED}"') :]
    assert line.index('data-evidence="atteste"') < line.index("</")
    assert "Relevé des téléchargements, UMAY, 2 oct. 2025." in line.replace("\u00a0", " ")


def test_a_mark_that_says_more_than_what_is_behind_it_is_refused(out: Publish, monkeypatch: pytest.MonkeyPatch) -> None:
    papers.declare(monkeypatch, papers.figure())
    papers.file_paper()
    receive(date(2025, 3, 3), imported=True)
    told, rows = opened(out("one").folder)
    check_marks(told, rows)

    def refused(match: str, id: str, **changes: Any) -> None:
        other = copy.deepcopy(told)
        figure(other, id).update(changes)
        with pytest.raises(EditionError, match=match):
            check_figures(other, rows)
            check_marks(other, rows)

    refused("said to be proved", RECEIVED, evidence="prouve")
    refused("6 records, 0 of them imported.*found.*1 of them", RECEIVED, imported=0)
    paper = figure(told, papers.ATTESTED)["document"]
    for change in ({"key": "25-00099"}, {"issuer": "Quelqu’un d’autre"}, {"withdrawn": True}):
        refused("the document .* is not among the records", papers.ATTESTED, document=paper | change)


def test_an_expression_is_proved_by_proved_figures_only(out: Publish) -> None:
    told, rows = opened(out("one").folder)
    expression = next(one for one in told["figures"] if one["formula"] and one["evidence"] == "prouve")
    operand = next(one for one in told["figures"] if json.dumps(one["id"]) in json.dumps(expression["formula"]))
    operand["evidence"] = "repris"
    with pytest.raises(EditionError, match=f"{expression['id']}: said to be proved"):
        check_marks(told, rows)
