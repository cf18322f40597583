"""A small town with an edition, and verify.py run as a stranger would."""

from __future__ import annotations

import inspect
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.db.backends.base.base import BaseDatabaseWrapper

from chapitre.chapters.streets import acts
from chapitre.kernel.acts import perform
from chapitre.kernel.ledger import keys
from chapitre.report.edition.publish import Published, publish
from chapitre.report.edition.snapshot import ALIAS
from tests.factories import CLEANING, later, report, reports

TODAY = date(2025, 11, 20)
Publish = Callable[..., Published]


def verify(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Runs the edition's own program, isolated, from somewhere else."""
    command = [sys.executable, "-I", str(folder / "verify.py"), *arguments]
    return subprocess.run(command, capture_output=True, text=True, cwd="/")


@pytest.fixture
def town(transactional_db: None, tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Five reports, one of them resolved; a key of its own."""
    # Django's tests forbid connections they did not know at their start; the snapshot's is made on the way.
    guarded = BaseDatabaseWrapper.ensure_connection
    unguarded = inspect.getclosurevars(guarded).nonlocals["real_ensure_connection"]
    monkeypatch.setattr(
        BaseDatabaseWrapper,
        "ensure_connection",
        lambda self: unguarded(self) if self.alias == ALIAS else guarded(self),
    )
    settings.HOME = tmp_path / "home"
    settings.HOME.mkdir()
    keys.generate()
    reports(*(date(2024, month, 3) for month in (1, 5, 9)))
    # A key that no generated one meets: PostgreSQL goes on counting from test to test.
    receipt = report(key="25-90004", text="Un matelas « à ressorts », rue d’Août")
    perform(acts.reviewed, receipt.key, actor=CLEANING, at=later(1), text="Un matelas")
    perform(acts.resolved, receipt.key, actor=CLEANING, at=later(2), reason="Enlevé")
    report(category="graffiti")
    return tmp_path


@pytest.fixture
def out(town: Path) -> Publish:
    """Publishes an edition into a folder of that name."""

    def go(name: str, **reasons: str) -> Published:
        named = {figure.replace("__", "."): reason for figure, reason in reasons.items()}
        return publish(town / name, at=later(30), today=TODAY, reasons=named, say=lambda text: None)

    return go
