"""The API described in OpenAPI 3.0: each collection's own parameters among it, so that programs know what to ask."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from chapitre.kernel.town import town
from chapitre.opendata.catalogue import LICENCE, LICENCE_URL, Dataset
from chapitre.opendata.ogc import documents
from chapitre.opendata.ogc.asked import LIMIT, MOST
from chapitre.opendata.ogc.documents import GEOJSON, HTML, JSON, SCHEMA

Json = dict[str, Any]


def describe(sets: Iterable[Dataset]) -> Json:
    """The whole document."""
    paths: Json = {
        "/": _get("landing", _("La page d’accueil"), JSON),
        "/conformance": _get("conformance", _("Ce que ce service sait faire"), JSON),
        "/api": _get("api", _("Cette description"), documents.OPENAPI),
        "/collections": _get("collections", _("Les collections"), JSON),
    }
    for one in sets:
        paths |= _collection(one)
    return {
        "openapi": "3.0.3",
        "info": {
            "title": documents.landing()["title"],
            "description": documents.landing()["description"],
            "version": "1.0.0",
            "license": {"name": LICENCE, "url": LICENCE_URL},
            "contact": {
                "name": town().publisher.name or town().name,
                "url": documents.addresses.whole("/mentions-legales"),
            },
        },
        "servers": [{"url": documents.at()}],
        "tags": [{"name": "Capabilities"}, {"name": "Data"}],
        "paths": paths,
        "components": {
            "parameters": PARAMETERS,
            "responses": {"BadRequest": _problem("400"), "NotFound": _problem("404")},
        },
    }


def _collection(one: Dataset) -> Json:
    me, name = f"/collections/{one.name}", one.name.replace(".", "_")
    facts = documents.queryables_schema(one.register)["properties"]
    own = [_fact(fact, told) for fact, told in facts.items()]
    item = {"name": "featureId", "in": "path", "required": True, "schema": {"type": "string", "maxLength": 40}}
    common = [{"$ref": f"#/components/parameters/{which}"} for which in ("limit", "bbox", "datetime", "apres")]
    return {
        me: _get(f"{name}_collection", one.label, JSON),
        f"{me}/schema": _get(f"{name}_schema", _("Ce que veulent dire ses colonnes"), SCHEMA, html=False),
        f"{me}/queryables": _get(f"{name}_queryables", _("Par quoi la demander"), SCHEMA, html=False),
        f"{me}/items": _get(f"{name}_items", one.sentence or one.label, GEOJSON, [*common, *own]),
        f"{me}/items/{{featureId}}": _get(f"{name}_item", _("Une fiche"), GEOJSON, [item]),
    }


def _get(name: str, summary: str, media_type: str, parameters: list[Json] | None = None, html: bool = True) -> Json:
    media = {media_type: {"schema": {"type": "object"}}}
    if html:
        media[HTML] = {"schema": {"type": "string"}}
    return {
        "get": {
            "operationId": name,
            "summary": summary,
            "tags": ["Data" if "items" in name or name.endswith("_item") else "Capabilities"],
            "parameters": [*(parameters or []), {"$ref": "#/components/parameters/f"}],
            "responses": {
                "200": {"description": summary, "content": media},
                "400": {"$ref": "#/components/responses/BadRequest"},
                "404": {"$ref": "#/components/responses/NotFound"},
            },
        }
    }


def _fact(name: str, told: Json) -> Json:
    schema = {key: value for key, value in told.items() if key not in ("title", "description")}
    words = " ".join(part for part in (told["title"], told.get("description", "")) if part)
    return {"name": name, "in": "query", "required": False, "description": words, "schema": schema}


def _problem(code: str) -> Json:
    schema = {
        "type": "object",
        "required": ["code"],
        "properties": {"code": {"type": "string"}, "description": {"type": "string"}},
    }
    return {"description": code, "content": {JSON: {"schema": schema}}}


def _query(name: str, schema: Json, **more: Any) -> Json:
    return {"name": name, "in": "query", "required": False, "schema": schema, **more}


NUMBERS = {"type": "array", "items": {"type": "number"}, "minItems": 4, "maxItems": 6}
PARAMETERS: Json = {
    "f": _query("f", {"type": "string", "enum": ["json", "html"]}),
    "limit": _query(
        "limit",
        {"type": "integer", "minimum": 1, "maximum": MOST, "default": LIMIT},
        style="form",
        explode=False,
    ),
    "bbox": _query("bbox", NUMBERS, style="form", explode=False),
    "datetime": _query("datetime", {"type": "string"}, style="form", explode=False),
    "apres": _query("apres", {"type": "string", "maxLength": 40}),
}
