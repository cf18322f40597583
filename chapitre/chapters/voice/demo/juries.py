"""The jury of the town centre, and what became of its opinion."""

from __future__ import annotations

from datetime import date, timedelta

from chapitre.chapters.voice.acts import juries
from chapitre.kernel.commons import acts as commons
from chapitre.kernel.commons.demonstration import Demonstration

RECOMMENDATIONS = (
    ("garder la place Voltaire sans voitures", "carried", "La place est rendue aux piétons."),
    ("désimperméabiliser les cours et les pieds d’immeuble", "accepted", "Le plan vise une part perméable par îlot."),
    ("densifier peu, et pas le long des jardins", "partly", "Les hauteurs baissent côté jardin, pas sur l’avenue."),
    ("rouvrir les rues intérieures du centre Jeanne-Hachette", "accepted", "Étude lancée avec les copropriétaires."),
    ("rendre les parkings gratuits", "refused", "Leur rénovation se paie par leurs recettes."),
)


def load(demonstration: Demonstration) -> None:
    """Writes it."""
    key = "coeur-de-ville"
    demonstration.tell(
        juries.jury.recorded, key, date(2022, 9, 12), name="jury citoyen du Cœur de ville", project=key, seats=22,
        invited=3_000, called_on=date(2022, 9, 12), question="Que doit devenir le centre-ville ?",
    )  # fmt: skip
    demonstration.tell(juries.jury_drawn, key, date(2022, 11, 19), volunteers=150)
    demonstration.tell(juries.jury_sitting, key, date(2022, 12, 3))
    for number, day in enumerate((date(2022, 12, 3), date(2023, 1, 14), date(2023, 2, 11), date(2023, 3, 11)), start=1):
        meeting = f"jury-cdv-{number}"
        demonstration.tell(
            commons.meeting.recorded, meeting, day - timedelta(days=14), kind="jury", held_on=day, starts_at="09:30",
            subject=f"jury du Cœur de ville, session {number}", place="hôtel de ville", district="centre-ville",
            project=key, organisation=None,
        )  # fmt: skip
        demonstration.tell(commons.meeting_held, meeting, day, hour=17, attendance=22 - number % 3)
    demonstration.tell(juries.jury_reported, key, date(2023, 4, 15), opinion="Apaiser, planter, ouvrir, densifier peu.")
    for number, (subject, state, motive) in enumerate(RECOMMENDATIONS, start=1):
        point = f"CDV-{number}"
        day = date(2023, 4, 15)
        demonstration.tell(juries.recommendation.recorded, point, day, jury=key, subject=subject, given_on=day)
        answer = {
            "accepted": juries.recommendation_accepted, "carried": juries.recommendation_accepted,
            "partly": juries.recommendation_partly, "refused": juries.recommendation_refused,
        }[state]  # fmt: skip
        demonstration.tell(answer, point, date(2023, 6, 22), motive=motive)
        if state == "carried":
            demonstration.tell(juries.recommendation_carried, point, date(2024, 9, 7))
    demonstration.tell(
        juries.jury_answered, key, date(2023, 6, 22), hour=20, answer="Le conseil répond point par point."
    )
