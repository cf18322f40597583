"""Counts that a jury’s quotas are proposed from: made up, as each one says, for the real series is not at hand."""

from __future__ import annotations

from datetime import date

from chapitre.chapters.voice.acts.census import census
from chapitre.kernel.commons.demonstration import Demonstration
from chapitre.kernel.town import town

YEAR, ON = 2021, date(2023, 5, 10)
SOURCE = "démonstration : nombres inventés, à remplacer par ceux de l’Insee"
COUNTS = {
    "genre": (("femme", 26_700), ("homme", 25_300)),
    "âge": (
        ("16 à 29 ans", 12_900),
        ("30 à 44 ans", 15_200),
        ("45 à 59 ans", 12_700),
        ("60 ans et plus", 11_200),
    ),
    "logement": (
        ("locataire d’un bailleur social", 20_300),
        ("locataire d’un particulier", 16_100),
        ("propriétaire", 15_600),
    ),
    "diplôme": (
        ("sans diplôme, ou brevet", 14_600),
        ("CAP, BEP", 8_800),
        ("baccalauréat", 8_900),
        ("études supérieures", 19_700),
    ),
}


def load(demonstration: Demonstration) -> None:
    """Writes one count an answer."""
    number = 0
    for category, answers in COUNTS.items():
        for value, people in answers:
            number += 1
            demonstration.tell(
                census.recorded, f"demo-{YEAR}-{number}", ON, territory=town().name, vintage=YEAR, category=category,
                value=value, people=people, source=SOURCE,
            )  # fmt: skip
