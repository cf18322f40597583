"""Records of the town for the tests of registers, made through acts."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from shapely.geometry import Polygon

from chapitre.kernel.acts import perform
from chapitre.kernel.commons import acts
from chapitre.kernel.commons.models import Meeting, Project
from chapitre.kernel.geo import shapes_store
from chapitre.kernel.geo.models import facts_of_shape
from chapitre.kernel.ledger import log
from chapitre.kernel.people.actors import ADMINISTRATOR, AGENT, Actor
from tests.factories import AT

ADMIN, AGENT_ = Actor(ADMINISTRATOR, user_id=1), Actor(AGENT, frozenset({"proprete"}), user_id=2)
DAY = date(2025, 11, 17)
SQUARE = Polygon([(2_380_000, 48_810_000), (2_384_000, 48_810_000), (2_384_000, 48_812_000), (2_380_000, 48_812_000)])


def meeting(key: str | None = None, at: datetime = AT, **changes: Any) -> Meeting:
    """A meeting announced."""
    facts: dict[str, Any] = {"kind": "public", "subject": "Cœur de ville, l’été", "held_on": DAY}
    made = perform(acts.meeting.recorded, key, actor=ADMIN, at=at, **facts | changes)
    return Meeting.objects.get(key=made.key)


def meetings(count: int) -> list[Meeting]:
    """Some meetings, a day after the other, every third with an attendance."""
    made = []
    for number in range(count):
        one = meeting(f"r-{number:02}", subject=f"Réunion {number}", held_on=DAY - timedelta(days=number // 2))
        if number % 3 == 0:
            perform(acts.meeting_held, one.key, actor=ADMIN, at=AT, attendance=10 * number)
        made.append(one)
    return made


def project(key: str = "port", shape: Polygon | None = SQUARE, **changes: Any) -> Project:
    """A project with a perimeter."""
    facts: dict[str, Any] = {"number": 3, "name": "Ivry-Port", "state": "study", "started_on": date(2011, 1, 10)}
    with log.writer():
        if shape is not None:
            shapes_store.put(shape)
            facts |= facts_of_shape(shape)
        perform(acts.project.recorded, key, actor=ADMIN, at=AT, **facts | changes)
    return Project.objects.get(key=key)
