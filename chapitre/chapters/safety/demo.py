"""The chapter's part of the demonstration. The systems are real; names, dates and places are invented."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random
from typing import Any

from chapitre.chapters.safety import acts
from chapitre.kernel.commons import acts as commons
from chapitre.kernel.commons.demonstration import Demonstration, Spot
from chapitre.kernel.town import town

# What the published report says: only demo files may hold such numbers.
SAFE_PLACES = 20
CAMERAS, CAMERAS_CENTS = 20, 50_000_000
DOWNLOADS = 6_500
OTHER_MEMBERS = 100
VISITS = 276
FIRST, LAST = date(2020, 1, 14), date(2025, 10, 28)

SHOPS = {
    "pharmacy": ("pharmacie", ("de la Mairie", "du Port", "Monmousseau", "de la Gare")),
    "cafe": ("café", ("des Œillets", "du Marché", "de la Place", "du Quai")),
    "shop": ("boutique", ("des Marronniers", "du Plateau", "Parmentier", "de la Cour", "Gagarine")),
    "association": ("maison de quartier", ("du Petit-Ivry", "Gagarine", "du Port")),
    "town": ("accueil municipal", ("Hôtel de ville", "médiathèque", "centre de santé", "Espace Gérard-Philipe")),
}
ERP_NAMES = {
    "M": ("supermarché", "magasin", "librairie", "bazar"),
    "N": ("restaurant", "brasserie", "café", "salon de thé"),
    "O": ("hôtel", "résidence hôtelière"),
    "R": ("école", "crèche", "collège", "centre de formation"),
    "L": ("salle", "cinéma", "théâtre"),
    "X": ("gymnase", "piscine", "salle de sport"),
    "U": ("centre de santé", "clinique"),
    "W": ("bureaux", "agence"),
    "V": ("lieu de culte",),
}
COLLEGES = ("citizen", "citizen", "citizen", "citizen", "majority", "majority", "opposition", "opposition", "expert")
OPINIONS = (
    (
        "règlement d’usage de la vidéoverbalisation",
        "reserved",
        date(2024, 3, 21),
        "L’accès aux images doit être tracé.",
    ),
    ("durée de conservation des images", "favourable", date(2024, 9, 26), "Quinze jours suffisent à l’usage prévu."),
    ("information du public aux entrées de rue", "reserved", date(2025, 3, 20), "Les panneaux manquent rue Molière."),
)


# Who asks, camera, day filmed, days to the request, days to the answer, granted, copied
VIEWINGS = (
    ("police", "C03", date(2024, 5, 17), 3, 1, True, True), ("upkeep", "C11", date(2024, 6, 4), 0, 0, True, False),
    ("person", "C07", date(2024, 9, 9), 6, 11, True, False), ("police", "C14", date(2024, 11, 23), 2, 1, True, True),
    ("person", "C07", date(2025, 1, 8), 24, 6, False, False), ("police", "C18", date(2025, 5, 2), 5, 1, True, True),
    ("committee", "C01", date(2025, 3, 12), 8, 2, True, False),
    ("upkeep", "C05", date(2025, 7, 16), 1, 0, True, False),
    ("police", "C10", date(2025, 9, 27), 4, 1, True, True), ("person", "C16", date(2025, 10, 14), 7, None, None, None),
)  # fmt: skip
TOO_LATE = "Les images de ce jour étaient déjà effacées : elles sont gardées quinze jours."
# Theme, where, meeting that opened it, days to the action and to its end (None: not yet), what was done
PROBLEMS = (
    ("parking", "rue Molière", "gpo-2020-09", 20, 140, "Rondes communes à la sortie des classes, potelets posés."),
    ("bikes", "quai Marcel-Boyer", "gpo-2021-05", 15, 120, "Contrôles du soir, chicanes à l’entrée du quai."),
    ("gatherings", "rue Truillot", "gpo-2021-11", 30, 210, "Hall refermé avec le bailleur, médiation chaque semaine."),
    ("selling", "place Gambetta", "gpo-2022-09", 10, 260, "Présence commune les jours de marché."),
    ("parking", "avenue de Verdun", "gpo-2023-02", 25, 190, "Livraisons déplacées, verbalisation régulière."),
    ("dealing", "rue Pierre-Rigaud", "gpo-2023-11", 40, None, "Éclairage repris, passages de la police nationale."),
    ("gatherings", "place Voltaire", "gpo-2024-09", 15, 150, "Horaires de fermeture tenus, médiation en soirée."),
    ("bikes", "boulevard Paul-Vaillant-Couturier", "gpo-2025-02", 20, None, "Contrôles communs deux soirs par mois."),
    ("parking", "rue Robespierre", "gpo-2025-09", None, None, ""),
)  # fmt: skip


def load(demonstration: Demonstration) -> None:
    """Writes it."""
    random = demonstration.random("safety")
    _safe_places(demonstration, random)
    _app(demonstration)
    _cameras(demonstration, random)
    _ethics(demonstration)
    _network(demonstration)
    _visits(demonstration, random)
    _meetings(demonstration)
    _viewings(demonstration)
    _problems(demonstration)
    _promises(demonstration)
    demonstration.say(f"{demonstration.write()} acts on safety")


def _somewhere(demonstration: Demonstration, random: Random) -> Spot:
    return random.choices(demonstration.spots, [one.weight for one in demonstration.spots])[0]


def _safe_places(demonstration: Demonstration, random: Random) -> None:
    names = [(kind, f"{what} {name}") for kind, (what, every) in SHOPS.items() for name in every]
    for number, (kind, name) in enumerate(names[:SAFE_PLACES]):
        spot = _somewhere(demonstration, random)
        day = date(2022, 3, 8) + timedelta(days=37 * number)
        demonstration.tell(
            acts.safe_place.recorded, None, day, name=name, kind=kind, signed_on=day, hours="aux heures d’ouverture",
            place=spot.place, district=spot.district, lon=spot.lon, lat=spot.lat,
        )  # fmt: skip


def _app(demonstration: Demonstration) -> None:
    """Statements of the publisher, growing to the published total."""
    for day, share in (
        (date(2023, 12, 31), 46),
        (date(2024, 6, 30), 67),
        (date(2024, 12, 31), 83),
        (date(2025, 9, 30), 100),
    ):
        total = DOWNLOADS * share // 100
        demonstration.tell(
            acts.statistic.recorded, None, day, measured_on=day, downloads=total, issuer="umay", document=None
        )


def _cameras(demonstration: Demonstration, random: Random) -> None:
    first = date(2024, 4, 2)
    for number in range(CAMERAS):
        spot = _somewhere(demonstration, random)
        key = f"C{number + 1:02d}"
        place: dict[str, Any] = {"place": spot.place, "district": spot.district, "lon": spot.lon, "lat": spot.lat}
        facts: dict[str, Any] = {"use": "fining", "retention_days": 15, "decision": None}
        demonstration.tell(acts.camera.recorded, key, date(2023, 12, 15), **facts, **place)
        demonstration.tell(acts.authorised, key, date(2024, 2, 12), authorised_until=date(2029, 2, 11))
        demonstration.tell(acts.started, key, first + timedelta(days=9 * (number // 4)))
    for number, (share, day, what) in enumerate(
        ((34, date(2024, 2, 20), "caméras et poteaux"), (41, date(2024, 6, 11), "centre de surveillance urbain"),
         (25, date(2025, 2, 18), "raccordement et logiciel")), start=1,
    ):  # fmt: skip
        demonstration.tell(
            commons.payment.recorded, f"VV-{number}", day, operation="vidéoverbalisation", object=what,
            nature="investment", stage="paid", amount_cents=CAMERAS_CENTS * share // 100, dated_on=day,
            payee=None, project=None, decision=None,
        )  # fmt: skip


def _ethics(demonstration: Demonstration) -> None:
    for number, college in enumerate(COLLEGES, start=1):
        facts: dict[str, Any] = {"college": college, "filled": True, "since": date(2024, 1, 18)}
        demonstration.tell(acts.seat.recorded, f"S{number}", date(2024, 1, 18), **facts)
    for number, (subject, kind, day, text) in enumerate(OPINIONS, start=1):
        key = f"A{number}"
        demonstration.tell(
            acts.opinion.recorded, key, day, subject=subject, opinion=kind, given_on=day, opinion_text=text
        )
        if number < len(OPINIONS):
            demonstration.tell(
                acts.opinion_answered, key, day + timedelta(days=47), answer="La Ville suit l’avis et l’applique."
            )


def _network(demonstration: Demonstration) -> None:
    day = date(2020, 7, 9)
    facts: dict[str, Any] = {"network": "ffsu", "since": day, "document": None}
    office = "vice-présidence et trésorerie"
    demonstration.tell(acts.membership.recorded, "ivry", day, member="Ivry-sur-Seine", own=True, office=office, **facts)
    for number in range(1, OTHER_MEMBERS + 1):
        member = f"collectivité membre n° {number}"
        demonstration.tell(acts.membership.recorded, None, day, member=member, own=False, office=None, **facts)


def _visits(demonstration: Demonstration, random: Random) -> None:
    """Premises, and the commission's visits over the years; an unfavourable opinion is seen again."""
    keys = []
    kinds = random.choices(list(ERP_NAMES), (26, 24, 8, 18, 6, 6, 5, 5, 2), k=150)
    for number, kind in enumerate(kinds, start=1):
        spot = _somewhere(demonstration, random)
        key = f"E{number:03d}"
        keys.append(key)
        demonstration.tell(
            acts.premises.recorded, key, date(2020, 1, 6), name=f"{random.choice(ERP_NAMES[kind])} {spot.place}",
            erp_type=kind, category=random.choices((1, 2, 3, 4, 5), (1, 3, 8, 14, 30))[0], opened=True, due_on=None,
            place=spot.place, district=spot.district, lon=spot.lon, lat=spot.lat,
        )  # fmt: skip
    span = (LAST - FIRST).days
    days = sorted(FIRST + timedelta(days=random.randrange(span)) for _ in range(VISITS))
    for number, day in enumerate(days, start=1):
        key, premises = f"V{number:03d}", keys[number % len(keys)]
        bad = random.random() < 0.13
        remarks = random.randint(6, 21) if bad else random.randint(0, 7)
        demonstration.tell(
            acts.visit.recorded, key, day, premises=premises, kind=random.choices(
                ("periodic", "opening", "works", "surprise"), (70, 12, 10, 8))[0],
            visited_on=day, opinion="unfavourable" if bad else "favourable", remarks=remarks,
        )  # fmt: skip
        demonstration.tell(
            acts.visit_due, premises, day, hour=16, due_on=date(day.year + 3, day.month, min(day.day, 28))
        )
        if remarks and random.random() < 0.8:
            lifted = day + timedelta(days=random.randint(20, 160))
            demonstration.tell(acts.remarks_lifted, key, lifted, reason="Attestations reçues et vérifiées.")


