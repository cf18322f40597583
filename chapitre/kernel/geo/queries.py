"""Searches by place on any located model: in a box, in an area, nearest to a point, fast at a million rows."""

from math import ceil, floor
from typing import Any, TypeVar

import numpy as np
import shapely
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import BigIntegerField, BooleanField, Func, Model, QuerySet
from django.db.models.sql.compiler import SQLCompiler
from shapely.geometry.base import BaseGeometry

from chapitre.kernel.geo.points import Box, Metric, Point, morton, ranges

Row = TypeVar("Row", bound=Model)


def within(queryset: QuerySet[Row, Any], box: Box, limit: int) -> QuerySet[Row, Any]:
    """The rows of the queryset that lie in the box, edges included: all of them, or any `limit` if there are more.

    One index range for each of the box's (at most four) ranges of keys, joined by UNION ALL: SQLite and PostgreSQL
    both stop reading at the limit. Ask for one more than is shown to know that there are more. The answer can be
    ordered, sliced and given `values()`, but not filtered: filter before. An order set before is dropped.
    """
    return _inside(queryset, box)[:limit]


def nearest(queryset: QuerySet[Row, Any], point: Point, count: int, bounds: Box) -> list[Row]:
    """The `count` rows nearest to the point, nearest first, ties by primary key; each has `nearness`, its squared
    distance in `Metric.of(bounds)`.

    The point is first brought inside `bounds` (the town's box): from far away every row would be about as near,
    and all would have to be read. Exact in the metric. Two looks along the key's order bound the distance, one box
    search settles it.
    """
    metric, centre = Metric.of(bounds), bounds.clamp(*point)
    reach = _reach(queryset, centre, count, metric)
    if reach is None:
        return []
    ranked = queryset.annotate(nearness=_Nearness(centre, metric))
    return list(_inside(ranked, metric.around(centre, reach)).order_by("nearness", "pk")[:count])


def inside(queryset: QuerySet[Row, Any], area: BaseGeometry) -> list[Row]:
    """The rows whose point lies in an area in microdegrees, its border included. Exact; in no order."""
    west, south, east, north = area.bounds
    rows = list(_inside(queryset, Box(floor(west), floor(south), ceil(east), ceil(north))))
    shapely.prepare(area)
    points: Any = np.array([(row.lon, row.lat) for row in rows], dtype=float).reshape(-1, 2)
    return [rows[at] for at in np.flatnonzero(shapely.intersects_xy(area, points))]


def _inside(queryset: QuerySet[Row, Any], box: Box) -> QuerySet[Row, Any]:
    found = ranges(box)
    if not found:
        return queryset.none()
    first, *others = (queryset.order_by().filter(_Inside(box, low, high)) for low, high in found)
    return first.union(*others, all=True) if others else first


def _reach(queryset: QuerySet[Row, Any], centre: Point, count: int, metric: Metric) -> int | None:
    """A squared distance within which at least `count` rows lie (all, if there are fewer); None without any row."""
    key = morton(*centre)
    plain = queryset.order_by().values_list("lon", "lat")
    after = plain.filter(z__gte=key).order_by("z")[:count]
    before = plain.filter(z__lt=key).order_by("-z")[:count]
    squares = sorted(metric.square(centre, Point(*found)) for found in (*after, *before))
    return squares[min(count, len(squares)) - 1] if squares else None


class _Inside(Func):
    """Whether a row's key is in a range and its point in a box. One expression: Django takes longer to put six
    comparisons together than the databases to make them."""

    output_field = BooleanField()

    def __init__(self, box: Box, low: int, high: int) -> None:
        super().__init__("z", "lon", "lat")
        self.edges = (low, high, box.west, box.east, box.south, box.north)

    def as_sql(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, *args: Any, **extra_context: Any
    ) -> tuple[str, tuple[str | int, ...]]:
        columns = [compiler.compile(column)[0] for column in self.get_source_expressions()]
        return "(" + " AND ".join(f"{column} BETWEEN %s AND %s" for column in columns) + ")", self.edges


class _Nearness(Func):
    """`Metric.square` in SQL, in 64-bit integers: PostgreSQL would multiply 32-bit ones and overflow."""

    output_field = BigIntegerField()

    def __init__(self, centre: Point, metric: Metric) -> None:
        super().__init__("lon", "lat")
        self.across, self.up = (centre.lon, metric.narrow) * 2, (centre.lat, 1000) * 2

    def as_sql(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, *args: Any, **extra_context: Any
    ) -> tuple[str, tuple[str | int, ...]]:
        lon, lat = (f"(CAST({compiler.compile(one)[0]} AS bigint) - %s) * %s" for one in self.get_source_expressions())
        return f"({lon} * ({lon}) + {lat} * ({lat}))", (*self.across, *self.up)
