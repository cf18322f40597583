"""The OGC API: one view a resource, JSON or a page of the site as the reader prefers."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _

from chapitre.kernel import clock, telling
from chapitre.kernel.records.models import Record
from chapitre.kernel.records.registers import Register, registers
from chapitre.kernel.words import said
from chapitre.opendata import addresses, answers, catalogue
from chapitre.opendata.ogc import asked, documents, features, openapi
from chapitre.opendata.ogc.documents import GEOJSON, HTML, JSON, OPENAPI, SCHEMA, at, link

FORMS = {"json": JSON, "html": HTML}
Answer = tuple[str, dict[str, Any], str]
"""A template, what it shows, and the media type of the same as JSON; the JSON itself is `document` in it."""


class NoSuch(LookupError):
    """There is no such collection, or no such feature."""


def resource(view: Callable[..., Answer]) -> Callable[..., HttpResponseBase]:
    """A resource in the form that `f`, failing that Accept, asks for; refusals have both forms too."""

    @answers.open_to_all
    @wraps(view)
    def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        status = 200
        try:
            form = _form(request)
            template, context, media_type = view(request, *args, **kwargs)
        except (asked.BadParameter, NoSuch) as error:
            status = 400 if isinstance(error, asked.BadParameter) else 404
            form = wanted if (wanted := request.GET.get("f")) in FORMS else _preferred(request)
            code = "InvalidParameterValue" if status == 400 else "NotFound"
            template, media_type = "opendata/ogc/refused.html", JSON
            context = {"document": {"code": code, "description": str(error)}, "status": status}
        answer: HttpResponse
        if form == "html":
            answer = render(request, template, context, status=status)
        else:
            answer = answers.json(context["document"], media_type, status)
        patch_vary_headers(answer, ["Accept"])
        return answer

    return answered


def _form(request: HttpRequest) -> str:
    """json or html. Raises BadParameter."""
    wanted = request.GET.get("f")
    if wanted is None:
        return _preferred(request)
    if wanted not in FORMS:
        raise asked.BadParameter(_("« f » vaut json ou html."))
    return wanted


def _preferred(request: HttpRequest) -> str:
    kinds = [JSON, GEOJSON, OPENAPI.partition(";")[0], SCHEMA, HTML]
    return "html" if request.get_preferred_type(kinds) == HTML else "json"


def _only_f(request: HttpRequest) -> None:
    """Raises BadParameter on any parameter but `f`."""
    for name in request.GET:
        if name != "f":
            raise asked.BadParameter(_("Le paramètre « %s » n’existe pas ici.") % name[:60])


def _dataset(name: str) -> catalogue.Dataset:
    one = catalogue.dataset(name)
    if one is None:
        raise NoSuch(_("Il n’y a pas de collection « %s ».") % name)
    return one


@resource
def landing(request: HttpRequest) -> Answer:
    """Where everything is."""
    _only_f(request)
    return "opendata/ogc/landing.html", {"document": documents.landing(), "address": at()}, JSON


@resource
def conformance(request: HttpRequest) -> Answer:
    """The classes of the standard that hold here."""
    _only_f(request)
    return "opendata/ogc/conformance.html", {"document": documents.conformance()}, JSON


@resource
def api(request: HttpRequest) -> Answer:
    """The API described for programs, and for people."""
    _only_f(request)
    sets = catalogue.datasets()
    described = openapi.describe(sets)
    paths = [(path, told["get"]) for path, told in described["paths"].items()]
    return "opendata/ogc/api.html", {"document": described, "paths": paths, "most": asked.MOST}, OPENAPI


@resource
def collections(request: HttpRequest) -> Answer:
    """Every register."""
    _only_f(request)
    sets = catalogue.datasets()
    context = {"document": documents.collections(sets), "groups": catalogue.groups(sets)}
    return "opendata/ogc/collections.html", context, JSON


@resource
def collection(request: HttpRequest, name: str) -> Answer:
    """One register."""
    _only_f(request)
    one = _dataset(name)
    asks = documents.queryables_schema(one.register)["properties"]
    context = {"document": documents.collection(one), "one": one, "queryables": asks}
    return "opendata/ogc/collection.html", context, JSON


@answers.open_to_all
def schema(request: HttpRequest, name: str) -> HttpResponseBase:
    """What a collection's properties are."""
    return answers.json(documents.schema(addresses.register_or_404(name)), SCHEMA)


