"""Searches by place among lines and areas: what meets a box, exactly, with one index for both databases."""

from typing import TypeVar

import shapely
from django.db.models import Exists, OuterRef, Q, QuerySet

from chapitre.kernel.geo.canonical import trusted
from chapitre.kernel.geo.models import Shape, Shaped
from chapitre.kernel.geo.points import Box

Row = TypeVar("Row", bound=Shaped)


def meeting(queryset: QuerySet[Row], box: Box) -> QuerySet[Row]:
    """The rows whose shape meets the box, edges included; a row without a shape by its point. Exact.

    An answer like any queryset: filter it, count it, order it, page it. The queryset given must not be sliced.
    The bounds of the shapes decide nearly all; only those of this queryset that straddle an edge of the box are read
    and looked at, once, when this is called.
    """
    touching = Shape.objects.using(queryset.db).filter(
        west__lte=box.east, east__gte=box.west, south__lte=box.north, north__gte=box.south
    )
    apart = _apart(touching, queryset, box)
    shaped = Q(shape__in=touching.values("hash")) & ~Q(shape__in=apart)
    pointed = Q(shape__isnull=True, lon__range=(box.west, box.east), lat__range=(box.south, box.north))
    return queryset.filter(shaped | pointed)


def _apart(touching: QuerySet[Shape], queryset: QuerySet[Row], box: Box) -> list[str]:
    """The shapes of the queryset that keep clear of the box although their bounds do not."""
    # Asked shape by shape, not by a list: the list would be the whole register.
    borne = Exists(queryset.order_by().filter(shape=OuterRef("hash")))
    straddling = touching.exclude(
        west__gte=box.west, east__lte=box.east, south__gte=box.south, north__lte=box.north
    ).filter(borne)
    window = shapely.box(*box)
    shapely.prepare(window)
    rows = straddling.order_by().values_list("hash", "body").iterator()
    return [name for name, body in rows if not shapely.intersects(window, trusted(body))]
