"""The chapter's part of the demonstration, by family. Only these files may hold what the published report says."""

from chapitre.chapters.voice.demo import (
    budgets,
    census,
    coming,
    consultations,
    contributions,
    juries,
    juries_port,
    meetings,
    pledges,
    polls,
    staff,
)
from chapitre.kernel.commons.demonstration import Demonstration


def load(demonstration: Demonstration) -> None:
    """Writes it."""
    staff.load(demonstration, demonstration.random("voice.staff"))
    meetings.load(demonstration, demonstration.random("voice.meetings"))
    coming.load(demonstration)
    census.load(demonstration)
    juries.load(demonstration)
    juries_port.load(demonstration)
    consultations.load(demonstration)
    contributions.load(demonstration, demonstration.random("voice.contributions"))
    budgets.load(demonstration, demonstration.random("voice.budgets"))
    polls.load(demonstration, demonstration.random("voice.polls"))
    pledges.load(demonstration)
    demonstration.say(f"{demonstration.write()} acts on voice")
