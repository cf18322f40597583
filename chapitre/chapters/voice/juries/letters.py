"""The letters of a jury, ready for window envelopes: one PDF, a page each, with its code and QR code."""

from __future__ import annotations

import io
import json
from collections.abc import Iterable
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

import segno
from django.conf import settings
from django.urls import reverse

from chapitre.chapters.voice.juries import codes
from chapitre.chapters.voice.models import Jury
from chapitre.chapters.voice.models.private import Invitation
from chapitre.kernel import dates
from chapitre.kernel.town import town

LAYOUT = Path(__file__).with_name("letter.typ")


def pdf(jury: Jury, question: str, invitations: Iterable[Invitation], today: date, *, reminder: bool) -> bytes:
    """The letters, in French, in the order of their numbers; a reminder says that it is one."""
    import typst  # 60 MB, for who writes letters only

    told = {
        "town": town().name,
        "of_town": of(town().name),
        "demonstration": town().demonstration,
        "day": dates.long_day(today, "fr"),
        "jury": jury.name,
        "question": question,
        "seats": jury.seats,
        "reminder": reminder,
        "site": settings.SITE_URL.partition("://")[2] + reverse("jury_code"),
        "letters": [_letter(one) for one in invitations],
    }
    compiler = typst.Compiler(
        LAYOUT.read_bytes(),
        ignore_system_fonts=True,
        sys_inputs={"letters": json.dumps(told, ensure_ascii=False)},
    )
    noon = datetime.combine(today, time(12), UTC)
    made = compiler.compile(format="pdf", pdf_standards="ua-1", timestamp=int(noon.timestamp()))
    assert isinstance(made, bytes)
    return made


def of(name: str) -> str:
    """« de » before a town's name, with the elision that French asks for."""
    return f"d’{name}" if name[0] in "AÂÀEÉÈÊIÎOÔUYH" else f"de {name}"


def _letter(one: Invitation) -> dict[str, Any]:
    code = codes.grouped(codes.code_of(one.nonce))
    return {"number": one.number, "lines": one.lines, "code": code, "qr": _qr(code)}


def _qr(code: str) -> str:
    drawn = io.BytesIO()
    address = settings.SITE_URL + reverse("jury_volontaire", args=[code])
    segno.make(address, error="m", micro=False).save(drawn, kind="svg", xmldecl=False, border=0, dark="#1d1d1b")
    return drawn.getvalue().decode()
