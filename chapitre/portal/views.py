"""The portal's pages: home and verification."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from chapitre.kernel import clock
from chapitre.kernel.commons.models import Project
from chapitre.kernel.figures import live, sources
from chapitre.kernel.figures.declaration import UNPROVED
from chapitre.kernel.ledger import checkpoints, keys, log
from chapitre.kernel.ledger.notes import format_vkey
from chapitre.kernel.people.menus import Door, doors, map_layers
from chapitre.kernel.records.registers import registers
from chapitre.kernel.words import place
from chapitre.portal import mapground, maps, week
from chapitre.portal.chapters import agenda
from chapitre.portal.chapters import views as chapters
from chapitre.portal.registers import words
from chapitre.portal.registers.addresses import address_of, url

HEADLINES = (
    "streets.reports_received",
    "streets.median_delay",
    "streets.fly_tipping_2024",
    "housing.social_dwellings",
    "climate.new_green_space",
    "mobility.bike_racks",
    "voice.public_meetings",
    "safety.safety_visits",
)
"""The figures that the home page may print large, in order; those that nothing stands behind are left out."""
PRINTED = 6
CAPTIONS = {"streets.median_delay": _("suffisent pour résoudre la moitié des signalements")}
"""What stands under a headline whose own label would repeat the unit printed beside the number."""
EDITIONS = "report.editions"


def _headlines(values: Mapping[str, live.Value]) -> list[dict[str, Any]]:
    """The first of them that the town can show something for; a town that begins shows its zeros, then what has no
    value yet."""
    declared, at = sources.declarations(), place()
    shown = [id for id in HEADLINES if id in declared and values[id].evidence != UNPROVED]
    shown.sort(key=lambda id: (values[id].numerator is None, not values[id].numerator))
    return [{"id": id, "label": CAPTIONS.get(id, declared[id].label[at])} for id in shown[:PRINTED]]


def _projects() -> list[dict[str, Any]]:
    """The projects drawn on the map, by number; those that the register holds lead to their page."""
    at, drawn = place(), sorted(mapground.ground().projects.values(), key=lambda one: one.number)
    held = words.titles(Project.register, [one.code for one in drawn])
    return [
        {
            "number": one.number,
            "label": one.label[at],
            "url": address_of(Project.register, one.code) if one.code in held else "",
        }
        for one in drawn
    ]


def _door(door: Door) -> dict[str, Any]:
    return {"label": door.label, "text": door.text, "icon": door.icon, "url": url(door.url_name)}


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The town at a glance: where, what to do, figures, the eight chapters, the week and what comes next."""
    today = clock.today()
    values = live.values(today)
    request.figures_now = values  # type: ignore[attr-defined]  # those that the figures' tags print
    since = today - timedelta(days=6)
    layers = [(layer, [maps.Dot(*dot) for dot in layer.recent(since)]) for layer in map_layers]
    context = {
        "map": maps.town_map(label=None, dots=[dot for _, dots in layers for dot in dots], ours=mapground.ground()),
        "layers": [{"words": layer.words % len(dots), "url": url(layer.url_name)} for layer, dots in layers],
        "projects": _projects(),
        "doors": [door for door in map(_door, doors) if door["url"]],
        "headlines": _headlines(values),
        "figure_count": len(sources.stated()),
        "report_url": url("bilan"),
        "week": [{"on": day.on, "total": day.total, "told": week.told(day)} for day in week.latest(today)],
        "chapters": chapters.entries(values, today),
        "coming": agenda.coming(today)["coming"],
        "agenda_url": url("participer"),
    }
    return render(request, "portal/home.html", context)


@require_safe
def verify(request: HttpRequest) -> HttpResponse:
    """How to check a figure, an edition, a receipt; the key and the latest checkpoint to keep."""
    editions = registers.get(EDITIONS)
    context = {
        "origin": keys.origin(),
        "size": log.size(),
        "checkpoint": checkpoints.latest(),
        "keys": [format_vkey(period.key) for period in keys.periods()],
        "edition": editions.objects._default_manager.order_by("-number").first() if editions else None,
        "editions_url": url("editions"),
    }
    return render(request, "portal/verify.html", context)
