"""What a juror reads of herself on the page that her letter's code opens: her sessions, and what she was paid."""

from __future__ import annotations

from dataclasses import dataclass

from chapitre.chapters.voice.juries.sessions import sittings
from chapitre.chapters.voice.juries.sittings import marks_of, paid_of
from chapitre.chapters.voice.models import Jury
from chapitre.chapters.voice.models.jury_sessions import MARKS
from chapitre.kernel.commons.models import Meeting
from chapitre.kernel.words import said


@dataclass(frozen=True)
class Sat:
    """One session as it concerns her: `mark` is "" before the roll is called."""

    meeting: Meeting
    mark: str
    paid: bool


def sessions_of(jury: Jury, number: int) -> list[Sat]:
    """The sessions whose roll has her number, and those to come, in their order."""
    found = []
    for one in sittings(jury):
        mark = marks_of(one.session).get(number)
        if mark is not None:
            found.append(Sat(one.meeting, said(MARKS[mark]), number in paid_of(one.session)))
        elif one.session.state == "planned":
            found.append(Sat(one.meeting, "", False))
    return found
