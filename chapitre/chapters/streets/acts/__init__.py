"""Every way the chapter's records change: reports here by name, the rest in `upkeep`."""

from chapitre.chapters.streets.acts import upkeep
from chapitre.chapters.streets.acts.reports import (
    REGISTER,
    accepted,
    amended,
    answered,
    asked,
    due,
    merged,
    reassigned,
    received,
    rejected,
    reopened,
    resolved,
    reviewed,
    submission,
    withdrawn,
)

__all__ = [
    "REGISTER",
    "accepted",
    "amended",
    "answered",
    "asked",
    "due",
    "merged",
    "reassigned",
    "received",
    "rejected",
    "reopened",
    "resolved",
    "reviewed",
    "submission",
    "upkeep",
    "withdrawn",
]
