"""A small town for the tests of open data: reports at points, a project that is an area, bodies that stand nowhere."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from shapely.geometry import box

from chapitre.chapters.streets import acts as streets
from chapitre.kernel.acts import Step, perform, perform_many
from chapitre.kernel.commons import acts as commons
from chapitre.kernel.geo import shapes_store
from chapitre.kernel.geo.models import facts_of_shape
from chapitre.kernel.ledger import log
from tests.factories import ADMIN, AT, HEAD, PLACE, RESIDENT_, later

REPORTS, PROJECTS, BODIES = "streets.reports", "town.projects", "town.organisations"


@pytest.fixture(autouse=True)
def _exports(settings: Any, tmp_path: Path) -> Iterator[None]:
    """Files are kept for the length of a test alone."""
    settings.HOME = tmp_path
    yield


@dataclass(frozen=True)
class Town:
    """The keys of what was recorded."""

    reports: list[str]
    project: str
    bodies: list[str]


@pytest.fixture
def small_town(db: None) -> Town:
    """Six reports along a line, one of them withdrawn; one project; three bodies, one of no known date."""
    days = [date(2024, month, 10) for month in range(1, 7)]
    made = perform_many(
        Step(
            streets.received,
            f"24-{number:05}",
            RESIDENT_,
            datetime(day.year, day.month, day.day, 9, tzinfo=UTC),
            {**PLACE, "lon": 2_380_000 + 1000 * number, "lat": 48_810_000 + 500 * number},
        )
        for number, day in enumerate(days, start=1)
    )
    keys = [one.key for one in made]
    perform(streets.withdrawn, keys[5], actor=HEAD, at=AT, reason="Un essai.")
    area = box(2_380_000, 48_810_000, 2_383_500, 48_812_000)
    with log.writer():
        shapes_store.put(area)
        project = perform(
            commons.project.recorded, "agrocite", actor=ADMIN, at=AT, number=1, name="Agrocité, « Gagarine »",
            state="works", approximate=True, started_on=date(2021, 5, 1), **facts_of_shape(area),
        )  # fmt: skip
    bodies = [
        perform(commons.organisation.recorded, actor=ADMIN, at=later(hours), name=name, kind="association", since=since)
        for hours, (name, since) in enumerate(
            [("Les Jardins", date(2020, 1, 1)), ('Le "Relais", et\nles autres', date(2023, 1, 1)), ("L’Atelier", None)]
        )
    ]
    return Town(keys, project.key, [one.key for one in bodies])
