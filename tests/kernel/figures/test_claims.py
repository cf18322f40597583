"""The town's file of claims: which figure answers each line of its published report, and each thing wrong in it."""

from pathlib import Path

import pytest

from chapitre.kernel.figures import claims, sources
from chapitre.kernel.figures.problems import BadFigures
from chapitre.kernel.town import town
from tests.kernel.figures.test_declarations import COUNT

DATED = (
    COUNT.replace("[received]", "[first]")
    .replace('unit = "signalement"', 'unit = "date"')
    .replace('"count"', '"min"\nof = "year(received_on)"')
    .replace('review = "done"', 'review = "done", received_on = 2025-05-17')
    .replace('review = "held"', 'review = "held", received_on = 2025-05-17')
    .replace("expected = 1", "expected = 2025")
)
GOOD = """
[claims]
3 = "streets.received"
[milestones]
3 = "streets.first"
[readings."streets.received"]
fr = "Nous lisons."
en = "We read."
"""


def load(folder: Path, lines: str) -> dict:
    path = folder / "streets.toml"
    path.write_text(f"{COUNT}\n{DATED}", encoding="utf-8")
    (folder / "claims.toml").write_text(lines, encoding="utf-8")
    return sources.load([(path, "streets")], folder / "claims.toml")


def test_lines_and_readings_reach_their_figures(tmp_path: Path) -> None:
    found = load(tmp_path, GOOD)
    received, first = found["streets.received"], found["streets.first"]
    assert (received.claim, received.milestone, received.reading) == (3, None, ("Nous lisons.", "We read."))
    assert (first.claim, first.milestone, first.reading) == (None, 3, None)
    bare = load(tmp_path, "")["streets.received"]
    assert (bare.claim, bare.definition_hash) == (None, received.definition_hash)


@pytest.mark.parametrize(
    ("lines", "table", "key", "words"),
    [
        ('[claims]\n3 = "streets.nothing"', "claims", "3", "n’existe pas"),
        ("[claims]\n3 = 4", "claims", "3", "n’existe pas"),
        ('[claims]\n03 = "streets.received"', "claims", "03", "une ligne est un numéro"),
        ('[claims]\nthree = "streets.received"', "claims", "three", "une ligne est un numéro"),
        ('[claims]\n3 = "streets.received"\n4 = "streets.received"', "claims", "4", "répond déjà à la ligne 3"),
        ('[claims]\n3 = "streets.first"', "claims", "3", "est une date"),
        ('[milestones]\n3 = "streets.received"', "milestones", "3", "n’est pas une date"),
        ('[readings."streets.nothing"]\nfr = "a"\nen = "b"', "readings", "streets.nothing", "n’existe pas"),
        ('[readings."streets.received"]\nfr = "a"', "readings", "streets.received", "deux phrases"),
        ('[promises]\n3 = "streets.received"', "promises", "", "une table est attendue"),
        ("claims = 3", "claims", "", "une table est attendue"),
        ("[claims", "", "", "ce n’est pas du TOML"),
    ],
)
def test_each_mistake_is_named(tmp_path: Path, lines: str, table: str, key: str, words: str) -> None:
    with pytest.raises(BadFigures) as caught:
        load(tmp_path, lines)
    [found] = caught.value.problems
    assert (found.path.name, found.table, found.key) == (claims.FILE, table, key)
    assert words in found.message


def test_a_town_s_figures_stand_under_a_chapter_and_redefine_none(tmp_path: Path) -> None:
    house, own = tmp_path / "house.toml", tmp_path / "own.toml"
    house.write_text(COUNT, encoding="utf-8")
    own.write_text(COUNT, encoding="utf-8")
    with pytest.raises(BadFigures, match="déjà pris"):
        sources.load([(house, "streets"), (own, "streets")])
    with pytest.raises(BadFigures, match="n’est pas un chapitre"):
        sources.load([(own, "roads")])
    assert set(sources.load([(house, "streets"), (own, "intro")])) == {"streets.received", "intro.received"}


def test_the_demonstration_s_figures_come_after_the_house_s_and_only_its_lines_are_stated() -> None:
    files = [path.stem for path, _ in map(tuple, sources.of_town(town()))]
    assert files[:3] == ["intro", "voice", "building"]
    assert all(one.claim is not None for one in sources.stated())


def test_without_numbered_lines_every_quantity_is_stated(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sources, "_loaded", load(tmp_path, ""))
    monkeypatch.setattr(sources, "_loaded_of", town())
    assert [one.id for one in sources.stated()] == ["streets.received"]
