"""Every way the records of the chapter `voice` change, by family."""

from chapitre.chapters.voice.acts import consultations, contributions, juries, pledges, questions

__all__ = ["consultations", "contributions", "juries", "pledges", "questions"]
