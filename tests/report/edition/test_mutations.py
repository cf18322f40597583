"""An edition with one byte changed anywhere does not verify."""

from __future__ import annotations

import hashlib
import random
import shutil
from pathlib import Path

import pytest
from shapely.geometry import LineString

from chapitre.chapters.mobility.acts import segment
from chapitre.kernel.acts import perform
from chapitre.kernel.geo import shapes_store
from chapitre.kernel.geo.models import facts_of_shape
from chapitre.report.edition.manifest import MANIFEST_FILE, folder_files
from chapitre.report.edition.publish import upcasters
from chapitre.report.edition.verification import EditionError, check_shapes, verify_edition
from tests.factories import ADMIN, later
from tests.report.edition.conftest import Publish, verify

pytestmark = pytest.mark.sqlite  # what an edition holds comes after the database; test_publish makes them on both

MUTATIONS = 240


def _wrong(folder: Path) -> bool:
    try:
        list(verify_edition(folder, None, None, upcasters()))
    except (ValueError, KeyError, TypeError, OSError, RecursionError):
        return True
    return False


def cycle_route(south: int) -> str:
    """A planned route along a street; returns the hash of its line."""
    line = LineString([(2_390_000, south), (2_391_000, south + 40)])
    shapes_store.put(line)
    facts = facts_of_shape(line)
    sides = {"street": "rue Robespierre", "right_side": "track", "left_side": "none"}
    perform(segment.recorded, actor=ADMIN, at=later(3), district=None, project=None, **sides, **facts)
    return str(facts["shape"])


def test_every_single_byte_mutation_is_caught(out: Publish, town: Path) -> None:
    cycle_route(48_812_000)
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


def test_an_edition_holds_the_very_shapes_that_its_records_name(out: Publish) -> None:
    names = {cycle_route(48_812_000), cycle_route(48_813_000)}
    folder = out("one").folder
    path = folder / "shapes.jsonl"
    lines = path.read_bytes().splitlines(keepends=True)
    assert {hashlib.sha256(line.strip()).hexdigest() for line in lines} == names
    register = {"rules": {"fields": [{"name": "street"}, {"name": "shape"}]}}
    rows = {str(n): ("rue Robespierre", name) for n, name in enumerate(names)} | {"9": ("rue Hoche", None)}

    def check(*given: bytes) -> int:
        path.write_bytes(b"".join(given))
        return check_shapes(path, {"mobility.cycle_segments": register}, {"mobility.cycle_segments": rows})

    assert check(*lines) == 2
    moved = lines[0].replace(b"2390000", b"2390001")
    assert moved != lines[0]
    for wrong in ((moved, lines[1]), (lines[0],), (*lines, lines[0]), (*lines, b"{}\n"), (*lines, b"\n")):
        with pytest.raises(EditionError, match=r"shapes\.jsonl"):
            check(*wrong)


def test_files_added_or_missing_are_caught(out: Publish, town: Path) -> None:
    folder = out("one").folder
    (folder / "more.txt").write_text("")
    assert "more.txt" in verify(folder).stderr
    (folder / "more.txt").unlink()
    (folder / "style.css").rename(town / "style.css")
    assert "style.css: missing" in verify(folder).stderr
    shutil.move(town / "style.css", folder / "style.css")
    assert verify(folder).returncode == 0
