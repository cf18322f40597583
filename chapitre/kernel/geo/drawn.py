"""A shape with all that is computed of it once, when an act records it: name, length or area, and a point to show."""

from dataclasses import dataclass

import shapely
from django.utils.translation import gettext as _
from shapely.geometry.base import BaseGeometry

from chapitre.kernel.geo.canonical import AREA, Form, ShapeError, canonical
from chapitre.kernel.geo.points import Box, Point
from chapitre.kernel.geo.projection import project, to_point

# Where EPSG:2154 measures: mainland France and Corsica (the registry's area of use).
MEASURED = Box(-9_860_000, 41_150_000, 10_380_000, 51_560_000)


@dataclass(frozen=True)
class Drawn:
    """A form and its measures: metres along a line, square metres of an area, and one point that stands for it."""

    form: Form
    length_m: int | None
    area_m2: int | None
    point: Point

    @property
    def facts(self) -> dict[str, str | int]:
        """What an act writes of the shape: `shape`, `lon`, `lat`, and `length_m` or `area_m2`."""
        place: dict[str, str | int] = {"shape": self.form.hash, "lon": self.point.lon, "lat": self.point.lat}
        size = {"length_m": self.length_m, "area_m2": self.area_m2}
        return place | {name: value for name, value in size.items() if value is not None}


def draw(geometry: BaseGeometry) -> Drawn:
    """The form and the measures of a line or an area in microdegrees. Raises ShapeError."""
    form = canonical(geometry)
    if form.bounds.clip(MEASURED) != form.bounds:
        raise ShapeError(
            _("le tracé sort de la France métropolitaine : longitude et latitude sont-elles dans cet ordre ?")
        )
    ground = project(form.geometry)
    if form.kind == AREA:
        return Drawn(form, None, round(ground.area), _inner_point(form.geometry))
    return Drawn(form, round(ground.length), None, _middle(ground))


def _middle(ground: BaseGeometry) -> Point:
    """The middle of the longest path of a line in metres."""
    longest = max(shapely.get_parts(ground), key=lambda path: path.length)
    middle = longest.interpolate(0.5, normalized=True)
    return to_point(middle.x, middle.y)


def _inner_point(area: BaseGeometry) -> Point:
    """A point of the area; one of its corners where it is too thin to hold a whole microdegree."""
    dot = area.point_on_surface()
    point = Point(round(dot.x), round(dot.y))
    if shapely.intersects_xy(area, *point):
        return point
    lon, lat = shapely.get_coordinates(area)[0]
    return Point(int(lon), int(lat))
