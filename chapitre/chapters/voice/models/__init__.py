"""The records of the chapter `voice`: questions asked in meetings, juries, consultations, budgets, pledges."""

from chapitre.chapters.voice.models.access import FolderReading
from chapitre.chapters.voice.models.budgets import Ballot, Budget, Idea, Signature
from chapitre.chapters.voice.models.census import CensusCount
from chapitre.chapters.voice.models.consultations import Consultation, Expectation
from chapitre.chapters.voice.models.contributions import Contribution
from chapitre.chapters.voice.models.guarantors import PanelCheck
from chapitre.chapters.voice.models.juries import Jury, PanelFile, Quota, Recommendation, Seat
from chapitre.chapters.voice.models.jury_sessions import JuryAllowance, JurySession, JuryTerms
from chapitre.chapters.voice.models.pledges import ClimateEdition, Pledge, PledgePayment
from chapitre.chapters.voice.models.polls import Poll, PublishedBallot
from chapitre.chapters.voice.models.presence import Presence
from chapitre.chapters.voice.models.private import (
    AllowancePaid,
    Attendance,
    CastBallot,
    ContributionContact,
    ContributionDraft,
    IdeaContact,
    IdeaSent,
    Invitation,
    PanelFolder,
    PaperEntry,
    PollBallot,
    PollMail,
    PollVoter,
    Volunteer,
    Voter,
)
from chapitre.chapters.voice.models.questions import Question

__all__ = [
    "AllowancePaid",
    "Attendance",
    "Ballot",
    "Budget",
    "CastBallot",
    "CensusCount",
    "ClimateEdition",
    "Consultation",
    "Contribution",
    "ContributionContact",
    "ContributionDraft",
    "Expectation",
    "FolderReading",
    "Idea",
    "IdeaContact",
    "IdeaSent",
    "Invitation",
    "Jury",
    "JuryAllowance",
    "JurySession",
    "JuryTerms",
    "PanelCheck",
    "PanelFile",
    "PanelFolder",
    "PaperEntry",
    "Pledge",
    "PledgePayment",
    "Poll",
    "PollBallot",
    "PollMail",
    "PollVoter",
    "Presence",
    "PublishedBallot",
    "Question",
    "Quota",
    "Recommendation",
    "Seat",
    "Signature",
    "Volunteer",
    "Voter",
]
