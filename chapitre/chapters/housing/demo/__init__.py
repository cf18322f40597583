"""The chapter’s part of the demonstration. Systems are real; landlords but one, residences, dates are invented."""

from chapitre.chapters.housing.demo import rules, stock, support
from chapitre.kernel.commons.demonstration import Demonstration


def load(demonstration: Demonstration) -> None:
    """Writes it."""
    for part in (rules, stock, support):
        part.load(demonstration)
    demonstration.say(f"{demonstration.write()} acts on housing")
