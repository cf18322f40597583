"""How a report's state looks to everybody: one sign and a few words, the same on pages, lists and maps."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from chapitre.chapters.streets.categories import categories, spoken
from chapitre.chapters.streets.models.reports import Report
from chapitre.chapters.streets.states import KINDS, OPEN, STATES
from chapitre.kernel.town import town


def days_late(report: Report, today: date) -> int:
    """How many days past its promised date an open report is; 0 when it is not."""
    late = (today - report.due_on).days
    return late if late > 0 and report.state in OPEN and not report.withdrawn else 0


def kind_of(report: Report, today: date) -> tuple[str, str]:
    """The sign of a report's state (new, doing, done, no, late) and its words."""
    if report.withdrawn:
        return "no", _("retiré du compte")
    late = days_late(report, today)
    if late:
        return "late", ngettext("%(count)d jour de retard", "%(count)d jours de retard", late) % {"count": late}
    return KINDS[report.state], spoken(STATES[report.state])


def subject(report: Report) -> str:
    """The category in words; its code when the town has dropped it since."""
    known = categories().get(report.category)
    return str(known) if known else report.category


def district(report: Report) -> str:
    """The district in words."""
    known = town().districts.get(report.district)
    return spoken(known.label) if known else report.district


def team(report: Report) -> str:
    """The department in words."""
    known = town().departments.get(report.department)
    return spoken(known.label) if known else report.department


def address(report: Report) -> str:
    """The place and its district, said once when they are the same."""
    return report.place if report.place == district(report) else f"{report.place}, {district(report)}"
