"""The public meetings to come, on a page and as a calendar that people subscribe to."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from chapitre.kernel import dates
from chapitre.kernel.commons import calendars
from chapitre.kernel.commons.models import Meeting
from chapitre.kernel.commons.models.meetings import OPEN_TO_ALL
from chapitre.kernel.town import town
from chapitre.kernel.words import place, said
from chapitre.portal.registers import words
from chapitre.portal.registers.addresses import address_of, url

PAST = timedelta(days=365)  # how far back the calendar goes, so that what was held or cancelled is seen
SHOWN = 6


def coming(today: date) -> dict[str, Any]:
    """What the page says: the next meetings, or the last ones held where none is announced."""
    open_to_all = Meeting.objects.filter(kind__in=OPEN_TO_ALL, withdrawn=False)
    found = list(open_to_all.filter(state="announced", held_on__gte=today).order_by("held_on", "key")[:SHOWN])
    held = list(open_to_all.filter(state="held").order_by("-held_on", "key")[:SHOWN])
    return {"coming": [_line(one) for one in found], "held": [_line(one) for one in held]}


def _line(one: Meeting) -> dict[str, Any]:
    return {
        "on": one.held_on,
        "time": dates.hour(calendars.start(one), ("fr", "en")[place()]) if one.starts_at else "",
        "title": words.capital(one.subject),
        "kind": words.fact(one.register, "kind", one.kind),
        "place": one.place or "",
        "attendance": one.attendance,
        "url": _page(one),
    }


def calendar(today: date, site: str, project: str = "") -> bytes:
    """The meetings as iCalendar (RFC 5545), of one project if asked; those cancelled are marked so.

    `site` begins the addresses.
    """
    rows = Meeting.objects.filter(kind__in=OPEN_TO_ALL, withdrawn=False, held_on__gte=today - PAST)
    if project:
        rows = rows.filter(project=project)
    return _written(rows.order_by("held_on", "key"), site)


def event_file(meeting: Meeting, site: str) -> bytes:
    """One meeting as iCalendar: taken again after a change, it replaces the first (same UID, next SEQUENCE)."""
    return _written([meeting], site)


def _written(meetings: Iterable[Meeting], site: str) -> bytes:
    name = said(("Réunions publiques, %s", "Public meetings, %s")) % town().name
    return calendars.written(meetings, name=name, site=site, page=_page)


def _page(one: Meeting) -> str:
    """The meeting's notice where the chapter of participation has one, else its record."""
    return url("reunion", one.key) or address_of(one.register, one.key)
