"""What the chapter keeps of people, apart from its records, by family."""

from chapitre.chapters.voice.models.private.budgets import CastBallot, IdeaContact, IdeaSent, PaperEntry, Voter
from chapitre.chapters.voice.models.private.contributions import ContributionContact, ContributionDraft
from chapitre.chapters.voice.models.private.juries import Invitation, PanelFolder, Volunteer
from chapitre.chapters.voice.models.private.jury_sessions import AllowancePaid, Attendance
from chapitre.chapters.voice.models.private.polls import PollBallot, PollMail, PollVoter

__all__ = [
    "AllowancePaid",
    "Attendance",
    "CastBallot",
    "ContributionContact",
    "ContributionDraft",
    "IdeaContact",
    "IdeaSent",
    "Invitation",
    "PanelFolder",
    "PaperEntry",
    "PollBallot",
    "PollMail",
    "PollVoter",
    "Volunteer",
    "Voter",
]
