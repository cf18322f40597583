"""The chapter's part of the demonstration: the real names of the report; lots, dates and details invented."""

from chapitre.chapters.building.demo import ground, outlook, papers, places, programme
from chapitre.kernel.commons.demonstration import Demonstration


def load(demonstration: Demonstration) -> None:
    """Writes it."""
    for part in (papers, programme, places, ground, outlook):
        part.load(demonstration)
    demonstration.say(f"{demonstration.write()} acts on what is built")
