"""Where the site keeps its own copy of every edition, and what each of them told."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from django.conf import settings

from chapitre.report.models import Edition

PDF_FILE = "bilan.pdf"  # the printed report, in each edition's folder


def editions_folder() -> Path:
    """The folder of all editions: one folder and one zip a number."""
    return Path(settings.HOME) / "editions"


def told_by(number: int) -> dict[str, Any] | None:
    """The `figures.json` of an edition; None where its files are not kept here."""
    path = editions_folder() / str(number) / "figures.json"
    if not path.exists():
        return None
    told: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return told


def last_number() -> int:
    """The number of the last edition, 0 before the first."""
    return Edition.objects.order_by("-number").values_list("number", flat=True).first() or 0
