"""The streets chapter's records, and the private rows beside them."""

from chapitre.chapters.streets.models.access import ContactReading
from chapitre.chapters.streets.models.private import Contact, Submission
from chapitre.chapters.streets.models.reports import Report
from chapitre.chapters.streets.models.upkeep import Ashtray, CleanUp, Collection, PestOperation, Removal, Vehicle
from chapitre.chapters.streets.models.wardens import WardenAction

__all__ = [
    "Ashtray",
    "CleanUp",
    "Collection",
    "Contact",
    "ContactReading",
    "PestOperation",
    "Removal",
    "Report",
    "Submission",
    "Vehicle",
    "WardenAction",
]
