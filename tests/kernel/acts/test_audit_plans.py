"""The audit of a large town: no question of its reads the whole ledger for a chunk of records."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from chapitre.chapters.streets import acts
from chapitre.kernel.acts import perform
from chapitre.kernel.acts.audit import audit
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL plans by its statistics")
def test_every_question_of_the_audit_is_answered_by_an_index() -> None:
    for text in ("Un matelas.", "Deux fauteuils."):
        made = factories.report(text=text)
        perform(acts.reviewed, made.key, actor=factories.CLEANING, at=factories.later(), text=text)
    with CaptureQueriesContext(connection) as queries:
        findings = list(audit())
    assert findings == []
    plans = []
    with connection.cursor() as cursor:
        for query in queries:
            if query["sql"].startswith("SELECT"):
                cursor.execute("EXPLAIN QUERY PLAN " + query["sql"])
                plans += [row[3] for row in cursor.fetchall()]
    assert any("ledger_entry USING INDEX" in plan for plan in plans)
    assert "SCAN ledger_entry" not in plans
