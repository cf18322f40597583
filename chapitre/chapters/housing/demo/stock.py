"""Landlords, what they had when the register opened, and what they have delivered since."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random
from typing import Any

from chapitre.chapters.housing import acts
from chapitre.kernel.commons import acts as commons
from chapitre.kernel.commons.demonstration import Demonstration, Spot

# What the published report says: only demo files may hold such numbers.
DWELLINGS, DELIVERED, LANDLORDS = 12_128, 1_361, 29
OPENED = date(2020, 1, 2)  # the stock of that day was taken over from the landlords' returns
COOP = "coop-ivry-habitat"

NAMES = (
    "Foyer du Val-de-Seine", "Habitat des Confluences", "Logis du Plateau", "Toits de la Bièvre", "Seine Amont Habitat",
    "La Maison ouvrière", "Résidences Monmousseau", "Le Nouveau Foyer", "Île-de-France Logis", "Domaine des Œillets",
    "La Ruche francilienne", "Habitat et Progrès", "Logements du Port", "Le Toit solidaire", "Orly Seine Logis",
    "Demeures du Sud parisien", "La Cité-Jardin", "Union des foyers", "Porte d’Ivry Habitat", "Le Logement cheminot",
    "Foyers des jeunes actifs", "Sésame Logement", "Toits de l’Abreuvoir", "Résidences de l’Est", "Le Cèdre Habitat",
    "Logis des infirmières", "Nouvelle Cité", "Les Marronniers Habitat",
)  # fmt: skip
# Out of a hundred dwellings of the opening stock: the cooperative's share, then each of the others', falling.
COOP_SHARE = 47
RESIDENCES = (
    "Danielle-Casanova", "Jeanne-Hachette", "Maurice-Thorez", "Youri-Gagarine", "Pierre-et-Marie-Curie", "du Parc",
    "Insurrection", "Marat", "Spinoza", "Raspail", "du Liégat", "Hoche", "Einstein", "Voltaire", "Cachin", "du Moulin",
)  # fmt: skip
PROJECTS = {
    "gagarine-truillot": "gagarine-truillot",
    "ivry-port": "ivry-port",
    "louis-bertrand-mirabeau-semard": "louis-bertrand",
    "plateau-monmousseau": "plateau",
}
ENERGY = ("B", "C", "C", "D", "D", "D", "E", "E", "F", "G")
ROOMS, AREAS = (1, 2, 3, 4, 5), (29, 45, 63, 79, 94)
# Name, district, dwellings, promised, delivered: most slipped.
PROGRAMMES: tuple[tuple[str, str, int, date, date], ...] = (
    ("Les Cormailles", "centre-ville", 54, date(2020, 3, 31), date(2020, 6, 30)),
    ("Quai Compagnon", "ivry-port", 92, date(2020, 12, 31), date(2020, 12, 15)),
    ("Rosalind-Franklin", "ivry-port", 71, date(2021, 1, 31), date(2021, 1, 29)),
    ("Villa Mirabeau", "louis-bertrand-mirabeau-semard", 38, date(2020, 12, 31), date(2021, 5, 20)),
    ("Le Monmousseau", "plateau-monmousseau", 47, date(2021, 3, 31), date(2021, 9, 16)),
    ("Cour des Tanneurs", "marat-parmentier-renoult", 33, date(2021, 9, 30), date(2021, 11, 30)),
    ("Port-aux-Anglais", "ivry-port", 104, date(2022, 2, 28), date(2022, 2, 28)),
    ("Les Ateliers", "ivry-port", 86, date(2022, 6, 30), date(2022, 6, 23)),
    ("Simone-Veil", "gagarine-truillot", 79, date(2022, 9, 30), date(2022, 9, 29)),
    ("Allée du Fort", "petit-ivry", 29, date(2022, 6, 30), date(2022, 12, 8)),
    ("Le Gunsbourg", "ivry-port", 118, date(2023, 3, 31), date(2023, 3, 30)),
    ("Valentina-Terechkova", "gagarine-truillot", 97, date(2023, 3, 31), date(2023, 6, 28)),
    ("Passage Sémard", "louis-bertrand-mirabeau-semard", 41, date(2023, 6, 30), date(2023, 10, 12)),
    ("Le Brandebourg", "ivry-port", 83, date(2023, 12, 31), date(2023, 12, 14)),
    ("Le Clos Parmentier", "marat-parmentier-renoult", 36, date(2023, 9, 30), date(2024, 3, 21)),
    ("Cosmos", "gagarine-truillot", 112, date(2024, 3, 31), date(2024, 7, 4)),
    ("Quai Pourchasse", "ivry-port", 95, date(2024, 9, 30), date(2024, 11, 28)),
    ("Louis-Bertrand II", "louis-bertrand-mirabeau-semard", 52, date(2024, 12, 31), date(2025, 3, 20)),
    ("Jardin Truillot", "gagarine-truillot", 61, date(2025, 6, 30), date(2025, 6, 26)),
    ("Le Verdun", "plateau-monmousseau", 33, date(2025, 6, 30), date(2025, 10, 9)),
)  # fmt: skip
# Name, district, promised, expected: under construction or planned at the end of 2025.
COMING: tuple[tuple[str, str, date, date | None, bool], ...] = (
    ("Les Halles", "ivry-port", date(2025, 9, 30), date(2026, 4, 30), True),
    ("Soyouz", "gagarine-truillot", date(2026, 6, 30), None, True),
    ("Quais d’Ivry A", "petit-ivry", date(2028, 12, 31), None, False),
)


def load(demonstration: Demonstration) -> None:
    """Tells it."""
    random = demonstration.random("housing stock")
    keys = _landlords(demonstration)
    _taken_over(demonstration, random, keys)
    _programmes(demonstration, random, keys)
    _coming(demonstration, random, keys)


def _landlords(demonstration: Demonstration) -> list[str]:
    """The cooperative, which the town's own part has told, and the others."""
    keys = [COOP, *(f"bailleur-{number:02d}" for number in range(1, LANDLORDS))]
    for key, name in zip(keys[1:], NAMES, strict=True):
        demonstration.tell(
            commons.organisation.recorded, key, OPENED, hour=8, name=name, kind="landlord", since=OPENED, siren=None
        )
    return keys


