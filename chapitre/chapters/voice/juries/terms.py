"""The terms that juries sit under, as of a day: records of the town, never constants of the code."""

from __future__ import annotations

from datetime import date

from chapitre.chapters.voice.models import JuryTerms


def in_force(day: date) -> JuryTerms | None:
    """The latest terms that apply on a day; None before the first."""
    return JuryTerms.objects.filter(withdrawn=False, since__lte=day).order_by("-since", "-pk").first()
