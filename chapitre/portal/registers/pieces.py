"""The files and the place that an act may ask for: a photo redrawn, a PDF looked at, a point or a drawn shape."""

from __future__ import annotations

import json
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from shapely.geometry import Point as Dot
from shapely.geometry.base import BaseGeometry

from chapitre.kernel.geo.canonical import ShapeError
from chapitre.kernel.geo.drawn import MEASURED
from chapitre.kernel.geo.models import facts_of_shape
from chapitre.kernel.geo.points import Point, micro
from chapitre.kernel.geo.reading import from_geojson, system_of
from chapitre.kernel.records.photos import MAX_BYTES, shown_name

PDF = b"%PDF-"
MEGABYTE = 1024 * 1024
GEOJSON_BYTES = 2 * MEGABYTE


def pdf_of(upload: UploadedFile) -> bytes:
    """A document as it was sent. Raises ValidationError unless it is a PDF of at most 20 MB."""
    name, size = shown_name(upload.name), upload.size or 0
    if size > MAX_BYTES:
        raise forms.ValidationError(
            _("« %(name)s » pèse %(size)s Mo. La limite est de 20 Mo : allégez-le, puis recommencez.")
            % {"name": name, "size": -(-size // MEGABYTE)}
        )
    upload.seek(0)
    data = upload.read(MAX_BYTES + 1)
    # Readers of PDF look for the header in the first kilobyte; so do we.
    if PDF not in data[:1024]:
        raise forms.ValidationError(_("« %(name)s » n’est pas un PDF : enregistrez-le en PDF.") % {"name": name})
    return bytes(data)


def point_of(lon: str, lat: str) -> Point | None:
    """A point from two numbers in degrees; None when both are empty. Raises ValidationError."""
    texts = [one.strip().replace(",", ".").replace("−", "-") for one in (lon, lat)]
    if not any(texts):
        return None
    try:
        degrees = [float(one) for one in texts]
    except ValueError:
        raise forms.ValidationError(
            _("Longitude et latitude s’écrivent en degrés, par exemple 2.387860 et 48.813350.")
        ) from None
    if not (-180 <= degrees[0] <= 180 and -90 <= degrees[1] <= 90):
        raise forms.ValidationError(_("La longitude va de −180 à 180, la latitude de −90 à 90."))
    point = Point(micro(degrees[0]), micro(degrees[1]))
    if not MEASURED.holds(*point):
        raise forms.ValidationError(
            _("Ce point est hors de la France métropolitaine : longitude et latitude sont-elles dans cet ordre ?")
        )
    return point


def text_of(upload: UploadedFile) -> str:
    """The words of a GeoJSON file. Raises ValidationError."""
    if (upload.size or 0) > GEOJSON_BYTES:
        raise forms.ValidationError(_("Ce fichier est trop lourd pour un seul tracé : 2 Mo au plus."))
    upload.seek(0)
    try:
        return str(upload.read().decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise forms.ValidationError(_("Ce fichier n’est pas du texte : un GeoJSON est attendu.")) from None


def geometry_of(text: str) -> BaseGeometry | None:
    """The geometry of a GeoJSON text in microdegrees; None when nothing is written. Raises ValidationError."""
    if not text.strip():
        return None
    try:
        document = json.loads(text)
        return from_geojson(_geometry(document), system_of(document))
    except (ValueError, RecursionError) as error:
        why = str(error) if isinstance(error, ShapeError) else _("ce n’est pas du JSON")
        raise forms.ValidationError(_("Ce tracé ne peut pas être lu : %(why)s.") % {"why": why}) from None


def _geometry(document: Any) -> Any:
    """The one geometry of a GeoJSON document: bare, in a feature, or in a collection of one. Raises ShapeError."""
    kind = document.get("type") if isinstance(document, dict) else None
    if kind == "FeatureCollection":
        features = document.get("features")
        if not isinstance(features, list) or len(features) != 1:
            raise ShapeError(_("le fichier doit tenir un seul objet"))
        return _geometry(features[0])
    return document.get("geometry") if kind == "Feature" else document


def facts_of(geometry: BaseGeometry) -> dict[str, Any]:
    """What an act writes of a geometry: a point's coordinates, or a shape's name, point and size. Raises
    ValidationError."""
    if isinstance(geometry, Dot):
        return {"lon": round(geometry.x), "lat": round(geometry.y)}
    try:
        return dict(facts_of_shape(geometry))
    except ShapeError as error:
        raise forms.ValidationError(_("Ce tracé ne peut pas être pris : %(why)s.") % {"why": error}) from None
