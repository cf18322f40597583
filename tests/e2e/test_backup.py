"""A running town put into one archive and brought back elsewhere, on each database."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tests.e2e.conftest import ROOT, Site


def test_an_archive_brings_the_town_back(site: Site, tmp_path: Path) -> None:
    archive = tmp_path / "town.tar.gz"
    assert "ledger of" in site.run("backup", str(archive)).stdout
    assert site.run("backup", str(archive), check=False).returncode == 1, "an archive is never overwritten"
    environment = {**site.environment, "CHAPITRE_HOME": str(tmp_path / "elsewhere")}
    if "CHAPITRE_DATABASE" in environment:
        from tests import postgres

        environment["CHAPITRE_DATABASE"] = postgres.database("restored")

    def chapitre(*arguments: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "chapitre.cli", *arguments]
        return subprocess.run(command, env=environment, cwd=ROOT, text=True, capture_output=True)

    restored = chapitre("restore", str(archive))
    assert restored.returncode == 0, restored.stdout + restored.stderr
    assert "nothing to report" in restored.stdout
    here, there = site.run("figures", "--json").stdout, chapitre("figures", "--json").stdout
    assert here == there
    names = sorted(path.name for path in (tmp_path / "elsewhere" / "keys").iterdir())
    assert names == ["first.vkey"], "the private key has its own safe place"
    again = chapitre("restore", str(archive))
    assert again.returncode == 1 and "not empty" in again.stderr
