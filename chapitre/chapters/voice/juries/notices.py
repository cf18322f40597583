"""What is written to volunteers once a jury is drawn, what they answer, and who stays silent: lines at the desk."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _

from chapitre.chapters.voice.juries import drawing, turns
from chapitre.chapters.voice.models import Jury, JurySession, Seat
from chapitre.chapters.voice.models.private import Invitation, Volunteer
from chapitre.kernel.acts import OutOfOrder
from chapitre.kernel.commons.models import Meeting
from chapitre.kernel.ledger import log
from chapitre.kernel.people.actors import Actor

SEAT, REMINDER, WAITING = "seat", "reminder", "waiting"
KINDS = (SEAT, REMINDER, WAITING)
ACCEPTS = "accepted"


@dataclass(frozen=True)
class Notice:
    """One thing to write: to a member, to a member who has not answered, or to who was not drawn."""

    kind: str
    volunteer: Volunteer
    number: int
    seat: Seat | None


@dataclass(frozen=True)
class Reply:
    """A member's own answer, which an agent has not noted yet: `cause` is why she declines, "" when she accepts."""

    volunteer: Volunteer
    seat: Seat
    cause: str


def pending(jury: Jury, today: date) -> list[Notice]:
    """What is to be written now, by number."""
    return list(_pending(jury, today)) if jury.state in drawing.SEATED else []


def _pending(jury: Jury, today: date) -> Iterator[Notice]:
    for number, (volunteer, seat) in _people(jury).items():
        if seat is None:
            if not volunteer.told:
                yield Notice(WAITING, volunteer, number, None)
        elif seat.state == "drawn" and volunteer.told not in (SEAT, REMINDER):
            yield Notice(SEAT, volunteer, number, seat)
        elif seat.state == "drawn" and volunteer.told == SEAT and _half_way(volunteer, seat, today):
            yield Notice(REMINDER, volunteer, number, seat)


def _half_way(volunteer: Volunteer, seat: Seat, today: date) -> bool:
    """Whether the reminder is due: half the time to answer is over, not all of it, and she has not answered."""
    if seat.answer_by is None or volunteer.told_on is None or volunteer.reply:
        return False
    return volunteer.told_on + (seat.answer_by - volunteer.told_on) / 2 <= today <= seat.answer_by


def _people(jury: Jury) -> dict[int, tuple[Volunteer, Seat | None]]:
    """The volunteers of a frozen list by number, with their seats; none once the list is no longer whole."""
    pool = drawing.pool_of(jury)
    if len(pool) != jury.volunteers:
        return {}
    seats = {one.number: one for one in Seat.objects.filter(jury=jury.key, withdrawn=False).order_by("pk")}
    return {number: (one, seats.get(number)) for number, one in enumerate(pool, start=1)}


def place_of(volunteer: Volunteer) -> tuple[int, Seat | None] | None:
    """A volunteer's number, and her seat; None once the list is no longer whole."""
    found = _people(volunteer.record).items()
    return next(((number, seat) for number, (one, seat) in found if one.pk == volunteer.pk), None)


def tell(jury: Jury, today: date) -> tuple[int, int]:
    """Writes to everybody who is to be written to: returns how many messages leave, and letters are to be printed.

    Who left an electronic address gets a message; the others' letters are in the next printing.
    """
    from chapitre.chapters.voice.juries.tasks import send_notice

    with log.writer():
        found = pending(turns.take(jury.key), today)
        if not found:
            raise OutOfOrder(_("Tout le monde est déjà prévenu."))
        for one in found:
            Volunteer.objects.filter(pk=one.volunteer.pk).update(told=one.kind, told_on=today)
    mailed = [one for one in found if one.volunteer.email]
    for one in mailed:
        send_notice.enqueue(one.volunteer.pk, one.kind)
    return len(mailed), len(found) - len(mailed)