def _shares(total: int, keys: list[str]) -> dict[str, int]:
    """How many dwellings each landlord had: the cooperative nearly half, the others ever fewer, none without."""
    coop = total * COOP_SHARE // 100
    weights = [len(keys) - number for number in range(1, len(keys))]
    counts = [(total - coop) * weight // sum(weights) for weight in weights]
    counts[0] += total - coop - sum(counts)
    return dict(zip(keys, (coop, *counts), strict=True))


def _taken_over(demonstration: Demonstration, random: Random, keys: list[str]) -> None:
    number, empty = 0, []
    districts = sorted({one.district for one in demonstration.spots})
    for landlord, total in _shares(DWELLINGS - DELIVERED, keys).items():
        left = total
        while left:
            size = min(left, random.randint(24, 140))
            built = date(random.randint(1931, 2019), random.randint(1, 12), 15)
            residence = f"résidence {random.choice(RESIDENCES)} {random.randint(1, 9)}"
            district = random.choice(districts)
            for _ in range(size):
                number += 1
                key, state = f"L{number:05d}", _state(random)
                if state["state"] != "occupied":
                    empty.append(key)
                demonstration.tell(
                    acts.dwelling.imported, key, OPENED, landlord=landlord, residence=residence,
                    district=district, programme=None, delivered_on=built,
                    **_dwelling(random, built.year < 1977), **state,
                )  # fmt: skip
            left -= size
    _turnover(demonstration, random, empty, number)


def _turnover(demonstration: Demonstration, random: Random, empty: list[str], total: int) -> None:
    """What was empty when the register opened has been let; others are empty now, some of them for works."""
    for key in empty:
        demonstration.tell(acts.dwelling_let, key, OPENED + timedelta(days=random.randint(20, 420)))
    for number in random.sample(range(1, total + 1), total * 17 // 1000):
        key, day = f"L{number:05d}", date(2025, 2, 3) + timedelta(days=random.randrange(255))
        if key in empty:
            continue
        demonstration.tell(acts.dwelling_vacated, key, day)
        if number % 3 == 0:
            demonstration.tell(acts.dwelling_works, key, day + timedelta(days=10))


def _dwelling(random: Random, older: bool) -> dict[str, Any]:
    """What a dwelling of the opening stock is like."""
    kind = random.choices(range(5), (8, 22, 38, 25, 7))[0]
    return {
        "rooms": ROOMS[kind],
        "area_m2": AREAS[kind] + random.randint(-5, 8),
        "financing": "older" if older else random.choices(("plai", "plus", "pls"), (2, 6, 2))[0],
        "quota": random.choices(("town", "state", "employers", "landlord"), (20, 30, 40, 10))[0],
        "energy": random.choice(ENERGY),
        "accessible": not older and random.random() < 0.3,
    }


def _state(random: Random) -> dict[str, Any]:
    """Let, most of them; vacant or emptied for works, a few."""
    state = random.choices(("occupied", "vacant", "works"), (979, 12, 9))[0]
    return {"state": state, "vacant_since": None if state == "occupied" else date(2019, random.randint(7, 12), 1)}


def _programmes(demonstration: Demonstration, random: Random, keys: list[str]) -> None:
    number = DWELLINGS - DELIVERED
    for rank, (name, district, total, due, delivered) in enumerate(PROGRAMMES, start=1):
        landlord = COOP if rank % 3 == 1 else keys[1 + rank * 5 % (LANDLORDS - 1)]
        key = f"P{rank:02d}"
        kinds = [("plai", "plai", "plus", "plus", "plus", "plus", "pls")[one % 7] for one in range(total)]
        start = date(due.year - 3, due.month, 10)
        _announce(demonstration, random, key, name, district, landlord, kinds, start, due)
        demonstration.tell(acts.programme_begun, key, start + timedelta(days=240), expected_on=due)
        if delivered > due:
            demonstration.tell(
                acts.programme_postponed, key, due - timedelta(days=45), expected_on=delivered,
                reason="Le chantier a pris du retard.",
            )  # fmt: skip
        demonstration.tell(acts.programme_delivered, key, delivered, hour=9)
        for kind in kinds:
            number += 1
            demonstration.tell(
                acts.dwelling.recorded, f"L{number:05d}", delivered, landlord=landlord, residence=name,
                district=district, programme=key, delivered_on=delivered,
                **_dwelling(random, False) | {"financing": kind, "energy": random.choice("AAB")},
            )  # fmt: skip


def _announce(
    demonstration: Demonstration, random: Random, key: str, name: str, district: str, landlord: str,
    kinds: list[str], start: date, due: date,
) -> None:  # fmt: skip
    """A programme with its permit and its plan of financing."""
    spot = _spot(demonstration, random, district)
    cost = len(kinds) * random.randint(188, 232) * 100_000
    subsidy = cost * random.randint(14, 24) // 100
    demonstration.tell(
        acts.programme.recorded, key, start, name=name, landlord=landlord, district=district, place=spot.place,
        project=PROJECTS.get(district), plai=kinds.count("plai"), plus=kinds.count("plus"), pls=kinds.count("pls"),
        cost_cents=cost, subsidy_cents=subsidy, loan_cents=cost * 68 // 100, permit_on=start - timedelta(days=120),
        due_on=due, lon=spot.lon, lat=spot.lat,
    )  # fmt: skip


def _spot(demonstration: Demonstration, random: Random, district: str) -> Spot:
    there = [one for one in demonstration.spots if one.district == district] or list(demonstration.spots)
    return random.choice(there)


def _coming(demonstration: Demonstration, random: Random, keys: list[str]) -> None:
    for rank, (name, district, due, expected, begun) in enumerate(COMING, start=len(PROGRAMMES) + 1):
        key, kinds = f"P{rank:02d}", ["plai", "plus", "plus", "pls"] * (11 + rank % 7)
        start = date(2024, rank % 12 + 1, 10)
        _announce(demonstration, random, key, name, district, COOP if rank % 2 else keys[rank], kinds, start, due)
        if begun:
            demonstration.tell(acts.programme_begun, key, start + timedelta(days=200), expected_on=due)
        if expected:
            demonstration.tell(
                acts.programme_postponed, key, date(2025, 6, 12), expected_on=expected,
                reason="Une entreprise du chantier a fait défaut.",
            )  # fmt: skip
