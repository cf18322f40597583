"""The meetings to come, a few weeks after the demonstration's last day: the calendar is never empty."""

from __future__ import annotations

from datetime import timedelta

from chapitre.kernel.commons import acts as commons
from chapitre.kernel.commons.demonstration import Demonstration

# Kind, days after the last one, time, subject, place, district, project, agenda
COMING = (
    ("public", 9, "18:30", "le plan guide du centre-ville, avant le vote", "hôtel de ville", "centre-ville",
     "coeur-de-ville", "Ce que dit le plan, ce qui a changé depuis l’étude, puis vos questions."),
    ("workshop", 17, "10:00", "atelier de plantation du jardin Dian-Fossey", "équipement sportif Alice-Milliat",
     "louis-bertrand-mirabeau-semard", "louis-bertrand", "Choisir les arbres et l’aire de jeux, sur place."),
    ("public", 26, "19:00", "le quai Henri-Pourchasse planté", "école Anne-Sylvestre", "ivry-port", "ivry-port",
     "Le projet de plantation, le chantier, les cheminements pendant les travaux."),
)  # fmt: skip


def load(demonstration: Demonstration) -> None:
    """Announces them."""
    for number, (kind, days, time, subject, place, district, project, agenda) in enumerate(COMING, start=1):
        demonstration.tell(
            commons.meeting.recorded, f"RP-a-venir-{number}", demonstration.until - timedelta(days=12 - number),
            kind=kind, held_on=demonstration.until + timedelta(days=days), starts_at=time, subject=subject,
            place=place, district=district, project=project, organisation=None, agenda=agenda,
        )  # fmt: skip
