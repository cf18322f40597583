"""Records for tests, made through acts like all others."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

from chapitre.chapters.streets import acts
from chapitre.chapters.streets.models import Report
from chapitre.kernel.acts import Receipt, Step, perform, perform_many
from chapitre.kernel.people.actors import ADMINISTRATOR, AGENT, RESIDENT, SUPERVISOR, Actor

AT = datetime(2025, 11, 18, 8, 12, 33, 123456, tzinfo=UTC)
RESIDENT_ = Actor(RESIDENT)
CLEANING = Actor(AGENT, frozenset({"proprete"}))
ROADS = Actor(AGENT, frozenset({"voirie"}))
HEAD = Actor(SUPERVISOR)
ADMIN = Actor(ADMINISTRATOR)

PLACE = {
    "category": "depot-sauvage",
    "channel": "web",
    "district": "centre-ville",
    "place": "place Voltaire",
    "lon": 2_384_000,
    "lat": 48_810_000,
}


def report(at: datetime = AT, key: str | None = None, **changes: Any) -> Receipt:
    """A report received at that moment; `changes` replace the usual facts."""
    return perform(acts.received, key, actor=RESIDENT_, at=at, **{**PLACE, **changes})


def reports(*days: date, **changes: Any) -> list[Receipt]:
    """One report a day given, in one transaction, numbered 24-00001, 24-00002… in their order."""
    params = {**PLACE, **changes}
    moments = [datetime(day.year, day.month, day.day, 9, tzinfo=UTC) for day in days]
    return perform_many(
        Step(acts.received, f"{at:%y}-{number:05}", RESIDENT_, at, params) for number, at in enumerate(moments, start=1)
    )


def row(receipt: Receipt) -> Report:
    """The record of a receipt, read anew."""
    return Report.objects.get(key=receipt.key)


def later(hours: int = 1) -> datetime:
    """A moment after AT."""
    return AT + timedelta(hours=hours)
