"""Public meetings on urban projects, and their questions."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random
from typing import Any

from chapitre.chapters.voice.acts import questions
from chapitre.kernel.commons import acts as commons
from chapitre.kernel.commons.demonstration import Demonstration

MEETINGS_A_YEAR, YEARS = 48, range(2020, 2026)
LAST = date(2025, 10, 30)
PROJECTS = (("ivry-port", 30), ("gagarine-truillot", 22), ("coeur-de-ville", 20), ("quais-d-ivry", 12),
            ("louis-bertrand", 10), ("plateau", 6))  # fmt: skip
SUBJECTS = ("avancement du chantier", "espaces publics", "logements et accession", "circulation et stationnement",
            "écoles et équipements", "commerces", "plan d’aménagement", "nature et eau")  # fmt: skip
PLACES = ("hôtel de ville", "espace Robespierre", "école Anne-Sylvestre", "maison de quartier Gagarine", "gymnase",
          "espace Gérard-Philipe", "maison de quartier du Petit-Ivry")  # fmt: skip
QUESTIONS = {
    "housing": (
        "Combien de logements sociaux dans ce lot ?",
        "La part fixée par la charte : elle est sur la fiche du lot.",
    ),
    "green": ("Les arbres du mail seront-ils gardés ?", "Oui, sauf deux qui sont malades ; ils seront remplacés."),
    "mobility": ("La piste cyclable sera-t-elle séparée ?", "Oui, sur toute la longueur, dès l’ouverture."),
    "works": ("Quand finit le bruit du chantier ?", "Le gros œuvre finit en juin ; rien avant 8 h ni après 18 h."),
    "shops": ("Y aura-t-il une boulangerie ?", "Un local lui est réservé, avec un loyer incitatif."),
    "facilities": ("Où iront les enfants à la rentrée ?", "À l’école prévue, dont l’ouverture est maintenue."),
}


def load(demonstration: Demonstration, random: Random) -> None:
    """Public meetings on urban projects, as many a year as published, with questions that get answers."""
    codes, weights = [code for code, _ in PROJECTS], [weight for _, weight in PROJECTS]
    for year in YEARS:
        first = date(year, 1, 8)
        span = (min(date(year, 12, 18), LAST) - first).days
        for number, offset in enumerate(sorted(random.randrange(span) for _ in range(MEETINGS_A_YEAR)), start=1):
            day = first + timedelta(days=offset)
            key = f"RP-{year}-{number:02d}"
            facts: dict[str, Any] = {"project": random.choices(codes, weights)[0], "subject": random.choice(SUBJECTS)}
            demonstration.tell(
                commons.meeting.recorded, key, day - timedelta(days=18), kind="public", held_on=day, starts_at="18:30",
                place=random.choice(PLACES), district=None, organisation=None, agenda="Présentation, puis questions.",
                **facts,
            )  # fmt: skip
            demonstration.tell(
                commons.meeting_held,
                key,
                day,
                hour=20,
                attendance=random.randint(18, 140),
                minutes="Compte rendu en ligne.",
            )
            _questions(demonstration, random, key, day)
        key = f"RP-{year}-annulee"
        demonstration.tell(
            commons.meeting.recorded, key, date(year, 3, 2), kind="public", held_on=date(year, 3, 24),
            starts_at="18:30", subject="visite du chantier", place=None, district=None, organisation=None,
            project="ivry-port",
        )  # fmt: skip
        demonstration.tell(
            commons.meeting_cancelled, key, date(year, 3, 22), reason="Salle indisponible, date reportée."
        )


def _questions(demonstration: Demonstration, random: Random, meeting: str, day: date) -> None:
    for theme in random.sample(list(QUESTIONS), random.randint(1, 3)):
        words, answer = QUESTIONS[theme]
        key = demonstration.tell(
            questions.asked, None, day, hour=20, minute=30, meeting=meeting, theme=theme, question=words
        )
        if random.random() < 0.93:
            later = day + timedelta(days=random.choices((6, 14, 24, 45), (3, 4, 4, 1))[0])
            demonstration.tell(questions.answered, key, later, answer=answer)
