"""Founds a town: writes the folder that describes it, from the outline of its commune and little else.

The outline comes from any GeoJSON of communes whose features say `code` (or `insee`) and `nom` (or `name`). What is not
known stays out, and town.toml says how to add it.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from string import Template
from typing import Any

from shapely.geometry import MultiPolygon, Polygon

from chapitre.kernel.geo import geojson
from chapitre.kernel.town.reading import TownError

TEMPLATE = Path(__file__).with_name("new-town.toml")
TERM_YEARS = 6


@dataclass(frozen=True)
class Commune:
    """A commune of a GeoJSON file: its code and name, and its outline in microdegrees."""

    code: str
    name: str
    shape: Polygon | MultiPolygon


def find(path: Path, insee: str) -> Commune:
    """The commune of a file by its INSEE code. Raises TownError."""
    try:
        features = geojson.read(path)
    except geojson.GeoJSONError as error:
        raise TownError(path.name, "", str(error)) from None
    for one in map(_commune, features):
        if one is not None and one.code == insee:
            return one
    raise TownError(path.name, insee, "aucune commune de ce fichier n’a ce code INSEE (propriété « code »)")


def found(folder: Path, commune: Commune, *, postcodes: Sequence[str], since: date) -> None:
    """Writes the folder of a town that begins on a day: town.toml and its outline."""
    shapes = folder / "shapes"
    shapes.mkdir(parents=True)
    drawn = geojson.collection([geojson.feature(commune.shape, code=commune.code, name=commune.name)])
    (shapes / "outline.geojson").write_text(json.dumps(drawn, ensure_ascii=False) + "\n", encoding="utf-8")
    slug = re.sub(r"[^a-z0-9]+", "-", _plain(commune.name)).strip("-")
    text = Template(TEMPLATE.read_text(encoding="utf-8")).substitute(
        plain_name=commune.name.replace("\n", " "),
        name=_quoted(commune.name),
        slug=_quoted(slug),
        insee=_quoted(commune.code),
        postcodes=_quoted(list(postcodes)),
        since=since.isoformat(),
        until=(_years_later(since, TERM_YEARS) - timedelta(days=1)).isoformat(),
        origin=_quoted(f"commune-{commune.code.lower()}/registre"),
    )
    (folder / "town.toml").write_text(text, encoding="utf-8")


def _commune(feature: geojson.Feature) -> Commune | None:
    """A feature that is a commune; the file may hold others."""
    told = feature.properties
    code, name = told.get("code") or told.get("insee"), told.get("nom") or told.get("name")
    if not isinstance(feature.geometry, Polygon | MultiPolygon) or not code or not name:
        return None
    return Commune(str(code), str(name), feature.geometry)


def _quoted(value: Any) -> str:
    """A text, or a list of texts, as TOML writes it; JSON writes both the same."""
    return json.dumps(value, ensure_ascii=False)


def _plain(text: str) -> str:
    """A name in small letters without accents."""
    apart = unicodedata.normalize("NFKD", text.replace("œ", "oe").replace("Œ", "oe"))
    return "".join(sign for sign in apart if not unicodedata.combining(sign)).lower()


def _years_later(day: date, years: int) -> date:
    """The same day years later; 1 March for a 29 February that is not there."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 3, 1)
