"""GeoJSON files in, features out: degrees in the file, whole microdegrees everywhere else."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import shapely
from django.utils.translation import gettext as _
from shapely.geometry import mapping
from shapely.geometry.base import BaseGeometry

from chapitre.kernel.geo.canonical import ShapeError
from chapitre.kernel.geo.reading import from_geojson, system_of


class GeoJSONError(ValueError):
    """The file is not the GeoJSON we read; the message says which feature and why."""


@dataclass(frozen=True)
class Feature:
    """One feature: its properties and its geometry in microdegrees."""

    properties: Mapping[str, Any]
    geometry: BaseGeometry


def read(path: Path) -> list[Feature]:
    """The features of a GeoJSON file (RFC 7946, or an older one that names its system of coordinates), in their
    order. Raises GeoJSONError."""
    try:
        document = json.loads(path.read_text(encoding="utf-8"))
    except OSError:
        raise GeoJSONError(_("le fichier manque ou ne peut être lu")) from None
    except ValueError as error:
        raise GeoJSONError(_("ce n’est pas du JSON : %s") % error) from None
    features = document.get("features") if isinstance(document, dict) else None
    if not isinstance(features, list) or document.get("type") != "FeatureCollection":
        raise GeoJSONError(_("une FeatureCollection est attendue"))
    try:
        system = system_of(document)
    except ShapeError as error:
        raise GeoJSONError(str(error)) from None
    return [_feature(number, row, system) for number, row in enumerate(features, 1)]


def _feature(number: int, row: Any, system: int) -> Feature:
    if not isinstance(row, dict) or not isinstance(row.get("properties") or {}, dict):
        raise GeoJSONError(_("objet n° %d : une Feature est attendue") % number)
    try:
        return Feature(row.get("properties") or {}, from_geojson(row.get("geometry"), system))
    except ShapeError as error:
        raise GeoJSONError(_("objet n° %(number)d : %(why)s") % {"number": number, "why": error}) from None


def feature(geometry: BaseGeometry, **properties: Any) -> dict[str, Any]:
    """A GeoJSON feature from a geometry in microdegrees."""
    degrees = shapely.transform(geometry, lambda micro: np.round(micro) / 1_000_000)
    return {"type": "Feature", "properties": properties, "geometry": mapping(degrees)}


def collection(features: list[dict[str, Any]]) -> dict[str, Any]:
    """A GeoJSON feature collection."""
    return {"type": "FeatureCollection", "features": features}
