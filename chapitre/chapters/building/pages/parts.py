"""What the building chapter tells on every project's page: phases, dwellings, accounts, facilities, grounds, art."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from chapitre.chapters.building.models import (
    Account,
    Artwork,
    Dwellings,
    Escalator,
    Facility,
    Lot,
    Parking,
    Phase,
    Plot,
    Surface,
)
from chapitre.chapters.building.pages import gantt, ground, phases, programme
from chapitre.kernel.commons.models import Project
from chapitre.kernel.commons.telling import Line, language
from chapitre.kernel.figures.units import group
from chapitre.kernel.people.menus import ProjectPart, project_parts
from chapitre.kernel.records.models import Record

LINES = "components/lines.html"


def register() -> None:
    """Adds them; called once, when the house opens."""
    project_parts.register(
        ProjectPart(
            "phases", gettext_lazy("Les phases"), _names(Phase), "building/_phases.html", 10, _phases, wide=True
        ),
        ProjectPart(
            "logements",
            gettext_lazy("Les logements"),
            _names(Lot, Dwellings),
            "building/_programme.html",
            20,
            _programme,
            _names(Lot),
            wide=True,
        ),
        ProjectPart(
            "bilan",
            gettext_lazy("Le bilan de clôture"),
            _names(Account),
            "building/_account.html",
            30,
            _account,
            wide=True,
        ),
        ProjectPart(
            "equipements",
            gettext_lazy("Les équipements"),
            _names(Facility),
            LINES,
            40,
            _lines(ground.facilities),
            _names(Facility),
        ),
        ProjectPart(
            "sols",
            gettext_lazy("Parcs, jardins et sols"),
            _names(Surface, Plot),
            "building/_ground.html",
            42,
            _ground,
            _names(Surface, Plot),
        ),
        ProjectPart(
            "machines",
            gettext_lazy("Escaliers roulants et parkings"),
            _names(Escalator, Parking),
            LINES,
            44,
            _lines(ground.machines),
        ),
        ProjectPart("art", gettext_lazy("L’art"), _names(Artwork), LINES, 46, _lines(ground.artworks)),
    )


def _names(*models: type[Record]) -> tuple[str, ...]:
    return tuple(one.register.name for one in models)


def _lines(made: Callable[[str, date], list[Line]]) -> Callable[[str, date], dict[str, Any] | None]:
    def told(key: str, today: date) -> dict[str, Any] | None:
        return {"lines": found} if (found := made(key, today)) else None

    return told


def _phases(key: str, today: date) -> dict[str, Any] | None:
    rows = phases.rows(key, today)
    if not rows:
        return None
    title = Project.objects.get(key=key).name
    label = _("Les phases du projet %s, de la première à la dernière année") % title
    return {"phases": rows, "slipped": [one for one in rows if one.slipped], "gantt": gantt.drawn(rows, today, label)}


def _programme(key: str, today: date) -> dict[str, Any] | None:
    found = programme.programme(key, today)
    if not found.lots:
        return None
    keys = []
    if found.planned:
        counts = (found.planned, _("logements promis")), (found.delivered, _("logements livrés"))
        keys = [(group(str(count), language()), words) for count, words in counts]
    return {"programme": found, "keys": keys}


def _account(key: str, today: date) -> dict[str, Any] | None:
    return {"account": lines} if (lines := programme.account(key)) else None


def _ground(key: str, today: date) -> dict[str, Any] | None:
    lines, soils = ground.surfaces(key, today), ground.soils(key)
    return {"lines": lines, "soils": soils} if lines or soils else None
