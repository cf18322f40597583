"""GeoJSON in and out: degrees in the file, whole microdegrees everywhere else."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import shapely
from shapely.geometry import mapping, shape
from shapely.geometry.base import BaseGeometry


class GeoJSONError(ValueError):
    """The file is not the GeoJSON we read; the message, in French, says which feature and why."""


@dataclass(frozen=True)
class Feature:
    """One feature: its properties and its geometry in microdegrees."""

    properties: Mapping[str, Any]
    geometry: BaseGeometry


def read(path: Path) -> list[Feature]:
    """The features of a GeoJSON file (RFC 7946), in their order. Raises GeoJSONError."""
    try:
        document = json.loads(path.read_text(encoding="utf-8"))
    except OSError:
        raise GeoJSONError("le fichier manque ou ne peut être lu") from None
    except ValueError as error:
        raise GeoJSONError(f"ce n’est pas du JSON : {error}") from None
    features = document.get("features") if isinstance(document, dict) else None
    if not isinstance(features, list) or document.get("type") != "FeatureCollection":
        raise GeoJSONError("une FeatureCollection est attendue")
    return [_feature(number, row) for number, row in enumerate(features, 1)]


def _feature(number: int, row: Any) -> Feature:
    try:
        properties = row["properties"] or {}
        geometry = shape(row["geometry"])
    except (TypeError, KeyError, ValueError, AttributeError, IndexError, shapely.errors.ShapelyError):
        raise GeoJSONError(f"objet n° {number} : géométrie illisible") from None
    west, south, east, north = (0, 0, 0, 0) if geometry.is_empty else geometry.bounds
    if geometry.is_empty or not geometry.is_valid or min(west, south) < -180 or east > 180 or north > 90:
        raise GeoJSONError(f"objet n° {number} : géométrie vide, croisée ou hors du monde")
    return Feature(properties, shapely.transform(geometry, lambda degrees: np.round(degrees * 1_000_000)))


def feature(geometry: BaseGeometry, **properties: Any) -> dict[str, Any]:
    """A GeoJSON feature from a geometry in microdegrees."""
    degrees = shapely.transform(geometry, lambda micro: np.round(micro) / 1_000_000)
    return {"type": "Feature", "properties": properties, "geometry": mapping(degrees)}


def collection(features: list[dict[str, Any]]) -> dict[str, Any]:
    """A GeoJSON feature collection."""
    return {"type": "FeatureCollection", "features": features}
