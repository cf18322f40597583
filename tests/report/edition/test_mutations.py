"""An edition with one byte changed anywhere does not verify."""

from __future__ import annotations

import random
import shutil
from pathlib import Path

import pytest

from chapitre.report.edition.manifest import MANIFEST_FILE, folder_files
from chapitre.report.edition.publish import upcasters
from chapitre.report.edition.verification import verify_edition
from tests.report.edition.conftest import Publish, verify

pytestmark = pytest.mark.sqlite  # what an edition holds comes after the database; test_publish makes them on both

MUTATIONS = 240


def _wrong(folder: Path) -> bool:
    try:
        list(verify_edition(folder, None, None, upcasters()))
    except (ValueError, KeyError, TypeError, OSError, RecursionError):
        return True
    return False


def test_every_single_byte_mutation_is_caught(out: Publish, town: Path) -> None:
    folder = out("one").folder
    assert not _wrong(folder)
    files = [MANIFEST_FILE, *(name for name in folder_files(folder) if name != "verify.py")]
    dice = random.Random(20251118)
    missed = []
    for number in range(MUTATIONS):
        path = folder / files[number % len(files)]
        data = path.read_bytes()
        at, change = dice.randrange(len(data)), dice.randrange(1, 256)
        path.write_bytes(data[:at] + bytes([data[at] ^ change]) + data[at + 1 :])
        if not _wrong(folder):
            missed.append((path.name, at, change))
        path.write_bytes(data)
    assert missed == []
    assert not _wrong(folder)


def test_every_byte_of_the_signed_notes_counts(out: Publish) -> None:
    folder = out("one").folder
    for name in ("checkpoint", "key"):
        path = folder / name
        data = path.read_bytes()
        for at in range(len(data)):
            path.write_bytes(data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :])
            assert _wrong(folder), (name, at)
        path.write_bytes(data)


def test_files_added_or_missing_are_caught(out: Publish, town: Path) -> None:
    folder = out("one").folder
    (folder / "more.txt").write_text("")
    assert "more.txt" in verify(folder).stderr
    (folder / "more.txt").unlink()
    (folder / "style.css").rename(town / "style.css")
    assert "style.css: missing" in verify(folder).stderr
    shutil.move(town / "style.css", folder / "style.css")
    assert verify(folder).returncode == 0
