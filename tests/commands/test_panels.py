"""`chapitre voice panels`: what it writes, what it refuses, and that it can be stopped."""

import csv
import json
import os
import signal
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from chapitre.chapters.voice.methods import sortition
from chapitre.chapters.voice.methods.sortition.certjson import certificate_of
from chapitre.chapters.voice.methods.sortition.frames import frame_of
from chapitre.chapters.voice.methods.sortition.pools import grouped
from chapitre.cli import main
from tests.chapters.voice.methods.sortition.conftest import REAL
from tests.chapters.voice.methods.sortition.generated import generated, written

SEATS = 22


def files_of(folder: Path) -> list[str]:
    return ["--categories", str(folder / "categories.csv"), "--respondents", str(folder / "respondents.csv")]


def panels(pool: Path, out: Path, *more: str) -> int:
    return main(["voice", "panels", *files_of(pool), "--seats", str(SEATS), "--out", str(out), *more])


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def report(out: Path) -> dict[str, Any]:
    read: dict[str, Any] = json.loads((out / "report.json").read_text())
    return read


def read_back(pool: Path) -> sortition.Pool:
    read = sortition.read_pool((pool / "categories.csv").read_bytes(), (pool / "respondents.csv").read_bytes()).pool
    assert read is not None
    return read


@pytest.fixture(scope="module")
def pool(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("pool")
    categories, respondents = written(generated(150, SEATS, (3, 2, 4, 5), seed=7))
    (folder / "categories.csv").write_text(categories, encoding="utf-8")
    (folder / "respondents.csv").write_text(respondents, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def drawn(pool: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("panels") / "made"
    assert panels(pool, out, "--seed", "jury") == 0
    return out


def test_the_files_agree_with_each_other_and_with_the_rules(pool: Path, drawn: Path) -> None:
    seated: dict[int, list[int]] = {}
    for row in rows(drawn / "panels.csv"):
        seated.setdefault(int(row["panel"]), []).append(int(row["respondent"]))
    assert sorted(seated) == list(range(1000))
    assert sortition.check_panels(read_back(pool), SEATS, [seated[number] for number in range(1000)]) == ""
    times = Counter(person for panel in seated.values() for person in panel)
    chances = rows(drawn / "chances.csv")
    assert [int(row["respondent"]) for row in chances] == list(range(150))
    for person, row in enumerate(chances):
        assert float(row["published"]) == times[person] / 1000
        assert abs(float(row["published"]) - float(row["target"])) <= 1 / 1000
    told = report(drawn)
    assert told["min"] == min(float(row["target"]) for row in chances)
    assert (told["method"], told["respondents"], told["seats"], told["stopped"]) == ("leximin", 150, SEATS, False)
    assert told["gap"] < 1e-9 and told["slack"] < 1e-9


def test_as_fair_as_the_field_s_best(tmp_path: Path) -> None:
    """The chances that `sortition-algorithms` reaches on its own fixture with a commercial solver, in 14 s."""
    if not REAL.exists():
        pytest.skip(f"NO REAL POOL: {REAL} is not there")
    assert panels(REAL, tmp_path) == 0
    told = report(tmp_path)
    assert round(told["min"], 5) == 0.09091 and round(told["max"], 4) == 0.4709 and round(told["gini"], 4) == 0.1404


def test_the_certificate_can_be_checked_without_a_solver(pool: Path, drawn: Path) -> None:
    people = read_back(pool)
    certificate = certificate_of(json.loads((drawn / "certificate.json").read_text()))
    proved = sortition.check_certificate(frame_of(people, SEATS, grouped(people)), certificate, "leximin")
    assert proved.complete and proved.slack < 1e-6


def test_the_same_seed_gives_the_same_panels(pool: Path, drawn: Path, tmp_path: Path) -> None:
    assert panels(pool, tmp_path, "--seed", "jury") == 0
    assert (tmp_path / "panels.csv").read_bytes() == (drawn / "panels.csv").read_bytes()


def test_alternates_come_with_what_is_expected_of_them(pool: Path, tmp_path: Path) -> None:
    rates = tmp_path / "departs.csv"
    first = read_back(pool).quotas[0]
    rates.write_text(f"category,feature,rate\n{first.category},{first.value},0.5\n", encoding="utf-8")
    out = tmp_path / "out"
    more = ["--method", "random", "--panels", "15", "--alternates", "4"]
    assert panels(pool, out, *more, "--dropout", str(rates)) == 0
    listed = rows(out / "alternates.csv")
    assert [(int(one["panel"]), int(one["place"])) for one in listed] == [(n, m) for n in range(15) for m in range(4)]
    told = report(out)
    assert told["dropout"] == {"base": 0.0, "rates": [[first.category, first.value, 0.5]]}
    assert 0 <= told["loss_with"] < told["loss_without"]
    assert main(["voice", "check", str(out), *files_of(pool)]) == 0
    assert panels(pool, out, "--method", "random", "--panels", "15") == 0
    assert not (out / "alternates.csv").exists() and "loss_with" not in report(out)


def test_a_file_of_departures_is_told_by_line_and_column(
    pool: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "d.csv").write_text("category,feature,rate\nâge,valeur 9,2\n", encoding="utf-8")
    assert panels(pool, tmp_path / "out", "--alternates", "2", "--dropout", str(tmp_path / "d.csv")) == 1
    said = capsys.readouterr().err
    assert "d.csv, ligne 2, colonne 5 : « valeur 9 »" in said and "d.csv, ligne 2, colonne 14 : « 2 »" in said


def test_a_simple_draw_proves_nothing(pool: Path, tmp_path: Path) -> None:
    assert panels(pool, tmp_path, "--method", "random", "--panels", "20") == 0
    assert report(tmp_path)["gap"] is None and report(tmp_path)["seed"]
    assert not (tmp_path / "certificate.json").exists()


def test_what_is_wrong_is_told_by_line_and_column(
    pool: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "categories.csv").write_bytes((pool / "categories.csv").read_bytes())
    heads, first, *rest = (pool / "respondents.csv").read_text().splitlines()
    (tmp_path / "respondents.csv").write_text("\n".join([heads, "?" + first, *rest]))
    assert panels(tmp_path, tmp_path / "out") == 1
    assert (
        f"respondents.csv, ligne 2, colonne 1 : « ?{first.split(',')[0]} » n’a pas de quota" in capsys.readouterr().err
    )
    assert not (tmp_path / "out").exists()


def test_quotas_that_nobody_can_meet_come_with_the_smallest_change(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    categories, respondents = tmp_path / "c.csv", tmp_path / "r.csv"
    categories.write_text("category,feature,min,max\nsexe,Femme,2,2\nsexe,Homme,1,1\nâge,jeune,3,3\nâge,aîné,0,3\n")
    respondents.write_text("sexe,âge\nFemme,jeune\nFemme,aîné\nHomme,jeune\nHomme,jeune\n")
    files = ["--categories", str(categories), "--respondents", str(respondents), "--seats", "3"]
    assert main(["voice", "panels", *files, "--out", str(tmp_path / "out")]) == 1
    said = capsys.readouterr().err
    assert "le plus petit changement qui le permet" in said and "âge « jeune » : de 2 à 3, au lieu de 3 à 3" in said


@pytest.mark.parametrize(
    "wrong",
    [
        ["--seats", "0"],
        ["--panels", "0"],
        ["--categories", "/nowhere.csv"],
        ["--alternates", "-1"],
        ["--dropout", "1.5"],
        ["--dropout", "/nowhere.csv"],
        ["--dropout", "nan"],
    ],
)
def test_what_makes_no_sense_is_refused(
    wrong: list[str], pool: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert panels(pool, tmp_path / "out", *wrong) == 1
    assert capsys.readouterr().err.startswith("chapitre: ")


def test_ctrl_c_ends_with_the_best_so_far(pool: Path, tmp_path: Path) -> None:
    """Interrupted as soon as its bar shows the first panels, however long it took to start."""
    command = [sys.executable, "-m", "chapitre.cli", "voice", "panels", *files_of(pool), "--seats", str(SEATS)]
    command += ["--method", "random", "--panels", "100000", "--out", str(tmp_path)]
    terminal, end = os.openpty()
    process = subprocess.Popen(command, env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}, stderr=end)
    os.close(end)
    shown = b""
    while more := heard(terminal):
        if b"loterie" not in shown and b"loterie" in shown + more:
            process.send_signal(signal.SIGINT)
        shown += more
    os.close(terminal)
    assert process.wait(timeout=60) == 0, shown[-2000:].decode()
    told = report(tmp_path)
    assert told["stopped"] and 0 < told["panels"] < 100_000
    assert len(rows(tmp_path / "panels.csv")) == told["panels"] * SEATS


def heard(terminal: int) -> bytes:
    """What is written to a terminal next; nothing once the other end is closed, which Linux calls an error."""
    try:
        return os.read(terminal, 65536)
    except OSError:
        return b""


def test_all_of_it_is_said_in_english_too(pool: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    told = ("--panels", "20", "--alternates", "2", "--lang", "en")
    assert panels(pool, tmp_path / "made", *told) == 0
    said = capsys.readouterr().out
    for words in (
        "20 panels of 22 among 150 volunteers, in",
        "chances aimed at: ",
        "alternates: 2 a panel; ",
        "seed: ",
    ):
        assert words in said
    assert not list((tmp_path / "made").glob("*.part"))
    assert panels(pool, tmp_path / "none", "--seats", "0", *told) == 1
    assert "count from 1" in capsys.readouterr().err
    assert panels(pool, tmp_path / "none", "--seats", "149", *told) == 1
    refused = capsys.readouterr().err
    assert "the files are to be corrected:" in refused and "no panel meets these quotas" in refused
    assert not (tmp_path / "none").exists()
