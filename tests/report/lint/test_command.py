"""`chapitre report lint`: what it prints and how it ends."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from django.db.utils import OperationalError

from chapitre.chapters.mobility import acts
from chapitre.cli import main
from chapitre.kernel.acts import perform
from chapitre.kernel.figures import live
from tests.factories import ADMIN, AT


@pytest.fixture
def racks(db: None) -> None:
    """722 racks, in two records."""
    for number in (500, 222):
        facts = {"racks": number, "spaces": 2 * number, "hold": "both", "furniture": "rack", "installed_on": AT.date()}
        perform(acts.rack.recorded, actor=ADMIN, at=AT, **facts)


@pytest.fixture
def draft(tmp_path: Path) -> Path:
    path = tmp_path / "bilan.txt"
    path.write_text("Depuis 2020, 722 arceaux à vélo.\nLe bus 25.\n", encoding="utf-8")
    return path


@pytest.mark.usefixtures("racks")
def test_a_draft_whose_numbers_all_stand_ends_well(draft: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["report", "lint", str(draft)]) == 0
    printed = capsys.readouterr().out.splitlines()
    assert [line.split() for line in printed[:3]] == [
        ["1", "2020", "year", "date"],
        ["1", "722", "quantity", "bound", "mobility.bike_racks"],
        ["2", "25", "name", "name"],
    ]
    assert printed[3] == "3 numbers: 1 bound, 1 date, 1 name"


@pytest.mark.usefixtures("racks")
def test_an_unbound_number_ends_with_1(draft: Path, capsys: pytest.CaptureFixture[str]) -> None:
    draft.write_text("723 arceaux à vélo", encoding="utf-8")
    assert main(["report", "lint", str(draft)]) == 1
    assert "unbound   (perhaps mobility.bike_racks?)" in capsys.readouterr().out


@pytest.mark.usefixtures("racks")
def test_json(draft: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["report", "lint", str(draft), "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert [(one["line"], one["text"], one["kind"]) for one in found] == [
        (1, "2020", "year"),
        (1, "722", "quantity"),
        (2, "25", "name"),
    ]


@pytest.mark.usefixtures("racks")
@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp1252"])
def test_as_word_processors_save_it(draft: Path, encoding: str) -> None:
    draft.write_bytes("722 arceaux à vélo posés".encode(encoding))
    assert main(["report", "lint", str(draft)]) == 0


def test_without_a_database_published_figures_are_known(
    draft: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def missing(today: object) -> None:
        raise OperationalError("no such table")

    monkeypatch.setattr(live, "values", missing)
    main(["report", "lint", str(draft), "--json"])
    told = capsys.readouterr()
    assert "no database" in told.err
    assert len(json.loads(told.out)) == 3


def test_what_cannot_be_read_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["report", "lint", str(tmp_path / "none")]) == 1
    (tmp_path / "bilan.odt").write_bytes(b"PK\x03\x04\x00\x00")
    assert main(["report", "lint", str(tmp_path / "bilan.odt")]) == 1
    assert "save it as text first" in capsys.readouterr().err
