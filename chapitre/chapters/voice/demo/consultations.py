"""The participatory study of the town centre, and what it changed."""

from __future__ import annotations

from datetime import date
from typing import Any

from chapitre.chapters.voice.acts import consultations
from chapitre.kernel.commons.demonstration import Demonstration

EXPECTATIONS = (
    ("un centre plus apaisé", "mobility", 212, "accepted",
     "Le plan guide retire la circulation de transit de la place Voltaire et des abords de deux écoles."),
    ("moins de sols bétonnés", "green", 187, "accepted",
     "Chaque îlot a désormais une part de pleine terre à tenir, inscrite dans le plan guide."),
    ("plus de cheminements doux", "mobility", 164, "carried", "Trois rues du centre sont réservées aux piétons."),
    ("une densification maîtrisée", "housing", 141, "partly",
     "Les hauteurs baissent du côté des jardins ; elles restent les mêmes le long de l’avenue, desservie en métro."),
    ("des commerces ouverts le soir", "shops", 66, "refused",
     "La Ville ne fixe pas les horaires des commerces : elle peut choisir à qui elle loue, pas quand ils ouvrent."),
)  # fmt: skip


def load(demonstration: Demonstration) -> None:
    """Writes it."""
    key = "etude-coeur-de-ville"
    demonstration.tell(
        consultations.consultation.recorded, key, date(2022, 6, 1), name="étude urbaine participative du Cœur de ville",
        project="coeur-de-ville", opened_on=date(2022, 6, 1), closes_on=date(2022, 12, 31),
    )  # fmt: skip
    demonstration.tell(consultations.consultation_closed, key, date(2022, 12, 31), contributions=604)
    results = "De fortes attentes : un centre plus apaisé, moins de béton, plus de chemins, une densité maîtrisée."
    demonstration.tell(consultations.consultation_reported, key, date(2023, 3, 2), results=results)
    answers = {
        "accepted": consultations.expectation_accepted,
        "carried": consultations.expectation_accepted,
        "partly": consultations.expectation_partly,
        "refused": consultations.expectation_refused,
    }
    for number, (subject, theme, contributions, state, change) in enumerate(EXPECTATIONS, start=1):
        point = f"EX-{number}"
        facts: dict[str, Any] = {"subject": subject, "theme": theme, "contributions": contributions}
        demonstration.tell(consultations.expectation.recorded, point, date(2023, 3, 2), consultation=key, **facts)
        demonstration.tell(answers[state], point, date(2023, 6, 22), change=change)
        if state == "carried":
            demonstration.tell(consultations.expectation_carried, point, date(2024, 5, 2), change=change)
