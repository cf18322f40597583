"""`chapitre voice shares`: what it prints, what it writes, how it refuses."""

import json
from pathlib import Path

import pytest

from chapitre.chapters.voice.methods import pabulib
from chapitre.cli import main
from tests.chapters.voice.methods.test_pabulib import PLAIN, TOULOUSE

COUNTED = PLAIN.replace("1000.50", "900").replace("key;value\n", "key;value\ndescription;Rue et parc\ninstance;2025\n")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "vote.pb"
    path.write_text(COUNTED, encoding="utf-8")
    return path


def test_json(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["voice", "shares", str(file), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["winners"] == ["B-2"] and told["cost"] == 400.5
    assert 0 <= told["seconds"] < 5
    assert told["share"] == [30_000, 1] and told["raised"] == 0
    lost, won = told["projects"]
    assert (lost["funded"], lost["held"]) == (False, [39_975, 1])
    assert won["paid"] == {"full": 2, "price": [20_025, 1], "last": 0, "given": [0, 1], "idle": 0}
    assert won["sentence"] == "Financé par ses 2 soutiens : 200,25\u00a0€ chacun."


def test_words(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["voice", "shares", str(file), "--completion", "add1"]) == 0
    said = capsys.readouterr().out.replace("\u00a0", " ")
    assert said.startswith("Rue et parc · 2025\n\nParts égales ; un soutien vaut le coût du projet ; les parts montent")
    assert "2 projets, 3 votants, 900 € à partager : la part de chacun est de 400 € après une hausse de 100 €." in said
    assert "1 projet financé, pour 400,50 € ; il reste 499,50 €." in said
    assert "\nFinancés\n\n  B-2. Le parc ; la mare (400,50 €)\n    Financé par ses 2 soutiens" in said
    assert '\nNon financés\n\n  1. Un "banc" (600 €)\n    Non financé : il coûte 600 €' in said


def test_words_in_english(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["voice", "shares", str(file), "--completion", "add1", "--lang", "en"]) == 0
    said = capsys.readouterr().out
    assert "Equal shares; a vote is worth the project’s cost; shares rise by one unit at a time" in said
    assert "2 projects, 3 voters, €900 to share: everybody’s share is €400 after a rise of €100." in said
    assert "1 project funded, for €400.50; €499.50 is left." in said
    assert "\nNot funded\n" in said and "Compté" not in said
    file.write_text("META\nkey;value\n", encoding="utf-8")
    assert main(["voice", "shares", str(file), "--lang", "en"]) == 1
    assert "is to be corrected:\nline " in capsys.readouterr().err


def test_greedy_and_its_comparison(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["voice", "shares", str(file), "--method", "greedy", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["winners"] == ["B-2"]
    assert main(["voice", "shares", str(file), "--method", "greedy"]) == 0
    assert "Par ordre de soutien ; un soutien vaut le coût du projet.\n" in capsys.readouterr().out
    assert main(["voice", "shares", str(file), "--method", "greedy", "--completion", "add1"]) == 2
    assert "--completion va avec la méthode des parts égales" in capsys.readouterr().err


def test_the_file_is_written_again_with_its_winners(file: Path, tmp_path: Path) -> None:
    out = tmp_path / "result.pb"
    assert main(["voice", "shares", str(file), "--completion", "add1u", "--out", str(out)]) == 0
    written = pabulib.read(out.read_bytes())
    assert written.about["rule"] == "equalshares/add1u"
    assert [row[-1] for row in written.project_rows] == ["0", "1"]
    assert main(["voice", "shares", str(file), "--out", str(tmp_path)]) == 1


def test_what_cannot_be_read_is_told_in_french(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    wrong = tmp_path / "wrong.pb"
    wrong.write_text(COUNTED.replace("600;2", "six cents;2"), encoding="utf-8")
    assert main(["voice", "shares", str(wrong)]) == 1
    assert "ligne 12, colonne 3 : il faut ici un montant" in capsys.readouterr().err
    assert main(["voice", "shares", str(tmp_path / "none.pb")]) == 1
    assert "ne se lit pas" in capsys.readouterr().err
    assert main(["voice", "shares", str(tmp_path)]) == 1


@pytest.mark.skipif(not TOULOUSE.exists(), reason=f"{TOULOUSE} is not there")
@pytest.mark.parametrize("completion, count, cost", [("none", 91, 4_083_220), ("add1", 128, 7_986_220)])
def test_toulouse(completion: str, count: int, cost: int, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["voice", "shares", str(TOULOUSE), "--completion", completion, "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (len(told["winners"]), told["cost"]) == (count, cost)
