"""The letters of a jury, ready for window envelopes: invitations, and notices to who left no electronic address."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

from django.urls import reverse

from chapitre.chapters.voice.juries import codes
from chapitre.chapters.voice.juries.notices import Notice, address_of
from chapitre.chapters.voice.models import Jury
from chapitre.chapters.voice.models.private import Invitation
from chapitre.chapters.voice.posting import set_letters, square, typed
from chapitre.kernel import dates

LAYOUT, NOTICE = Path(__file__).with_name("letter.typ"), Path(__file__).with_name("notice.typ")


def pdf(jury: Jury, question: str, invitations: Iterable[Invitation], today: date, *, reminder: bool) -> bytes:
    """The letters, in French, in the order of their numbers; a reminder says that it is one."""
    told = _heading("Invitations", jury, question)
    told |= {"seats": jury.seats, "reminder": reminder, "letters": [_letter(one) for one in invitations]}
    return set_letters(LAYOUT, told, today)


def notices_pdf(jury: Jury, question: str, notices: Iterable[Notice], today: date) -> bytes:
    """The letters to volunteers who left no electronic address, in French, by number."""
    told = _heading("Lettres", jury, question) | {"letters": [_notice(one) for one in notices]}
    return set_letters(NOTICE, told, today)


def _heading(title: str, jury: Jury, question: str) -> dict[str, Any]:
    """What the letters of one printing share."""
    site = typed(reverse("jury_code"))
    return {"title": f"{title} : {jury.name}", "jury": jury.name, "question": question, "site": site}


def _letter(one: Invitation) -> dict[str, Any]:
    return {"number": one.number, "lines": one.lines, "answer_by": _day(one.answer_by)} | _door(one)


def _notice(one: Notice) -> dict[str, Any]:
    letter = Invitation.objects.filter(code=one.volunteer.code).first()
    told = {"kind": one.kind, "number": one.number, "lines": address_of(one.volunteer, letter)}
    return told | {"answer_by": _day(one.seat.answer_by if one.seat else None)} | _door(letter)


def _door(letter: Invitation | None) -> dict[str, Any]:
    """The code of a letter and its square; none once it is forgotten."""
    if letter is None:
        return {"code": None, "qr": None}
    code = codes.grouped(codes.code_of(letter.nonce))
    return {"code": code, "qr": square(reverse("jury_volontaire", args=[code]))}


def _day(day: date | None) -> str | None:
    return dates.long_day(day, "fr") if day else None
