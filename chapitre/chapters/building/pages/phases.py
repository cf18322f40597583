"""A project's phases: what was promised, what was kept, what slipped; as rows, and as bars on a line of years."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from chapitre.chapters.building.models import Phase
from chapitre.kernel.commons.telling import code, exhibits, of_project, state, title
from chapitre.kernel.rules.oracle import months_between


@dataclass(frozen=True)
class Row:
    """A phase. `end` is the day it ended on, or that said last for its end; `months` of delay, so far."""

    key: str
    title: str
    nature: str
    kind: str
    state: str
    starts_on: date
    ends_on: date
    expected_on: date | None
    started_on: date | None
    ended_on: date | None
    slips: int
    months: int
    reason: str

    @property
    def end(self) -> date:
        return self.ended_on or self.expected_on or self.ends_on

    @property
    def slipped(self) -> bool:
        """Whether a date was put off, kept late, or is past and not kept."""
        return self.kind != "no" and (self.slips > 0 or self.end > self.ends_on or self.kind == "late")

    @property
    def running(self) -> bool:
        return self.started_on is not None and self.ended_on is None and self.kind != "no"


def rows(key: str, today: date) -> list[Row]:
    """The phases of a project in the order they were to begin."""
    found = list(of_project(Phase, key).order_by("starts_on", "ends_on", "key"))
    reasons = exhibits(Phase.register.name, [one.key for one in found if one.slips or one.state == "dropped"], "reason")
    return [_row(one, reasons.get(one.key, ""), today) for one in found]


def _row(one: Phase, reason: str, today: date) -> Row:
    kind, words = state(one, today)
    return Row(
        key=one.key,
        title=title(one),
        nature=code(one, "kind"),
        kind=kind,
        state=words,
        starts_on=one.starts_on,
        ends_on=one.ends_on,
        expected_on=one.expected_on,
        started_on=one.started_on,
        ended_on=one.ended_on,
        slips=one.slips,
        months=_months(one, today) if kind != "no" else 0,
        reason=reason,
    )


def _months(one: Phase, today: date) -> int:
    """Whole months between the end promised and the one kept, or said last; until today where that is past too."""
    return max(0, months_between(one.ends_on, one.ended_on or max(one.expected_on or one.ends_on, today)))
