"""Fixtures of the voice chapter's tests: folders and limits of their own, a signing key, staff signed in."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.cache import cache
from pytest_django import Settings

from chapitre.kernel.ledger import keys


@pytest.fixture(autouse=True)
def _own_folders(tmp_path: Path, settings: Settings) -> None:
    settings.HOME = tmp_path
    settings.MEDIA_ROOT = tmp_path / "media"
    cache.clear()


@pytest.fixture
def key() -> None:
    """The log has its signing key."""
    keys.generate()
