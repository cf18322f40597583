"""`chapitre import` and `chapitre export`, as they are typed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from chapitre import cli
from tests.kernel.exchange.registers import Rack

pytestmark = pytest.mark.usefixtures("racks")
TEXT = "key;accroche;places\nA-1;wheel;1\nA-2;frame;2\n"


def test_dry_run_then_import_then_export(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path, out = tmp_path / "arceaux.csv", tmp_path / "out.csv"
    path.write_text(TEXT)
    assert cli.main(["import", "cycling.racks", str(path), "--dry-run"]) == 0
    assert "dry run: 2 new, 0 changed, 0 the same, 0 refused; nothing was written." in capsys.readouterr().out
    assert Rack.objects.count() == 0
    assert cli.main(["import", "cycling.racks", str(path), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["created"] == 2
    path.write_text(TEXT.replace(";1\n", ";3\n"))
    assert cli.main(["import", "cycling.racks", str(path)]) == 0
    told = capsys.readouterr().out
    assert "changes A-1: places 1 → 3" in told
    assert "done: 0 new, 1 changed, 1 the same, 0 refused; entries 2 to 2 of the ledger." in told
    assert cli.main(["import", "cycling.racks", str(path)]) == 0
    assert "nothing to write" in capsys.readouterr().out
    assert cli.main(["export", "cycling.racks", "--format", "csv", "--out", str(out)]) == 0
    assert out.read_text().count("\n") == 3
    assert cli.main(["export", "cycling.racks", "--format", "csv", "--out", str(out)]) == 1
    schema = ["export", "cycling.racks", "--format", "stationnement-cyclable", "--out", str(tmp_path / "official.csv")]
    assert cli.main(schema) == 0
    assert list(tmp_path.glob("*.unfinished")) == []


def test_what_is_wrong_is_told_and_fails(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "arceaux.csv"
    path.write_text(TEXT + "A-3;guidon;1\n")
    assert cli.main(["import", "cycling.racks", str(path)]) == 1
    told = capsys.readouterr().out
    assert "line 4, accroche: « guidon » n’est pas une valeur connue" in told
    assert "nothing is taken over until every line is right" in told
    path.write_text("a;b\n1;2\n")
    assert cli.main(["import", "cycling.racks", str(path)]) == 1
    assert "Aucune colonne" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["import", "no.such", "x.csv"], "no register no.such"),
        (["import", "cycling.racks", "missing.csv"], "no file"),
        (["export", "cycling.racks", "--format", "doc", "--out", "x"], "it is as: csv, xlsx, geojson"),
        (["export", "cycling.racks", "--format", "csv", "--out", "/no/such/folder/x"], "No such file"),
    ],
)
def test_misuse(arguments: list[str], words: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(arguments) == 1
    assert words in capsys.readouterr().err
