"""The letters of a jury, ready for window envelopes: one PDF, a page each, with its code and QR code."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

from django.urls import reverse

from chapitre.chapters.voice.juries import codes
from chapitre.chapters.voice.models import Jury
from chapitre.chapters.voice.models.private import Invitation
from chapitre.chapters.voice.posting import set_letters, square, typed

LAYOUT = Path(__file__).with_name("letter.typ")


def pdf(jury: Jury, question: str, invitations: Iterable[Invitation], today: date, *, reminder: bool) -> bytes:
    """The letters, in French, in the order of their numbers; a reminder says that it is one."""
    told = {
        "title": f"Invitations : {jury.name}",
        "jury": jury.name,
        "question": question,
        "seats": jury.seats,
        "reminder": reminder,
        "site": typed(reverse("jury_code")),
        "letters": [_letter(one) for one in invitations],
    }
    return set_letters(LAYOUT, told, today)


def _letter(one: Invitation) -> dict[str, Any]:
    code = codes.grouped(codes.code_of(one.nonce))
    qr = square(reverse("jury_volontaire", args=[code]))
    return {"number": one.number, "lines": one.lines, "code": code, "qr": qr}
