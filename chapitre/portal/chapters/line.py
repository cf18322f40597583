"""The time line of a chapter: its promises and its dated milestones, year by year."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from chapitre.portal.chapters.promises import Promise


@dataclass(frozen=True)
class Year:
    """A year of the line; `now` for the one in course."""

    year: str
    promises: list[Promise]
    now: bool


def years(promises: Iterable[Promise], today: date) -> list[Year]:
    """The line, from promises in the order of their dates."""
    return [
        Year(year, list(found), year == str(today.year)) for year, found in groupby(promises, lambda one: one.sort[:4])
    ]
