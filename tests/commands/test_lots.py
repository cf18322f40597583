"""From a CSV to a verified draw without a town's site: freeze, panels, publish, check, draw, verify."""

from __future__ import annotations

import inspect
import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chapitre.chapters.voice.juries import telling
from chapitre.chapters.voice.methods import draw, sortition
from chapitre.cli import main
from chapitre.commands.lots import FRENCH, in_french
from tests.chapters.voice.methods.sortition.generated import generated, written
from tests.chapters.voice.rounds import SECOND

SEATS = 9
POOL = generated(48, SEATS, (3, 2, 4), seed=3)


def run(*words: object) -> int:
    return main(["voice", *map(str, words)])


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which everything was done, up to the files that the town publishes."""
    folder = tmp_path_factory.mktemp("town")
    for name, text in zip(("categories.csv", "respondents.csv"), written(POOL), strict=True):
        (folder / name).write_text(text, encoding="utf-8")
    quotas, frozen = folder / "categories.csv", folder / "frozen"
    people = ["--respondents", folder / "respondents.csv"]
    assert run("freeze", *people, "--categories", quotas, "--jury", "parc", "--out", frozen) == 0
    made = ["--seats", SEATS, "--panels", 40, "--alternates", 3, "--dropout", "0.15", "--seed", "essai"]
    people = ["--categories", quotas, "--respondents", frozen / "respondents.csv"]
    assert run("panels", *people, *made, "--out", folder / "draw") == 0
    assert run("publish", folder / "draw", "--frozen", frozen, "--categories", quotas, "--out", folder / "out") == 0
    return folder


def test_a_guarantor_finds_the_published_folder_sound(town: Path, capsys: pytest.CaptureFixture[str]) -> None:
    published = town / "out/panneaux.json"
    assert run("check", town / "out/garant.zip", "--published", published, "--lang", "en") == 0
    said = capsys.readouterr().out
    assert "this is the folder to which the town is bound" in said
    assert f"hash of panneaux.json: {draw.panels_hash(published.read_text('ascii'))}" in said


def test_who_lives_together_is_in_the_folder_by_a_number(tmp_path: Path) -> None:
    homes = tuple(place // 2 if place < 8 else -1 for place in range(len(POOL.people)))
    pool = sortition.Pool(POOL.quotas, POOL.people, homes)
    files = sortition.pool_files(pool)
    read = sortition.read_pool(files["categories.csv"], files["respondents.csv"], ["household"]).pool
    assert read == pool


def test_the_seed_draws_what_anybody_verifies(town: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    published, result = town / "out/panneaux.json", tmp_path / "resultat.json"
    words = ["draw", published, "--seed", " 7 12  23", "--lang", "en"]
    assert run(*words, "--folder", town / "out/garant.zip", "--out", result) == 0
    drawn = capsys.readouterr().out
    told = json.loads(result.read_text(encoding="utf-8"))
    number = draw.panel_number(draw.panels_hash(published.read_text("ascii")), "7 12 23", 40)
    assert (told["panel"], told["seed"], len(told["members"])) == (number, "7 12 23", SEATS)
    assert f"panel no. {number}\n" in drawn and len(told["alternates"]) == 48 - SEATS
    assert run("verify", published, result, "--lang", "en") == 0
    assert f"the seed gives panel no. {number}: {told['members'][0]} " in capsys.readouterr().out
    assert run(*words) == 0  # anybody, without the folder: the alternates stay sealed
    assert f"panel no. {number}\nmembers: {told['members'][0]} " in (said := capsys.readouterr().out)
    assert "the alternates are sealed" in said
    assert run(*words, "--out", tmp_path / "autre.json") == 1
    (tmp_path / "v.py").write_text(telling.verifier(), encoding="utf-8")
    stranger = subprocess.run([sys.executable, "-I", tmp_path / "v.py", published, result], check=False)
    assert stranger.returncode == 0


def test_a_round_of_drand_draws_once_it_is_verified(
    town: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    published, saved, result = town / "out/panneaux.json", tmp_path / "tour.json", tmp_path / "resultat.json"
    saved.write_text(json.dumps(SECOND))
    words = ["draw", published, "--round", saved, "--folder", town / "out/garant.zip", "--out", result]
    assert run(*words) == 0
    told = json.loads(result.read_text(encoding="utf-8"))
    assert (told["seed"], told["beacon"]["at"]) == (SECOND["randomness"], "2023-09-15T11:00:03Z")
    assert run("verify", published, result) == run("beacon", result) == 0
    saved.write_text(json.dumps({"round": 657_414, "signature": SECOND["signature"]}))
    capsys.readouterr()
    assert run(*words, "--lang", "en") == 1
    assert "is not that of drand" in capsys.readouterr().err


def test_what_was_changed_is_said_in_both_languages(
    town: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    published, result = town / "out/panneaux.json", tmp_path / "resultat.json"
    assert run("draw", published, "--seed", "1", "--folder", town / "out/garant.zip", "--out", result) == 0
    told = json.loads(result.read_text(encoding="utf-8"))
    others = (str(seed) for seed in range(2, 99))  # commitments are salted: some seed may give the same panel
    other = next(seed for seed in others if draw.panel_number(told["panels_hash"], seed, 40) != told["panel"])
    result.write_text(json.dumps(told | {"seed": other}), encoding="utf-8")
    for lang, words in (("fr", "la graine donne le panel"), ("en", "the seed gives panel")):
        assert run("verify", published, result, "--lang", lang) == 1
        assert words in capsys.readouterr().err
    swapped = told["alternates"][1::-1] + told["alternates"][2:]
    result.write_text(json.dumps(told | {"alternates": swapped}), encoding="utf-8")
    assert run("verify", published, result) == 1
    assert "ne sont pas celles qui étaient scellées" in capsys.readouterr().err


def test_whatever_draw_verify_says_has_its_french() -> None:
    source = (
        inspect.getsource(draw.problems) + inspect.getsource(draw.ill_formed) + inspect.getsource(draw.called_wrongly)
    )
    said = re.findall(r'(?:append\(|return \[)f?"([^"]+)"', source)
    assert len(said) == len(FRENCH)
    for one in said:
        english = re.sub(r"\{[^}]*\}", "7", one)
        english += "ab" if english.endswith("is ") else ""
        assert in_french(english) != english, english


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"--dropout": "0.155"}, "one rate of departures in whole per cent"),
        ({"--seed": "autre", "other": "1"}, "these panels do not hold"),
    ],
)
def test_what_cannot_be_published_says_why(
    change: dict[str, str], said: str, town: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    people = town / ("respondents.csv" if "other" in change else "frozen/respondents.csv")
    words: dict[str, Any] = {"--seats": SEATS, "--panels": 5, "--alternates": 2, "--dropout": "0.15", "--seed": "x"}
    options = [one for pair in (words | {k: v for k, v in change.items() if k[0] == "-"}).items() for one in pair]
    quotas = ["--categories", town / "categories.csv"]
    assert run("panels", *quotas, "--respondents", people, *options, "--out", tmp_path / "draw") == 0
    frozen = ["--frozen", town / "frozen", *quotas, "--lang", "en"]
    assert run("publish", tmp_path / "draw", *frozen, "--out", tmp_path / "out") == 1
    assert said in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


@given(which=st.sampled_from(["panels", "result"]), data=st.data())
@settings(max_examples=80, deadline=None)
def test_no_bytes_are_ever_a_traceback(town: Path, data: st.DataObject, which: str) -> None:
    """Whatever the files hold, the command ends with 0 or with 1 and words."""
    published = town / "out/panneaux.json"
    result = town / "r.json"
    if not result.exists():
        assert run("draw", published, "--seed", "1", "--folder", town / "out/garant.zip", "--out", result) == 0
    source = published if which == "panels" else result
    text = source.read_bytes()
    start = data.draw(st.integers(0, len(text)))
    piece = data.draw(st.sampled_from([b"", b"9", b"-", b'"', b"[", b"null", b"\xff", b"{}", text]))
    changed = town / "changed.json"
    changed.write_bytes(text[:start] + piece + text[start + data.draw(st.integers(0, 3)) :])
    files = (changed, result) if which == "panels" else (published, changed)
    assert run("verify", *files) in (0, 1)
    if which == "panels":
        assert run("draw", changed, "--seed", "1") in (0, 1)
