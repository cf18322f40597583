"""The week on the home page: days in order, counts that are whole, sentences in the chapters' words."""

import json
from datetime import date, timedelta

import pytest
from django.utils import translation
from django.utils.translation import ngettext_lazy

from chapitre.kernel.people.menus import News
from chapitre.portal import week

TODAY = date(2025, 11, 18)
WORDS = [
    News("streets.reports.received", ngettext_lazy("%d signalement reçu", "%d signalements reçus"), 1),
    News("streets.reports.resolved", ngettext_lazy("%d résolu", "%d résolus"), 2),
]


def body(days_ago: int, act: str = "received") -> dict[str, str]:
    return {"register": "streets.reports", "act": act, "on_date": (TODAY - timedelta(days=days_ago)).isoformat()}


def test_days_latest_first_and_no_further_than_a_week() -> None:
    found = week.gather([body(7), body(6), body(0), body(0, "resolved"), body(1), body(-1)], TODAY)
    assert [(day.on, day.total) for day in found] == [
        (TODAY, 2),
        (TODAY - timedelta(days=1), 1),
        (TODAY - timedelta(days=6), 1),
    ]


def test_told_in_the_order_given_and_only_what_is_told() -> None:
    (day,) = week.gather([body(0, "resolved"), body(0), body(0), body(0, "assigned")], TODAY)
    with translation.override("fr"):
        assert week.told(day, WORDS) == ["2 signalements reçus", "1 résolu"]
    assert day.total == 4


def test_a_day_read_by_half_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    class Entry:
        def __init__(self, days_ago: int) -> None:
            self.days_ago = days_ago

        @property
        def body(self) -> str:
            return json.dumps(body(self.days_ago))

    entries = [Entry(days) for days in (3, 2, 2, 1, 0, 0)]
    monkeypatch.setattr("chapitre.kernel.ledger.log.size", lambda: len(entries))
    monkeypatch.setattr("chapitre.kernel.ledger.log.entries", lambda start, stop: entries[start:stop])
    assert [day.total for day in week.latest(TODAY)] == [2, 1, 2, 1]
    monkeypatch.setattr(week, "LOOK_BACK", 4)
    assert [day.total for day in week.latest(TODAY)] == [2, 1]
