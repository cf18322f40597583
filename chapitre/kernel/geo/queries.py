"""Searches by place on any located model: what lies in a box, what is nearest to a point, fast at a million rows."""

from collections.abc import Iterable
from typing import Any, TypeVar

from django.db.models import BigIntegerField, ExpressionWrapper, F, Model, QuerySet, Value
from django.db.models.functions import Cast

from chapitre.kernel.geo.points import Box, Metric, Point, morton, ranges

Row = TypeVar("Row", bound=Model)


def within(queryset: QuerySet[Row, Any], box: Box, limit: int) -> QuerySet[Row, Any]:
    """The rows of the queryset that lie in the box, edges included: all of them, or any `limit` if there are more.

    One index range for each of the box's (at most four) ranges of keys, joined by UNION ALL: SQLite and PostgreSQL
    both stop reading at the limit. Ask for one more than is shown to know that there are more. The answer can be
    ordered, sliced and given `values()`, but not filtered: filter before. An order set before is dropped.
    """
    return _joined(_pieces(queryset, box))[:limit]


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
    ranked = queryset.annotate(nearness=_square(metric, centre))
    found = _joined(_pieces(ranked, metric.around(centre, reach)))
    return list(found.order_by("nearness", "pk")[:count])


def _pieces(queryset: QuerySet[Row, Any], box: Box) -> Iterable[QuerySet[Row, Any]]:
    exact = queryset.order_by().filter(lon__gte=box.west, lon__lte=box.east, lat__gte=box.south, lat__lte=box.north)
    return [exact.filter(z__gte=low, z__lte=high) for low, high in ranges(box)]


def _joined(pieces: Iterable[QuerySet[Row, Any]]) -> QuerySet[Row, Any]:
    first, *others = pieces
    return first.union(*others, all=True) if others else first


def _reach(queryset: QuerySet[Row, Any], centre: Point, count: int, metric: Metric) -> int | None:
    """A squared distance within which at least `count` rows lie (all, if there are fewer); None without any row."""
    key = morton(*centre)
    plain = queryset.order_by().filter(z__isnull=False)
    after = plain.filter(z__gte=key).order_by("z").values_list("lon", "lat")[:count]
    before = plain.filter(z__lt=key).order_by("-z").values_list("lon", "lat")[:count]
    squares = sorted(metric.square(centre, Point(*found)) for found in (*after, *before))
    return squares[min(count, len(squares)) - 1] if squares else None


def _square(metric: Metric, centre: Point) -> ExpressionWrapper:
    """`metric.square` in SQL, in 64-bit integers."""
    across = (_wide("lon") - Value(centre.lon)) * Value(metric.narrow)
    up = (_wide("lat") - Value(centre.lat)) * Value(1000)
    return ExpressionWrapper(across * across + up * up, output_field=BigIntegerField())


def _wide(name: str) -> Any:
    """A coordinate as a 64-bit integer: PostgreSQL would multiply 32-bit ones and overflow."""
    return Cast(F(name), BigIntegerField())
