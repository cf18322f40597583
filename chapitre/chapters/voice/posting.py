"""What the letters of this chapter share: the sheet for window envelopes, the square to aim a phone at, the PDF."""

from __future__ import annotations

import io
import json
from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

import segno
from django.conf import settings

from chapitre.kernel import dates
from chapitre.kernel.town import town

MASK = 2  # any of the eight is read; to look for the best costs five times the rest, which counts by the thousand
SHEET = Path(__file__).with_name("letter_sheet.typ")


def set_letters(layout: Path, told: Mapping[str, Any], today: date) -> bytes:
    """The letters as one tagged PDF (PDF/UA-1), in French, one a page; `layout` says what is on it."""
    import typst  # 60 MB, for who writes letters only

    shared = {
        "of_town": of(town().name),
        "town": town().name,
        "demonstration": town().demonstration,
        "day": dates.long_day(today, "fr"),
    }
    compiler = typst.Compiler(
        SHEET.read_bytes() + layout.read_bytes(),
        ignore_system_fonts=True,
        sys_inputs={"letters": json.dumps(shared | dict(told), ensure_ascii=False)},
    )
    noon = datetime.combine(today, time(12), UTC)
    made = compiler.compile(format="pdf", pdf_standards="ua-1", timestamp=int(noon.timestamp()))
    assert isinstance(made, bytes)
    return made


def of(name: str) -> str:
    """« de » before a town's name, with the elision that French asks for."""
    return f"d’{name}" if name[0] in "AÂÀEÉÈÊIÎOÔUYH" else f"de {name}"


def square(path: str) -> str:
    """The QR code of an address of the site, as SVG."""
    return square_of(settings.SITE_URL + path)


def square_of(text: str) -> str:
    """The QR code of a text, as SVG."""
    drawn = io.BytesIO()
    made = segno.make(text, error="m", micro=False, mask=MASK)
    made.save(drawn, kind="svg", xmldecl=False, omitsize=True, border=0, dark="#1d1d1b")
    return drawn.getvalue().decode()


def typed(path: str) -> str:
    """An address of the site as a letter prints it, to be typed."""
    return str(settings.SITE_URL.partition("://")[2]) + path