def _meetings(demonstration: Demonstration) -> None:
    """The ethics committee, the yearly plenary of the CLSPD, and the groups that work with the national police."""
    for day, subject in (
        (date(2024, 1, 18), "installation du comité d’éthique"), (date(2024, 3, 21), "règlement d’usage des caméras"),
        (date(2024, 9, 26), "durée de conservation des images"), (date(2025, 3, 20), "journal du centre, panneaux"),
    ):  # fmt: skip
        _meeting(demonstration, f"ethique-{day:%Y-%m}", "ethics", subject, day, 9, None)
    for year in range(2020, 2026):
        day = date(year, 10, 6)
        _meeting(demonstration, f"clspd-{year}", "clspd", f"bilan et actions {year}", day, 34 + year % 5, None)
        for month in (2, 5, 9, 11):
            _meeting(
                demonstration, f"gpo-{year}-{month:02d}", "gpo", "stationnement, halls, deux-roues",
                date(year, month, 17), 9, "police-nationale",
            )  # fmt: skip


def _meeting(
    demonstration: Demonstration, key: str, kind: str, subject: str, day: date, attendance: int, body: str | None
) -> None:
    told = demonstration.tell(
        commons.meeting.recorded, key, day - timedelta(days=21), kind=kind, subject=subject, held_on=day,
        starts_at="14:30", place="hôtel de ville", district=None, project=None, organisation=body,
    )  # fmt: skip
    if told:
        demonstration.tell(
            commons.meeting_held, key, day, hour=18, attendance=attendance, minutes="Relevé de décisions."
        )


