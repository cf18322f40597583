"""Bringing tallies up to date reads the entries since then, and not the whole ledger."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from chapitre.kernel.figures import live
from chapitre.kernel.figures.fold import recent, touched
from chapitre.kernel.records.registers import registers
from tests import factories

pytestmark = pytest.mark.django_db


def test_the_acts_between_two_sizes_are_found_by_their_index() -> None:
    receipts = [factories.report() for _ in range(5)]
    with CaptureQueriesContext(connection) as queries:
        since = recent(2, 4)
    before, after = touched(registers["streets.reports"], 2, since["streets.reports"])
    assert (len(before), len(after)) == (0, 2) and receipts[-1].index == 4
    if connection.vendor == "sqlite":  # which keeps no statistics: the query alone decides
        with connection.cursor() as cursor:
            cursor.execute("EXPLAIN QUERY PLAN " + queries[0]["sql"])
            plan = [row[3] for row in cursor.fetchall()]
        assert plan == ["SEARCH ledger_entry USING INTEGER PRIMARY KEY (rowid>? AND rowid<?)"]


def test_a_page_reads_the_entries_once_for_all_registers() -> None:
    today = date(2025, 11, 18)
    factories.report()
    live.values(today)
    factories.report()
    with CaptureQueriesContext(connection) as queries:
        live.values(today)
    read = [one["sql"] for one in queries if '"ledger_entry"."body"' in one["sql"]]
    assert len(read) == 1
