"""The records of the chapter `housing`."""

from chapitre.chapters.housing.models.access import AdviceSession, PointsScale, Recommendation
from chapitre.chapters.housing.models.private_homes import BrsDwelling, Coownership, Works
from chapitre.chapters.housing.models.quality import Charter, Conformity
from chapitre.chapters.housing.models.stock import Dwelling, Programme

__all__ = [
    "AdviceSession",
    "BrsDwelling",
    "Charter",
    "Conformity",
    "Coownership",
    "Dwelling",
    "PointsScale",
    "Programme",
    "Recommendation",
    "Works",
]
