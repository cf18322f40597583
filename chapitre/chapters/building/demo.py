"""The chapter's part of the demonstration: the projects of the published report; lots, dates and outlines invented."""

from __future__ import annotations

from datetime import date, timedelta
from math import sqrt
from typing import Any

from shapely.geometry import Polygon, box
from shapely.geometry.base import BaseGeometry

from chapitre.chapters.building import acts
from chapitre.kernel.commons.demonstration import Demonstration
from chapitre.kernel.geo.projection import area_m2, project, to_metres, unproject
from chapitre.kernel.town import town

DECIDED = date(2020, 9, 24)
# What the published report says: only demo files may hold such numbers.
# Project, kind, how many lots, social, social ownership, cooperative, open market; deliveries from and to; delivered.
PROGRAMMES: tuple[tuple[str, str, int, tuple[int, int, int, int], date, date, int], ...] = (
    ("gagarine-truillot", "family", 13, (429, 301, 0, 700), date(2023, 6, 30), date(2031, 6, 30), 3),
    ("ivry-port", "family", 40, (1_960, 900, 0, 2_740), date(2019, 6, 30), date(2038, 12, 31), 14),
    ("ivry-port", "student", 6, (900, 0, 0, 300), date(2021, 8, 31), date(2032, 8, 31), 3),
    ("ivry-port", "senior", 4, (350, 0, 0, 250), date(2022, 6, 30), date(2034, 6, 30), 1),
    ("ivry-port", "shared", 5, (400, 0, 0, 100), date(2024, 6, 30), date(2036, 6, 30), 1),
    ("quais-d-ivry", "family", 9, (460, 240, 0, 450), date(2030, 6, 30), date(2033, 12, 31), 0),
    ("plateau", "young", 1, (165, 0, 0, 0), date(2022, 9, 30), date(2022, 9, 30), 1),
    ("louis-bertrand", "family", 3, (44, 30, 18, 32), date(2022, 12, 15), date(2025, 3, 31), 3),
    ("louis-bertrand", "student", 1, (120, 0, 0, 240), date(2023, 9, 1), date(2023, 9, 1), 1),
)
NAMES = {
    "family": "îlot", "student": "résidence étudiante", "senior": "résidence séniors", "young": "résidence",
    "shared": "maison partagée",
}  # fmt: skip
# Name, kind, project, classes, places, due, opened
FACILITIES: tuple[tuple[str, str, str | None, int | None, int | None, date, date | None], ...] = (
    ("groupe scolaire Olga-Bancic", "school", "gagarine-truillot", 25, 650, date(2024, 9, 2), date(2024, 9, 2)),
    ("groupe scolaire Joliot-Curie", "school", "gagarine-truillot", 18, 470, date(2023, 9, 4), date(2023, 9, 4)),
    ("école Anne-Sylvestre", "school", "ivry-port", 16, 420, date(2022, 9, 1), date(2022, 9, 1)),
    ("gymnase Micheline-Ostermeyer", "sports", "ivry-port", None, None, date(2023, 1, 9), date(2023, 3, 6)),
    ("collège Gisèle-Halimi", "college", "plateau", 24, 600, date(2023, 9, 4), date(2023, 9, 4)),
    ("équipement sportif Alice-Milliat", "sports", "louis-bertrand", None, None, date(2024, 3, 4), date(2024, 9, 7)),
    ("ESIEA, école d’ingénieurs", "higher", "gagarine-truillot", None, 1_400, date(2024, 9, 2), date(2024, 10, 7)),
    ("EICAR, école de cinéma", "higher", "louis-bertrand", None, 900, date(2022, 9, 5), date(2022, 9, 5)),
    ("hôtel d’entreprises du Plateau", "offices", "plateau", None, None, date(2021, 6, 1), date(2021, 9, 6)),
    ("ministère du Budget", "offices", "plateau", None, 800, date(2014, 6, 1), date(2014, 9, 1)),
    ("parkings du Cœur de ville et consigne à vélos", "parking", "coeur-de-ville", None, 720, date(2027, 6, 30), None),
)
# Project, name, kind, planned start, planned end, begun, done
PHASES: tuple[tuple[str, str, str, date, date, date | None, date | None], ...] = (
    (
        "coeur-de-ville",
        "étude urbaine participative",
        "study",
        date(2022, 6, 1),
        date(2023, 6, 30),
        date(2022, 6, 1),
        date(2023, 6, 22),
    ),
    (
        "coeur-de-ville",
        "escaliers roulants du centre Jeanne-Hachette",
        "works",
        date(2024, 1, 8),
        date(2025, 6, 30),
        date(2024, 2, 5),
        date(2025, 6, 12),
    ),
    (
        "coeur-de-ville",
        "cours d’arts plastiques réunis au centre Jeanne-Hachette",
        "opening",
        date(2026, 1, 5),
        date(2026, 9, 30),
        None,
        None,
    ),
    ("coeur-de-ville", "Espace démarches et citoyen", "opening", date(2026, 9, 1), date(2028, 6, 30), None, None),
    (
        "gagarine-truillot",
        "déconstruction de la cité Gagarine",
        "demolition",
        date(2019, 8, 31),
        date(2020, 12, 31),
        date(2019, 8, 31),
        date(2021, 1, 29),
    ),
    ("gagarine-truillot", "premiers îlots", "works", date(2022, 1, 10), date(2025, 12, 31), date(2022, 3, 7), None),
    (
        "gagarine-truillot",
        "nouveaux accès à la gare RER",
        "works",
        date(2022, 9, 5),
        date(2025, 6, 30),
        date(2022, 9, 5),
        date(2025, 6, 26),
    ),
    (
        "ivry-port",
        "parc des Confluences, première tranche",
        "works",
        date(2022, 5, 2),
        date(2025, 5, 31),
        date(2022, 6, 13),
        date(2025, 5, 24),
    ),
    ("ivry-port", "parc des Confluences, suite", "works", date(2027, 1, 4), date(2034, 12, 31), None, None),
    (
        "ivry-port",
        "puits de géothermie",
        "works",
        date(2018, 1, 8),
        date(2020, 6, 30),
        date(2018, 1, 8),
        date(2020, 3, 16),
    ),
    (
        "quais-d-ivry",
        "démolition du centre commercial et des ponts bâtis",
        "demolition",
        date(2026, 3, 2),
        date(2028, 12, 31),
        None,
        None,
    ),
    ("quais-d-ivry", "construction des logements", "works", date(2028, 1, 10), date(2033, 12, 31), None, None),
    ("plateau", "dernier îlot", "works", date(2020, 1, 6), date(2024, 12, 31), date(2020, 2, 3), date(2024, 12, 19)),
    (
        "louis-bertrand",
        "concertation du jardin Dian-Fossey",
        "study",
        date(2024, 4, 16),
        date(2025, 12, 31),
        date(2024, 4, 16),
        None,
    ),
    (
        "louis-bertrand",
        "crossfit de la promenade des Petits-Bois",
        "works",
        date(2025, 4, 7),
        date(2025, 9, 30),
        date(2025, 4, 14),
        None,
    ),
)
# Name, whole, use, project, area, due, opened, from which of the town's shapes it is drawn
SURFACES: tuple[tuple[str, str | None, str, str | None, int, date, date | None, str], ...] = (
    (
        "Ferme du Kosmos",
        None,
        "farming",
        "gagarine-truillot",
        14_000,
        date(2021, 6, 30),
        date(2021, 5, 22),
        "ferme du Kosmos",
    ),
    (
        "serres et champs de la Ferme du Kosmos",
        None,
        "farming",
        "gagarine-truillot",
        7_200,
        date(2024, 6, 30),
        date(2024, 4, 13),
        "ferme du Kosmos",
    ),
    (
        "parc des Confluences, première tranche",
        "parc des Confluences",
        "park",
        "ivry-port",
        80_000,
        date(2025, 5, 31),
        date(2025, 5, 24),
        "parc des Confluences",
    ),
    (
        "parc des Confluences, suite",
        "parc des Confluences",
        "park",
        "ivry-port",
        40_000,
        date(2034, 12, 31),
        None,
        "parc des Confluences",
    ),
    (
        "jardin des Quais d’Ivry",
        None,
        "garden",
        "quais-d-ivry",
        7_500,
        date(2033, 12, 31),
        None,
        "jardin des Quais d’Ivry",
    ),
    ("jardin de Point P", None, "garden", None, 2_000, date(2030, 12, 31), None, "parc Maurice-Thorez"),
    ("jardin Dian-Fossey", None, "garden", "louis-bertrand", 3_500, date(2027, 6, 30), None, "jardin Dian-Fossey"),
    (
        "chemin des Marronniers",
        "Cœur de ville parc",
        "square",
        "coeur-de-ville",
        2_600,
        date(2028, 12, 31),
        None,
        "square Prudon",
    ),
    (
        "place Voltaire",
        "Cœur de ville parc",
        "square",
        "coeur-de-ville",
        3_400,
        date(2027, 6, 30),
        None,
        "square Prudon",
    ),
    ("cour Raspail", "Cœur de ville parc", "square", "coeur-de-ville", 1_900, date(2029, 6, 30), None, "square Prudon"),
)
PERMEABLE = {
    "planted": (34, 100),
    "gravel": (14, 50),
    "jointed": (12, 30),
    "sealed": (40, 0),
}  # % aimed at, coefficient
WAS_PERMEABLE = {"planted": 13, "gravel": 5, "jointed": 4, "sealed": 78}
CENTRE_M2 = 64_000
HOUSEHOLDS = {"family": 204_150, "specific": 107_872}  # people a hundred thousand dwellings: 20 000 in all


