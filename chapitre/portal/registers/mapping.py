"""Records on maps: what the drawn map shows of a selection, what the moving one asks for, where one record is."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from chapitre.kernel.geo.features import geojson_geometries, geometries
from chapitre.kernel.geo.points import Box
from chapitre.kernel.geo.queries import within
from chapitre.kernel.geo.shape_queries import meeting
from chapitre.kernel.records.registers import Register
from chapitre.kernel.town import frames
from chapitre.portal import mapground, maps
from chapitre.portal.registers import words
from chapitre.portal.registers.addresses import address_of
from chapitre.portal.registers.filters import BadFilter, Selection
from chapitre.portal.registers.listing import Order, indexed, ordered, usual

DENSE = 2000  # records of a box that are read to find its first ones
SHOWN = 500  # records drawn at once, on the page's own map and in one answer of the moving one


def drawn(selection: Selection, order: Order) -> tuple[SafeString, int]:
    """The town with the first records of a selection on it, and how many they are."""
    rows = ordered(_placed(selection), selection.register, order)[:SHOWN]
    dots: list[maps.Dot] = []
    traces: list[maps.Trace] = []
    for record, geometry in geometries(rows):
        kind = words.state(record)[0]
        if geometry is None or geometry.geom_type == "Point":
            dots.append(maps.Dot(record.lon, record.lat, kind))
        else:
            traces.append(maps.Trace(geometry, kind))
    picture = maps.town_map(
        label=None, dots=dots, traces=traces, projects=False, name="registre", ours=mapground.ground()
    )
    return picture, len(dots) + len(traces)


def _placed(selection: Selection) -> QuerySet[Any]:
    return selection.rows.filter(lon__isnull=False)


def surroundings(record: Any) -> SafeString | None:
    """Where one record is; None when it is nowhere."""
    if record.register.geometry is None or record.lon is None:
        return None
    label = _("Le plan autour de : %s") % words.title(record)
    kind = words.state(record)[0]
    ((_record, geometry),) = geometries([record])
    if geometry is None or geometry.geom_type == "Point":
        return maps.locator(record.lon, record.lat, label=label, width=340, height=240)
    return maps.around(maps.Trace(geometry, kind), label=label, width=340, height=240)


# The moving map -------------------------------------------------------------------------------------------------------


def read_box(text: str) -> Box | None:
    """A box in degrees (west, south, east, north) cut to the town's; None when it lies elsewhere. Raises BadFilter."""
    try:
        return frames.read_box(text)
    except ValueError:
        raise BadFilter("bbox") from None


def in_box(selection: Selection, box: Box) -> tuple[list[Any], bool]:
    """The records of a selection in a box, SHOWN at most, the first of the usual order, and whether there are more."""
    register, rows = selection.register, selection.rows
    if register.geometry == "shape":
        rows = meeting(rows, box)
    else:
        near = [pk for (pk,) in within(rows, box, DENSE + 1).values_list("pk")]
        # A few are sorted; among many, the order's own index soon comes upon enough that lie in the box.
        inside = {"lon__range": (box.west, box.east), "lat__range": (box.south, box.north)}
        rows = rows.filter(pk__in=near) if len(near) <= DENSE else rows.filter(**inside)
    found = list(ordered(rows, register, usual(register, tuple(indexed(register))))[: SHOWN + 1])
    return found[:SHOWN], len(found) > SHOWN


def features(register: Register, found: Iterable[Any]) -> list[dict[str, Any]]:
    """Records as the moving map reads them: see portal/static/chapitre/map/explore.js."""
    told = []
    for record, geometry in geojson_geometries(found):
        kind, label = words.state(record)
        properties = {
            "key": record.key,
            "state": kind,
            "late": False,
            "said": label,
            "label": words.title(record),
            "url": address_of(register, record.key),
        }
        told.append({"type": "Feature", "geometry": geometry, "properties": properties})
    return told
