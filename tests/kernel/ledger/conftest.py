"""Fixtures of the ledger's tests."""

from pathlib import Path

import pytest
from pytest_django import Settings

from chapitre.kernel.ledger import keys, merkle, tiles
from chapitre.kernel.ledger.keys import SigningKey


@pytest.fixture
def home(tmp_path: Path, settings: Settings) -> Path:
    """A data folder of the test's own, without keys."""
    settings.HOME = tmp_path
    settings.CHAPITRE_ORIGIN = "ivry-sur-seine.demonstration/registre"
    return tmp_path


@pytest.fixture
def key(home: Path) -> SigningKey:
    """The log's first key."""
    return keys.generate()


@pytest.fixture
def small_tiles(monkeypatch: pytest.MonkeyPatch) -> int:
    """Subtrees of 4 leaves instead of 256: several levels without hundreds of thousands of entries."""
    monkeypatch.setattr(merkle, "TILE", 4)
    monkeypatch.setattr(tiles, "TILE", 4)
    return 4
