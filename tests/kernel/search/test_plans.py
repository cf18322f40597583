"""The index of a large town: no question of its follower reads a whole table for a batch of records."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from chapitre.chapters.streets import acts
from chapitre.kernel.acts import perform
from chapitre.kernel.search import find, follow
from tests import factories

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL plans by its statistics"),
]
REGISTER = "streets.reports"


def test_every_question_is_answered_by_an_index_that_names_the_records() -> None:
    first = factories.report(text="Un matelas.").key
    follow.catch_up()
    for _ in range(3):
        factories.report()
    perform(acts.reviewed, first, actor=factories.CLEANING, at=factories.later(), text="Un matelas.")
    with CaptureQueriesContext(connection) as queries:
        follow.reaches([REGISTER])
        follow.catch_up()
        find.find("matelas", [REGISTER], most=5)
    plans: list[str] = []
    with connection.cursor() as cursor:
        for query in queries:
            if query["sql"].startswith("SELECT"):
                cursor.execute("EXPLAIN QUERY PLAN " + query["sql"])
                plans += [row[3] for row in cursor.fetchall()]
    for table in ("ledger_entry", "search_page", "records_opening", "streets_report"):
        of_table = [plan for plan in plans if f"SEARCH {table} " in plan]
        assert of_table, table
        assert not [plan for plan in plans if plan.startswith(f"SCAN {table}")]
        assert not [plan for plan in of_table if plan.endswith("(register=?)")], "a whole register read for a few keys"
