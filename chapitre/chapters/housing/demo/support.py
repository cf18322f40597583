"""Who is helped, and with what: grants, sessions, landlords and estates met, co-ownerships, BRS dwellings."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random
from typing import Any

from chapitre.chapters.housing import acts
from chapitre.chapters.housing.demo.stock import COOP
from chapitre.kernel.commons import acts as commons
from chapitre.kernel.commons.demonstration import Demonstration

# What the published report says, in sessions, people and cents: only demo files may hold such numbers.
SESSIONS, RECEIVED = 712, 6_318
GRANTS: dict[int, int] = {
    2020: 285_000_000, 2021: 310_000_000, 2022: 342_000_000, 2023: 365_500_000, 2024: 361_000_000, 2025: 332_000_000,
}  # fmt: skip
FIRST, LAST = date(2021, 1, 12), date(2025, 10, 30)
TUESDAY, SATURDAY = 1, 5


def load(demonstration: Demonstration) -> None:
    """Tells it."""
    random = demonstration.random("housing support")
    _grants(demonstration)
    _sessions(demonstration, random)
    _meetings(demonstration)
    _coownerships(demonstration)
    _brs(demonstration, random)


def _grants(demonstration: Demonstration) -> None:
    """Paid in two halves each year; next year's is voted only."""
    for year, cents in GRANTS.items():
        for half, month, what in ((1, 4, "rénovation du patrimoine"), (2, 9, "entretien du patrimoine")):
            day = date(year, month, 18)
            _grant(demonstration, f"COOP-{year}-{half}", what, "committed", cents // 2, day - timedelta(days=40))
            demonstration.tell(commons.payment_paid, f"COOP-{year}-{half}", day, amount_cents=cents // 2)
    _grant(demonstration, "COOP-2026-1", "rénovation du patrimoine", "voted", 170_000_000, date(2025, 10, 16))


def _grant(demonstration: Demonstration, key: str, what: str, stage: str, cents: int, day: date) -> None:
    demonstration.tell(
        commons.payment.recorded, key, day, operation="Coop’Ivry Habitat", object=what, nature="grant", stage=stage,
        amount_cents=cents, dated_on=day, payee=COOP, project=None, decision=None,
    )  # fmt: skip


def _days() -> list[date]:
    """Tuesdays to Fridays of working weeks; councillors hold Saturdays of their own."""
    span = (LAST - FIRST).days
    every = (FIRST + timedelta(days=n) for n in range(span + 1))
    open_days = [
        day
        for day in every
        if TUESDAY <= day.weekday() < SATURDAY and day.month != 8 and (day.month, day.day) < (12, 23)
    ]
    return [open_days[n * len(open_days) // SESSIONS] for n in range(SESSIONS)]


def _sessions(demonstration: Demonstration, random: Random) -> None:
    received = _people(random)
    for number, (day, people) in enumerate(zip(_days(), received, strict=True), start=1):
        facts: dict[str, Any] = (
            {"holder": "councillor", "place": "hôtel de ville"}
            if number % 3 == 0
            else {"holder": "service", "place": "service municipal de l’habitat"}
        )
        _session(demonstration, f"PL-{number:03d}", day, people + random.choice((0, 1, 1, 2, 3)), people, facts)
    for number, day in enumerate((date(2020, 3, 3), date(2020, 10, 6), date(2020, 12, 8)), start=1):
        _session(demonstration, f"PL-2020-{number}", day, 9, 7, {"holder": "service", "place": "hôtel de ville"})
    demonstration.tell(
        acts.session.recorded, "PL-annulee", date(2024, 5, 27), held_on=date(2024, 6, 11), holder="councillor",
        place="hôtel de ville", district="centre-ville",
    )  # fmt: skip
    demonstration.tell(
        acts.session_cancelled, "PL-annulee", date(2024, 6, 7), reason="Bureau de vote installé dans la salle."
    )


def _people(random: Random) -> list[int]:
    """People at each session: as many as were published, in all."""
    counts = [random.randint(6, 12) for _ in range(SESSIONS)]
    at, step = 0, 1 if sum(counts) < RECEIVED else -1
    while sum(counts) != RECEIVED:
        counts[at % SESSIONS] += step
        at += 1
    return counts


def _session(
    demonstration: Demonstration, key: str, day: date, booked: int, received: int, facts: dict[str, Any]
) -> None:
    told = demonstration.tell(
        acts.session.recorded, key, day - timedelta(days=14), held_on=day, district="centre-ville", **facts
    )
    if told:
        demonstration.tell(acts.session_held, key, day, hour=18, booked=booked, received=received)


def _meetings(demonstration: Demonstration) -> None:
    """Landlords all together twice a year; tenants and their landlord on the estates."""
    themes = ("logements indignes", "prévention des impayés", "ascenseurs et gardiennage", "adaptation au grand âge")
    for number in range(8):
        day = date(2022 + number // 2, (3, 10)[number % 2], 14)
        _meeting(demonstration, f"bailleurs-{number + 1}", "landlords", themes[number % 4], day, 26 + number, None)
    estates = ("Pierre-et-Marie-Curie", "Maurice-Thorez", "Gagarine", "Insurrection", "Marat", "Spinoza", "Hoche")
    for number in range(14):
        day = date(2022 + number // 4, (2, 5, 6, 11)[number % 4], 19)
        subject = f"rencontre avec les locataires, cité {estates[number % 7]}"
        _meeting(demonstration, f"cite-{number + 1:02d}", "estate", subject, day, 22 + number * 7 % 31, COOP)


def _meeting(
    demonstration: Demonstration, key: str, kind: str, subject: str, day: date, attendance: int, body: str | None
) -> None:
    told = demonstration.tell(
        commons.meeting.recorded, key, day - timedelta(days=21), kind=kind, subject=subject, held_on=day,
        starts_at="18:30", place=None, district=None, project=None, organisation=body,
    )  # fmt: skip
    if told:
        demonstration.tell(
            commons.meeting_held, key, day, hour=21, attendance=attendance, minutes="Relevé de décisions."
        )


def _coownerships(demonstration: Demonstration) -> None:
    """Raspail under its OPAH, another under prevention, one whose help has ended."""
    for key, name, scheme, lots, opened, signed, ends, arrears, energy in (
        ("raspail", "copropriété Raspail", "opah", 212, date(2020, 10, 5), date(2022, 1, 17), date(2027, 1, 16),
         41_300_000, "E"),
        ("verdun", "copropriété de l’avenue de Verdun", "popac", 96, date(2022, 4, 4), date(2022, 11, 7),
         date(2025, 11, 6), 9_800_000, "F"),
        ("hoche", "copropriété Hoche", "popac", 58, date(2020, 3, 9), date(2020, 12, 1), date(2023, 11, 30),
         2_400_000, "D"),
    ):  # fmt: skip
        demonstration.tell(
            acts.coownership.recorded, key, opened, name=name, place=None, district="centre-ville", scheme=scheme,
            lots=lots, arrears_cents=arrears * 2, energy=energy, decision=None,
        )  # fmt: skip
        decision = "2021-H052" if key == "raspail" else None
        demonstration.tell(acts.scheme_signed, key, signed, ends_on=ends, decision=decision)
        demonstration.tell(acts.coownership_seen, key, date(2023, 10, 12), arrears_cents=arrears, energy=energy)
    demonstration.tell(
        acts.coownership_closed, "hoche", date(2023, 11, 30), summary="Impayés divisés par deux, syndic changé."
    )
    for number, (key, kind, cost, voted, done) in enumerate((
        ("raspail", "fire", 38_000_000, date(2022, 6, 14), date(2023, 4, 20)),
        ("raspail", "pipes", 64_500_000, date(2022, 11, 29), date(2024, 2, 8)),
        ("raspail", "insulation", 412_000_000, date(2023, 12, 12), None),
        ("raspail", "heating", 97_000_000, date(2025, 6, 17), None),
        ("verdun", "roof", 18_400_000, date(2024, 3, 21), date(2025, 4, 10)),
        ("hoche", "lifts", 12_600_000, date(2021, 5, 18), date(2022, 3, 3)),
    ), start=1):  # fmt: skip
        demonstration.tell(
            acts.works.recorded, f"TX-{number}", voted, coownership=key, kind=kind, cost_cents=cost, grants_cents=0,
            town_grant_cents=0, voted_on=voted,
        )  # fmt: skip
        if voted < date(2025, 1, 1):
            demonstration.tell(
                acts.works_begun, f"TX-{number}", voted + timedelta(days=120), grants_cents=cost * 45 // 100,
                town_grant_cents=cost * 5 // 100,
            )  # fmt: skip
        if done:
            demonstration.tell(acts.works_done, f"TX-{number}", done)


def _brs(demonstration: Demonstration, random: Random) -> None:
    """Two buildings; a first resale stays under its cap."""
    demonstration.tell(
        commons.organisation.recorded, "ofs-seine-amont", date(2021, 9, 6), name="Foncier solidaire Seine Amont",
        kind="cooperative", since=date(2021, 9, 6), siren=None,
    )  # fmt: skip
    cap = 0
    for number in range(1, 47):
        first = number <= 28
        offered, rooms = (date(2022, 5, 16) if first else date(2024, 9, 9)), random.choice((2, 3, 3, 4))
        area = 22 + 19 * rooms
        if number == 1:
            cap = area * 362_000  # the price, indexed on rents
        facts: dict[str, Any] = {
            "programme": "Les Ateliers, bâtiment C" if first else "Cosmos, bâtiment B",
            "district": "ivry-port" if first else "gagarine-truillot",
            "project": "ivry-port" if first else "gagarine-truillot",
        }
        key = f"BRS-{number:02d}"
        demonstration.tell(
            acts.brs.recorded, key, offered, land_body="ofs-seine-amont", rooms=rooms, area_m2=area,
            price_cents=area * 345_000, market_cents=area * 610_000, land_rent_cents=area * 205,
            income_cap_cents=3_850_000 + rooms * 820_000, **facts,
        )  # fmt: skip
        if number % 9:
            demonstration.tell(acts.brs_sold, key, offered + timedelta(days=20 + 7 * (number % 28)))
    demonstration.tell(
        acts.brs_indexed, "BRS-01", date(2024, 10, 15), resale_cap_cents=cap, reason="Indice de référence des loyers."
    )
    demonstration.tell(acts.brs_resold, "BRS-01", date(2025, 3, 6), price_cents=cap - 100_000)
