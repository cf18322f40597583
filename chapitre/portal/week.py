"""What changed this week: the ledger's latest entries, gathered by day and told in the words of whoever acts."""

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from chapitre.kernel.ledger import log
from chapitre.kernel.people.menus import News, news

LOOK_BACK = 1000
"""Entries read at most: twice the busiest week of a town of 60 000. Older days are then left out whole."""


@dataclass(frozen=True)
class Day:
    """One day: how many acts, and how many of each that is told (`streets.reports.resolved`)."""

    on: date
    total: int
    acts: Mapping[str, int]


def gather(bodies: Iterable[Mapping[str, Any]], today: date, days: int = 7) -> list[Day]:
    """The acts dated in the last `days` days, today included, by day, latest first."""
    first = today - timedelta(days=days - 1)
    found: dict[date, Counter[str]] = {}
    for body in bodies:
        on = date.fromisoformat(body["on_date"])
        if first <= on <= today:
            found.setdefault(on, Counter())[f"{body['register']}.{body['act']}"] += 1
    return [Day(on, counter.total(), counter) for on, counter in sorted(found.items(), reverse=True)]


def latest(today: date, days: int = 7) -> list[Day]:
    """The same, from the ledger's end."""
    size = log.size()
    start = max(0, size - LOOK_BACK)
    bodies = [json.loads(entry.body) for entry in log.entries(start, size)]
    # The first entry read may stand in the middle of its day: half a day's count would be wrong.
    halved = bodies[0]["on_date"] if start and bodies else None
    return [day for day in gather(bodies, today, days) if day.on.isoformat() != halved]


def told(day: Day, words: Iterable[News] = news) -> list[str]:
    """The day's acts in sentences, in the order their chapters gave; acts that nobody tells are left out."""
    return [str(one.words % day.acts[one.act]) for one in words if day.acts.get(one.act)]
