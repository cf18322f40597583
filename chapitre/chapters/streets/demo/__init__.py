"""The chapter's part of the demonstration: the reports, then the upkeep of public space."""

from chapitre.chapters.streets.demo import reports, upkeep
from chapitre.kernel.commons.demonstration import Demonstration


def load(demonstration: Demonstration) -> None:
    """Writes it."""
    reports.load(demonstration)
    upkeep.load(demonstration)
