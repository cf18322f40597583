"""One record, as its public page and the desk's page show it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import Http404
from django.utils.safestring import SafeString

from chapitre.kernel import clock, figures
from chapitre.kernel.figures import sources
from chapitre.kernel.records.registers import Register
from chapitre.kernel.words import place
from chapitre.portal.registers import links, mapping, timeline, words
from chapitre.portal.registers.links import Cell, Group
from chapitre.portal.registers.timeline import Exhibit, Moment

PLACED = ("lon", "lat")


@dataclass(frozen=True)
class Shown:
    """All that a page says of a record."""

    register: Register
    record: Any
    title: str
    kind: str
    state: str
    cells: list[Cell]
    point: str  # latitude and longitude in degrees, "" where it is nowhere
    moments: list[Moment]
    standing: list[tuple[Moment, Exhibit]]
    pointing: list[Group]
    figures: list[tuple[str, str]]  # those it counts in: id, label
    map: SafeString | None

    @property
    def last(self) -> Moment:
        return self.moments[-1]

    @property
    def erased(self) -> Moment | None:
        return next((one for one in reversed(self.moments) if one.act == "erased"), None)


def find(register: Register, key: str) -> Any:
    """A record. Raises Http404."""
    manager: Any = register.objects._default_manager
    record = manager.filter(key=key).order_by("pk").first()
    if record is None:
        raise Http404
    return record


def shown(register: Register, key: str) -> Shown:
    """A record with its story, what points to it and the figures it counts in. Raises Http404."""
    record = find(register, key)
    told = timeline.moments(register, key)
    kind, state = words.state(record)
    facts = record.facts()
    counted = figures.moved_by(register, facts, facts, clock.today())
    declared = sources.declarations()
    named = [name for name in register.own if name != register.title]  # the title says that one
    (cells,) = links.cells(register, named, [record])
    return Shown(
        register=register,
        record=record,
        title=words.title(record),
        kind=kind,
        state=state,
        cells=cells,
        point=_point(register, record),
        moments=told,
        standing=timeline.standing(told),
        pointing=links.pointing_at(record),
        figures=[(one.id, declared[one.id].label[place()]) for one in counted if one.counts],
        map=mapping.surroundings(record),
    )


def _point(register: Register, record: Any) -> str:
    if register.geometry is None or record.lon is None:
        return ""
    return " ; ".join(words.fact(register, name, getattr(record, name)) for name in PLACED[::-1])
