"""What the chapter keeps of people, apart from its records, by family."""

from chapitre.chapters.voice.models.private.contributions import ContributionContact, ContributionDraft

__all__ = ["ContributionContact", "ContributionDraft"]
