"""The town as its maps draw it: the projects and green spaces of its registers on top of what its own files say."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache
from typing import Any

from django.db.models import Q

from chapitre.kernel.commons.models import Project as ProjectRecord
from chapitre.kernel.geo import shapes_store
from chapitre.kernel.records.registers import registers
from chapitre.kernel.town import Town, town
from chapitre.kernel.town.model import Green, Project

GREENS = "climate.green_spaces"
SHUT = ("closed", "works", "planned")  # green spaces that nobody may walk in
GIVEN_UP = "dropped"

Marks = tuple[tuple[Any, ...], ...]


def ground() -> Town:
    """The town to draw: a project that the registers hold replaces that of the files, an open green space is added.

    The same object as long as no perimeter, name or state changes, so that what is drawn from it is drawn once.
    """
    return _ground(town(), _projects(), _given_up(), _greens())


def _projects() -> Marks:
    rows = ProjectRecord.objects.filter(withdrawn=False, shape__isnull=False).exclude(state=GIVEN_UP)
    found = rows.order_by("number", "key").values_list("key", "number", "name", "name_en", "shape")
    return tuple((key, str(number), name, english or name, shape) for key, number, name, english, shape in found)


def _given_up() -> tuple[str, ...]:
    """The projects that the register no longer counts: the files may still draw them."""
    rows = ProjectRecord.objects.filter(Q(withdrawn=True) | Q(state=GIVEN_UP))
    return tuple(rows.order_by("key").values_list("key", flat=True))


def _greens() -> Marks:
    if GREENS not in registers:
        return ()
    manager: Any = registers[GREENS].objects._default_manager
    rows = manager.filter(withdrawn=False, shape__isnull=False).exclude(state__in=SHUT)
    return tuple(rows.order_by("key").values_list("name", "kind", "shape"))


@lru_cache(maxsize=2)
def _ground(ours: Town, projects: Marks, given_up: tuple[str, ...], greens: Marks) -> Town:
    shapes = _shapes([one[-1] for one in (*projects, *greens)])
    held = {
        key: Project(key, (name, english), int(number), shapes[shape], True)
        for key, number, name, english, shape in projects
    }
    added = [Green(name, kind, shapes[shape], True) for name, kind, shape in greens]
    named = {one.name for one in added}
    kept = [one for one in ours.greens if one.name not in named]
    ahead = {code: one for code, one in ours.projects.items() if code not in given_up}
    return replace(ours, projects={**ahead, **held}, greens=(*kept, *added))


def _shapes(names: Iterable[str]) -> dict[str, Any]:
    return {name: one.geometry for name, one in shapes_store.many(list(names), "default").items()}
