"""Meetings as iCalendar (RFC 5545): taken again after a change, an event replaces the first (same UID)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import UTC, datetime, time, timedelta

from icalendar import Calendar, Event

from chapitre.kernel.clock import PARIS
from chapitre.kernel.commons.models import Meeting
from chapitre.kernel.ledger.models import Entry
from chapitre.kernel.words import capital, said

LASTING = timedelta(hours=2)  # what a calendar shows of a meeting whose end nobody announced


def written(meetings: Iterable[Meeting], *, name: str, site: str, page: Callable[[Meeting], str]) -> bytes:
    """A calendar of this name; those cancelled are marked so. `site` begins the addresses, `page` ends a meeting's."""
    made = Calendar()
    made.add("prodid", "-//Chapitre//Agenda//FR")
    made.add("version", "2.0")
    made.add("x-wr-calname", name)
    for one in meetings:
        made.add_component(_event(one, site, page(one)))
    return made.to_ical()


def _event(one: Meeting, site: str, page: str) -> Event:
    event = Event()
    event.add("uid", f"{one.key}@{site.partition('://')[2]}")
    event.add("dtstamp", _stamped(one))
    event.add("sequence", one.seq)
    event.add("summary", f"{capital(said(one.register.values['kind'][one.kind]))} : {one.subject}")
    if one.starts_at:
        event.add("dtstart", start(one))
        event.add("dtend", start(one) + LASTING)
    else:
        event.add("dtstart", one.held_on)
    if one.place:
        event.add("location", one.place)
    event.add("status", "CANCELLED" if one.state == "cancelled" else "CONFIRMED")
    event.add("url", f"{site}{page}")
    return event


def start(one: Meeting) -> datetime:
    """The moment it starts, of a meeting whose time is announced."""
    return datetime.combine(one.held_on, time.fromisoformat(one.starts_at or ""), PARIS).astimezone(UTC)


def _stamped(one: Meeting) -> datetime:
    """When the record last changed, so that a calendar knows which of two answers is the newer."""
    last = Entry.objects.get(register=one.register.name, key=one.key, seq=one.seq)
    return datetime.fromisoformat(last.content()["recorded_at"])
