"""What a record that stands somewhere has: a point in microdegrees and its sortable key."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from chapitre.kernel.geo.fields import Morton, PointIndex
from chapitre.kernel.geo.points import WORLD, Point


def point_indexes(prefix: str = "%(app_label)s_%(class)s") -> list[models.Index]:
    """The index of a located model, for a Meta that does not inherit Located.Meta (names: 30 characters at most)."""
    return [PointIndex(name=f"{prefix}_z")]


def point_constraints(prefix: str = "%(app_label)s_%(class)s") -> list[models.BaseConstraint]:
    """Both coordinates or none, and on this Earth."""
    nowhere = models.Q(lon__isnull=True, lat__isnull=True)
    # Not null is said as well: a check that is unknown passes.
    somewhere = models.Q(
        lon__isnull=False, lat__isnull=False, lon__range=(WORLD.west, WORLD.east), lat__range=(WORLD.south, WORLD.north)
    )
    return [models.CheckConstraint(name=f"{prefix}_point", condition=nowhere | somewhere)]


class Located(models.Model):
    """A mixin for what has a place: lon and lat in integer microdegrees, null together; `z` is the database's own.

    `geo.queries` searches it by box and by nearness. A child with a Meta of its own inherits Located.Meta, or names
    `point_indexes()` and `point_constraints()` in it.
    """

    lon = models.IntegerField(_("longitude"), null=True, help_text="microdegrees")
    lat = models.IntegerField(_("latitude"), null=True, help_text="microdegrees")
    z = models.GeneratedField(
        expression=Morton("lon", "lat"), output_field=models.BigIntegerField(null=True), db_persist=True
    )

    class Meta:
        abstract = True
        indexes = point_indexes()
        constraints = point_constraints()

    @property
    def point(self) -> Point | None:
        """The point, or None when the record has no place."""
        return None if self.lon is None or self.lat is None else Point(self.lon, self.lat)
