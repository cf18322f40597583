"""The audit names what was changed behind the ledger's back."""

from __future__ import annotations

import pytest
from django.db import connection

from chapitre.chapters.streets import acts
from chapitre.kernel.acts import perform
from chapitre.kernel.acts.audit import audit
from tests.factories import AT, CLEANING, later, report

pytestmark = pytest.mark.django_db


def _sql(statement: str, *values: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


@pytest.fixture
def keys() -> list[str]:
    made = [report(text="Un matelas").key for _ in range(3)]
    perform(acts.reviewed, made[1], actor=CLEANING, at=later(), text="Un matelas")
    perform(acts.resolved, made[1], actor=CLEANING, at=later(2), reason="Fait")
    assert list(audit()) == []
    return made


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ("UPDATE streets_report SET resolved_on = '2025-11-17' WHERE key = %s", "resolved_on"),
        ("UPDATE streets_report SET lon = lon + 1 WHERE key = %s", "lon"),
        ("UPDATE streets_report SET withdrawn = NOT withdrawn WHERE key = %s", "withdrawn"),
        ("UPDATE streets_report SET seq = 2 WHERE key = %s", "the ledger goes on to act 3"),
        ("UPDATE streets_report SET seq = 4 WHERE key = %s", "no entry"),
        ("DELETE FROM streets_report WHERE key = %s", "the register has not"),
        ("""UPDATE records_opening SET value = '"Rien"' WHERE key = %s AND field = 'text'""", "opening of text"),
    ],
)
def test_a_change_by_sql_is_named(keys: list[str], change: str, told: str) -> None:
    _sql(change, keys[1])
    found = list(audit())
    assert found and all(one.where == f"streets.reports {keys[1]}" for one in found)
    assert any(told in one.what for one in found)


def test_a_record_put_in_by_sql_is_named(keys: list[str]) -> None:
    columns = (
        "seq, imported, withdrawn, category, department, channel, received_on, district, place, state, review,"
        " due_on, reopenings, contested"
    )
    _sql(f"INSERT INTO streets_report (key, {columns}) SELECT '25-99999', {columns} FROM streets_report WHERE key = %s",
         keys[0])  # fmt: skip
    assert {one.where for one in audit()} == {"streets.reports 25-99999"}


def test_acts_on_a_later_day_are_no_finding(keys: list[str]) -> None:
    perform(acts.accepted, keys[0], actor=CLEANING, at=later(100))
    assert AT and list(audit()) == []
