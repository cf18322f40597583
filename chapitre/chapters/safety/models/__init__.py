"""The registers of the room, one file a family."""

from chapitre.chapters.safety.models.cameras import Camera, EthicsOpinion, EthicsSeat, Viewing
from chapitre.chapters.safety.models.partners import Membership, Problem
from chapitre.chapters.safety.models.premises import Premises, Visit
from chapitre.chapters.safety.models.shelter import AppStatistic, SafePlace

__all__ = [
    "AppStatistic",
    "Camera",
    "EthicsOpinion",
    "EthicsSeat",
    "Membership",
    "Premises",
    "Problem",
    "SafePlace",
    "Viewing",
    "Visit",
]
