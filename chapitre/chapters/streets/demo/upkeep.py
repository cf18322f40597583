"""Fleet, weighings, clean-ups, ashtrays, pests, graffiti, wardens: generated, and true to the published report."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random
from typing import Any

from chapitre.chapters.streets.acts import upkeep as acts
from chapitre.kernel.commons import acts as commons
from chapitre.kernel.commons.demonstration import Demonstration
from chapitre.kernel.commons.sheets import sheet
from chapitre.kernel.records import files

# What the published report says: only demo files may hold such numbers.
FLEET = {"tipper": 6, "crane": 3, "sweeper": 6, "trike": 3, "washer": 2, "compactor": 1}
ENERGY = {
    "tipper": "gas",
    "crane": "diesel",
    "sweeper": "electric",
    "trike": "pedal",
    "washer": "gas",
    "compactor": "diesel",
}
DUMPED_KG = {2020: 1_628_000, 2021: 1_497_000, 2022: 1_361_000, 2023: 1_242_000, 2024: 1_128_000, 2025: 871_000}
LAST_WEIGHING = date(2025, 10, 24)
QUARTIER, OSE_A_YEAR = 16, 3
ASHTRAYS, ORDERED = 6, 50
CERTIFIED = date(2025, 1, 31)
CLEANING, PUBLIC_SPACE = 90, 140
WARDENS = 50
REMINDERS = 483
# Offence, how many, whether the fine was increased, last day: 250 fines, 57 620 € in all.
FINES = (
    ("dumping", 106, True, None), ("dumping", 90, False, None), ("dangerous_parking", 35, False, None),
    ("dumping", 10, False, date(2020, 12, 13)), ("bins", 9, False, None),
)  # fmt: skip
OTHER_TEAMS = {"graffiti": 12, "roads": 21, "parks": 17}
TRADES = {
    "cleaning": "agent·e de propreté",
    "graffiti": "agent·e anti-graffiti",
    "roads": "agent·e de voirie",
    "parks": "jardinier·ère",
    "wardens": "ASVP",
}


def load(demonstration: Demonstration) -> None:
    """Writes it."""
    random = demonstration.random("streets upkeep")
    _fleet(demonstration)
    _weighings(demonstration, random)
    _clean_ups(demonstration, random)
    _ashtrays(demonstration, random)
    _staff(demonstration, random)
    _wardens(demonstration, random)
    _pests(demonstration, random)
    _graffiti(demonstration, random)
    demonstration.say(f"{demonstration.write()} acts on the upkeep of public space")


def _spot(demonstration: Demonstration, random: Random) -> dict[str, Any]:
    one = random.choices(demonstration.spots, [spot.weight for spot in demonstration.spots])[0]
    return {"place": one.place, "district": one.district, "lon": one.lon, "lat": one.lat}


def _fleet(demonstration: Demonstration) -> None:
    """The machines of the report, and two older ones that left."""
    for kind, count in FLEET.items():
        for number in range(1, count + 1):
            day = date(2020 + (number + len(kind)) % 5, 1 + number, 12)
            key = f"{kind}-{number}"
            demonstration.tell(acts.vehicle.recorded, key, day, kind=kind, energy=ENERGY[kind], since=day)
    for number, day in ((7, date(2022, 6, 14)), (8, date(2024, 3, 5))):
        key = f"tipper-{number}"
        facts: dict[str, Any] = {"kind": "tipper", "energy": "diesel", "since": date(2012, 5, 2)}
        demonstration.tell(acts.vehicle.recorded, key, date(2020, 1, 7), **facts)
        demonstration.tell(acts.vehicle_sold, key, day, reason="Moteur diesel hors d’âge, remplacé.")


def _weighings(demonstration: Demonstration, random: Random) -> None:
    """Two rounds a working day; a year's tickets add up to what the report and its series say."""
    districts = sorted({spot.district for spot in demonstration.spots})
    number = 0
    for year, total in DUMPED_KG.items():
        days = _working_days(date(year, 1, 1), min(date(year, 12, 31), LAST_WEIGHING))
        rounds = [day for day in days for _ in range(2)]
        for day, mass in zip(rounds, _shares(random, total, len(rounds)), strict=True):
            number += 1
            demonstration.tell(
                acts.collection.recorded, f"P{number:05d}", day, hour=13, stream="dumping", collected_on=day,
                district=random.choice(districts), mass_kg=mass, ticket=f"PB-{year}-{number:05d}",
                vehicle=f"tipper-{1 + number % FLEET['tipper']}" if year > 2024 else None,
            )  # fmt: skip
    _other_streams(demonstration, districts)


