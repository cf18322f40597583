"""/donnees: the catalogue for people, the page of each register, and the same for machines."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from chapitre.kernel.ledger import log
from chapitre.kernel.words import said
from chapitre.opendata import addresses, answers, catalogue, dcat, fields, package


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Every register with its sentence, what it holds, and its files."""
    sets = catalogue.datasets()
    context = {
        "groups": catalogue.groups(sets),
        "registers": len(sets),
        "records": sum(one.records for one in sets),
        "size": log.size(),
        "licence": catalogue.LICENCE,
        "licence_url": catalogue.LICENCE_URL,
    }
    return render(request, "opendata/index.html", context)


@require_safe
def register(request: HttpRequest, name: str) -> HttpResponse:
    """What a register's columns mean, where its files are, and what they do not hold."""
    one = catalogue.dataset(name)
    if one is None:
        raise Http404
    declared = one.register
    context = {
        "one": one,
        "singular": said(declared.singular),
        "columns": fields.columns(declared),
        "history": fields.history(declared),
        "exhibits": list(dict.fromkeys(said(label) for label in declared.exhibits.values())),
        "has_private": bool(declared.private),
        "links": [(other.name, said(other.label)) for other in one.links],
        "licence": catalogue.LICENCE,
        "licence_url": catalogue.LICENCE_URL,
    }
    return render(request, "opendata/register.html", context)


@answers.open_to_all
def rdf(request: HttpRequest, extension: str) -> HttpResponseBase:
    """The catalogue as RDF."""
    sets = catalogue.datasets()
    form, media_type = dcat.WRITTEN[extension]
    etag = f'"{dcat.digest(sets, addresses.data(""))}.{extension}"'
    if (same := answers.unchanged(request, etag)) is not None:
        return same
    graph = dcat.catalogue(sets, addresses.data, addresses.whole("/ogc"))
    body = graph.serialize(format=form, encoding="utf-8")
    return answers.dated(HttpResponse(body, content_type=media_type), etag)


@answers.open_to_all
def data_package(request: HttpRequest) -> HttpResponseBase:
    """Every register's table as one Data Package."""
    return answers.json(package.data_package(catalogue.datasets(), addresses.data))


@answers.open_to_all
def csvw(request: HttpRequest, name: str) -> HttpResponseBase:
    """The metadata that CSV on the Web looks for beside a file."""
    one = catalogue.dataset(name)
    if one is None:
        raise Http404
    return answers.json(package.csvw(one, addresses.data), "application/csvm+json")
