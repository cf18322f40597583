"""Signing in at a meeting by the day’s code: people are counted, nobody is named, one phone counts once."""

from __future__ import annotations

import hashlib
import secrets
from datetime import date, datetime, timedelta

from django.utils.crypto import constant_time_compare, salted_hmac

from chapitre.chapters.voice.models import Presence
from chapitre.kernel.acts import Receipt, perform
from chapitre.kernel.commons import acts
from chapitre.kernel.commons.models import Meeting
from chapitre.kernel.people.actors import Actor
from chapitre.kernel.people.flood import Limit

COUNTED = Limit("presence", 400, 3600)
"""A hall’s network shows one address for everybody in it: a full room signs in within the hour."""
COOKIE, COOKIE_LASTS = "presence", 24 * 3600
KEPT = timedelta(days=30)  # marks of a meeting that nobody declares held
LENGTH = 10  # of 5 bits: nobody guesses it in a day at the pace above


def code_of(meeting: Meeting) -> str:
    """The meeting’s code: it counts on the meeting’s own day alone; nobody computes it without the site’s secret."""
    told = f"{meeting.key} {meeting.held_on.isoformat()}"
    number = int.from_bytes(salted_hmac("voice.presence", told, algorithm="sha256").digest()[:8])
    return "".join("0123456789abcdefghjkmnpqrstvwxyz"[number >> 5 * place & 31] for place in range(LENGTH))


def opens(meeting: Meeting, code: str, today: date) -> bool:
    """Whether this code counts people now."""
    awaited = meeting.state == "announced" and not meeting.withdrawn and meeting.held_on == today
    return awaited and constant_time_compare(code, code_of(meeting))


def new_phone() -> str:
    """What a phone carries for a day, so that it is counted once."""
    return secrets.token_urlsafe(16)


def count(meeting: Meeting, phone: str, today: date) -> bool:
    """Counts a phone; whether it was not counted yet. Old marks go on the way."""
    Presence.objects.filter(on__lt=today - KEPT).delete()
    mark = hashlib.sha256(f"{meeting.key} {phone}".encode()).hexdigest()
    known = Presence.objects.filter(meeting=meeting.key, mark=mark)
    if known.exists():
        return False
    # Two taps at the same moment: the constraint lets one through.
    Presence.objects.bulk_create([Presence(meeting=meeting.key, mark=mark, on=today)], ignore_conflicts=True)
    return True


def counted(meeting: Meeting) -> int:
    """How many phones were counted."""
    return Presence.objects.filter(meeting=meeting.key).count()


def hold(meeting: Meeting, attendance: int, minutes: str, *, actor: Actor, at: datetime, expected_seq: int) -> Receipt:
    """Declares a meeting held, with the number that staff stand by; the marks have served. Raises ActError."""
    receipt = perform(
        acts.meeting_held, meeting.key, actor=actor, at=at, on_date=meeting.held_on, expected_seq=expected_seq,
        attendance=attendance, minutes=minutes or None,
    )  # fmt: skip
    Presence.objects.filter(meeting=meeting.key).delete()
    return receipt
