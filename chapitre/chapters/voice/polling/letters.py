"""What the desk takes away when codes are drawn: the letters to print, and the list by number, without any code."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from django.urls import reverse

from chapitre.chapters.voice.models import Poll
from chapitre.chapters.voice.polling.opening import Letter
from chapitre.chapters.voice.posting import set_letters, square, typed
from chapitre.kernel import dates

LAYOUT = Path(__file__).with_name("letter.typ")
SHEETS = 2000  # letters of one PDF: a larger one takes a printer, and this machine, too long
COLUMNS = ("numéro", "inscription", "envoi")


def pdf(poll: Poll, letters: Sequence[Letter], today: date) -> bytes:
    """The letters, in French, in the order of their numbers."""
    told = {
        "title": f"Lettres du scrutin : {poll.name}",
        "question": poll.name[:1].upper() + poll.name[1:],
        "answers": list(poll.offered),
        "most": poll.most,
        "opens": dates.long_day(poll.opens_on, "fr"),
        "closes": dates.long_day(poll.closes_on, "fr"),
        "site": typed(reverse("scrutin", args=[poll.key])),
        "letters": [_letter(poll, one) for one in letters],
    }
    return set_letters(LAYOUT, told, today)


def voting_path(poll: str, code: str) -> str:
    """The page of the vote with the code behind the `#`: browsers do not send that part, so no log holds it."""
    return f"{reverse('scrutin', args=[poll])}#code={code}"


def archive(poll: Poll, letters: Sequence[Letter], today: date) -> bytes:
    """The letters, some thousands a file, and the list by number: who has it later knows no code."""
    printed = [one for one in letters if not one.entry.email]
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for start in range(0, len(printed), SHEETS):
            some = printed[start : start + SHEETS]
            made.writestr(f"lettres-{some[0].number}-{some[-1].number}.pdf", pdf(poll, some, today))
        made.writestr("liste.csv", listing(letters))
    return out.getvalue()


def listing(letters: Sequence[Letter]) -> str:
    """The list by number, to find who has lost a letter."""
    out = io.StringIO()
    written = csv.writer(out)
    written.writerow(COLUMNS)
    for one in letters:
        written.writerow([one.number, safe(", ".join(one.entry.lines)), safe(one.entry.email) or "lettre"])
    return "\ufeff" + out.getvalue()


def safe(text: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text


def _letter(poll: Poll, one: Letter) -> dict[str, Any]:
    qr = square(voting_path(poll.key, one.code))
    return {"number": one.number, "lines": list(one.entry.lines), "code": one.code, "qr": qr}
