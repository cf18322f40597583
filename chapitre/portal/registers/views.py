"""The public pages of the registers: all of them, one with its filters and its map, one record, and its evidence."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import etag, require_safe

from chapitre.kernel import clock
from chapitre.kernel.acts import evidence
from chapitre.kernel.figures import sources
from chapitre.kernel.ledger import log
from chapitre.kernel.records.registers import Register
from chapitre.kernel.words import place, said
from chapitre.portal import maptiles
from chapitre.portal.registers import addresses, filters, links, listing, mapping, record, words
from chapitre.portal.registers.filters import BadFilter, Selection
from chapitre.portal.registers.listing import COUNTED, Listing

FOLDED = 2  # filters that the form shows before it folds the others


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """`/registres`: every register of the house, by chapter, and how many records each holds."""
    chapters = [
        (chapter, [_counted(register, addresses.list_of(register)) for register in registers])
        for chapter, registers in words.by_chapter()
    ]
    return render(request, "registers/index.html", {"chapters": chapters, "most": COUNTED})


def _counted(register: Register, url: str) -> dict[str, Any]:
    """A register as a line of the index. Counted as far as a list counts."""
    total = Selection(register).rows.order_by()[: COUNTED + 1].count()
    return {
        "label": words.capital(said(register.label)),
        "description": said(register.description),
        "url": url,
        "total": min(total, COUNTED),
        "more_than": total > COUNTED,
    }


# A list ---------------------------------------------------------------------------------------------------------------


def narrowed(request: HttpRequest, register: Register) -> tuple[Selection, Listing, str]:
    """What an address asks of a list, and the name of the filter that it gets wrong: then all is shown."""
    asked = request.GET.dict()
    try:
        selection = Selection.read(register, asked)
        return selection, listing.page(selection, asked), ""
    except BadFilter as bad:
        selection = Selection(register)
        return selection, listing.page(selection, {}), bad.name


def list_context(request: HttpRequest, register: Register) -> tuple[dict[str, Any], int]:
    """What the list of a register says, for everybody and for the desk; and the status it is answered with."""
    selection, page, refused = narrowed(request, register)
    offered = filters.offered(selection)
    names = [name for name in register.shown if name != register.title]
    rows = [
        {
            "key": one.key,
            "title": words.title(one),
            "state": words.state(one),
            "cells": cells,
            "withdrawn": one.withdrawn,
        }
        for one, cells in zip(page.records, links.cells(register, names, page.records), strict=True)
    ]
    context = {
        "register": register,
        "label": words.capital(said(register.label)),
        "chapter": words.chapter_of(register),
        "selection": selection,
        "filters": offered,
        "refused": words.head(register, refused) if refused in register.about else refused,
        "page": page,
        "rows": rows,
        "heads": [_head(register, page, name) for name in (register.title or listing.KEY, *names)],
        "unsorted": words.head(register, page.unsorted) if page.unsorted in register.about else page.unsorted,
        "address": urlencode(selection.address()),
        "dated": words.head(register, register.dated) if register.dated else "",
        "sorted_by": "" if refused or page.unsorted else request.GET.get("tri", ""),
        "more_in_force": bool(selection.withdrawn) or any(one.value for one in offered[FOLDED:]),
        "plain": reverse(request.resolver_match.view_name, args=[register]) if request.resolver_match else "",
    }
    return context, 400 if refused else 200


def _head(register: Register, page: Listing, name: str) -> dict[str, Any]:
    """A column's head: its words, and where it leads to sort by it (again: the other way)."""
    here = page.order.name == name
    falling = page.order.falling if here else None
    number = name in register.about and register.rules.fields[name].type == "int"
    return {
        "label": words.head(register, name) if name in register.about else _("Numéro"),
        "sort": (name if falling or not here else f"-{name}") if name in page.sortable else "",
        "direction": "" if falling is None else "descending" if falling else "ascending",
        "number": number and name != register.title,
    }


@require_safe
def list_page(request: HttpRequest, register: Register) -> HttpResponse:
    """`/registres/<register>`: its records, narrowed, sorted, a page at a time, and the map of where they are."""
    context, status = list_context(request, register)
    for row in context["rows"]:
        row["url"] = addresses.address_of(register, row["key"])
    lang = place()
    context |= {
        "description": said(register.description),
        "own_list": addresses.own_list_of(register),
        "files": addresses.files_of(register),
        "told_url": addresses.url("donnees_registre", register.name),
        "figures": [(one.id, one.label[lang]) for one in sources.of_register(register.name)],
        "singular": said(register.singular),
        "plural": said(register.label),
    }
    if register.geometry:
        drawing, drawn = mapping.drawn(context["selection"], context["page"].order)
        context |= {"map": drawing, "drawn": drawn, "data_url": reverse("registre_carte", args=[register])}
        context["tiles"] = maptiles.template(register) if maptiles.needed(context["selection"]) else ""
    return render(request, "registers/list.html", context, status=status)


def version(request: HttpRequest, register: Register) -> str:
    """Changes whenever an answer may: with the ledger, the day and the language."""
    return f'"{log.size()}-{clock.today():%Y%m%d}-{get_language()}"'


@require_safe
@etag(version)
def features(request: HttpRequest, register: Register) -> HttpResponse:
    """The records in a box as GeoJSON: `bbox=west,south,east,north` in degrees, and the list's own filters."""
    asked = request.GET.dict()
    try:
        selection = Selection.read(register, asked)
        if register.geometry is None:
            raise BadFilter("bbox")
        box = mapping.read_box(asked.get("bbox", ""))
    except BadFilter as bad:
        message = _("La valeur du filtre « %(name)s » n’existe pas.") % {"name": bad.name}
        return JsonResponse({"error": message}, status=400)
    found, more = mapping.in_box(selection, box) if box is not None else ([], False)
    answer = JsonResponse(
        {"type": "FeatureCollection", "more": more, "features": mapping.features(register, found)},
        content_type="application/geo+json",
    )
    answer["Cache-Control"] = "no-cache"
    return answer


# A record -------------------------------------------------------------------------------------------------------------


@require_safe
def record_page(request: HttpRequest, register: Register, key: str) -> HttpResponse:
    """`/registres/<register>/<key>`: a record's facts, story, links and proof."""
    own = addresses.url(register.page, key) if register.page else ""
    return render(request, "registers/record.html", record_context(register, key) | {"own_page": own})


def record_context(register: Register, key: str) -> dict[str, Any]:
    """What a record's page says, for everybody and for the desk. Raises Http404."""
    return {
        "shown": record.shown(register, key),
        "register": register,
        "label": words.capital(said(register.label)),
        "chapter": words.chapter_of(register),
        "singular": said(register.singular),
    }


@require_safe
def proof(request: HttpRequest, register: Register, key: str) -> HttpResponse:
    """The C2SP tlog-proof of one of a record's acts: the last, or the one that `acte` numbers."""
    return evidence.proof(register.name, record.find(register, key).key, request.GET.get("acte"))


@require_safe
def entries(request: HttpRequest, register: Register, key: str) -> HttpResponse:
    """A record's entries and its openings."""
    return evidence.entries(register.name, record.find(register, key).key)


@require_safe
def file(request: HttpRequest, register: Register, key: str, name: str) -> HttpResponseBase:
    """A photo or a document, while an opening of this record names it."""
    return evidence.file(register.name, key, name)
