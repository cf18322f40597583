"""`chapitre voice check`: what was made holds, and whatever is changed afterwards is told by file and line."""

from __future__ import annotations

import json
import subprocess
import sys
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chapitre.chapters.voice.methods import sortition
from chapitre.chapters.voice.methods.sortition.pools import Pool, Quota, breach
from chapitre.cli import main
from tests.chapters.voice.methods.sortition import stranger
from tests.chapters.voice.methods.sortition.generated import generated, written

SEATS = 9
POOL = generated(48, SEATS, (3, 2, 4), seed=3)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("check")
    for name, text in zip(("categories.csv", "respondents.csv"), written(POOL), strict=True):
        (folder / name).write_text(text, encoding="utf-8")
    for method in sortition.METHODS:
        made = ["--seats", str(SEATS), "--panels", "60", "--method", method, "--seed", "essai", "--alternates", "3"]
        assert main(["voice", "panels", *files_of(folder), *made, "--out", str(folder / method)]) == 0
    return folder


@pytest.fixture(scope="module")
def made(folder: Path) -> dict[str, bytes]:
    return {name: (folder / "leximin" / name).read_bytes() for name in sortition.FILES}


def files_of(folder: Path) -> list[str]:
    return ["--categories", str(folder / "categories.csv"), "--respondents", str(folder / "respondents.csv")]


@pytest.mark.parametrize("method", sortition.METHODS)
def test_what_was_made_holds(method: str, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["voice", "check", str(folder / method), *files_of(folder)]) == 0
    said = capsys.readouterr().out
    assert ("rien ne prouve" in said) == (method == "random")
    assert ("le certificat tient" in said) == (method != "random")


def test_nothing_holds_of_another_pool(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "categories.csv").write_bytes((folder / "categories.csv").read_bytes())
    heads, first, *rest = (folder / "respondents.csv").read_text(encoding="utf-8").splitlines()
    other = next(one for one in rest if one != first)
    (tmp_path / "respondents.csv").write_text("\n".join([heads, other, *rest]), encoding="utf-8")
    assert main(["voice", "check", str(folder / "leximin"), *files_of(tmp_path)]) == 1
    assert "ces panels ne tiennent pas :" in capsys.readouterr().err


def test_a_folder_that_is_not_there(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["voice", "check", str(tmp_path), *files_of(folder), "--lang", "en"]) == 1
    assert "report.json, line 1, column 1: this is not well-formed JSON" in capsys.readouterr().err


def rewritten(made: dict[str, bytes], name: str, **changes: object) -> dict[str, bytes]:
    return {**made, name: json.dumps({**json.loads(made[name]), **changes}).encode()}


@pytest.mark.parametrize(
    ("figure", "value"),
    [("min", 0.5), ("max", 0.1), ("gini", 0.0), ("off", 0.0), ("published_min", 0.9), ("distinct", 1), ("gap", 0.01),
     ("slack", -0.01), ("panels", 59), ("seats", 8), ("respondents", 47), ("method", "maximin"), ("method", "nash"),
     ("seed", "autre"), ("alternates", 2), ("alternates", None), ("dropout", {"base": 0.16, "rates": []}),
     ("loss_with", 0.0), ("loss_without", 0.1), ("loss_with", None)],
)  # fmt: skip
def test_every_figure_of_the_report(made: dict[str, bytes], figure: str, value: object) -> None:
    assert sortition.recheck(POOL, made).problems == ()
    assert sortition.recheck(POOL, rewritten(made, "report.json", **{figure: value})).problems


@given(st.data())
@settings(max_examples=60, deadline=None)
def test_every_digit_of_the_panels(made: dict[str, bytes], data: st.DataObject) -> None:
    """Somebody seated in another's place, a panel renumbered: the counts, the quotas or the chances say so."""
    text = made["panels.csv"]
    digits = [place for place, one in enumerate(text) if chr(one).isdigit()]
    place = data.draw(st.sampled_from(digits))
    digit = data.draw(st.sampled_from([one for one in b"0123456789" if one != text[place]]))
    changed = text[:place] + bytes([digit]) + text[place + 1 :]
    assert sortition.recheck(POOL, {**made, "panels.csv": changed}).problems


@given(st.data())
@settings(max_examples=40, deadline=None)
def test_every_digit_of_the_alternates(made: dict[str, bytes], data: st.DataObject) -> None:
    """Another volunteer, another place or another panel: the rules or the expected loss say so."""
    lines = made["alternates.csv"].decode().splitlines()
    row, column = data.draw(st.integers(1, len(lines) - 1)), data.draw(st.integers(0, 2))
    cells = lines[row].split(",")
    value = data.draw(st.integers(0, 61).filter(lambda one: str(one) != cells[column]))
    if column == 2 and value < 48 and POOL.people[value] == POOL.people[int(cells[2])]:
        return  # somebody who gives the same answers is as good
    cells[column] = str(value)
    lines[row] = ",".join(cells)
    found = sortition.recheck(POOL, {**made, "alternates.csv": "\n".join(lines).encode()})
    assert found.problems or column == 2


