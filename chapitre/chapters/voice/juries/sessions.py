"""What everybody reads of a jury's sessions: when, how many came, what was paid for it; and its figures."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from chapitre.chapters.voice.models import Jury, JuryAllowance, JurySession
from chapitre.kernel.commons.models import Meeting
from chapitre.kernel.figures import live, sources, split, units
from chapitre.kernel.words import place, said

FIGURES = {
    "voice.jury_sessions_held": ("tenues", "held"),
    "voice.jury_attendance": ("des sièges occupés", "of the seats taken"),
    "voice.jury_allowances_paid": ("d’indemnités payées", "of allowances paid"),
}
"""The figures that are told of each jury alone, as parts of the town's, and what is said after each."""


@dataclass(frozen=True)
class Sitting:
    """One session: its record, its meeting, and what was paid for it."""

    session: JurySession
    meeting: Meeting
    paid: str

    @property
    def state(self) -> str:
        return said(JurySession.register.values["state"][self.session.state])

    @property
    def kind(self) -> str:
        return JurySession.register.marks[self.session.state]


@dataclass(frozen=True)
class Part:
    """A figure of the town, for one jury: its value as printed, and what is said after it."""

    id: str
    text: str
    words: str


def sittings(jury: Jury) -> list[Sitting]:
    """The sessions of a jury, the first one first."""
    sessions = list(JurySession.objects.filter(jury=jury.key, withdrawn=False).order_by("pk"))
    meetings = {one.key: one for one in Meeting.objects.filter(key__in=[one.meeting for one in sessions])}
    cents: dict[str, int] = {}
    for session, amount in (
        JuryAllowance.objects.filter(jury=jury.key, withdrawn=False)
        .order_by("pk")
        .values_list("session", "amount_cents")
    ):
        cents[session] = cents.get(session, 0) + amount
    found = [Sitting(one, meetings[one.meeting], euros(cents[one.key]) if one.key in cents else "") for one in sessions]
    return sorted(found, key=lambda one: (one.meeting.held_on, one.session.key))


def euros(cents: int) -> str:
    """A sum as the page's language writes it."""
    return units.show("eur", cents, 1, _language()).text


def figures(jury: Jury, today: date) -> list[Part]:
    """The town's figures on juries, for this one; those in which it counts for nothing are left out."""
    found = []
    for id, words in FIGURES.items():
        declared = sources.declaration(id)
        for part in split(id, "jury", today):
            if part.code == jury.key:
                found.append(Part(id, live.shown(declared, part.value, _language()).text, said(words)))
    return found


def _language() -> str:
    return ("fr", "en")[place()]
