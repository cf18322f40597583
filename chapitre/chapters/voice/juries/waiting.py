"""Who waits to replace a juror: the alternates sealed with the panel that was drawn, then all the others."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from chapitre.chapters.voice.methods import draw
from chapitre.chapters.voice.models import Jury, PanelFile

PART = 3
DEPARTURES = 15
"""What the desk proposes: a third of the seats, for 15 departures in a hundred. Nothing proves that these are right."""


def proposed(jury: Jury) -> tuple[int, int]:
    """How many alternates a panel gets and for how many departures in a hundred: as fixed, or else a proposal."""
    if jury.alternates is not None and jury.dropout is not None:
        return jury.alternates, jury.dropout
    return -(-jury.seats // PART), DEPARTURES


def opened(jury: Jury) -> dict[str, Any] | None:
    """The alternates of the panel drawn and the salt that opens their seal; None before."""
    told: dict[str, Any] | None = PanelFile.objects.get(jury=jury.key).opened
    return told


def order_of(jury: Jury) -> list[int]:
    """Who waited when the panel was drawn: its alternates, then all the others in the order that the seed gives."""
    row = PanelFile.objects.get(jury=jury.key)
    told = draw.opened(row.body)
    members, own = told["panels"][(jury.panel or 1) - 1], row.opened or {}
    return draw.alternates(str(jury.panels_hash), str(jury.seed), len(told["pool"]), members, own["alternates"])


def next_ones(jury: Jury, called: Sequence[int]) -> list[int]:
    """Among whom the next is called, in order, when those `called` have been."""
    own = opened(jury)
    return draw.waits(order_of(jury), len(own["alternates"]) if own else 0, called)