@answers.open_to_all
def queryables(request: HttpRequest, name: str) -> HttpResponseBase:
    """What a collection may be asked for by."""
    return answers.json(documents.queryables_schema(addresses.register_or_404(name)), SCHEMA)


@resource
def items(request: HttpRequest, name: str) -> Answer:
    """A page of a collection's features."""
    one = _dataset(name)
    wanted = asked.read(one.register, request.GET.dict())
    rows, after = features.page(one.register, wanted)
    found = list(features.features(one.register, rows))
    document: dict[str, Any] = {
        "type": "FeatureCollection",
        "timeStamp": clock.now().strftime("%Y-%m-%dT%H:%M:%SZ"),
        "numberReturned": len(found),
        "features": found,
        "links": _page_links(request, name, after),
    }
    if wanted.whole:
        document["numberMatched"] = one.records
    context = {
        "document": document,
        "one": one,
        "heads": [said(one.register.about[fact].label) for fact in one.register.shown],
        "rows": [_line(one.register, row) for row in rows],
        "after": after,
        "asked": [(key, value) for key, value in request.GET.items() if key not in ("f", "apres", "limit")],
    }
    return "opendata/ogc/items.html", context, GEOJSON


def _page_links(request: HttpRequest, name: str, after: asked.After | None) -> list[documents.Link]:
    me = at(f"/collections/{name}/items")
    forms = {form: _query(request, f=form) for form in FORMS}
    found = [
        link("self", f"{me}?{forms['json']}", GEOJSON),
        link("alternate", f"{me}?{forms['html']}", HTML),
        link("collection", at(f"/collections/{name}"), JSON),
    ]
    return found + ([link("next", f"{me}?{_query(request, f='json', apres=str(after))}", GEOJSON)] if after else [])


def _query(request: HttpRequest, **changes: str) -> str:
    query = request.GET.copy()
    for key, value in changes.items():
        query[key] = value
    return query.urlencode()


def _line(register: Register, row: Record) -> dict[str, Any]:
    """A record as a line of the page: each fact shown in words."""
    cells = [
        {"head": said(register.about[name].label), "told": telling.fact(register, name, getattr(row, name))}
        for name in register.shown
    ]
    return {"key": row.key, "cells": cells}


@resource
def item(request: HttpRequest, name: str, key: str) -> Answer:
    """One feature."""
    _only_f(request)
    register = registers.get(name)
    rows = list(register.objects._base_manager.filter(key=key).order_by("pk")) if register else []
    if register is None or not rows:
        raise NoSuch(_("Il n’y a pas de fiche « %(key)s » dans « %(name)s ».") % {"key": key, "name": name})
    (feature,) = features.features(register, rows)
    me = f"/collections/{name}/items/{key}"
    page = addresses.record_page(register, key)
    feature["links"] = [
        *documents.both(me, GEOJSON),
        link("collection", at(f"/collections/{name}"), JSON),
        link("canonical", addresses.whole(page), HTML),
    ]
    told = ((said(register.about[fact].label), value) for fact, value in _told(register, rows[0]))
    context = {"document": feature, "one": _dataset(name), "title": telling.named(rows[0]), "facts": told, "page": page}
    return "opendata/ogc/item.html", context, GEOJSON


def _told(register: Register, row: Record) -> list[tuple[str, str]]:
    """The facts of a record in words, its place left to the geometry."""
    return [
        (name, telling.fact(register, name, getattr(row, name)))
        for name in register.facts
        if name not in asked.UNPLACED
    ]
