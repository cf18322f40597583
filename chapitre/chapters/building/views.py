"""The page of a project: its perimeter, its phases, its dwellings, its places, and what the town promised of it."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from shapely.geometry.base import BaseGeometry

from chapitre.chapters.building.models import Facility, Lot, Plot, Surface
from chapitre.chapters.building.pages import around, gantt, ground, phases, programme
from chapitre.chapters.building.pages.telling import exhibits, of_project, state, title
from chapitre.kernel import clock
from chapitre.kernel.commons.models import Project
from chapitre.kernel.geo.features import geometries


@require_safe
def project(request: HttpRequest, key: str) -> HttpResponse:
    """`/projets/<key>`."""
    found = Project.objects.filter(key=key).order_by("pk").first()
    if found is None:
        raise Http404
    today = clock.today()
    kind, words = state(found, found.ends_on, today)
    rows = phases.rows(key, today)
    name = title(found)
    context: dict[str, Any] = {
        "project": found,
        "name": name,
        "kind": kind,
        "state": words,
        "area": ground.measured("m2", found.area_m2),
        "summary": exhibits(Project.register.name, [key], "summary").get(key, ""),
        "reason": exhibits(Project.register.name, [key], "reason").get(key, "") if found.state == "dropped" else "",
        "phases": rows,
        "slipped": [one for one in rows if one.slips],
        "gantt": gantt.drawn(rows, today, _("Les phases du projet %s, de la première à la dernière année") % name),
        "programme": programme.programme(key, today),
        "account": programme.account(key),
        "facilities": ground.facilities(key, today),
        "surfaces": ground.surfaces(key, today),
        "soils": ground.soils(key),
        "machines": ground.machines(key, today),
        "artworks": ground.artworks(key, today),
        "promises": around.promises(key, today),
        "meetings": around.meetings(key, today),
        "decisions": around.decisions(found),
        "money": around.money(key),
        "figures": around.figures(found),
        "traces": _traces(found, kind, today),
        "dots": _dots(key, today),
    }
    return render(request, "building/project.html", context)


def _traces(found: Project, kind: str, today: date) -> list[tuple[BaseGeometry, str]]:
    """The perimeter, and the surfaces and plots within it."""
    shown = [(shape, kind) for _one, shape in geometries([found]) if shape is not None and found.shape]
    for model in (Surface, Plot):
        rows = of_project(model, found.key).filter(shape__isnull=False).exclude(state="dropped").order_by("key")
        for one, shape in geometries(rows):
            if shape is not None:
                shown.append((shape, state(one, getattr(one, "due_on", None), today)[0]))
    return shown


def _dots(key: str, today: date) -> list[tuple[int, int, str]]:
    """Its lots and facilities, each with the sign of its state."""
    dots: list[tuple[int, int, str]] = []
    for model in (Lot, Facility):
        for one in of_project(model, key).filter(lon__isnull=False).exclude(state="dropped").order_by("key"):
            dots.append((one.lon, one.lat, state(one, one.expected_on or one.due_on, today)[0]))
    return dots
