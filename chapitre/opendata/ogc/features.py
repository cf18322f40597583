"""The features of a register that a request asks for: each page begins where the last one ended."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from django.db.models import Q

from chapitre.kernel.geo.features import geojson_geometries
from chapitre.kernel.geo.points import Box, ranges
from chapitre.kernel.geo.shape_queries import meeting
from chapitre.kernel.records.models import Record
from chapitre.kernel.records.registers import Register
from chapitre.opendata.ogc.asked import UNPLACED, After, Asked

Feature = dict[str, Any]


def page(register: Register, asked: Asked) -> tuple[list[Record], After | None]:
    """The records of a page, and where the next one begins; None at the end.

    By primary key, or, for points in a box, in the order of their place key: the index behind each order is read from
    where the last page ended, so the thousandth page costs what the first did. What has no place answers any box, and
    what has no date any interval, as the standard asks.
    """
    found = register.objects._base_manager.filter(**asked.facts)
    if asked.dated and register.dated:
        found = found.filter(_within(register.dated, asked))
    by_place = len(asked.boxes) == 1 and register.geometry == "point"
    rows = _by_place(found, asked) if by_place else _by_key(register, found, asked)
    taken = list(islice(rows, asked.limit + 1))
    if len(taken) <= asked.limit:
        return taken, None
    last: Any = taken[asked.limit - 1]
    return taken[: asked.limit], After(last.pk, last.z if by_place else None, by_place and last.z is None)


def _within(name: str, asked: Asked) -> Q:
    interval = Q(**{f"{name}__gte": asked.since}) if asked.since else Q()
    if asked.until:
        interval &= Q(**{f"{name}__lte": asked.until})
    return interval | Q(**{f"{name}__isnull": True})


def _by_key(register: Register, found: Any, asked: Asked) -> Iterator[Record]:
    if asked.boxes and register.geometry:
        found = _meeting(register, found, asked.boxes)
    if asked.after:
        found = found.filter(pk__gt=asked.after.pk)
    yield from found.order_by("pk")[: asked.limit + 1]


def _meeting(register: Register, found: Any, boxes: Iterable[Box]) -> Any:
    """The records that meet one of the boxes, and those that are nowhere."""
    chosen = found.filter(lon__isnull=True)
    for box in boxes:
        if register.geometry == "shape":
            chosen |= meeting(found, box)
        else:
            chosen |= found.filter(lon__range=(box.west, box.east), lat__range=(box.south, box.north))
    return chosen


def _by_place(found: Any, asked: Asked) -> Iterator[Record]:
    """Points in a box, one range of keys after the other; then those that are nowhere."""
    (box,), after = asked.boxes, asked.after or After(0)
    here = found.filter(lon__range=(box.west, box.east), lat__range=(box.south, box.north)).order_by("z", "pk")
    start = after.z or 0
    for low, high in [] if after.nowhere else ranges(box):
        if high < start:
            continue
        keys = Q(z__gt=max(low, start), z__lte=high) if low <= start else Q(z__range=(low, high))
        if low <= start <= high:
            keys |= Q(z=start, pk__gt=after.pk)
        yield from here.filter(keys)[: asked.limit + 1]
    yield from found.filter(z__isnull=True, pk__gt=after.pk if after.nowhere else 0).order_by("pk")[: asked.limit + 1]


def features(register: Register, rows: Iterable[Record]) -> Iterator[Feature]:
    """Records as GeoJSON features, in their order."""
    placed: Iterable[tuple[Any, Any]] = ((row, None) for row in rows)
    if register.geometry:
        placed = geojson_geometries(rows)
    for row, geometry in placed:
        told = {name: value for name, value in row.facts().items() if name not in UNPLACED}
        yield {"type": "Feature", "id": row.key, "geometry": geometry, "properties": told}
