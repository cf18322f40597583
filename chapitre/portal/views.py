"""The portal's pages: home and verification."""

from datetime import timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from chapitre.kernel import clock
from chapitre.kernel.figures import sources
from chapitre.kernel.ledger import checkpoints, keys, log
from chapitre.kernel.ledger.notes import format_vkey
from chapitre.kernel.people.menus import Door, doors, map_layers
from chapitre.kernel.records.registers import registers
from chapitre.kernel.town import town
from chapitre.portal import maps, week
from chapitre.portal.registers.addresses import url
from chapitre.portal.templatetags.chapitre import language

HEADLINES = (
    "streets.reports_received",
    "streets.median_delay",
    "streets.fly_tipping_2024",
    "housing.social_dwellings",
    "climate.geothermal_share",
    "intro.extra_inhabitants_2040",
)
"""The figures of the home page, in order; one that the site does not declare is left out."""
CAPTIONS = {"streets.median_delay": _("suffisent pour résoudre la moitié des signalements")}
"""What stands under a headline whose own label would repeat the unit printed beside the number."""
EDITIONS = "report.editions"


def _door(door: Door) -> dict[str, Any]:
    return {"label": door.label, "text": door.text, "icon": door.icon, "url": url(door.url_name)}


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The town at a glance: where, what to do, six figures, the week."""
    today = clock.today()
    at = 1 if language() == "en" else 0
    declared = sources.declarations()
    since = today - timedelta(days=6)
    layers = [(layer, [maps.Dot(*dot) for dot in layer.recent(since)]) for layer in map_layers]
    context = {
        "map": maps.town_map(label=None, dots=[dot for _, dots in layers for dot in dots]),
        "layers": [{"words": layer.words % len(dots), "url": url(layer.url_name)} for layer, dots in layers],
        "projects": [{"number": one.number, "label": one.label[at]} for one in town().projects.values()],
        "doors": [door for door in map(_door, doors) if door["url"]],
        "headlines": [
            {"id": id, "label": CAPTIONS.get(id, declared[id].label[at])} for id in HEADLINES if id in declared
        ],
        "figure_count": sum(one.claim is not None for one in declared.values()),
        "report_url": url("bilan"),
        "week": [{"on": day.on, "total": day.total, "told": week.told(day)} for day in week.latest(today)],
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
