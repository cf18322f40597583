"""The documents of the API other than features: landing page, conformance, collections, their schemas."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from chapitre.kernel.records.registers import Register
from chapitre.kernel.town import town
from chapitre.kernel.words import said
from chapitre.opendata import addresses
from chapitre.opendata.catalogue import LICENCE, LICENCE_URL, Dataset
from chapitre.opendata.fields import Column, columns
from chapitre.opendata.ogc.asked import UNPLACED, queryables

CRS84 = "http://www.opengis.net/def/crs/OGC/1.3/CRS84"
PART1, PART3 = "http://www.opengis.net/spec/ogcapi-features-1/1.0", "http://www.opengis.net/spec/ogcapi-features-3/1.0"
CONFORMS = [
    *(f"{PART1}/conf/{name}" for name in ("core", "oas30", "geojson", "html")),
    *(f"{PART3}/conf/{name}" for name in ("queryables", "queryables-query-parameters")),
]
JSON, HTML, GEOJSON = "application/json", "text/html", "application/geo+json"
SCHEMA, OPENAPI = "application/schema+json", "application/vnd.oai.openapi+json;version=3.0"
SCHEMA_TYPES = {"str": "string", "int": "integer", "bool": "boolean", "date": "string", "degrees": "number"}

Link = dict[str, str]


def at(path: str = "") -> str:
    """The whole address of a part of the API."""
    return addresses.whole(f"/ogc{path}")


def link(rel: str, href: str, media_type: str, title: str = "") -> Link:
    """One link of a document."""
    return {"rel": rel, "href": href, "type": media_type} | ({"title": title} if title else {})


def both(path: str, media_type: str = JSON) -> list[Link]:
    """A document's links to itself and to its other form, the one that is given being told as JSON."""
    return [link("self", at(path) + "?f=json", media_type), link("alternate", at(path) + "?f=html", HTML)]


def landing() -> dict[str, Any]:
    """Where everything is."""
    return {
        "title": _("Les registres de %s") % town().name,
        "description": _("Chaque registre public de la Ville est une collection ; chaque fiche, un objet."),
        "attribution": f"{town().name}, {LICENCE}",
        "links": [
            *both(""),
            link("service-desc", at("/api?f=json"), OPENAPI, "OpenAPI 3.0"),
            link("service-doc", at("/api?f=html"), HTML, _("La même description, pour des personnes")),
            link("conformance", at("/conformance"), JSON, _("Ce que ce service sait faire")),
            link("data", at("/collections"), JSON, _("Les collections")),
            link("license", LICENCE_URL, HTML, LICENCE),
        ],
    }


def conformance() -> dict[str, Any]:
    """The classes of the standard that hold here."""
    return {"conformsTo": CONFORMS, "links": both("/conformance")}


def collections(sets: Iterable[Dataset]) -> dict[str, Any]:
    """Every register."""
    return {"links": both("/collections"), "collections": [collection(one) for one in sets]}


def collection(one: Dataset) -> dict[str, Any]:
    """One register."""
    me = f"/collections/{one.name}"
    told: dict[str, Any] = {
        "id": one.name,
        "title": one.label,
        "description": one.sentence,
        "itemType": "feature",
        "crs": [CRS84],
        "links": [
            *both(me),
            link("items", at(f"{me}/items?f=json"), GEOJSON, one.label),
            link("items", at(f"{me}/items?f=html"), HTML, one.label),
            link("http://www.opengis.net/def/rel/ogc/1.0/queryables", at(f"{me}/queryables"), SCHEMA),
            link("describedby", at(f"{me}/schema"), SCHEMA),
            link("describedby", addresses.data(one.name), HTML, _("Ce que veulent dire ses colonnes")),
            link("license", LICENCE_URL, HTML, LICENCE),
            *(link("enclosure", addresses.data(one.name + kind.suffix), kind.media_type) for kind in one.kinds),
        ],
    }
    if one.register.geometry:
        bounds = [edge / 1_000_000 for edge in town().bounds]
        told["extent"] = {"spatial": {"bbox": [bounds], "crs": CRS84}}
    return told


def schema(register: Register) -> dict[str, Any]:
    """What a feature's properties are, as JSON Schema."""
    told = {one.name: _property(one) for one in columns(register) if one.name not in UNPLACED and not one.unique}
    told["geometry"] = {"x-ogc-role": "primary-geometry", "format": _geometry(register)}
    return _schema(register, "schema", told)


def queryables_schema(register: Register) -> dict[str, Any]:
    """What features may be asked for by, as JSON Schema."""
    known = {one.name: one for one in columns(register)}
    return _schema(register, "queryables", {name: _property(known[name]) for name in queryables(register)})


def _schema(register: Register, name: str, properties: dict[str, Any]) -> dict[str, Any]:
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": at(f"/collections/{register.name}/{name}"),
        "type": "object",
        "title": said(register.label),
        "description": said(register.description),
        "properties": properties,
        "additionalProperties": False,
    }


def _geometry(register: Register) -> str:
    return {"point": "geometry-point", "shape": "geometry-any"}.get(register.geometry or "", "geometry-any")


def _property(one: Column) -> dict[str, Any]:
    told: dict[str, Any] = {"title": one.label, "type": SCHEMA_TYPES[one.type]}
    if one.told or one.unit:
        told["description"] = " ".join(part for part in (one.told, one.unit and f"[{one.unit}]") if part)
    if one.type == "date":
        told["format"] = "date"
    if one.codes:
        told["enum"] = [code for code, _words in one.codes]
    elif one.type == "str" and one.longest:
        told["maxLength"] = one.longest
    if one.low is not None:
        told |= {"minimum": one.low, "maximum": one.high}
    return told
