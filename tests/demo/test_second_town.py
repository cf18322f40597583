"""A second town, made by the command from the outline of its commune: its pages and its edition know nothing of Ivry.

Each command runs in a process of its own, on data of its own: which town is served is settled when a process starts.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from chapitre.kernel.town import load
from chapitre.kernel.town.current import packaged

ROOT = Path(__file__).resolve().parents[2]
DATA = ROOT / "tests" / "data" / "second-town"
SHARED = Path("/work/shared/data/communes-94.geojson")
PAGES = 300  # of each language
# Names of the demonstration's places that are plain words of French or English.
PLAIN = {"Centre-ville", "Town centre", "Plateau", "mairie", "La Poste", "cimetière", "gare"}


@dataclass(frozen=True)
class Commune:
    """Where the second town is taken from. Without the shared file, a made-up commune serves."""

    file: Path
    code: str
    name: str


VITRY = Commune(SHARED, "94081", "Vitry-sur-Seine")
MADE_UP = Commune(DATA / "communes.geojson", "99001", "Essai-l’Éprouvée")


@dataclass(frozen=True)
class Town:
    """A town made by the command, and how its commands are run."""

    home: Path
    commune: Commune

    def run(self, *arguments: str, module: str = "chapitre.cli") -> str:
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("CHAPITRE_", "DJANGO_"))}
        done = subprocess.run(
            [sys.executable, "-m", module, *arguments],
            env={**kept, "CHAPITRE_HOME": str(self.home), "PYTHONPATH": str(ROOT)},
            cwd=ROOT, text=True, capture_output=True,
        )  # fmt: skip
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout


def words_of_the_demonstration() -> list[str]:
    """What only Ivry's pages may say: its name, its districts, projects, streets, places and parks."""
    ivry = load(packaged())
    labels = [label for one in (*ivry.districts.values(), *ivry.projects.values()) for label in one.label]
    named = [one.name for group in (ivry.streets, ivry.places, ivry.greens) for one in group]
    codes = [code for code in (*ivry.districts, *ivry.projects) if "-" in code]
    told = (
        {*labels, *named, *codes, "UMAY", "Hachette", "Pagaille", "T Zen", "EICAR", "ESIEA"} - PLAIN - {"centre-ville"}
    )
    return sorted({"Ivry", "ivry", "IVRY", *told})


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Town:
    commune = VITRY if SHARED.exists() else MADE_UP
    folder = tmp_path_factory.mktemp("second")
    (folder / "password").write_text("une longue phrase de passe 42\n")
    (folder / "racks.csv").write_text((DATA / "racks.csv").read_text().replace("00000", commune.code))
    made = Town(folder / "home", commune)
    told = made.run(
        "init", "--outline", str(commune.file), "--insee", commune.code, "--postcode", "94400", "--since", "2026-03-28",
        "--email", "maire@example.fr", "--password-file", str(folder / "password"),
    )  # fmt: skip
    assert "What comes next" in told
    assert "3 new" in made.run("import", "mobility.racks", str(folder / "racks.csv"))
    return made


def test_its_figures_are_the_house_s_alone_and_count_its_racks(town: Town) -> None:
    figures = {one["id"]: one for one in json.loads(town.run("figures", "--json"))}
    assert (figures["mobility.bike_racks"]["value"], figures["mobility.bike_racks"]["evidence"]) == (20, "repris")
    assert figures["housing.social_dwellings"]["value"] == 0
    assert not [id for id in figures if id.startswith(("intro.", "building.gagarine"))]
    assert all(one["claim"] is None and one["milestone"] is None for one in figures.values())


def test_no_page_says_a_word_of_the_demonstration(town: Town, tmp_path: Path) -> None:
    words = tmp_path / "words"
    words.write_text("\n".join([*words_of_the_demonstration(), town.commune.name]), encoding="utf-8")
    told = json.loads(town.run(str(words), str(PAGES), module="tests.demo.crawl").splitlines()[-1])
    assert [one for one in told["found"] if one[1] != town.commune.name] == []
    assert (
        len({address for address, _word, _around in told["found"]}) > 100
    )  # its own name is found: so would others be
    assert told["failed"] == []
    assert min(told["read"].values()) == PAGES


def test_its_edition_holds_and_says_no_word_of_the_demonstration(town: Town, tmp_path: Path) -> None:
    folder = tmp_path / "edition"
    town.run("publish", "--out", str(folder))
    checked = subprocess.run(
        [sys.executable, "-I", str(folder / "verify.py")], cwd=folder, text=True, capture_output=True
    )
    assert checked.returncode == 0, checked.stdout + checked.stderr
    words = words_of_the_demonstration()
    texts = [one for one in sorted(folder.rglob("*")) if one.is_file() and one.suffix not in (".pdf", ".parquet")]
    assert {"index.html", "index-en.html", "figures.json", "verify.py"} <= {one.name for one in texts}
    found = [(one.name, word) for one in texts for word in words if word in one.read_text(encoding="utf-8")]
    assert found == []
    assert [one.name for one in folder.rglob("*") if one.is_file() and b"Ivry" in one.read_bytes()] == []
    assert town.commune.name in (folder / "index.html").read_text(encoding="utf-8")
