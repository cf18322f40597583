"""Every way the records of the chapter `voice` change, by family."""

from chapitre.chapters.voice.acts import (
    budgets,
    census,
    consultations,
    contributions,
    draws,
    guarantors,
    juries,
    pledges,
    polls,
    questions,
    seeds,
    sittings,
)

__all__ = [
    "budgets",
    "census",
    "consultations",
    "contributions",
    "draws",
    "guarantors",
    "juries",
    "pledges",
    "polls",
    "questions",
    "seeds",
    "sittings",
]
