"""The chapter's part of the demonstration."""

from chapitre.kernel.commons.demonstration import Demonstration


def load(demonstration: Demonstration) -> None:
    """Writes it."""