def test_alternates_that_are_not_there(made: dict[str, bytes]) -> None:
    assert sortition.recheck(POOL, {name: text for name, text in made.items() if name != "alternates.csv"}).problems
    seated = made["panels.csv"].decode().splitlines()[1].split(",")[1]
    lines = made["alternates.csv"].decode().splitlines()
    lines[1] = f"0,0,{seated}"
    found = sortition.recheck(POOL, {**made, "alternates.csv": "\n".join(lines).encode()}).problems
    assert found[0].message() == "alternates.csv, ligne 1, colonne 1 : panel 0 : une personne y siège déjà"


@given(st.data())
@settings(max_examples=40, deadline=None)
def test_chances_that_are_not_those(made: dict[str, bytes], data: st.DataObject) -> None:
    lines = made["chances.csv"].decode().splitlines()
    row = data.draw(st.integers(1, len(lines) - 1))
    person, target, published = lines[row].split(",")
    if data.draw(st.booleans()):
        target = str(min(1.0, float(target) * data.draw(st.sampled_from([0.999, 1.001]))))
    else:
        published = str(float(published) + data.draw(st.sampled_from([-1, 1])) / 60)
    if [person, target, published] == lines[row].split(","):
        return  # who sits for sure cannot sit more
    lines[row] = ",".join((person, target, published))
    assert sortition.recheck(POOL, {**made, "chances.csv": "\n".join(lines).encode()}).problems


@given(st.sampled_from(sortition.FILES), st.data())
@settings(max_examples=150, deadline=None)
def test_no_bytes_are_ever_a_traceback(made: dict[str, bytes], name: str, data: st.DataObject) -> None:
    """Any byte replaced, any piece gone, any other file in its place."""
    text = made[name]
    start = data.draw(st.integers(0, len(text)))
    piece = data.draw(st.sampled_from([b"", b"9", b"-", b'"', b"[", b"\x00", b"\xff", b"null", b"1e999", text]))
    changed = text[:start] + piece + text[start + data.draw(st.integers(0, 3)) :]
    for problem in sortition.recheck(POOL, {**made, name: changed}).problems:
        assert problem.line >= 1 and problem.column >= 1 and problem.message() and problem.message("en")


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-2, 10**13) | st.floats() | st.sampled_from(["leximin", "1/3", "level"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["0", "1", "-1", "x"]), inner),
    max_leaves=6,
)


@given(st.sampled_from(("report.json", "certificate.json")), st.data())
@settings(max_examples=150, deadline=None)
def test_no_value_is_ever_a_traceback(made: dict[str, bytes], name: str, data: st.DataObject) -> None:
    """Whatever stands in the place of one value, at the top or in a claim."""
    told = json.loads(made[name])
    where = told
    if name == "certificate.json" and data.draw(st.booleans()):
        where = data.draw(st.sampled_from(told["claims"]))
    where[data.draw(st.sampled_from(sorted(where)))] = data.draw(JSON)
    found = sortition.recheck(POOL, {**made, name: json.dumps(told).encode()})
    assert found.problems or found.proved is not None


STRANGER = Path(stranger.__file__)


def test_a_stranger_checks_it_from_the_documentation(folder: Path, tmp_path: Path) -> None:
    """By a program of another hand, that Python alone runs; and it is not fooled by a fairer claim."""
    for name in ("categories.csv", "respondents.csv"):
        (tmp_path / name).write_bytes((folder / name).read_bytes())
    for name in sortition.FILES:
        (tmp_path / name).write_bytes((folder / "leximin" / name).read_bytes())
    command = [sys.executable, "-I", "-W", "ignore", str(STRANGER), str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    lowest, bound = map(float, done.stdout.split())
    assert lowest == pytest.approx(bound, abs=1e-9)
    assert lowest == pytest.approx(json.loads((tmp_path / "report.json").read_text())["min"], abs=1e-9)
    told = json.loads((tmp_path / "certificate.json").read_text())
    told["chances"] = [
        one if Fraction(one) > min(map(Fraction, told["chances"])) else "1/50" for one in told["chances"]
    ]
    (tmp_path / "certificate.json").write_text(json.dumps(told))
    assert subprocess.run(command, capture_output=True, check=False).returncode != 0


def test_which_rule_a_panel_breaks_is_said_in_both_languages(made: dict[str, bytes]) -> None:
    lines = made["panels.csv"].decode().splitlines()
    lines[2] = lines[1]  # whoever is first sits twice
    first = sortition.recheck(POOL, {**made, "panels.csv": "\n".join(lines).encode()}).problems[0]
    assert first.message() == "panels.csv, ligne 2, colonne 1 : panel 0 : une personne y siège deux fois"
    assert first.message("en") == "panels.csv, line 2, column 1: panel 0: somebody sits in it twice"


@pytest.mark.parametrize(
    ("panel", "french", "english"),
    [
        ((0, 2), "deux personnes du même foyer", "two people of the same household"),
        ((0, 1), "2 pour genre « femme », au lieu de 1 à 1", "2 for genre “femme”, instead of 1 to 1"),
        ((0, 1, 2), "3 personnes au lieu de 2", "3 people instead of 2"),
        ((1, 2), "", ""),
    ],
)
def test_each_rule_that_a_panel_may_break(panel: tuple[int, ...], french: str, english: str) -> None:
    quotas = (Quota("genre", "femme", 1, 1), Quota("genre", "homme", 1, 1))
    assert breach(Pool(quotas, ((0,), (0,), (1,)), (7, -1, 7)), 2, panel) == (french, english)