def _viewings(demonstration: Demonstration) -> None:
    """The log of the monitoring centre: a request that comes too late finds nothing."""
    for number, (origin, camera, filmed, asked, answered, granted, copied) in enumerate(VIEWINGS, start=1):
        key, day = f"CSU-{number:02d}", filmed + timedelta(days=asked)
        demonstration.tell(
            acts.viewing.recorded, key, day, origin=origin, camera=camera, filmed_on=filmed, asked_on=day
        )
        if answered is None:
            continue
        day += timedelta(days=answered)
        if granted:
            demonstration.tell(acts.viewing_granted, key, day, hour=15, copied=copied)
        else:
            demonstration.tell(acts.viewing_refused, key, day, hour=15, reason=TOO_LATE)


def _problems(demonstration: Demonstration) -> None:
    """What the partnership groups took up."""
    streets = {one.name: one.line for one in town().streets}
    places = {one.name: one.point for one in town().places}
    for number, (theme, where, meeting, acted, solved, answer) in enumerate(PROBLEMS, start=1):
        key, opened = f"GPO-{number:02d}", date(int(meeting[4:8]), int(meeting[9:]), 17)
        point = places[where] if where in places else streets[where].interpolate(0.5, normalized=True)
        demonstration.tell(
            acts.problem.recorded, key, opened, hour=19, theme=theme, place=where, meeting=meeting, opened_on=opened,
            district=town().atlas.district_of(round(point.x), round(point.y)), lon=round(point.x), lat=round(point.y),
        )  # fmt: skip
        if acted is not None:
            demonstration.tell(acts.problem_acted, key, opened + timedelta(days=acted), answer=answer)
        if solved is not None:
            demonstration.tell(acts.problem_solved, key, opened + timedelta(days=solved), answer="Plus de plainte.")


