"""The records of the chapter `voice`: questions asked in meetings, juries, consultations, pledges and their answers."""

from chapitre.chapters.voice.models.consultations import Consultation, Expectation
from chapitre.chapters.voice.models.contributions import Contribution
from chapitre.chapters.voice.models.juries import Jury, Recommendation
from chapitre.chapters.voice.models.pledges import Pledge
from chapitre.chapters.voice.models.private import ContributionContact, ContributionDraft
from chapitre.chapters.voice.models.questions import Question

__all__ = [
    "Consultation",
    "Contribution",
    "ContributionContact",
    "ContributionDraft",
    "Expectation",
    "Jury",
    "Pledge",
    "Question",
    "Recommendation",
]
