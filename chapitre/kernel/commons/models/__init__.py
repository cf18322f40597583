"""The registers of the room, one file a family."""

from chapitre.kernel.commons.models.bodies import Organisation, Post
from chapitre.kernel.commons.models.commitments import Commitment
from chapitre.kernel.commons.models.meetings import Meeting
from chapitre.kernel.commons.models.money import Payment
from chapitre.kernel.commons.models.papers import Decision, Document
from chapitre.kernel.commons.models.projects import Project

__all__ = ["Commitment", "Decision", "Document", "Meeting", "Organisation", "Payment", "Post", "Project"]
