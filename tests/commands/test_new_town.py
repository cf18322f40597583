"""init: arguments that do not go together are refused before anything is made; a wrong town leaves nothing behind."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

import pytest

from chapitre.commands import CommandError, new_town
from chapitre.kernel.town import current

DATA = Path(__file__).parents[1] / "data" / "second-town"
OUTLINE = {"outline": DATA / "communes.geojson", "insee": "99001", "postcode": ["99000"]}
NOTHING: dict[str, Any] = {"town": None, "outline": None, "insee": None, "postcode": [], "since": None}


def asked(**given: Any) -> argparse.Namespace:
    return argparse.Namespace(**NOTHING | given)


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"outline": Path("a.geojson")}, "needs --insee, --postcode as well"),
        ({"insee": "94081", "postcode": ["94400"]}, "needs --outline as well"),
        ({"since": "2026-03-28"}, "needs --outline, --insee, --postcode as well"),
        ({"town": Path("a"), "insee": "94081"}, "--town describes the town already"),
        ({"town": Path("a"), "since": "2026-03-28"}, "--town describes the town already"),
    ],
)
def test_arguments_that_do_not_go_together_are_refused(given: dict[str, Any], words: str) -> None:
    with pytest.raises(CommandError, match=words):
        new_town.refuse_unclear(asked(**given))


@pytest.mark.parametrize("given", [{}, {"town": Path("a")}, OUTLINE, OUTLINE | {"since": "2026-03-28"}])
def test_others_are_not(given: dict[str, Any]) -> None:
    new_town.refuse_unclear(asked(**given))


def test_a_day_that_is_none_and_a_commune_that_is_not_there_are_said(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="--since is a day"):
        new_town.written(asked(**OUTLINE, since="yesterday"), tmp_path / "town")
    with pytest.raises(CommandError, match="aucune commune"):
        new_town.settled(asked(**OUTLINE | {"insee": "99009"}))


def test_a_town_whose_figures_are_wrong_leaves_nothing_behind(tmp_path: Path, settings: Any) -> None:
    settings.HOME = tmp_path / "home"
    settings.HOME.mkdir()
    folder = new_town.written(asked(**OUTLINE), tmp_path / "town")
    (folder / "figures").mkdir()
    (folder / "figures" / "streets.toml").write_text("[wrong]\nlabel = 3\n", encoding="utf-8")
    try:
        with pytest.raises(CommandError, match=r"streets\.toml \[wrong\]"):
            new_town.settled(asked(town=folder))
        assert not current.home().exists()
    finally:
        current.town.cache_clear()
