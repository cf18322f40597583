"""The table of shapes: written once, read by name, and held against what the names say."""

from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from chapitre.kernel.acts import BadFact, perform
from chapitre.kernel.acts.audit import audit
from chapitre.kernel.commons.acts import project
from chapitre.kernel.commons.models.projects import Project
from chapitre.kernel.geo import shapes_store
from chapitre.kernel.geo.canonical import ShapeError, canonical
from chapitre.kernel.geo.drawn import draw
from chapitre.kernel.geo.models import Shape, facts_of_shape
from chapitre.kernel.geo.points import Box, morton
from chapitre.kernel.ledger import log
from tests.factories import ADMIN, AT
from tests.kernel.geo.drawings import SOUTH, WEST, line, square
from tests.kernel.geo.segments import Segment, segment, segments

__all__ = ["segments"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("segments")]

SQUARE, LINE = square(0, 0, 1000), line((0, 0), (3000, 2000))
NOWHERE = "0" * 64


def test_a_shape_is_kept_once_under_its_name() -> None:
    name = shapes_store.put(SQUARE)
    assert shapes_store.put(square(0, 0, 1000)) == name == canonical(SQUARE).hash
    shape = shapes_store.get(name)
    assert Shape.objects.count() == 1
    assert shape.geometry.equals(SQUARE)
    assert shape.bounds == Box(WEST, SOUTH, WEST + 1000, SOUTH + 1000)
    assert (shape.kind, shape.length_m) == ("area", None)
    assert shape.area_m2 == pytest.approx(111.2 * 73.4, rel=0.01)


def test_many_shapes_are_kept_and_read_together() -> None:
    drawn = [draw(LINE), draw(SQUARE), draw(LINE), draw(square(9, 9, 9))]
    names = shapes_store.put_many(drawn)
    assert names == [one.form.hash for one in drawn]
    found = shapes_store.many([*names, None, NOWHERE])
    assert {name: shape.body for name, shape in found.items()} == {one.form.hash: one.form.body for one in drawn}
    assert found[names[0]].length_m == pytest.approx(312, abs=2)
    with pytest.raises(Shape.DoesNotExist):
        shapes_store.get(NOWHERE)


def test_what_is_no_shape_is_not_kept() -> None:
    with pytest.raises(ShapeError):
        shapes_store.put(square(0, 0, 10, square(20, 20, 10).exterior.coords))
    assert not Shape.objects.exists()


def test_the_facts_of_a_shape_are_those_that_an_act_writes() -> None:
    facts = facts_of_shape(SQUARE)
    assert facts == {
        "shape": canonical(SQUARE).hash,
        "lon": WEST + 500,
        "lat": SOUTH + 500,
        "area_m2": draw(SQUARE).area_m2,
    }
    assert facts_of_shape(LINE) == {
        "shape": canonical(LINE).hash,
        "lon": WEST + 1500,
        "lat": SOUTH + 1000,
        "length_m": draw(LINE).length_m,
    }
    assert not Shape.objects.exists()


def test_a_shaped_row_is_located_too() -> None:
    row = segment("lane", LINE)
    row.refresh_from_db()
    assert row.z == morton(WEST + 1500, SOUTH + 1000)


def test_a_shape_without_a_point_is_refused_by_the_database() -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Segment.objects.create(name="lost", shape=shapes_store.put(LINE))


@pytest.mark.parametrize("sizes", [{}, {"length_m": 1}, {"area_m2": -1}, {"area_m2": 1, "length_m": 1}])
def test_an_area_without_its_area_is_refused_by_the_database(sizes: dict[str, int]) -> None:
    edges = {"west": 0, "south": 0, "east": 1, "north": 1}
    with pytest.raises(IntegrityError), transaction.atomic():
        Shape.objects.create(hash=NOWHERE, kind="area", body="", **edges, **sizes)


def test_shapes_in_order_are_no_finding() -> None:
    segment("lane", LINE)
    segment("park", SQUARE)
    Segment.objects.create(name="nowhere")
    assert list(shapes_store.check_shapes({"lanes": Segment})) == []
    assert list(audit()) == []


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ("UPDATE geo_shape SET body = REPLACE(body, '2381000', '2382000')", "another hash"),
        ("UPDATE geo_shape SET east = east + 1", "east is 2381001, the body says 2381000"),
        ("UPDATE geo_shape SET area_m2 = area_m2 + 50", "area_m2 is"),
        ("UPDATE geo_shape SET kind = 'line', length_m = 1, area_m2 = NULL", "kind is line, the body says area"),
    ],
)
def test_a_shape_changed_by_sql_is_named(change: str, told: str) -> None:
    name = shapes_store.put(SQUARE)
    with connection.cursor() as cursor:
        cursor.execute(change)
    found = list(audit())
    assert found and all(one.where == f"shape {name}" for one in found)
    assert any(told in one.what for one in found)


def test_a_body_that_bears_its_name_but_is_no_form_is_named() -> None:
    body = '{"line":[[[1,2],[3,4],[3,4]]]}'
    edges = {"west": 1, "south": 2, "east": 3, "north": 4}
    Shape.objects.create(hash=shapes_store.digest(body), kind="line", body=body, length_m=0, **edges)
    (found,) = shapes_store.check_shapes({})
    assert "no canonical shape" in found[1]


def test_a_record_whose_shape_is_missing_is_named() -> None:
    row = segment("lane", LINE)
    Shape.objects.all().delete()
    assert list(shapes_store.check_shapes({"lanes": Segment})) == [("lanes lane", f"its shape {row.shape} is missing")]


def open_project(**changes: Any) -> None:
    facts: dict[str, Any] = {
        "number": 1,
        "name": "Gagarine",
        "state": "study",
        "approximate": True,
        **facts_of_shape(SQUARE),
    }
    with log.writer():
        shapes_store.put(SQUARE)
        perform(project.recorded, "gagarine", actor=ADMIN, at=AT, **facts | changes)


def test_the_audit_misses_the_shapes_of_registers() -> None:
    open_project()
    assert Project.objects.get(key="gagarine").area_m2 == draw(SQUARE).area_m2
    assert list(audit()) == []
    Shape.objects.all().delete()
    assert [one.where for one in audit()] == ["town.projects gagarine"]


def test_a_shape_goes_with_the_act_that_is_refused() -> None:
    with pytest.raises(BadFact):
        open_project(number=0)
    assert not Shape.objects.exists()
