"""The pages of the figures: all of them, one of them, and the records behind one as a file."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from difflib import get_close_matches
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from chapitre.kernel import clock
from chapitre.kernel.figures import detail, live, sources
from chapitre.kernel.figures.declaration import Declaration
from chapitre.kernel.figures.values import as_json, shown
from chapitre.portal import figurepage
from chapitre.portal.figuregrounds import grounds_of
from chapitre.portal.registers import links, words
from chapitre.portal.registers.addresses import address_of, list_of
from chapitre.portal.templatetags.chapitre import language

PAGE = 20
CHUNK = 2000


class Counted(Paginator[Any]):
    """Pages of records whose number is known: the figure itself has counted them."""

    def __init__(self, rows: Any, total: int) -> None:
        super().__init__(rows, PAGE)
        self.total = total

    @cached_property
    def count(self) -> int:
        return self.total


def declared(id: str) -> Declaration:
    """The figure, or a 404 that names near ones."""
    try:
        return sources.declaration(id)
    except KeyError:
        near = get_close_matches(id, sources.declarations(), 3, 0.5)
        hint = _(" Vouliez-vous dire : %(ids)s ?") % {"ids": ", ".join(near)} if near else ""
        raise Http404(_("Aucun chiffre ne porte le nom « %(id)s ».") % {"id": id} + hint) from None


@require_safe
def figures(request: HttpRequest) -> HttpResponse:
    """`/chiffres`: every figure of the site, by chapter."""
    lang = language()
    at = figurepage.at(lang)
    chapters: dict[str, list[dict[str, Any]]] = {}
    for one in sources.declarations().values():
        row = {"id": one.id, "label": one.label[at], "claim": one.claim, "records": one.on_records}
        chapters.setdefault(one.chapter, []).append(row)
    named = [(code, figurepage.CHAPTERS[code], rows) for code, rows in chapters.items()]
    return render(request, "portal/figures.html", {"chapters": sorted(named, key=_order)})


def _order(chapter: tuple[str, Any, Any]) -> int:
    return list(figurepage.CHAPTERS).index(chapter[0])


@require_safe
def figure(request: HttpRequest, id: str) -> HttpResponse:
    """`/chiffres/<id>`: one figure."""
    one, today, lang = declared(id), clock.today(), language()
    at = figurepage.at(lang)
    value = live.value(id, today)
    heads, examples = figurepage.example_of(one, lang)
    printed = shown(one, value, lang)
    context: dict[str, Any] = {
        "one": one,
        "claims": len(sources.stated()),
        "label": one.label[at],
        "definition": one.definition[at],
        "value": value,
        "printed": printed,
        "today": today,
        "as_of": one.period.on if one.value == "published" else today,
        "rule": figurepage.rule_of(one, lang),
        "example_heads": heads,
        "examples": examples,
        "expected": one.expected,
        "history": figurepage.history_of(one, today, lang),
        "districts": figurepage.districts_of(one, today, lang),
        "proof": figurepage.proof_of(one, value, lang),
        "errata": figurepage.errata_of(id, lang),
        "kind": value.evidence,
        "grounds": grounds_of(one, lang),
        "reading": one.reading[at] if one.reading else "",
        "page": None,
    }
    context["largest"] = max((row.amount for row in context["districts"][1]), default=0) if context["districts"] else 0
    if one.on_records and value.records is not None:
        context |= _records(request, one, value.records)
    return render(request, "portal/figure.html", context)


def _records(request: HttpRequest, one: Declaration, total: int) -> dict[str, Any]:
    """A page of the records behind a figure, the latest first."""
    register, names = figurepage.record_heads(one)
    rows = detail.behind(one.id, clock.today()).order_by("-pk")
    page = Counted(rows, total).get_page(request.GET.get("page"))
    listed = [
        {"key": row.key, "url": address_of(register, row.key), "cells": cells}
        for row, cells in zip(page, links.cells(register, names, page), strict=True)
    ]
    return {
        "page": page,
        "heads": [words.head(register, name) for name in names],
        "rows": listed,
        "all_url": list_of(register),
    }


@require_safe
def figure_json(request: HttpRequest, id: str) -> HttpResponse:
    """`/chiffres/<id>.json`: the figure as the command line gives it."""
    one = declared(id)
    return JsonResponse(
        as_json(one, live.value(id, clock.today()), language()), json_dumps_params={"ensure_ascii": False}
    )


class _Echo:
    """A file that hands back what is written to it, for the CSV writer."""

    def write(self, text: str) -> str:
        return text


@require_safe
def figure_csv(request: HttpRequest, id: str) -> HttpResponse | StreamingHttpResponse:
    """`/chiffres/<id>.csv`: the facts of every record behind the figure."""
    one = declared(id)
    if not one.on_records:
        raise Http404(_("Aucune fiche derrière ce chiffre."))
    register, _names = figurepage.record_heads(one)
    rows = detail.behind(id, clock.today()).order_by("pk").values_list("key", *register.facts)

    def lines() -> Iterator[str]:
        writer = csv.writer(_Echo())
        yield writer.writerow(["key", *register.facts])
        for row in rows.iterator(CHUNK):
            yield writer.writerow(["" if cell is None else cell for cell in row])

    answer = StreamingHttpResponse(lines(), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{id}.csv"'
    return answer
