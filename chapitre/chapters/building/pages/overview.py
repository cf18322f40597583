"""All the projects at a glance, for the chapter's page: on the map, and in a list with what is promised and done."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Sum
from shapely.geometry.base import BaseGeometry

from chapitre.chapters.building.models import Dwellings, Phase
from chapitre.kernel.commons.models import Commitment, Project
from chapitre.kernel.commons.telling import state, title
from chapitre.kernel.geo.features import geometries
from chapitre.kernel.records.models import Record


@dataclass(frozen=True)
class Glance:
    """A project in the list: its state, its dwellings, its phases and promises by what became of them."""

    key: str
    number: int
    title: str
    kind: str
    state: str
    area_m2: int | None
    ends_on: date | None
    planned: int
    delivered: int
    phases: int
    ended: int
    late: int


def told(today: date) -> dict[str, Any]:
    """What the chapter's page shows of the projects."""
    found = list(Project.objects.filter(withdrawn=False).order_by("number", "key"))
    sums, phases, promises = dwellings(), _by_project(Phase), _by_project(Commitment)
    rows = [
        _glance(one, sums.get(one.key, (0, 0)), phases.get(one.key, []), promises.get(one.key, []), today)
        for one in found
    ]
    return {"projects": rows, "traces": traces(zip(found, rows, strict=True))}


def dwellings() -> dict[str, tuple[int, int]]:
    """Planned and delivered dwellings of each project, dropped ones left out."""
    counted = Dwellings.objects.filter(withdrawn=False).exclude(state="dropped").order_by().values_list("project")
    return {
        key: (planned, given) for key, planned, given in counted.annotate(Sum("planned")).annotate(Sum("delivered"))
    }


def _by_project(model: type[Record]) -> dict[str, list[Any]]:
    """The records of a register that count and are not dropped, by their project."""
    manager: Any = model._default_manager
    found: dict[str, list[Any]] = {}
    for one in manager.filter(withdrawn=False, project__isnull=False).exclude(state="dropped").order_by("key"):
        found.setdefault(one.project, []).append(one)
    return found


def _glance(one: Project, sums: tuple[int, int], phases: list[Any], promises: list[Any], today: date) -> Glance:
    kind, words = state(one, today)
    return Glance(
        key=one.key,
        number=one.number,
        title=title(one),
        kind=kind,
        state=words,
        area_m2=one.area_m2,
        ends_on=one.closed_on or one.ends_on,
        planned=sums[0],
        delivered=sums[1],
        phases=len(phases),
        ended=sum(phase.state == "done" for phase in phases),
        late=sum(state(each, today)[0] == "late" for each in (*phases, *promises)),
    )


def traces(pairs: Iterable[tuple[Project, Glance]]) -> list[tuple[BaseGeometry, str]]:
    """The perimeters to draw, each with the sign of its project's state."""
    kinds = {project.key: row.kind for project, row in pairs}
    rows = Project.objects.filter(key__in=kinds, shape__isnull=False).order_by("number", "key")
    return [(shape, kinds[one.key]) for one, shape in geometries(rows) if shape is not None]
