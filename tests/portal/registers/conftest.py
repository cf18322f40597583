"""Folders and a signing key of their own, and the town's clock at the day of the samples."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.core.cache import cache
from pytest_django import Settings

from chapitre.kernel import clock
from chapitre.kernel.ledger import keys

NOW = datetime(2025, 11, 18, 10, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _own_folders(tmp_path: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.HOME = tmp_path
    settings.MEDIA_ROOT = tmp_path / "media"
    cache.clear()
    monkeypatch.setattr(clock, "now", lambda: NOW)


@pytest.fixture
def key() -> None:
    """The log has its signing key."""
    keys.generate()