def _promises(demonstration: Demonstration) -> None:
    """The police station that the town fights for, and the local strategy against delinquency (STPD)."""
    told = demonstration.tell
    for key, title, english, kind, body, day, due in (
        ("commissariat-plein-exercice", "maintenir un commissariat de plein exercice", "keep a full police station",
         "advocacy", "police-nationale", date(2020, 11, 19), None),
        ("commissariat-renove", "commissariat rénové et agrandi", "police station renovated and enlarged", "works",
         "police-nationale", date(2021, 5, 20), date(2023, 12, 31)),
        ("stpd", "stratégie territoriale de sécurité et de prévention de la délinquance (STPD)",
         "local strategy for safety and crime prevention (STPD)", "promise", None, date(2022, 10, 6),
         date(2026, 12, 31)),
        ("stpd-mediation", "STPD : médiation de soirée dans les quartiers", "STPD: evening mediation in the districts",
         "service", None, date(2022, 10, 6), date(2023, 12, 31)),
        ("stpd-violences", "STPD : accueil des victimes de violences, sur rendez-vous",
         "STPD: appointments for victims of violence", "service", None, date(2022, 10, 6), date(2024, 6, 30)),
    ):  # fmt: skip
        told(
            commons.commitment.recorded, key, day, title=title, title_en=english, chapter="safety", kind=kind,
            project=None, organisation=body, promised_on=day, due_on=due, decision=None, document=None,
        )  # fmt: skip
        told(commons.commitment_begun, key, day + timedelta(days=75), expected_on=due)
    told(commons.commitment_done, "commissariat-renove", date(2024, 2, 8),
         summary="Rénové et agrandi ; les effectifs sont dits par la police nationale, pas par la Ville.")  # fmt: skip
    told(commons.commitment_done, "stpd-mediation", date(2023, 11, 6), summary="Deux équipes, six soirs par semaine.")
    told(commons.commitment_done, "stpd-violences", date(2024, 5, 27), summary="Une permanence chaque semaine.")
