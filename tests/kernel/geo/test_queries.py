"""Boxes and nearness on real databases, against brute force."""

from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.db import IntegrityError, connections, models, transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from chapitre.kernel.geo.models import Located
from chapitre.kernel.geo.points import Box, Metric, Point, morton
from chapitre.kernel.geo.queries import nearest, within

BOUNDS = Box(2_364_000, 48_799_000, 2_411_000, 48_826_000)


class Spot(Located):
    """A located row for these tests alone."""

    objects: models.Manager["Spot"] = models.Manager()
    nearness: int  # on the rows that `nearest` returns

    kind = models.IntegerField(default=0)

    class Meta(Located.Meta):
        app_label = "geo"


def _connect(uri: str) -> str:
    alias = "geo_postgresql"
    settings_of_default = dict(connections.settings["default"])
    connections.settings[alias] = settings_of_default | {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": urlsplit(uri).path.lstrip("/"),
        "USER": urlsplit(uri).username,
        "PASSWORD": "",
        "HOST": parse_qs(urlsplit(uri).query)["host"][0],
        "PORT": "",
        "OPTIONS": {},
    }
    return alias


@pytest.fixture(scope="module", params=["default", pytest.param("postgresql", marks=pytest.mark.postgres)])
def base(request: pytest.FixtureRequest, django_db_setup: None, django_db_blocker: Any) -> Iterator[str]:
    """An alias of a database with an empty table of spots."""
    with django_db_blocker.unblock():
        alias = "default"
        if request.param == "postgresql":
            if connections["default"].vendor == "postgresql":
                pytest.skip("the default database is PostgreSQL already")
            from tests.postgres import database

            alias = _connect(database("geo"))
        # No migration of the room `geo` makes it; a run that stopped half-way may have left it.
        if Spot._meta.db_table not in connections[alias].introspection.table_names():
            with connections[alias].schema_editor() as editor:
                editor.create_model(Spot)
        try:
            yield alias
        finally:
            with connections[alias].schema_editor() as editor:
                editor.delete_model(Spot)
            if alias != "default":
                connections[alias].close()
                del connections.settings[alias]
                del connections[alias]


def fill(alias: str, rows: list[tuple[int | None, int | None, int]]) -> None:
    Spot.objects.using(alias).all().delete()
    Spot.objects.using(alias).bulk_create([Spot(lon=lon, lat=lat, kind=kind) for lon, lat, kind in rows])


# Clumps on purpose: equal points, points on one line, points beside the seams of the Morton curve.
near = st.tuples(st.integers(2_387_000, 2_387_030), st.integers(48_812_000, 48_812_030))
seam = st.tuples(st.integers(2_359_290, 2_359_300), st.integers(48_799_990, 48_800_010))
town = st.tuples(st.integers(BOUNDS.west, BOUNDS.east), st.integers(BOUNDS.south, BOUNDS.north))
anywhere = st.tuples(st.integers(-180_000_000, 180_000_000), st.integers(-90_000_000, 90_000_000))
nowhere = st.just((None, None))
spots = st.lists(
    st.tuples(st.one_of(near, town, seam, nowhere), st.integers(0, 1)).map(lambda pair: (*pair[0], pair[1])),
    max_size=60,
)


@settings(max_examples=60, deadline=None)
@given(spots, st.one_of(near, town, seam), st.one_of(near, town, anywhere), st.integers(1, 70))
def _box_agrees(alias: str, rows: Any, one: Any, other: Any, limit: int) -> None:
    fill(alias, rows)
    box = Box(min(one[0], other[0]), min(one[1], other[1]), max(one[0], other[0]), max(one[1], other[1]))
    for queryset, wanted in (
        (Spot.objects.using(alias), {0, 1}),
        (Spot.objects.using(alias).filter(kind=1).order_by("kind"), {1}),
    ):
        inside = sorted(
            (lon, lat, kind) for lon, lat, kind in rows if lon is not None and kind in wanted and box.holds(lon, lat)
        )
        found = sorted((spot.lon, spot.lat, spot.kind) for spot in within(queryset, box, limit))
        if len(inside) <= limit:
            assert found == inside
        else:
            assert len(found) == limit
            assert set(found) <= set(inside)


