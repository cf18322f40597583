"""A shaped row for the tests of this room alone, and the table that it needs."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection, models
from shapely.geometry.base import BaseGeometry

from chapitre.kernel.geo import shapes_store
from chapitre.kernel.geo.drawn import draw
from chapitre.kernel.geo.models import Shaped


class Segment(Shaped):
    """A row with a shape, or a point, or neither."""

    objects: models.Manager["Segment"] = models.Manager()

    name = models.CharField(max_length=20)

    class Meta(Shaped.Meta):
        app_label = "geo"

    def __str__(self) -> str:
        return self.name


@pytest.fixture(scope="module")
def segments(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """The table of segments, which no migration makes."""
    with django_db_blocker.unblock(), connection.schema_editor() as editor:
        editor.create_model(Segment)
    yield
    with django_db_blocker.unblock(), connection.schema_editor() as editor:
        editor.delete_model(Segment)


def segment(name: str, geometry: BaseGeometry) -> Segment:
    """A segment with its shape in the store."""
    drawn = draw(geometry)
    shapes_store.put_many([drawn])
    return Segment.objects.create(name=name, shape=drawn.form.hash, lon=drawn.point.lon, lat=drawn.point.lat)
