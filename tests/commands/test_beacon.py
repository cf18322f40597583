"""`chapitre voice beacon`: a saved round holds or it does not, without any network."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from chapitre.cli import main
from tests.chapters.voice.rounds import FIRST, SECOND


@pytest.fixture
def saved(tmp_path: Path) -> Path:
    path = tmp_path / "tour.json"
    path.write_text(json.dumps(FIRST))
    return path


def test_a_saved_round_is_verified(saved: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["voice", "beacon", str(saved), "--round", "1000"]) == 0
    assert str(FIRST["randomness"]) in capsys.readouterr().out


def test_a_round_to_come_is_told_with_its_hour_and_its_address(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["voice", "beacon", "--round", "657413"]) == 0
    out = capsys.readouterr().out
    assert "2023-09-15 11:00:03 UTC" in out and "https://api.drand.sh/" in out


@pytest.mark.parametrize(
    ("text", "more", "word"),
    [
        (json.dumps(FIRST), ["--round", "1001"], "tour 1000"),
        (json.dumps(FIRST | {"round": 1001}), [], "n’est pas celle"),
        (json.dumps(FIRST | {"signature": SECOND["signature"]}), [], "empreinte"),
        ("{}", [], "quel tour"),
        ("[1]", [], "n’est pas un tour"),
        ('"é', [], "n’est pas un tour"),
        (json.dumps({"beacon": {"chain": "ab"}, "seed": None}), [], "ne vient pas"),
        (json.dumps({"beacon": FIRST | {"chain": "ab"}}), [], "ne vient pas"),
        ("[" * 100_000, [], "n’est pas un tour"),
    ],
)
def test_what_does_not_hold_says_why(
    saved: Path, capsys: pytest.CaptureFixture[str], text: str, more: list[str], word: str
) -> None:
    saved.write_text(text)
    assert main(["voice", "beacon", str(saved), *more]) != 0
    told = capsys.readouterr()
    assert word in told.err and "Traceback" not in told.err


def test_it_speaks_english_too(saved: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["voice", "beacon", str(saved), "--lang", "en"]) == 0
    assert "signature verified: drand quicknet, round 1000" in capsys.readouterr().out


@pytest.mark.parametrize("more", [[], ["--round", "0"], ["--round", "99999999999999"]])
def test_a_file_or_a_round_is_asked_for(more: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["voice", "beacon", *more]) != 0
    assert "--round" in capsys.readouterr().err