def _other_streams(demonstration: Demonstration, districts: list[str]) -> None:
    """What is fetched on appointment and what litter bins hold: a ticket a month each."""
    random = demonstration.random("streets other streams")
    for stream, mean, letter in (("bulky", 42_000, "E"), ("litter", 26_000, "C")):
        for month in range(70):
            day = date(2020 + month // 12, 1 + month % 12, 27)
            key = f"{letter}{month + 1:03d}"
            demonstration.tell(
                acts.collection.recorded, key, day, hour=13, stream=stream, collected_on=day,
                district=random.choice(districts), mass_kg=round(mean * random.uniform(0.8, 1.2)),
                ticket=f"PB-{day.year}-{key}", vehicle=None,
            )  # fmt: skip


def _working_days(first: date, last: date) -> list[date]:
    span = (last - first).days + 1
    return [day for n in range(span) if (day := first + timedelta(days=n)).weekday() < 5]


def _shares(random: Random, total: int, count: int) -> list[int]:
    """A whole number cut into that many uneven parts, which add up to it."""
    weights = [random.uniform(0.6, 1.4) for _ in range(count)]
    whole = sum(weights)
    parts = [int(total * weight / whole) for weight in weights]
    parts[-1] += total - sum(parts)
    return parts


def _clean_ups(demonstration: Demonstration, random: Random) -> None:
    days = [("quartier", date(2021, 3, 20) + timedelta(days=103 * n)) for n in range(QUARTIER)]
    days += [("association", date(year, month, 18)) for year in range(2020, 2026) for month in (4, 6, 9)[:OSE_A_YEAR]]
    days += [("school", date(year, month, 9)) for year in range(2021, 2026) for month in (3, 10)]
    for programme, day in sorted(days, key=lambda pair: pair[1]):
        partner = "ose" if programme == "association" else None
        key = demonstration.tell(
            acts.clean_up.recorded, None, day - timedelta(days=20), programme=programme, held_on=day, partner=partner,
            **_spot(demonstration, random),
        )  # fmt: skip
        if key:
            people = random.randint(14, 70)
            demonstration.tell(
                acts.clean_up_held, key, day, hour=17, volunteers=people, mass_kg=people * random.randint(3, 9)
            )
    day = date(2022, 11, 19)
    key = demonstration.tell(
        acts.clean_up.recorded, None, date(2022, 10, 30), programme="quartier", held_on=day, partner=None,
        **_spot(demonstration, random),
    )  # fmt: skip
    demonstration.tell(acts.clean_up_cancelled, key, date(2022, 11, 18), reason="Vigilance orange pour vent.")


def _ashtrays(demonstration: Demonstration, random: Random) -> None:
    """The first ones and those ordered, what is emptied, and the recycler's certificate of a year."""
    recycled = 0
    for number in range(1, ASHTRAYS + ORDERED + 1):
        key, old = f"CEN-{number:02d}", number <= ASHTRAYS
        ordered = date(2023, 4, 3) if old else date(2025, 2, 10)
        due = date(2023, 6, 30) if old else date(2025, 12, 31)
        demonstration.tell(
            acts.ashtray.recorded, key, ordered, ordered_on=ordered, due_on=due, **_spot(demonstration, random)
        )
        if old:
            demonstration.tell(acts.ashtray_installed, key, date(2023, 6, 5) + timedelta(days=number))
            for month in range(18):
                day = date(2024 + month // 12, 1 + month % 12, 15)
                butts = random.randint(900, 2600)
                demonstration.tell(acts.emptied, key, day, butts_g=butts)
                recycled += butts if day.year == CERTIFIED.year - 1 else 0
    title = f"Mégots recyclés en {CERTIFIED.year - 1}"
    lines = (
        f"Nous avons reçu {recycled // 1000} kg de mégots des cendriers de rue de la Ville.",
        "Ils ont été dépollués, puis transformés en matériau isolant.",
    )
    name = files.store(sheet(title, "Tchao Mégot", CERTIFIED, lines), "pdf")
    demonstration.tell(
        commons.filed, "megots-recycles", CERTIFIED, title=title, kind="certificate", issuer="Tchao Mégot",
        dated_on=CERTIFIED, address=None, document=name,
    )  # fmt: skip


def _staff(demonstration: Demonstration, random: Random) -> None:
    """Posts of public space by team, some of them vacated and filled again, and the wardens' oaths."""
    assert CLEANING + sum(OTHER_TEAMS.values()) == PUBLIC_SPACE
    for team, count in {"cleaning": CLEANING, **OTHER_TEAMS, "wardens": WARDENS}.items():
        for number in range(1, count + 1):
            key, since = f"{team}-{number:03d}", date(2020, 1, 2) + timedelta(days=random.randint(0, 900))
            demonstration.tell(
                commons.post.recorded,
                key,
                since,
                team=team,
                trade=TRADES[team],
                state="filled",
                since=since,
                sworn_on=None,
            )
            if random.random() < 0.2:
                left = since + timedelta(days=random.randint(300, 900))
                demonstration.tell(commons.post_vacated, key, left)
                demonstration.tell(commons.post_filled, key, left + timedelta(days=random.randint(30, 150)))
            if team == "wardens":
                demonstration.tell(commons.sworn, key, date(2025, 3, 3), hour=9 + number % 8)


def _wardens(demonstration: Demonstration, random: Random) -> None:
    """Reminders and fines; an increased one was not paid in time."""
    first, last = date(2020, 2, 3), date(2025, 10, 20)
    for _ in range(REMINDERS):
        day = first + timedelta(days=random.randrange((last - first).days))
        offence = random.choices(("bins", "dogs", "dumping", "parking", "noise"), (30, 25, 20, 20, 5))[0]
        demonstration.tell(acts.reminded, None, day, hour=8 + random.randrange(10), offence=offence,
                           **_spot(demonstration, random))  # fmt: skip
    for offence, count, raised, until in FINES:
        start = first if until or offence != "dumping" else date(2020, 12, 14)
        end = until or (last - timedelta(days=60) if raised else last)  # so that the increase is told too
        for _ in range(count):
            day = start + timedelta(days=random.randrange((end - start).days))
            key = demonstration.tell(
                acts.fined, None, day, hour=8 + random.randrange(10), offence=offence, **_spot(demonstration, random)
            )
            later = day + timedelta(days=60 if raised else random.randint(4, 40))
            demonstration.tell(acts.increased if raised else acts.fine_paid, key, later)


def _pests(demonstration: Demonstration, random: Random) -> None:
    for _ in range(140):
        day = date(2020, 3, 1) + timedelta(days=random.randrange(2000))
        where = random.choices(("street", "building"), (60, 40))[0]
        pest = "rats" if where == "street" else random.choices(("bedbugs", "cockroaches"), (8, 2))[0]
        key = demonstration.tell(
            acts.pest.recorded, None, day, pest=pest, where=where, opened_on=day, **_spot(demonstration, random)
        )
        for visit in range(random.randint(1, 3)):
            grant = random.choice((0, 15_000, 30_000)) if where == "building" else 0
            demonstration.tell(
                acts.visited, key, day + timedelta(days=5 + 12 * visit), hour=11 + visit, grant_cents=grant
            )
        demonstration.tell(acts.pest_closed, key, day + timedelta(days=60), hour=16, reason="Plus aucune trace.")


def _graffiti(demonstration: Demonstration, random: Random) -> None:
    for _ in range(420):
        day = date(2021, 1, 4) + timedelta(days=random.randrange(1740))
        kind = random.choices(("graffiti", "posting"), (7, 3))[0]
        key = demonstration.tell(
            acts.removal.recorded, None, day, kind=kind, asked_on=day, report=None, **_spot(demonstration, random)
        )
        area = random.randint(20, 900)
        demonstration.tell(acts.removal_done, key, day + timedelta(days=random.randint(0, 12)), hour=15, area_dm2=area)