def to_print(jury: Jury) -> list[Notice]:
    """The letters of the last printing: what was written last to those who left no electronic address."""
    unreached = [
        Notice(one.told, one, number, seat)
        for number, (one, seat) in _people(jury).items()
        if one.told and not one.email
    ]
    last = max((one.volunteer.told_on for one in unreached if one.volunteer.told_on), default=None)
    return [one for one in unreached if one.volunteer.told_on == last]


def address_of(volunteer: Volunteer, letter: Invitation | None) -> list[str]:
    """The lines of her letter: the address her invitation went to, while that is kept, else how to call her."""
    return [volunteer.name, *(letter.lines if letter else [volunteer.phone or ""])]


# What members answer --------------------------------------------------------------------------------------------------


def answer(volunteer: Volunteer, seat: Seat, said: str) -> None:
    """Keeps a member's own answer, ACCEPTS or a cause, for an agent to note. Raises OutOfOrder once that is done."""
    if seat.state != "drawn":
        raise OutOfOrder(_("Votre réponse est déjà notée : appelez la Ville pour la changer."))
    Volunteer.objects.filter(pk=volunteer.pk).update(reply=said)


def replies(jury: Jury) -> list[Reply]:
    """The answers to note, by number."""
    if jury.state not in drawing.SEATED or not Volunteer.objects.filter(record=jury).exclude(reply="").exists():
        return []
    return [
        Reply(one, seat, "" if one.reply == ACCEPTS else one.reply)
        for one, seat in _people(jury).values()
        if one.reply and seat is not None and seat.state == "drawn"
    ]


def note_replies(jury: Jury, *, actor: Actor, at: datetime) -> int:
    """Notes every answer that came: seats are taken, or given up and replaced. Returns how many. Raises ActError."""
    with log.writer():
        found = replies(turns.take(jury.key))
        for one in found:
            if one.cause:
                drawing.give_up(one.seat, one.cause, actor=actor, at=at)
            else:
                drawing.accept(one.seat, actor=actor, at=at)
            Volunteer.objects.filter(pk=one.volunteer.pk).update(reply="")
        if not found:
            raise OutOfOrder(_("Aucune réponse n’attend d’être notée."))
    return len(found)


def clear_reply(seat: Seat) -> None:
    """Forgets a member's own answer once an agent has settled the seat otherwise."""
    if (found := _people(Jury.objects.get(key=seat.jury)).get(seat.number)) is not None:
        Volunteer.objects.filter(pk=found[0].pk).update(reply="")


def silent(jury: Jury, today: date) -> list[Seat]:
    """The seats whose last day to answer is over without an answer."""
    over = Seat.objects.filter(jury=jury.key, withdrawn=False, state="drawn", answer_by__lt=today)
    answered = {one.seat.pk for one in replies(jury)}
    return [one for one in over.order_by("number") if one.pk not in answered]


def replace_silent(seat: Seat, *, actor: Actor, at: datetime, today: date) -> int | None:
    """Gives the seat of who did not answer to who replaces. Raises OutOfOrder while there is time, ActError."""
    if seat.answer_by is not None and today <= seat.answer_by:
        raise OutOfOrder(_("Cette personne a encore le temps de répondre."))
    if any(one.seat.pk == seat.pk for one in replies(Jury.objects.get(key=seat.jury))):
        raise OutOfOrder(_("Cette personne a répondu : notez sa réponse."))
    return drawing.give_up(seat, "silent", actor=actor, at=at)


def waiting(today: date) -> int:
    """What waits at the desk for all juries: answers and silences of those drawn, and rolls to call."""
    planned = JurySession.objects.filter(withdrawn=False, state="planned").order_by().values("meeting")
    rolls = Meeting.objects.filter(key__in=planned, state__in=("announced", "held"), held_on__lte=today).count()
    seated = Jury.objects.filter(withdrawn=False, state__in=drawing.SEATED).order_by("pk")
    return rolls + sum(len(replies(one)) + len(silent(one, today)) for one in seated)
