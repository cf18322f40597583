"""The chapter's part of the demonstration: the staff's other posts, public meetings and their questions, a jury."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random
from typing import Any

from chapitre.chapters.voice import acts
from chapitre.kernel.commons import acts as commons
from chapitre.kernel.commons.demonstration import Demonstration

# What the published report says: only demo files may hold such numbers. 29 a thousand of 64 526 inhabitants.
STAFF, PUBLIC_SPACE_AND_WARDENS = 1_871, 190
MEETINGS_A_YEAR, YEARS = 48, range(2020, 2026)
LAST = date(2025, 10, 30)
# Posts of the teams that the streets chapter does not tell of, in thousandths of them.
TEAMS = {
    "schools": (430, "agent·e des écoles"), "childhood": (150, "auxiliaire de puériculture"),
    "culture": (85, "bibliothécaire, médiateur·rice"), "sports": (60, "éducateur·rice sportif·ve"),
    "health": (70, "soignant·e du centre de santé"), "social": (75, "travailleur·se social·e"),
    "housing": (18, "conseiller·ère habitat"), "planning": (20, "chargé·e d’urbanisme"),
    "buildings": (42, "agent·e technique"), "desk": (30, "agent·e d’accueil"),
    "support": (20, "agent·e administratif·ve"),
}  # fmt: skip
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
RECOMMENDATIONS = (
    ("garder la place Voltaire sans voitures", "carried", "La place est rendue aux piétons."),
    ("désimperméabiliser les cours et les pieds d’immeuble", "accepted", "Le plan vise une part perméable par îlot."),
    ("densifier peu, et pas le long des jardins", "partly", "Les hauteurs baissent côté jardin, pas sur l’avenue."),
    ("rouvrir les rues intérieures du centre Jeanne-Hachette", "accepted", "Étude lancée avec les copropriétaires."),
    ("rendre les parkings gratuits", "refused", "Leur rénovation se paie par leurs recettes."),
)
EXPECTATIONS = (
    ("un centre plus apaisé", "mobility", 212, "accepted"), ("moins de sols bétonnés", "green", 187, "accepted"),
    ("plus de cheminements doux", "mobility", 164, "carried"),
    ("une densification maîtrisée", "housing", 141, "partly"),
    ("des commerces ouverts le soir", "shops", 66, "refused"),
)  # fmt: skip
PLEDGES = (
    ("conference-climat-2021", "végétaliser deux cours d’école", "CLIMAT-1", 26, "kept"),
    ("conference-climat-2021", "installer des composteurs de quartier", "CLIMAT-2", 9, "kept"),
    ("conference-climat-2021", "ouvrir des ateliers de réparation de vélos", "CLIMAT-3", 7, "kept"),
    ("conference-climat-2023", "récupérer l’eau de pluie au centre technique", "CLIMAT-4", 18, "kept"),
    ("conference-climat-2023", "ouvrir une bibliothèque d’outils", "CLIMAT-5", 8, "running"),
    ("conference-climat-2023", "ombrager la place Voltaire", "CLIMAT-6", 15, "running"),
    ("conference-climat-2025", "planter des jardins de rue", "CLIMAT-7", 17, "decided"),
)


def load(demonstration: Demonstration) -> None:
    """Writes it."""
    random = demonstration.random("voice")
    _staff(demonstration, random)
    _meetings(demonstration, random)
    _jury(demonstration)
    _study(demonstration)
    _pledges(demonstration)
    demonstration.say(f"{demonstration.write()} acts on voice")


def _staff(demonstration: Demonstration, random: Random) -> None:
    """Filled posts of every other team, and some vacant ones, which do not count."""
    left = STAFF - PUBLIC_SPACE_AND_WARDENS
    counts = {team: left * share // 1000 for team, (share, _) in TEAMS.items()}
    counts["schools"] += left - sum(counts.values())
    for team, count in counts.items():
        for number in range(1, count + 1):
            since = date(2020, 1, 2) + timedelta(days=random.randint(0, 1900))
            _post(demonstration, f"{team}-{number:04d}", team, "filled", since)
        for number in range(1, count // 40 + 1):
            _post(demonstration, f"{team}-v{number:02d}", team, "vacant", date(2025, 6, 2))


def _post(demonstration: Demonstration, key: str, team: str, state: str, since: date) -> None:
    demonstration.tell(
        commons.post.recorded, key, since, team=team, trade=TEAMS[team][1], state=state, since=since, sworn_on=None
    )


def _meetings(demonstration: Demonstration, random: Random) -> None:
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
            acts.asked, None, day, hour=20, minute=30, meeting=meeting, theme=theme, question=words
        )
        if random.random() < 0.93:
            later = day + timedelta(days=random.choices((6, 14, 24, 45), (3, 4, 4, 1))[0])
            demonstration.tell(acts.answered, key, later, answer=answer)


def _jury(demonstration: Demonstration) -> None:
    key = "coeur-de-ville"
    demonstration.tell(
        acts.jury.recorded, key, date(2022, 9, 12), name="jury citoyen du Cœur de ville", project=key, seats=22,
        invited=3_000, called_on=date(2022, 9, 12), question="Que doit devenir le centre-ville ?",
    )  # fmt: skip
    demonstration.tell(acts.jury_drawn, key, date(2022, 11, 19), volunteers=150)
    demonstration.tell(acts.jury_sitting, key, date(2022, 12, 3))
    for number, day in enumerate((date(2022, 12, 3), date(2023, 1, 14), date(2023, 2, 11), date(2023, 3, 11)), start=1):
        meeting = f"jury-cdv-{number}"
        demonstration.tell(
            commons.meeting.recorded, meeting, day - timedelta(days=14), kind="jury", held_on=day, starts_at="09:30",
            subject=f"jury du Cœur de ville, session {number}", place="hôtel de ville", district="centre-ville",
            project=key, organisation=None,
        )  # fmt: skip
        demonstration.tell(commons.meeting_held, meeting, day, hour=17, attendance=22 - number % 3)
    demonstration.tell(acts.jury_reported, key, date(2023, 4, 15), opinion="Apaiser, planter, ouvrir, densifier peu.")
    for number, (subject, state, motive) in enumerate(RECOMMENDATIONS, start=1):
        point = f"CDV-{number}"
        day = date(2023, 4, 15)
        demonstration.tell(acts.recommendation.recorded, point, day, jury=key, subject=subject, given_on=day)
        answer = {
            "accepted": acts.recommendation_accepted, "carried": acts.recommendation_accepted,
            "partly": acts.recommendation_partly, "refused": acts.recommendation_refused,
        }[state]  # fmt: skip
        demonstration.tell(answer, point, date(2023, 6, 22), motive=motive)
        if state == "carried":
            demonstration.tell(acts.recommendation_carried, point, date(2024, 9, 7))
    demonstration.tell(acts.jury_answered, key, date(2023, 6, 22), hour=20, answer="Le conseil répond point par point.")


def _study(demonstration: Demonstration) -> None:
    key = "etude-coeur-de-ville"
    demonstration.tell(
        acts.consultation.recorded, key, date(2022, 6, 1), name="étude urbaine participative du Cœur de ville",
        project="coeur-de-ville", opened_on=date(2022, 6, 1), closes_on=date(2022, 12, 31),
    )  # fmt: skip
    demonstration.tell(acts.consultation_closed, key, date(2022, 12, 31), contributions=604)
    results = "De fortes attentes : un centre plus apaisé, moins de béton, plus de chemins, une densité maîtrisée."
    demonstration.tell(acts.consultation_reported, key, date(2023, 3, 2), results=results)
    answers = {
        "accepted": acts.expectation_accepted, "carried": acts.expectation_accepted, "partly": acts.expectation_partly,
        "refused": acts.expectation_refused,
    }  # fmt: skip
    for number, (subject, theme, contributions, state) in enumerate(EXPECTATIONS, start=1):
        point = f"EX-{number}"
        facts: dict[str, Any] = {"subject": subject, "theme": theme, "contributions": contributions}
        demonstration.tell(acts.expectation.recorded, point, date(2023, 3, 2), consultation=key, **facts)
        demonstration.tell(
            answers[state], point, date(2023, 6, 22), change="Repris, ou non, dans le plan guide, page 12."
        )
        if state == "carried":
            demonstration.tell(
                acts.expectation_carried, point, date(2024, 5, 2), change="Trois rues ouvertes aux piétons."
            )


def _pledges(demonstration: Demonstration) -> None:
    """What each conference promised; the money is the payments of the climate chapter."""
    for number, (conference, subject, payment, share, state) in enumerate(PLEDGES, start=1):
        day = date(int(conference[-4:]), 10, 15)
        key = f"ENG-{number}"
        demonstration.tell(
            acts.pledge.recorded, key, day, conference=conference, subject=subject, carrier=None, district=None,
            pledged_on=day, document=None,
        )  # fmt: skip
        demonstration.tell(
            acts.pledge_decided,
            key,
            day + timedelta(days=5),
            envelope_cents=700_000 * share,
            payment=payment,
            decision=None,
        )
        if state in ("running", "kept"):
            demonstration.tell(acts.pledge_begun, key, day + timedelta(days=120))
        if state == "kept":
            demonstration.tell(acts.pledge_kept, key, day + timedelta(days=400), result="Fait, et visible sur place.")