def test_a_box_holds_what_brute_force_finds(base: str) -> None:
    _box_agrees(base)


@settings(max_examples=60, deadline=None)
@given(spots, st.one_of(near, town, seam, anywhere), st.integers(1, 25))
def _nearest_agrees(alias: str, rows: Any, point: tuple[int, int], count: int) -> None:
    fill(alias, rows)
    metric, centre = Metric.of(BOUNDS), BOUNDS.clamp(*point)
    for queryset, wanted in ((Spot.objects.using(alias), {0, 1}), (Spot.objects.using(alias).filter(kind=1), {1})):
        every = [spot for spot in Spot.objects.using(alias).order_by("pk") if spot.point and spot.kind in wanted]
        expected = sorted((metric.square(centre, spot.point), spot.pk) for spot in every if spot.point)[:count]
        found = nearest(queryset, Point(*point), count, BOUNDS)
        assert [(spot.nearness, spot.pk) for spot in found] == expected


def test_the_nearest_are_those_of_brute_force(base: str) -> None:
    _nearest_agrees(base)


def test_the_database_makes_the_key_itself(base: str) -> None:
    corners = [(-180_000_000, -90_000_000), (180_000_000, 90_000_000), (0, 0), (2_387_123, 48_812_987)]
    fill(base, [(*corner, 0) for corner in corners] + [(None, None, 0)])
    Spot.objects.using(base).filter(lon=0).update(lon=7)  # no Python hook sees an update
    keys = {(lon, lat): z for lon, lat, z in Spot.objects.using(base).values_list("lon", "lat", "z")}
    assert keys.pop((None, None)) is None
    assert all(z == morton(lon, lat) for (lon, lat), z in keys.items())
    assert (7, 0) in keys


@pytest.mark.parametrize("lon,lat", [(1, None), (None, 1), (180_000_001, 0), (0, 90_000_001)])
def test_half_a_point_or_one_off_this_earth_is_refused(base: str, lon: int | None, lat: int | None) -> None:
    fill(base, [])
    with pytest.raises(IntegrityError), transaction.atomic(using=base):
        Spot.objects.using(base).create(lon=lon, lat=lat)


def test_the_index_has_the_form_that_each_database_reads_fastest(base: str) -> None:
    connection = connections[base]
    with connection.cursor() as cursor:
        constraints = connection.introspection.get_constraints(cursor, Spot._meta.db_table)
    index = constraints["geo_spot_z"]
    wanted = ["z", "lon", "lat"] if connection.vendor == "sqlite" else ["z"]
    assert index["columns"][: len(wanted)] == wanted
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT indexdef FROM pg_indexes WHERE indexname = 'geo_spot_z'")
            assert "(z) INCLUDE (id, lon, lat)" in cursor.fetchone()[0]


def test_a_search_by_box_reads_the_index_and_nothing_else(base: str) -> None:
    """The plan, not the clock: no scan of the table, no sort."""
    fill(base, [(2_364_000 + 47 * step % 47_000, 48_799_000 + 31 * step % 27_000, 0) for step in range(3000)])
    with connections[base].cursor() as cursor:
        cursor.execute("ANALYZE")
    box = Box(2_380_000, 48_810_000, 2_381_000, 48_811_000)
    plan = within(Spot.objects.using(base).order_by(), box, 50).explain()
    assert "SCAN geo_spot" not in plan and "Seq Scan" not in plan, plan
    assert "geo_spot_z" in plan
    assert "Sort" not in plan and "TEMP B-TREE" not in plan, plan


def test_the_index_travels_through_a_migration() -> None:
    """makemigrations writes it down and reads it back."""
    path, _, kwargs = Spot._meta.indexes[0].deconstruct()
    assert path == "chapitre.kernel.geo.fields.PointIndex"
    assert kwargs == {"name": "geo_spot_z", "fields": ["z", "lon", "lat"]}
    assert Spot._meta.indexes[0].clone() == Spot._meta.indexes[0]
    assert SimpleNamespace(**kwargs).name == "geo_spot_z"
