"""Installing a town: checked first, whole or not at all."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from chapitre.kernel.town import TownError, current, install, town


@pytest.fixture
def home(tmp_path: Path, settings: object) -> Iterator[Path]:
    settings.HOME = tmp_path  # type: ignore[attr-defined]
    town.cache_clear()
    yield tmp_path
    town.cache_clear()


@pytest.fixture
def vitry(tmp_path: Path) -> Path:
    folder = Path(shutil.copytree(current.packaged(), tmp_path / "vitry"))
    text = (folder / "town.toml").read_text()
    (folder / "town.toml").write_text(text.replace('name = "Ivry-sur-Seine"', 'name = "Vitry-sur-Seine"'))
    return folder


def test_an_installed_town_is_served_from_then_on(home: Path, vitry: Path) -> None:
    assert town().name == "Ivry-sur-Seine"
    assert install(vitry).name == "Vitry-sur-Seine"
    assert town().name == "Vitry-sur-Seine"
    shutil.rmtree(vitry)
    town.cache_clear()
    assert town().folder == home / "town"


def test_its_file_may_be_named_instead_of_its_folder(home: Path, vitry: Path) -> None:
    assert install(vitry / "town.toml").name == "Vitry-sur-Seine"


def test_a_faulty_town_changes_nothing(home: Path, vitry: Path) -> None:
    install(vitry)
    (vitry / "town.toml").write_text("format = 1")
    with pytest.raises(TownError):
        install(vitry)
    town.cache_clear()
    assert town().name == "Vitry-sur-Seine"
    assert not (home / "town.new").exists()
