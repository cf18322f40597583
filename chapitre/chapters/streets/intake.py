"""A resident's report from the last form to the ledger: who may send it, what goes with it, what it repeats."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from chapitre.chapters.streets import acts, flood, follow
from chapitre.chapters.streets.categories import categories
from chapitre.chapters.streets.display import subject
from chapitre.chapters.streets.drafts import Draft
from chapitre.chapters.streets.methods.duplicates import STEP, Known, likely, reach_of
from chapitre.chapters.streets.models.reports import Report
from chapitre.chapters.streets.states import OPEN
from chapitre.kernel.acts import Receipt, attachments, perform
from chapitre.kernel.geo.points import Point
from chapitre.kernel.people.actors import ANYBODY
from chapitre.kernel.records import aside
from chapitre.kernel.town import town

NEAR = 200  # open reports read around a point, at most


@dataclass(frozen=True)
class Duplicate:
    """An open report that may be the same problem, as the form offers to join it."""

    report: Report
    metres: int

    @property
    def title(self) -> str:
        return f"{subject(self.report)}, {self.report.place}"

    @property
    def same_spot(self) -> bool:
        """Whether both are published at the same point, which says no more than the same stretch of street."""
        return self.metres < STEP // 2


def duplicates(draft: Draft, today: date) -> list[Duplicate]:
    """The open reports that the draft likely repeats, likeliest first."""
    if draft.lon is None or draft.lat is None or draft.category not in categories():
        return []
    category = categories()[draft.category]
    here, metric = Point(draft.lon, draft.lat), town().metric
    alive = Report.objects.filter(withdrawn=False, state__in=OPEN, category=category.code)
    box = metric.within(here, reach_of(category.group).metres)
    # As on the public map: the index by state holds the points of the open reports, which are few.
    around = alive.filter(lon__gte=box.west, lon__lte=box.east, lat__gte=box.south, lat__lte=box.north)
    reports = {report.key: report for report in around.order_by("-received_on", "-id")[:NEAR]}
    known = [
        Known(one.key, one.category, metric.metres(here, one.point), (today - one.received_on).days)
        for one in reports.values()
        if one.point
    ]
    return [Duplicate(reports[one.key], one.metres) for one in likely(category.code, category.group, known)]


def submit(draft: Draft, *, at: datetime, source: str, language: str) -> Receipt:
    """Makes the report of a complete draft, once, however often it is sent. Raises ActError.

    A burst of its source does not refuse it: it is held, counted apart until an agent has read it.
    """
    photos = [data for name in draft.photos if (data := aside.get(name)) is not None]
    names, new = attachments.store(photos)
    with attachments.kept(new):
        receipt = perform(
            acts.received,
            actor=ANYBODY,
            at=at,
            idempotency=draft.key,
            category=draft.category,
            channel="web",
            district=draft.district,
            place=draft.place,
            lon=draft.lon,
            lat=draft.lat,
            answer=draft.answer or None,
            text=draft.text,
            photos=names,
            point=draft.point,
            email=draft.email,
            language=language,
            follow=follow.digest(follow.token_for(draft.key)),
            held=flood.bursts(source),
            joins=draft.joins or None,
        )
    aside.forget(draft.photos)
    return receipt
