"""The streets chapter's records, and the private rows beside them."""

from chapitre.chapters.streets.models.access import ContactReading
from chapitre.chapters.streets.models.private import Contact, Submission
from chapitre.chapters.streets.models.reports import Report

__all__ = ["Contact", "ContactReading", "Report", "Submission"]
