"""The desk's side of a jury's sessions: announcing one, calling its roll by number, correcting it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from chapitre.chapters.voice.acts import sittings
from chapitre.chapters.voice.juries import turns
from chapitre.chapters.voice.juries.drawing import pool_of
from chapitre.chapters.voice.models import Jury, JuryAllowance, JurySession, Seat
from chapitre.chapters.voice.models.private import AllowancePaid, Attendance
from chapitre.kernel.acts import OutOfOrder, Receipt, Step, perform, perform_many
from chapitre.kernel.commons import acts as commons
from chapitre.kernel.commons.models import Meeting
from chapitre.kernel.ledger import log
from chapitre.kernel.people.actors import Actor

MEETING = ("drawn", "sitting")
"""States of a jury that may announce sessions."""
USUAL = "present"


@dataclass(frozen=True)
class Line:
    """A seat on the roll: its number, whose it is while that is kept, and the mark noted or usual."""

    number: int
    name: str
    mark: str


def announce(
    jury: Jury,
    *,
    day: date,
    starts_at: str | None,
    subject: str,
    place: str | None,
    actor: Actor,
    at: datetime,
) -> Receipt:
    """Announces a meeting, and that it is a session of this jury. Raises ActError."""
    if jury.state not in MEETING:
        raise OutOfOrder(_("Un jury tient ses sessions entre le tirage et l’avis."))
    facts: dict[str, Any] = {
        "kind": "jury", "held_on": day, "starts_at": starts_at, "subject": subject, "place": place,
        "district": None, "project": jury.project, "organisation": None,
    }  # fmt: skip
    with log.writer():
        meeting = perform(commons.meeting.recorded, actor=actor, at=at, **facts)
        return perform(sittings.session.recorded, actor=actor, at=at, jury=jury.key, meeting=meeting.key)


def meeting_of(session: JurySession) -> Meeting:
    """The meeting that a session is."""
    return Meeting.objects.get(key=session.meeting)


def names_of(jury: Jury) -> dict[int, str]:
    """The names of a frozen list by number, while they are kept."""
    pool = pool_of(jury)
    if len(pool) != jury.volunteers:
        return {}  # numbers are places in the whole list
    return {number: one.name for number, one in enumerate(pool, start=1)}


def sheet(session: JurySession) -> list[Line]:
    """The roll of a session: as it was called, else those who have accepted a seat."""
    names = names_of(Jury.objects.get(key=session.jury))
    marks = marks_of(session)
    if session.state == "planned":
        seated = Seat.objects.filter(jury=session.jury, withdrawn=False, state="accepted")
        marks = dict.fromkeys(seated.order_by("number").values_list("number", flat=True), USUAL)
    return [Line(number, names.get(number, ""), mark) for number, mark in marks.items()]


def marks_of(session: JurySession) -> dict[int, str]:
    """The marks that were noted, by number; none before the roll is called, or once it is forgotten."""
    row = Attendance.objects.filter(record=session).first()
    return dict(row.marks) if row else {}


def paid_of(session: JurySession) -> set[int]:
    """The numbers that were paid for a session."""
    standing = JuryAllowance.objects.filter(session=session.key, withdrawn=False)
    rows = AllowancePaid.objects.filter(record__in=standing).order_by("pk")
    return {number for row in rows for number in row.numbers}


def call_roll(
    session: JurySession,
    marks: Mapping[int, str],
    *,
    actor: Actor,
    at: datetime,
    expected_seq: int,
    reason: str = "",
) -> Receipt:
    """Notes who came: the session is held, and its meeting with it; a second time, the roll is corrected.

    Raises ActError: among others OutOfOrder when the roll is not that of those expected.
    """
    with log.writer():
        turns.take(session.jury)
        session = JurySession.objects.get(pk=session.pk)
        if set(marks) != {one.number for one in sheet(session)}:
            raise OutOfOrder(_("Les sièges ont changé depuis que cette page est ouverte : rechargez-la."))
        noted: dict[str, Any] = {"marks": sorted(marks.items())}
        if session.state == "held":
            if any(marks[number] != "present" for number in paid_of(session) & set(marks)):
                raise OutOfOrder(_("Une personne déjà payée pour cette session y était : retirez d’abord le paiement."))
            act, noted = sittings.session_recounted, noted | {"reason": reason}
            return perform(act, session.key, actor=actor, at=at, expected_seq=expected_seq, **noted)
        meeting = meeting_of(session)
        if meeting.state == "cancelled":
            raise OutOfOrder(_("Cette réunion est annulée : annulez la session."))
        held = Step(sittings.session_held, session.key, actor, at, noted, meeting.held_on, expected_seq)
        steps = [held]
        if meeting.state == "announced":
            there = {"attendance": sum(mark == "present" for mark in marks.values()), "minutes": None}
            steps.append(Step(commons.meeting_held, meeting.key, actor, at, there, meeting.held_on))
        return perform_many(steps)[0]


def cancel(session: JurySession, reason: str, *, actor: Actor, at: datetime, expected_seq: int) -> Receipt:
    """Calls a session off, and its meeting if that still stands. Raises ActError."""
    told = {"reason": reason}
    steps = [Step(sittings.session_cancelled, session.key, actor, at, told, expected_seq=expected_seq)]
    meeting = meeting_of(session)
    if meeting.state == "announced":
        steps.append(Step(commons.meeting_cancelled, meeting.key, actor, at, told))
    return perform_many(steps)[0]
