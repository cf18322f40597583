"""GDAL, a program of others, reads every register through OGC API Features from a town that runs."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import urllib.request
from typing import Any

import pytest

from tests.e2e.conftest import Site

OGRINFO = shutil.which("ogrinfo")
REPORTS = "streets.reports"
# Marked as a browser test by its folder, because it needs the same running town; here the reader is GDAL.
pytestmark = pytest.mark.skipif(OGRINFO is None, reason="NO GDAL: ogrinfo (Debian's gdal-bin) is not installed")


def ogrinfo(site: Site, *arguments: str) -> str:
    done = subprocess.run(
        [str(OGRINFO), "-ro", "-oo", "PAGE_SIZE=1000", f"OAPIF:{site.url}/ogc", *arguments],
        capture_output=True, text=True, timeout=120,
    )  # fmt: skip
    assert done.returncode == 0 and "ERROR" not in done.stderr, done.stdout + done.stderr
    return done.stdout


def get(site: Site, path: str) -> Any:
    with urllib.request.urlopen(f"{site.url}{path}", timeout=30) as answer:
        return json.load(answer)


def collections(site: Site) -> dict[str, int]:
    """How many records each collection has, asked of the API itself."""
    names = [one["id"] for one in get(site, "/ogc/collections?f=json")["collections"]]
    return {name: get(site, f"/ogc/collections/{name}/items?f=json&limit=1")["numberMatched"] for name in names}


def test_every_collection_is_a_layer(sqlite_site: Site) -> None:
    listed = ogrinfo(sqlite_site, "-so")
    found = collections(sqlite_site)
    assert len(found) > 20
    for name in found:
        assert f": {name} (title: " in listed


def test_every_feature_of_every_layer_is_read(sqlite_site: Site) -> None:
    """Through all the pages: as many features as records, and the geometry that the register declares."""
    for name, count in collections(sqlite_site).items():
        if count:
            read = ogrinfo(sqlite_site, "-q", name)
            assert read.count("OGRFeature(") == count, name
    assert "POLYGON" in ogrinfo(sqlite_site, "-q", "town.projects")
    assert "LINESTRING" in ogrinfo(sqlite_site, "-q", "mobility.cycle_segments")


def test_dates_numbers_and_booleans_have_their_types(sqlite_site: Site) -> None:
    layer = ogrinfo(sqlite_site, "-so", REPORTS)
    for line in ("Geometry: Point", "received_on: Date", "reopenings: Integer", "contested: Integer(Boolean)"):
        assert line in layer


def test_boxes_and_facts_are_asked_of_the_server(sqlite_site: Site) -> None:
    """The answers are those of the API; the log of the driver says that it sent the question on."""
    box = ("-spat", "2.380", "48.805", "2.390", "48.815")
    wanted = ogrinfo(sqlite_site, "-q", REPORTS, *box, "-where", "state = 'rejected'")
    asked = "bbox=2.380,48.805,2.390,48.815&state=rejected&limit=2000"
    expected = get(sqlite_site, f"/ogc/collections/{REPORTS}/items?f=json&{asked}")["features"]
    assert wanted.count("OGRFeature(") == len(expected) > 3
    done = subprocess.run(
        [str(OGRINFO), "-ro", "-q", f"OAPIF:{sqlite_site.url}/ogc", REPORTS, *box, "-where", "state = 'rejected'"],
        capture_output=True, text=True, timeout=120, env={"CPL_DEBUG": "ON", "PATH": "/usr/bin:/bin"},
    )  # fmt: skip
    assert re.search(r"items\?\S*bbox=2\.3\S*&state=rejected", done.stderr)
