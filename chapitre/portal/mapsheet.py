"""The town's layers in the units of a drawing, worked out once: each map is cut out of this sheet."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import shapely
from shapely.geometry import MultiLineString, MultiPolygon
from shapely.geometry.base import BaseGeometry

from chapitre.kernel.town import Town
from chapitre.kernel.town.model import Place, Street, Water
from chapitre.portal.mapview import View, without_slivers


@dataclass(frozen=True, eq=False)
class Sheet:
    """Shapes in units. `land` is the town without its rivers: their banks are what one sees, the limit itself runs in
    mid-stream. `lines` and `dots` stand in the order of the town's streets and places."""

    land: MultiPolygon
    outside: tuple[BaseGeometry, ...]
    greens: BaseGeometry
    main: MultiLineString
    minor: MultiLineString
    waters: tuple[tuple[Water, BaseGeometry, float], ...]
    rails: tuple[BaseGeometry, ...]
    districts: dict[str, MultiPolygon]
    projects: tuple[tuple[int, BaseGeometry], ...]
    streets: tuple[Street, ...]
    lines: np.ndarray
    places: tuple[Place, ...]
    dots: np.ndarray


@lru_cache(maxsize=4)
def sheet(ours: Town) -> Sheet:
    """The town's sheet. Every view of a town has the same scale, so one sheet serves them all."""
    view = View.of(ours)
    waters = tuple((water, view.units(water.line), water.width * view.metre) for water in ours.waters)
    rivers = shapely.union_all([line.buffer(width / 2) for _, line, width in waters])
    land = without_slivers(view.units(ours.outline).difference(rivers))
    greens = shapely.union_all([view.units(green.shape) for green in ours.greens])
    lines = [view.units(street.line) for street in ours.streets]
    return Sheet(
        land=land,
        outside=tuple(view.units(neighbour.shape) for neighbour in ours.neighbours),
        greens=greens.intersection(land).simplify(0.3),
        main=_together(line for line, street in zip(lines, ours.streets, strict=True) if street.main),
        minor=_together(line for line, street in zip(lines, ours.streets, strict=True) if not street.main),
        waters=waters,
        rails=tuple(view.units(rail.line) for rail in ours.rails),
        districts={
            code: without_slivers(view.units(district.shape).intersection(land))
            for code, district in ours.districts.items()
        },
        projects=tuple(
            (project.number, view.units(project.shape).intersection(land.buffer(-1)).simplify(0.4))
            for project in ours.projects.values()
        ),
        streets=ours.streets,
        lines=np.array(lines, dtype=object),
        places=ours.places,
        dots=np.array([view.units(place.point) for place in ours.places], dtype=object),
    )


def _together(lines: Iterable[BaseGeometry]) -> MultiLineString:
    return MultiLineString([part for line in lines for part in shapely.get_parts(line)])
