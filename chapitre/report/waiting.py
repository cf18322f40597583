"""What the house's text says of a part that no record speaks of yet, instead of a row of noughts.

A town's own text is the town's own words, and stands as written.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Protocol

from chapitre.report.text import FOLDER, Block, Section, Text

WAITING = {
    "fr": "Aucune fiche n’entre encore dans les chiffres de cette partie. Ses phrases viendront avec la première.",
    "en": "No record enters the figures of this part yet. Its sentences will come with the first one.",
}


class Counted(Protocol):
    """What is read of a value: how many records stand behind it; None where it is not counted from records."""

    @property
    def records(self) -> int | None: ...


def sections(of: Text, values: Mapping[str, Counted]) -> tuple[Section, ...]:
    """The sections of a text as they are to be said now."""
    if not of.path.is_relative_to(FOLDER):
        return of.sections
    return tuple(
        replace(one, blocks=(Block("p", ((WAITING[of.lang],),)),), notes=()) if _waits(one, values) else one
        for one in of.sections
    )


def _waits(section: Section, values: Mapping[str, Counted]) -> bool:
    named = {place.id for place in section.places()}
    return bool(named) and all(values[id].records == 0 for id in named)
