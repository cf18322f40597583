"""The page of what changed between two editions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from chapitre.kernel.figures import edtf, marks, sources, units
from chapitre.kernel.figures.errata import Erratum
from chapitre.kernel.records.registers import registers
from chapitre.kernel.words import said
from chapitre.report.correcting import ShownErratum, shown
from chapitre.report.edition.changes import FigureChange, RegisterChange, changes
from chapitre.report.edition.errata import as_written
from chapitre.report.edition.shelf import told_by
from chapitre.report.models import Edition
from chapitre.report.views import language, page_of


@dataclass(frozen=True)
class Row:
    """A figure in both editions: its values under their marks ("" where an edition has none), and why."""

    id: str
    label: str
    url: str
    old: SafeString | str
    new: SafeString | str
    old_rule: str
    new_rule: str
    errata: tuple[ShownErratum, ...]


@dataclass(frozen=True)
class Register:
    """A register in both editions."""

    label: str
    old: int | None
    new: int | None


@require_safe
def compare(request: HttpRequest, a: int, b: int) -> HttpResponse | HttpResponseRedirect:
    """`/bilan/editions/<a>..<b>`: what the later one tells otherwise than the earlier one."""
    if a > b:
        return redirect("editions_entre", a=b, b=a)
    old, new = _told(a), _told(b)
    found, lang = changes(old, new), language()
    context = {
        "a": get_object_or_404(Edition, number=a),
        "b": get_object_or_404(Edition, number=b),
        "entries": found.entries,
        "same": len(found.figures["same"]),
        "lists": [
            (_title(kind), [_row(one, lang) for one in rows])
            for kind, rows in found.figures.items()
            if rows and kind != "same"
        ],
        "registers": [_register(one) for one in found.registers if one.old != one.new],
        "quiet": sum(one.old == one.new for one in found.registers),
    }
    return render(request, "report/changes.html", context)


def _told(number: int) -> dict[str, Any]:
    get_object_or_404(Edition, number=number)
    told = told_by(number)
    if told is None:
        raise Http404(_("Les fichiers de l’édition %(number)s ne sont pas conservés sur ce site.") % {"number": number})
    return told


def _title(kind: str) -> str:
    return {
        "redefined": _("Une autre définition"),
        "moved": _("Une autre valeur"),
        "marked": _("Une autre preuve, pour la même valeur"),
        "added": _("De nouveaux chiffres"),
        "dropped": _("Des chiffres retirés"),
    }[kind]


def _row(one: FigureChange, lang: str) -> Row:
    label = one.told["label" if lang == "fr" else "label_en"]
    rules = ["" if told is None else str(told["written"]) for told in (one.old, one.new)]
    return Row(
        one.id,
        label,
        page_of(one.id) if one.id in sources.declarations() else "",
        *_values(one, lang),
        rules[0] if rules[0] != rules[1] else "",
        rules[1] if rules[0] != rules[1] else "",
        tuple(shown(_erratum(told), lang) for told in one.errata),
    )


def _values(one: FigureChange, lang: str) -> tuple[SafeString | str, SafeString | str]:
    """Both values; exactly, where they differ by less than what is printed."""
    old, new = ("" if told is None else _printed(told, lang) for told in (one.old, one.new))
    if one.old and one.new and old == new and as_written(one.old) != as_written(one.new):
        old, new = (f"{text} ({as_written(told)})" for text, told in ((old, one.old), (new, one.new)))
    marked = [
        "" if told is None else marks.mark(text, told["evidence"], "", lang=lang)
        for text, told in ((old, one.old), (new, one.new))
    ]
    return marked[0], marked[1]


def _printed(told: Mapping[str, Any], lang: str) -> str:
    """A figure's value as that edition printed it, in the unit it had then."""
    if told["numerator"] is None:
        written = as_written(told)
        return "–" if written == "?" else edtf.written(written, lang)
    if told["unit"] == "date":
        return f"{told['numerator']:04d}"
    return units.show(told["unit"], told["numerator"], told["denominator"], lang).text


def _erratum(told: Mapping[str, Any]) -> Erratum:
    """An erratum as `figures.json` tells it."""
    days = {name: told[name] and date.fromisoformat(told[name]) for name in ("published_on", "as_of")}
    return Erratum(**{**told, **days})


def _register(one: RegisterChange) -> Register:
    known = registers.get(one.name)
    return Register(said(known.label) if known else one.name, one.old, one.new)
