"""The edition as a Data Package, and its registers in Parquet: an outside judge reads them."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import polars
import pytest

from chapitre.kernel.records.registers import registers
from chapitre.report.edition.manifest import MANIFEST_FILE, digest_file, folder_files
from chapitre.report.edition.tables import write_parquet
from tests.report.edition.conftest import Publish

pytestmark = pytest.mark.sqlite  # what an edition holds comes after the database; test_publish makes them on both


@pytest.fixture
def folder(out: Publish) -> Path:
    return out("one").folder


def package(folder: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    return found


def judged(folder: Path) -> dict[str, Any]:
    """What frictionless says of it, in a process of its own: it warns of its own age."""
    program = (
        "import json, sys; from frictionless import Package; "
        "report = Package(sys.argv[1]).validate(); "
        "print(json.dumps({'valid': report.valid, 'tasks': len(report.tasks), "
        "'errors': report.flatten(['name', 'message'])}))"
    )
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", program, "datapackage.json"], cwd=folder, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    told: dict[str, Any] = json.loads(done.stdout)
    return told


def test_an_outside_judge_accepts_it(folder: Path) -> None:
    told = judged(folder)
    assert told["errors"] == [] and told["valid"]
    assert told["tasks"] == len(folder_files(folder)) - 1


def test_the_judge_sees_a_changed_cell_and_a_changed_file(folder: Path) -> None:
    path = folder / "registers" / "streets.reports.csv"
    path.write_text(path.read_text().replace("false", "perhaps", 1))
    assert not judged(folder)["valid"]


def test_it_names_every_file_with_its_hash(folder: Path) -> None:
    told = {one["path"]: one for one in package(folder)["resources"]}
    assert sorted(told) == [path for path in folder_files(folder) if path != "datapackage.json"]
    for path, one in told.items():
        digest, size = digest_file(folder / path)
        assert (one["hash"], one["bytes"]) == (f"sha256:{digest}", size)
    assert "datapackage.json" in (folder / MANIFEST_FILE).read_text()


def test_columns_say_what_they_hold(folder: Path) -> None:
    told = {one["path"]: one for one in package(folder)["resources"]}
    fields = {one["name"]: one for one in told["registers/streets.reports.csv"]["schema"]["fields"]}
    assert list(fields) == ["key", *registers["streets.reports"].facts]
    assert fields["received_on"]["type"] == "date" and fields["received_on"]["title"]
    assert "resolved" in fields["state"]["constraints"]["enum"]
    assert fields["lon"]["constraints"]["minimum"] == -180_000_000


def test_parquet_says_the_same_as_csv(folder: Path) -> None:
    for name, register in registers.items():
        frame = polars.read_parquet(folder / "registers" / f"{name}.parquet")
        with (folder / "registers" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            head, *rows = csv.reader(file)
        assert frame.columns == head == ["key", *register.facts]
        assert [["" if cell is None else written(cell) for cell in row] for row in frame.iter_rows()] == rows
    frame = polars.read_parquet(folder / "registers" / "streets.reports.parquet")
    assert frame.schema["received_on"] == polars.Date and frame.schema["lon"] == polars.Int64
    assert frame.height == 5


def written(cell: object) -> str:
    return str(cell).lower() if isinstance(cell, bool) else str(cell)


def test_parquet_keeps_what_csv_can_say(tmp_path: Path) -> None:
    """Quotes, newlines, nothing, and dates; twice the same bytes."""
    path = tmp_path / "a.csv"
    fields = [{"name": name, "type": type} for name, type in (("s", "str"), ("n", "int"), ("b", "bool"), ("d", "date"))]
    with path.open("w", newline="") as file:
        rows = [
            ["key", "s", "n", "b", "d"],
            ["1", 'dit « "oui" »\n, non', "-7", "true", "2025-11-18"],
            ["2", "", "", "", ""],
        ]
        csv.writer(file, lineterminator="\n").writerows(rows)
    write_parquet(path, fields)
    first = path.with_suffix(".parquet").read_bytes()
    assert polars.read_parquet(path.with_suffix(".parquet")).rows() == [
        ("1", 'dit « "oui" »\n, non', -7, True, date(2025, 11, 18)),
        ("2", None, None, None, None),
    ]
    write_parquet(path, fields)
    assert path.with_suffix(".parquet").read_bytes() == first
