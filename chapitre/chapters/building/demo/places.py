"""Facilities, escalators, car parks and bike stores: names and capacities of the report, dates invented."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from chapitre.chapters.building.acts import places as acts
from chapitre.chapters.building.demo.outlines import place
from chapitre.kernel.commons.demonstration import Demonstration
from chapitre.kernel.town import locate

# What the published report says: only demo files may hold such numbers.
BANCIC_CLASSES, MAKEBA_UNITS, BERTRAND_STUDIOS = 25, 165, 360


@dataclass(frozen=True)
class Plan:
    """A facility to tell. `at` is a named place of the town; `hours` are shared with the neighbourhood, a week."""

    key: str
    name: str
    kind: str
    project: str | None
    at: str
    due: date
    opened: date | None
    works: str = "new"
    manager: str | None = None
    classes: int | None = None
    seats: int | None = None
    units: int | None = None
    occupied: int | None = None
    hours: int | None = None
    slip: tuple[date, date, str] | None = None
    summary: str | None = None


PLANS = (
    Plan("olga-bancic", "groupe scolaire Olga-Bancic", "school", "gagarine-truillot", "groupe scolaire Olga-Bancic",
         date(2023, 9, 4), date(2024, 9, 2), classes=BANCIC_CLASSES, hours=22,
         slip=(date(2023, 3, 9), date(2024, 9, 2), "Le gros œuvre a pris un an de retard."),
         summary="Un équipement sportif, une salle de danse, une cour plantée ouverte à tout le monde."),
    Plan("joliot-curie", "groupe scolaire Joliot-Curie", "school", "gagarine-truillot", "groupe scolaire Joliot-Curie",
         date(2022, 8, 31), date(2022, 8, 29), works="renovation", classes=18, hours=8),
    Plan("anne-sylvestre", "école Anne-Sylvestre", "school", "ivry-port", "école Anne-Sylvestre",
         date(2022, 8, 31), date(2022, 9, 1), classes=16, hours=10),
    Plan("gisele-halimi", "collège Gisèle-Halimi", "college", "plateau", "collège Gisèle-Halimi",
         date(2023, 9, 4), date(2023, 9, 4), classes=24, hours=18,
         summary="Une salle d’escalade, et un citystade ouvert sur le quartier."),
    Plan("assia-djebar", "collège Assia-Djebar", "college", None, "collège Assia-Djebar",
         date(2018, 9, 3), date(2018, 9, 3), classes=20, hours=12),
    Plan("micheline-ostermeyer", "gymnase Micheline-Ostermeyer", "sport", "ivry-port", "gymnase Micheline-Ostermeyer",
         date(2022, 8, 31), date(2022, 10, 10), hours=41,
         slip=(date(2022, 6, 16), date(2022, 10, 15), "Le sol sportif est arrivé tard.")),
    Plan("alice-milliat", "équipement sportif Alice-Milliat", "sport", "louis-bertrand",
         "équipement sportif Alice-Milliat", date(2021, 8, 31), date(2021, 9, 6), hours=36),
    Plan("esiea", "ESIEA, école d’ingénieurs", "higher", "gagarine-truillot", "ESIEA, école d’ingénieurs",
         date(2023, 8, 31), date(2023, 9, 4), manager="esiea", seats=1_200),
    Plan("eicar", "EICAR, école de cinéma", "higher", "louis-bertrand", "EICAR, école de cinéma",
         date(2022, 8, 31), date(2022, 9, 12), manager="eicar", seats=700),
    Plan("residence-gagarine", "résidence étudiante de Gagarine", "residence", "gagarine-truillot",
         "ESIEA, école d’ingénieurs", date(2026, 8, 31), None),
    Plan("miriam-makeba", "résidence Miriam-Makeba", "residence", "plateau", "résidence Miriam-Makeba",
         date(2017, 9, 30), date(2018, 3, 15), units=MAKEBA_UNITS, occupied=158,
         slip=(date(2017, 6, 8), date(2018, 3, 31), "Les bureaux prévus deviennent une résidence.")),
    Plan("studios-louis-bertrand", "résidence étudiante de Louis-Bertrand", "residence", "louis-bertrand",
         "EICAR, école de cinéma", date(2022, 8, 31), date(2022, 9, 5), units=BERTRAND_STUDIOS, occupied=347),
    Plan("ministere-du-budget", "ministère du Budget", "office", "plateau", "résidence Miriam-Makeba",
         date(2015, 12, 31), date(2016, 2, 1), manager="ministere-du-budget"),
    Plan("hotel-d-entreprises", "hôtel d’entreprises du Plateau", "office", "plateau", "marché Monmousseau",
         date(2018, 12, 31), date(2019, 4, 8), hours=0),
    Plan("espace-demarches", "Espace démarches et citoyen", "desk", "coeur-de-ville", "Espace démarches et citoyen",
         date(2028, 6, 30), None, works="renovation"),
)  # fmt: skip
# key, name, kind, stops with their reason, renovation and end of renovation
MACHINES = (
    ("esc-1", "escalier roulant, entrée Raspail, montée", "escalator", 3, date(2024, 9, 9), date(2025, 1, 20)),
    ("esc-2", "escalier roulant, entrée Raspail, descente", "escalator", 2, date(2024, 9, 9), date(2025, 2, 3)),
    ("esc-3", "escalier roulant, place Voltaire, montée", "escalator", 4, date(2025, 2, 10), date(2025, 7, 7)),
    ("esc-4", "escalier roulant, place Voltaire, descente", "escalator", 2, date(2025, 2, 10), date(2025, 7, 21)),
    ("esc-5", "escalier roulant, mairie, montée", "escalator", 5, date(2025, 8, 25), None),
    ("esc-6", "escalier roulant, mairie, descente", "escalator", 3, None, None),
    ("asc-1", "ascenseur de la médiathèque", "lift", 1, None, None),
)
REASONS = (
    "Marche cassée.",
    "Arrêt d’urgence bloqué.",
    "Main courante déchirée.",
    "Moteur en surchauffe.",
    "Inondation.",
)
# key, name, kind, where, spaces, subscriptions counted, due, works since
PARKINGS = (
    ("jeanne-hachette", "parking Jeanne-Hachette", "car", "centre Jeanne-Hachette", 640, 388, None, date(2025, 2, 10)),
    ("hotel-de-ville", "parking de l’hôtel de ville", "car", "hôtel de ville", 210, 171, None, None),
    ("consigne-centre", "consigne à vélos du centre", "bike", "métro Mairie d’Ivry", 120, None, date(2026, 9, 30),
     None),
)  # fmt: skip
HACHETTE = "centre Jeanne-Hachette"


def load(demonstration: Demonstration) -> None:
    """Tells them."""
    for plan in PLANS:
        _facility(demonstration, plan)
    for machine in MACHINES:
        _machine(demonstration, *machine)
    for parking in PARKINGS:
        _parking(demonstration, *parking)


def _facility(demonstration: Demonstration, plan: Plan) -> None:
    tell, key = demonstration.tell, plan.key
    lon, lat = place(plan.at)
    where = locate(lon, lat)
    begun = plan.due - timedelta(days=760)
    tell(
        acts.facility.recorded, key, min(begun - timedelta(days=400), date(2025, 3, 10)), hour=8, name=plan.name,
        kind=plan.kind, works=plan.works, project=plan.project, lot=None, place=where.name if where else None,
        district=where.district if where else None, manager=plan.manager, classes=plan.classes, seats=plan.seats,
        units=plan.units, due_on=plan.due, lon=lon, lat=lat, summary=plan.summary,
    )  # fmt: skip
    if begun <= date(2025, 10, 31):
        tell(acts.facility_begun, key, begun)
    if plan.slip:
        day, expected, reason = plan.slip
        tell(acts.facility_postponed, key, day, expected_on=expected, reason=reason)
    if plan.opened:
        tell(acts.facility_opened, key, plan.opened, hour=12)
        if plan.hours:
            tell(acts.facility_shared, key, plan.opened + timedelta(days=30), shared_hours=plan.hours)
        if plan.occupied:
            tell(acts.occupancy, key, date(2025, 9, 30), occupied=plan.occupied)


def _machine(
    demonstration: Demonstration, key: str, name: str, kind: str, stops: int, works: date | None, back: date | None
) -> None:
    """A machine that stopped now and then, and started again within days, until it was renovated."""
    tell = demonstration.tell
    lon, lat = place(HACHETTE)
    tell(
        acts.escalator.recorded, key, date(2022, 1, 3), name=name, kind=kind, place=HACHETTE, project="coeur-de-ville",
        state="running", since=date(2022, 1, 3), lon=lon, lat=lat,
    )  # fmt: skip
    for number in range(stops):
        day = date(2022, 3, 7) + timedelta(days=190 * number + 11 * int(key[-1]))
        if works and day >= works:
            break
        tell(acts.stopped, key, day, reason=REASONS[(number + int(key[-1])) % len(REASONS)])
        tell(acts.running_again, key, day + timedelta(days=3 + number))
    if works:
        tell(acts.renovation_begun, key, works)
    if back:
        tell(acts.running_again, key, back)


def _parking(
    demonstration: Demonstration, key: str, name: str, kind: str, at: str, spaces: int, subscribed: int | None,
    due: date | None, works: date | None,
) -> None:  # fmt: skip
    tell = demonstration.tell
    lon, lat = place(at)
    tell(
        acts.parking.recorded, key, date(2024, 3, 28) if due else date(2020, 1, 6), name=name, kind=kind, place=at,
        project="coeur-de-ville", state="planned" if due else "open", spaces=spaces, due_on=due, lon=lon, lat=lat,
    )  # fmt: skip
    if subscribed:
        tell(acts.counted, key, date(2025, 1, 6), subscribed=subscribed)
    if works:
        tell(acts.parking_begun, key, works)
