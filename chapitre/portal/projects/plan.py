"""Where a project is: its perimeter in the streets, and in it what the parts of its page tell of."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.utils.safestring import SafeString

from chapitre.kernel.commons.models import Project
from chapitre.kernel.commons.telling import of_project, state
from chapitre.kernel.geo.features import geometries
from chapitre.kernel.records.registers import registers
from chapitre.portal import maps


def drawn(project: Project, names: Iterable[str], today: date) -> SafeString | None:
    """The map, None where no perimeter is drawn. What is given up is not on it."""
    if project.shape is None:
        return None
    ((_project, perimeter),) = geometries([project])
    traces = [maps.Trace(perimeter, state(project, today)[0])] if perimeter is not None else []
    dots: list[maps.Dot] = []
    for name in names:
        rows = of_project(registers[name].objects, project.key).filter(lon__isnull=False).order_by("key")
        for one, geometry in geometries(rows.exclude(state="dropped")):
            kind = state(one, today)[0]
            if geometry is None or geometry.geom_type == "Point":
                dots.append(maps.Dot(one.lon, one.lat, kind))
            else:
                traces.append(maps.Trace(geometry, kind))
    return maps.framed(traces, label=None, dots=dots, name="projet")