def load(demonstration: Demonstration) -> None:
    """Writes it."""
    _lots(demonstration)
    _facilities(demonstration)
    _phases(demonstration)
    _surfaces(demonstration)
    _soils(demonstration)
    _art_and_accounts(demonstration)
    demonstration.say(f"{demonstration.write()} acts on building")


def _lots(demonstration: Demonstration) -> None:
    """Each programme cut into lots, whose tenures add up to it."""
    random = demonstration.random("building")
    for code, kind, count, tenures, first, last, delivered in PROGRAMMES:
        shape = town().projects[code].shape
        west, south, east, north = shape.bounds
        for number in range(count):
            parts = [total * (number + 1) // count - total * number // count for total in tenures]
            due = first + (last - first) * number // max(count - 1, 1)
            name = (
                f"{NAMES[kind]} {'Miriam-Makeba' if kind == 'young' else chr(65 + number % 26) + str(1 + number // 26)}"
            )
            key = f"{code}-{kind}-{number + 1:02d}"
            facts: dict[str, Any] = dict(zip(("social", "ownership", "coop", "market"), parts, strict=True))
            start = min(DECIDED, due - timedelta(days=900))
            demonstration.tell(
                acts.planned, key, start, project=code, name=name, kind=kind, developer=None, due_on=due, decision=None,
                lon=round(random.uniform(west, east)), lat=round(random.uniform(south, north)), **facts,
            )  # fmt: skip
            if number < delivered:
                real = min(due + timedelta(days=random.choice((0, 0, 31, 92))), date(2025, 6, 30))
                demonstration.tell(acts.lot_begun, key, start + timedelta(days=200))
                demonstration.tell(acts.lot_delivered, key, real)
            elif number == delivered and due < date(2027, 1, 1):
                later = due + timedelta(days=275)
                reason = "Fouilles et dépollution plus longues que prévu."
                demonstration.tell(acts.lot_postponed, key, date(2024, 11, 4), due_on=later, reason=reason)


def _facilities(demonstration: Demonstration) -> None:
    places = {place.name: place.point for place in town().places}
    for number, (name, kind, code, classes, capacity, due, opened) in enumerate(FACILITIES, start=1):
        key = f"EQ-{number:02d}"
        start = min(date(2020, 1, 20), due - timedelta(days=1000))
        place: dict[str, Any] = {"lon": round(places[name].x), "lat": round(places[name].y)} if name in places else {}
        facts: dict[str, Any] = {"name": name, "kind": kind, "project": code, "classes": classes, "capacity": capacity}
        demonstration.tell(
            acts.facility.recorded, key, start, district=None, shared_hours=None, due_on=due, **facts, **place
        )
        if opened:
            demonstration.tell(acts.facility_begun, key, start + timedelta(days=300))
            demonstration.tell(acts.facility_opened, key, opened)
            if kind in ("school", "sports", "college"):
                demonstration.tell(acts.facility_shared, key, opened + timedelta(days=30), shared_hours=8 + number)


def _phases(demonstration: Demonstration) -> None:
    for number, (code, name, kind, start, due, begun, done) in enumerate(PHASES, start=1):
        key = f"PH-{number:02d}"
        told = min(date(2020, 7, 16) if start > date(2020, 7, 16) else start - timedelta(days=200), date(2025, 3, 3))
        facts: dict[str, Any] = {"project": code, "name": name, "kind": kind, "starts_on": start, "due_on": due}
        demonstration.tell(acts.phase.recorded, key, told, **facts)
        if begun:
            demonstration.tell(acts.phase_begun, key, begun)
        if done:
            demonstration.tell(acts.phase_done, key, done)


def _surfaces(demonstration: Demonstration) -> None:
    shapes = {green.name: green.shape for green in town().greens}
    for number, (name, whole, use, code, area, due, opened, like) in enumerate(SURFACES, start=1):
        key = f"SU-{number:02d}"
        shape = _rectangle(shapes[like], area, number)
        start = min(date(2020, 11, 5), due - timedelta(days=500))
        facts: dict[str, Any] = {"project": code, "name": name, "part_of": whole, "land_use": use, "due_on": due}
        demonstration.tell(acts.surface.recorded, key, start, **facts, **demonstration.shape(shape))
        if opened:
            demonstration.tell(acts.surface_begun, key, opened - timedelta(days=250))
            demonstration.tell(acts.surface_opened, key, opened)


def _rectangle(near: BaseGeometry, area: int, number: int) -> BaseGeometry:
    """A rectangle near a shape whose area is exactly that many m², once its corners are whole microdegrees."""
    point = near.point_on_surface()
    x, y = to_metres(round(point.x), round(point.y))
    x, y = x + 3 * number, y - 2 * number
    side = sqrt(area)
    for step in range(400):
        width = side * 1.3 + step * 0.01
        made: Polygon = unproject(box(x, y, x + width, y + area / width))  # type: ignore[assignment]
        if area_m2(made) == area:
            return made
    raise AssertionError(f"no rectangle of {area} m² near {project(near).centroid}")


def _soils(demonstration: Demonstration) -> None:
    for stage, shares, day in (
        ("before", WAS_PERMEABLE, date(2022, 6, 30)),
        ("aimed", {soil: share for soil, (share, _) in PERMEABLE.items()}, date(2023, 6, 22)),
    ):
        for soil, share in shares.items():
            demonstration.tell(
                acts.soil.recorded, None, day, project="coeur-de-ville", stage=stage, soil=soil, measured_on=day,
                area_m2=CENTRE_M2 * share // 100, coefficient=PERMEABLE[soil][1],
            )  # fmt: skip


def _art_and_accounts(demonstration: Demonstration) -> None:
    for key, name, artist, code, since, until in (
        ("kosmos", "Allo Terre ? Ici cosmos", "Robert Milin", "gagarine-truillot", date(2021, 9, 18), None),
        ("hqac", "démarche « Haute qualité artistique et culturelle »", "Stephan Shankland", "plateau",
         date(2009, 5, 4),
         date(2024, 12, 14)),
    ):  # fmt: skip
        demonstration.tell(acts.artwork.recorded, key, since, name=name, artist=artist, project=code, since=since)
        for number in range(5):
            demonstration.tell(acts.shown, key, since + timedelta(days=140 * (number + 1)))
        if until:
            demonstration.tell(acts.artwork_done, key, until)
    for number, (item, promised, delivered) in enumerate(
        (("logements", 520, 538), ("logements de jeunes actifs", 165, 165), ("m² de bureaux", 38_000, 36_500),
         ("classes de collège", 24, 24), ("arbres plantés", 210, 187)), start=1,
    ):  # fmt: skip
        demonstration.tell(
            acts.account.recorded, f"PL-{number}", date(2024, 12, 19), project="plateau", item=item, promised=promised,
            delivered=delivered, counted_on=date(2024, 12, 19), place=None, document=None,
        )  # fmt: skip
    for kind, people in HOUSEHOLDS.items():
        demonstration.tell(
            acts.household_size.recorded, f"2040-{kind}", date(2021, 3, 18), scenario="2040, central", kind=kind,
            people_per_100k=people, set_on=date(2021, 3, 18), document=None,
        )  # fmt: skip
