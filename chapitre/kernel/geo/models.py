"""What a record that stands somewhere has: a point in microdegrees and its sortable key, and perhaps a shape."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from shapely.geometry import MultiLineString, MultiPolygon
from shapely.geometry.base import BaseGeometry

from chapitre.kernel.geo.canonical import AREA, LINE, trusted
from chapitre.kernel.geo.drawn import draw
from chapitre.kernel.geo.fields import Morton, PointIndex
from chapitre.kernel.geo.points import WORLD, Box, Point


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


class Shape(models.Model):
    """A line or an area that records refer to by the hash of its form: public, never changed, the same for all.

    Its body is the form (`canonical.Form`); the rest is computed from it once, by `shapes_store.put`.
    """

    objects: models.Manager["Shape"] = models.Manager()

    hash = models.CharField(primary_key=True, max_length=64, help_text="SHA-256 of the body")
    kind = models.CharField(max_length=4, help_text="line or area")
    body = models.TextField(help_text="the canonical form, in integer microdegrees")
    west = models.IntegerField()
    south = models.IntegerField()
    east = models.IntegerField()
    north = models.IntegerField()
    length_m = models.BigIntegerField(null=True, help_text="of a line, in EPSG:2154")
    area_m2 = models.BigIntegerField(null=True, help_text="of an area, in EPSG:2154")

    class Meta:
        indexes = [models.Index(fields=["west", "east", "south", "north", "hash"], name="geo_shape_bounds")]
        constraints = [
            models.CheckConstraint(
                name="geo_shape_has_its_measure",
                # Not null is said as well: a check that is unknown passes.
                condition=models.Q(kind=LINE, length_m__isnull=False, length_m__gte=0, area_m2__isnull=True)
                | models.Q(kind=AREA, area_m2__isnull=False, area_m2__gte=0, length_m__isnull=True),
            )
        ]

    def __str__(self) -> str:
        return self.hash

    @property
    def geometry(self) -> MultiLineString | MultiPolygon:
        """The shape in microdegrees."""
        return trusted(self.body)

    @property
    def bounds(self) -> Box:
        """The smallest box around it."""
        return Box(self.west, self.south, self.east, self.north)


def shape_indexes(prefix: str = "%(app_label)s_%(class)s") -> list[models.Index]:
    """The indexes of a shaped model, for a Meta that does not inherit Shaped.Meta (names: 30 characters at most)."""
    return [*point_indexes(prefix), models.Index(name=f"{prefix}_shape", fields=["shape"])]


def shape_constraints(prefix: str = "%(app_label)s_%(class)s") -> list[models.BaseConstraint]:
    """Those of a point; and what has a shape has a point that stands for it."""
    pointed = models.Q(shape__isnull=True) | models.Q(lon__isnull=False)
    return [*point_constraints(prefix), models.CheckConstraint(name=f"{prefix}_shaped", condition=pointed)]


class Shaped(Located):
    """A mixin for what is a line or an area on the ground: `shape` is the hash of a `Shape`, and the point stands for
    it on maps and in searches by nearness. Null: a point alone, or nowhere.

    Three facts: `shape`, `lon`, `lat`. A model that counts metres declares a fact `length_m` or `area_m2` of its own;
    `facts_of_shape` gives them all. A child with a Meta of its own inherits Shaped.Meta, or names `shape_indexes()`
    and `shape_constraints()` in it.
    """

    shape = models.CharField(_("tracé"), max_length=64, null=True, help_text=_("empreinte SHA-256 du tracé"))

    class Meta:
        abstract = True
        indexes = shape_indexes()
        constraints = shape_constraints()


def facts_of_shape(geometry: BaseGeometry) -> dict[str, str | int]:
    """The facts that an act writes of a line or an area in microdegrees: `shape`, `lon`, `lat`, and `length_m` or
    `area_m2`. Raises ShapeError. `shapes_store.put` keeps the shape itself."""
    return draw(geometry).facts
