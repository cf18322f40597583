"""The atlas of a town: the district of a point, what is nearest to it, and where it may be shown in public."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from shapely.geometry import LineString, MultiLineString
from shapely.geometry import Point as Dot
from shapely.geometry.base import BaseGeometry

from chapitre.kernel.geo.points import Point
from chapitre.kernel.geo.projection import project, to_metres, to_point

STREET_REACH = 150  # metres: further from any street, a point goes to the grid
STEP = 50  # metres between two places where a point may be shown


@dataclass(frozen=True)
class Near:
    """What was found nearest: its place in the list it came from, and how far in whole metres."""

    index: int
    metres: int


@dataclass(frozen=True)
class Snapped:
    """A point fit for publication, always inside the town; `district` is that of this point.

    It lies on a street's centreline, a whole number of steps from its start (`street` is the street's place in the
    atlas's list), or on a grid (`street` None).
    """

    lon: int
    lat: int
    street: int | None
    district: str


class Atlas:
    """Shapes of one town, indexed. All shapes come in microdegrees; distances are metres on the ground (EPSG:2154)."""

    def __init__(
        self,
        outline: BaseGeometry,
        districts: Mapping[str, BaseGeometry],
        streets: Sequence[LineString | MultiLineString] = (),
        places: Sequence[Dot] = (),
    ) -> None:
        self.outline = outline
        self._codes = list(districts)
        self._districts = np.array(list(districts.values()), dtype=object)
        shapely.prepare(self.outline)
        shapely.prepare(self._districts)
        # A street in several pieces is indexed piece by piece: only a single line has a distance along it.
        pieces = [(number, part) for number, line in enumerate(streets) for part in shapely.get_parts(line)]
        self._street_of = [number for number, _ in pieces]
        self._lines = [project(part) for _, part in pieces]
        self._street_tree = shapely.STRtree(self._lines)
        self._place_tree = shapely.STRtree([project(dot) for dot in places])

    def holds(self, lon: int, lat: int) -> bool:
        """Whether the point is in the town, its limit included."""
        return bool(shapely.intersects_xy(self.outline, lon, lat))

    def district_of(self, lon: int, lat: int) -> str | None:
        """The code of the point's district; None outside the town.

        On a common border the first one listed; in a crack between districts drawn by hand, the nearest.
        """
        found = np.flatnonzero(shapely.intersects_xy(self._districts, lon, lat))
        if found.size:
            return self._codes[found[0]] if self.holds(lon, lat) else None
        if not self._codes or not self.holds(lon, lat):
            return None
        return self._codes[int(np.argmin(shapely.distance(self._districts, Dot(lon, lat))))]

    def nearest_street(self, lon: int, lat: int, within: int = STREET_REACH) -> Near | None:
        """The nearest street at most `within` metres away."""
        found = _nearest(self._street_tree, Dot(to_metres(lon, lat)), within)
        return Near(self._street_of[found[0]], round(found[1])) if found else None

    def nearest_place(self, lon: int, lat: int, within: int) -> Near | None:
        """The nearest place at most `within` metres away."""
        found = _nearest(self._place_tree, Dot(to_metres(lon, lat)), within)
        return Near(found[0], round(found[1])) if found else None

    def snap(self, lon: int, lat: int) -> Snapped | None:
        """Where a point may be published; None outside the town.

        The nearest centreline within 150 m, at a whole number of 50 m steps from the street's start; else the nearest
        crossing of a 50 m grid. All doors along one step, on both sides, are published as the same point.
        """
        if not self.holds(lon, lat):
            return None
        here = Dot(to_metres(lon, lat))
        found = _nearest(self._street_tree, here, STREET_REACH)
        if found:
            line = self._lines[found[0]]
            steps = round(line.project(here) / STEP)
            for along in (steps, steps - 1, steps + 1):  # a street may leave the town, where its next step does not
                if 0 <= along * STEP <= line.length:
                    dot = line.interpolate(along * STEP)
                    published = self._published(dot.x, dot.y, self._street_of[found[0]])
                    if published:
                        return published
        return self._on_grid(here)

    def _on_grid(self, here: Dot) -> Snapped | None:
        column, row = round(here.x / STEP), round(here.y / STEP)
        around = [((column + across) * STEP, (row + up) * STEP) for across in (0, -1, 1) for up in (0, -1, 1)]
        for x, y in sorted(around, key=lambda corner: here.distance(Dot(corner))):
            published = self._published(x, y, None)
            if published:
                return published
        # A sliver of the town between the grid's lines: its innermost point tells nothing either.
        dot = project(self.outline).representative_point()
        return self._published(dot.x, dot.y, None)

    def _published(self, x: float, y: float, street: int | None) -> Snapped | None:
        point: Point = to_point(x, y)
        district = self.district_of(*point)
        return Snapped(point.lon, point.lat, street, district) if district is not None else None


def _nearest(tree: shapely.STRtree, here: Dot, within: int) -> tuple[int, float] | None:
    """The first of the nearest shapes and its distance in metres, if at most `within`."""
    indexes, distances = tree.query_nearest(here, max_distance=within, return_distance=True)
    if not indexes.size:
        return None
    return int(indexes.min()), float(distances[0])


def coverage(outline: BaseGeometry, parts: Sequence[BaseGeometry]) -> tuple[float, float, float]:
    """How well parts divide an outline: the shares of its area that they cover, cover twice, and add outside it."""
    together = shapely.union_all(list(parts))
    covered = together.intersection(outline).area
    return (
        covered / outline.area,
        (sum(part.area for part in parts) - together.area) / outline.area,
        (together.area - covered) / outline.area,
    )
