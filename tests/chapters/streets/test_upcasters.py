"""Entries written under schema 1 still make the same records and the same figures today."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from chapitre.chapters.streets.models import Report
from chapitre.chapters.streets.upcasters import UPCASTERS
from chapitre.kernel.acts.audit import audit
from chapitre.kernel.figures import compute, live, sources
from chapitre.kernel.ledger import log
from chapitre.kernel.records.registers import registers

OLD = Path(__file__).parents[2] / "data" / "edition-schema-1.jsonl"
REGISTER = "streets.reports"


def _bodies() -> list[dict[str, Any]]:
    return [json.loads(line) for line in OLD.read_bytes().splitlines()]


def test_there_is_a_step_from_every_older_schema() -> None:
    assert set(UPCASTERS) == set(range(1, registers[REGISTER].schema))


def test_the_oldest_edition_replays_into_todays_facts() -> None:
    contents = sources.contents()
    rows = compute.replay(contents["registers"], _bodies(), {REGISTER: UPCASTERS})[REGISTER]
    names = [one["name"] for one in contents["registers"][REGISTER]["rules"]["fields"]]
    facts = {key: dict(zip(names, row, strict=True)) for key, row in rows.items()}
    assert {key: one["answer"] for key, one in facts.items()} == {"23-00001": "yes", "23-00002": "no", "23-00003": None}
    assert all("hazard" not in one for one in facts.values())
    figures = compute.figures_of(contents["registers"], contents["figures"], {**_nothing(), REGISTER: rows}, TODAY)
    assert figures["streets.reports_received"] == (2, 1, 2, 0)
    assert figures["streets.reports_resolved"] == (1, 1, 1, 0)
    assert figures["streets.median_delay"] == (2, 1, 1, 0)


TODAY = date(2025, 11, 18)


def _nothing() -> dict[str, dict[str, tuple[Any, ...]]]:
    return {name: {} for name in registers}


@pytest.mark.django_db
def test_a_town_with_old_entries_passes_its_audit_and_counts_alike() -> None:
    last: dict[str, dict[str, Any]] = {}
    with log.writer():
        drafts = []
        for line, body in zip(OLD.read_bytes().splitlines(), _bodies(), strict=True):
            last[body["key"]] = body
            drafts.append(log.Draft(REGISTER, body["key"], body["seq"], body["act"], line))
        rows = [
            Report(key=key, seq=body["seq"], **registers[REGISTER].upcast(1, body["facts"]))
            for key, body in last.items()
        ]
        Report._base_manager.bulk_create(rows)
        log.append(drafts)
    assert list(audit()) == []
    counted, again = live.fresh(TODAY), live.known(log.size(), TODAY)
    assert counted["streets.reports_received"].numerator == 2
    assert {name: one.numerator for name, one in counted.items()} == {
        name: one.numerator for name, one in again.items()
    }
