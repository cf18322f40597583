"""`chapitre voice freeze`: each volunteer opens her own place in the public list, and nobody another's."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chapitre.chapters.voice.methods import draw
from chapitre.chapters.voice.methods.freezing import frozen
from chapitre.chapters.voice.methods.sortition.tables import read_table
from chapitre.cli import main
from chapitre.kernel.ledger.commitments import commit

PEOPLE = "id;nom;genre;âge\nA7;Ada;femme;16 à 29 ans\nB2;Bob;homme;16 à 29 ans\nC9;Cléo;femme;60 ans et plus\n"
QUOTAS = "category,feature,min,max\ngenre,femme,1,2\ngenre,homme,0,1\nâge,16 à 29 ans,0,2\nâge,60 ans et plus,0,2\n"


def frozen_in(tmp_path: Path, *more: str) -> Path:
    (tmp_path / "r.csv").write_text(PEOPLE, encoding="utf-8")
    (tmp_path / "c.csv").write_text(QUOTAS, encoding="utf-8")
    out = tmp_path / "out"
    command = ["voice", "freeze", "--respondents", str(tmp_path / "r.csv"), "--out", str(out), *more]
    assert main(command) == 0
    return out


def test_each_receipt_opens_its_own_commitment_and_the_list_shows_no_answer(tmp_path: Path) -> None:
    out = frozen_in(tmp_path, "--categories", str(tmp_path / "c.csv"), "--jury", "parc")
    told = json.loads((out / "pool.json").read_text(encoding="utf-8"))
    assert told["root"] == draw.pool_root(sorted(told["pool"]))
    assert (told["jury"], len(told["pool"])) == ("parc", 3)
    for secret in ("femme", "Ada", "A7"):
        assert secret not in (out / "pool.json").read_text(encoding="utf-8")
    rows = list(csv.DictReader((out / "respondents.csv").read_text(encoding="utf-8").splitlines()))
    for number, row in enumerate(rows, start=1):
        receipt = json.loads((out / f"receipts/{number:04}.json").read_text(encoding="utf-8"))
        assert receipt["features"] == [["genre", row["genre"]], ["âge", row["âge"]]]
        opened = commit(bytes.fromhex(receipt["salt"]), receipt["field"], receipt["features"])
        assert opened == receipt["commitment"] == told["pool"][number - 1]
        assert (receipt["jury"], receipt["number"]) == ("parc", number)
    assert len({row["salt"] for row in json.loads((out / "openings.json").read_text(encoding="utf-8"))}) == 3


def test_without_quotas_every_column_but_the_identifier_is_an_answer(tmp_path: Path) -> None:
    out = frozen_in(tmp_path)
    first = json.loads((out / "receipts/0001.json").read_text(encoding="utf-8"))
    assert [name for name, _answer in first["features"]] == ["nom", "genre", "âge"]


def test_a_list_is_frozen_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = frozen_in(tmp_path, "--lang", "en")
    assert "3 volunteers; root of the list: " in capsys.readouterr().out
    before = (out / "pool.json").read_bytes()
    assert main(["voice", "freeze", "--respondents", str(tmp_path / "r.csv"), "--out", str(out), "--lang", "en"]) == 1
    assert "holds a frozen list already" in capsys.readouterr().err
    assert (out / "pool.json").read_bytes() == before


@pytest.mark.parametrize(
    ("people", "said"),
    [
        ("genre,âge\nfemme,\n", "r.csv, line 2, column 7: empty cell: “âge” is missing"),
        ("genre,âge\nfemmes,16 à 29 ans\n", "“femmes” has no quota in “genre”; is it “femme”?"),
        ("", "the file is empty"),
    ],
)
def test_what_is_wrong_is_told_by_line_and_column(
    people: str, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "r.csv").write_text(people, encoding="utf-8")
    (tmp_path / "c.csv").write_text(QUOTAS, encoding="utf-8")
    command = ["voice", "freeze", "--respondents", str(tmp_path / "r.csv"), "--categories", str(tmp_path / "c.csv")]
    assert main([*command, "--out", str(tmp_path / "out"), "--lang", "en"]) == 1
    assert said in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_two_columns_of_one_name_are_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "r.csv").write_text("genre,genre\nfemme,homme\n", encoding="utf-8")
    assert main(["voice", "freeze", "--respondents", str(tmp_path / "r.csv"), "--out", str(tmp_path / "out")]) == 1
    assert "r.csv, ligne 1, colonne 7 : deux colonnes se nomment « genre »" in capsys.readouterr().err


@given(st.lists(st.tuples(st.sampled_from("ab"), st.binary(min_size=32, max_size=32)), min_size=1, max_size=12))
@settings(max_examples=40)
def test_the_order_of_the_file_tells_nothing(rows: list[tuple[str, bytes]]) -> None:
    """The same volunteers with the same salts, listed otherwise, have the same numbers."""

    def made(those: list[tuple[str, bytes]]) -> dict[str, bytes]:
        table = read_table("r.csv", ("x\n" + "\n".join(value for value, _salt in those)).encode())
        return frozen("jury", table, ["x"], [salt.hex() for _value, salt in those]).files

    assert made(rows) == made(rows[::-1])
