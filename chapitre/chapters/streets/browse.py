"""The public list and map of reports: what a reader asked for, one page of it, and what lies in a box."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from chapitre.chapters.streets.categories import categories
from chapitre.chapters.streets.models.reports import Report
from chapitre.chapters.streets.states import OPEN
from chapitre.kernel.geo.points import Box
from chapitre.kernel.town import town

PAGE = 25
DOTS = 500  # drawn at once, on the page's own map and in one answer of the moving one
COUNTED = 2000  # reports counted at most: beyond, "plus de 2 000" says enough and costs nothing
LAST_PAGE = 40

STATE_CHOICES = {
    "": _("en cours"),
    "retard": _("en retard"),
    "resolus": _("résolus"),
    "rejetes": _("rejetés"),
    "tous": _("tous"),
}
PERIODS = {"30": 30, "90": 90, "365": 365}
PERIOD_CHOICES = {
    "": _("toutes les dates"),
    "30": _("depuis 30 jours"),
    "90": _("depuis 3 mois"),
    "365": _("depuis un an"),
}


class BadFilter(ValueError):
    """The address names a filter's value that does not exist. `name` is the filter."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


@dataclass(frozen=True)
class Filters:
    """What the page's form says. Open reports are few, whatever their age; of closed ones, the last year is shown."""

    category: str = ""
    state: str = ""
    district: str = ""
    period: str = ""

    @classmethod
    def read(cls, asked: Mapping[str, str]) -> Filters:
        """From an address. Raises BadFilter."""
        found = cls(asked.get("sujet", ""), asked.get("etat", ""), asked.get("quartier", ""), asked.get("periode", ""))
        for name, value, known in (
            ("sujet", found.category, categories()),
            ("etat", found.state, STATE_CHOICES),
            ("quartier", found.district, town().districts),
            ("periode", found.period, PERIODS),
        ):
            if value and value not in known:
                raise BadFilter(name)
        return found

    @property
    def open_only(self) -> bool:
        return self.state in ("", "retard")

    def since(self, today: date) -> date | None:
        """The first day shown; None when age does not matter."""
        if self.period:
            return today - timedelta(days=PERIODS[self.period])
        return None if self.open_only else today - timedelta(days=365)

    def reports(self, today: date) -> QuerySet[Report]:
        """The reports shown, in no order. Those of a burst wait elsewhere until they are read."""
        found = Report.objects.filter(withdrawn=False)
        if self.open_only:
            found = found.filter(state__in=OPEN)
        elif self.state == "resolus":
            found = found.filter(state="resolved")
        elif self.state == "rejetes":
            found = found.filter(state="rejected")
        if self.state == "retard":
            found = found.filter(due_on__lt=today)
        if self.category:
            found = found.filter(category=self.category)
        if self.district:
            found = found.filter(district=self.district)
        if (first := self.since(today)) is not None:
            found = found.filter(received_on__gte=first)
        return found.exclude(review="held")


@dataclass(frozen=True)
class Listing:
    """One page of the list. `total` is exact up to COUNTED; `more_than` says that it stopped there."""

    reports: list[Report]
    number: int
    total: int
    more_than: bool
    has_next: bool

    @property
    def first(self) -> int:
        return (self.number - 1) * PAGE + 1

    @property
    def last(self) -> int:
        return self.first + len(self.reports) - 1


class Spot(NamedTuple):
    """What the moving map needs of a report; point in microdegrees."""

    key: str
    lon: int
    lat: int
    state: str
    category: str
    place: str
    due_on: date


def listing(filters: Filters, number: int, today: date) -> Listing:
    """A page of the list, the most recent first."""
    found = filters.reports(today)
    start = (number - 1) * PAGE
    rows = list(found.order_by("-received_on", "-id")[start : start + PAGE + 1])
    total = found.order_by()[: COUNTED + 1].count()
    has_next = len(rows) > PAGE and number < LAST_PAGE
    return Listing(rows[:PAGE], number, min(total, COUNTED), total > COUNTED, has_next)


def recent(filters: Filters, today: date) -> list[Report]:
    """The reports that the page's own map draws: the most recent ones."""
    return list(filters.reports(today).order_by("-received_on", "-id")[:DOTS])


def in_box(filters: Filters, box: Box, today: date) -> tuple[list[Spot], bool]:
    """The reports in a box, DOTS at most, the most recent first, and whether there are more.

    Not `geo.queries.within`: the index of reports by state and date holds their points, and gives the latest first
    whatever the box.
    """
    found = filters.reports(today).filter(lon__gte=box.west, lon__lte=box.east, lat__gte=box.south, lat__lte=box.north)
    rows = found.order_by("-received_on", "-id").values_list(*Spot._fields)[: DOTS + 1]
    spots = [Spot(*row) for row in rows]
    return spots[:DOTS], len(spots) > DOTS
