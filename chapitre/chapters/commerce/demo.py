"""The chapter's part of the demonstration. Its systems are real; shops, rents and numbers are invented."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random
from typing import Any

from chapitre.chapters.commerce import acts
from chapitre.kernel.commons import acts as commons
from chapitre.kernel.commons.demonstration import Demonstration, Spot
from chapitre.kernel.town import town

# Use, shop sign, priority by which the property company discounts.
SHOPS: tuple[tuple[str, str], ...] = (
    ("bakery", "boulangerie"), ("grocer", "épicerie"), ("restaurant", "restaurant"), ("health", "pharmacie"),
    ("services", "salon de coiffure"), ("culture", "librairie"), ("craft", "atelier vélo"), ("grocer", "primeur"),
    ("restaurant", "café"), ("equipment", "mercerie"), ("health", "cabinet dentaire"), ("services", "opticien"),
)  # fmt: skip
# Project of the new buildings, how many units behind one door.
NEW = {"gagarine-truillot": 14, "ivry-port": 26, "louis-bertrand": 9, "plateau": 5}
DISCOUNTS = {"a": 40, "b": 20, "c": 0}
# Premises, sign, priority, market rent a year, signed, arrears, ended.
LEASES: tuple[tuple[int, str, str, int, date, int, date | None], ...] = (
    (1, "boulangerie des Tanneurs", "a", 2_400_000, date(2022, 5, 2), 0, None),
    (2, "librairie du Moulin", "a", 1_860_000, date(2022, 9, 12), 0, None),
    (3, "fromagerie Raspail", "a", 1_500_000, date(2023, 1, 16), 42_000, None),
    (4, "poissonnerie du marché", "a", 1_720_000, date(2023, 6, 5), 118_000, None),
    (5, "quincaillerie du Plateau", "b", 2_050_000, date(2023, 10, 9), 0, None),
    (6, "café de la Manufacture", "b", 1_980_000, date(2024, 2, 19), 0, None),
    (7, "cordonnerie Barbès", "b", 960_000, date(2024, 6, 3), 35_500, date(2025, 7, 31)),
    (8, "agence de téléphonie", "c", 2_280_000, date(2024, 11, 4), 0, None),
)  # fmt: skip
BIDS: dict[str, tuple[tuple[str, tuple[int, int, int, int]], ...]] = {
    "appel-hachette-2022": (
        ("Mélocycles", (21, 24, 17, 22)), ("La Paillette", (23, 19, 16, 23)), ("Cave du centre", (9, 11, 20, 14)),
        ("Studio Escalier", (14, 12, 13, 10)),
    ),
    "appel-quais-2024": (
        ("Fabrique des Quais", (20, 21, 18, 19)), ("Brocante solidaire", (19, 22, 11, 15)),
        ("Escape Quai", (8, 6, 21, 9)),
    ),
}  # fmt: skip


def load(demonstration: Demonstration) -> None:
    """Writes it."""
    random = demonstration.random("commerce")
    _decisions(demonstration)
    _ground_floors(demonstration, random)
    _hachette(demonstration, random)
    _company(demonstration, random)
    _calls(demonstration)
    _temporary(demonstration)
    _aid(demonstration, random)
    _schools(demonstration)
    _promises(demonstration)
    demonstration.say(f"{demonstration.write()} acts on commerce")


def _decisions(demonstration: Demonstration) -> None:
    for key, day, subject, ayes, noes in (
        ("2020-C011", date(2020, 4, 23), "bons d’achat et colis alimentaires pendant le confinement", 45, 0),
        ("2021-C047", date(2021, 11, 18), "création de la foncière commerciale", 39, 2),
        ("2022-C016", date(2022, 3, 24), "loyers incitatifs selon les priorités d’implantation", 38, 2),
    ):
        demonstration.tell(
            commons.decision.recorded, key, day, hour=20, decided_on=day, subject=subject, matter="3",
            votes_for=ayes, votes_against=noes, abstentions=45 - ayes - noes, document=None,
        )  # fmt: skip


def _premises(
    demonstration: Demonstration,
    key: str,
    day: date,
    name: str,
    site: str,
    owner: str,
    area: int,
    place: dict[str, Any],
) -> None:
    demonstration.tell(
        acts.premises.recorded, key, day, name=name, site=site, owner=owner, area_m2=area, use=None, state="works",
        since=day, **{"project": None} | place,
    )  # fmt: skip


def _place(spot: Spot) -> dict[str, Any]:
    return {"place": spot.place, "district": spot.district, "lon": spot.lon, "lat": spot.lat}


def _ground_floors(demonstration: Demonstration, random: Random) -> None:
    """New buildings hand over bare premises; most find a shop within two years, some are left."""
    number = 0
    for project, total in NEW.items():
        shape = town().projects[project].shape.centroid
        near = sorted(demonstration.spots, key=lambda one: (one.lon - shape.x) ** 2 + (one.lat - shape.y) ** 2)[:40]
        for _ in range(total):
            number += 1
            key, spot = f"PI-{number:02d}", random.choice(near)
            use, sign = SHOPS[number % len(SHOPS)]
            day = date(2020, 4, 6) + timedelta(days=random.randrange(1750))
            owner = random.choices(("landlord", "private"), (1, 2))[0]
            _premises(demonstration, key, day, f"{sign}, {spot.place}", "new_building", owner,
                      random.randrange(45, 280, 5), {**_place(spot), "project": project})  # fmt: skip
            opened = day + timedelta(days=random.randint(60, 520))
            if number % 6 and opened < date(2025, 10, 31):
                demonstration.tell(acts.opened, key, opened, use=use)
                shut = opened + timedelta(days=random.randint(400, 900))
                if number % 11 == 0 and shut < date(2025, 10, 31):
                    demonstration.tell(acts.closed, key, shut, reason="L’enseigne a quitté le local.")
            else:
                demonstration.tell(
                    acts.closed, key, day + timedelta(days=45), reason="Livré brut, en attente d’un bail."
                )


def _hachette(demonstration: Demonstration, random: Random) -> None:
    """The town's premises in the Jeanne-Hachette centre, taken over as they stood."""
    lon, lat = 2_384_682, 48_812_012
    opened = date(2020, 1, 6)
    for number in range(1, 25):
        shut = number % 5 == 0
        demonstration.tell(
            acts.premises.imported, f"JH-{number:02d}", opened, name=f"centre Jeanne-Hachette, local {number}",
            site="mall", place="centre Jeanne-Hachette", district="centre-ville", project="coeur-de-ville",
            owner="town" if number % 3 else "private", area_m2=random.randrange(35, 320, 5),
            use=None if shut else SHOPS[number % len(SHOPS)][0], state="vacant" if shut else "open",
            since=date(2018, 9, 3), opened_on=None if shut else date(2018, 9, 3), lon=lon + number * 11, lat=lat,
        )  # fmt: skip
    for key, day in (("JH-05", date(2022, 6, 13)), ("JH-10", date(2022, 7, 4))):
        demonstration.tell(acts.opened, key, day, use="solidarity")


def _company(demonstration: Demonstration, random: Random) -> None:
    """What the property company bought, and to whom it lets it at which discount."""
    for number, sign, priority, market, signed, arrears, ended in LEASES:
        key, spot = f"FC-{number:02d}", random.choice(demonstration.spots)
        bought = signed - timedelta(days=140)
        _premises(demonstration, key, bought, sign, "street", "company", 55 + 9 * number, _place(spot))
        demonstration.tell(
            acts.acquisition.recorded, f"AC-{number:02d}", bought, premises=key, what=("business", "both")[number % 2],
            price_cents=market * (6 + number % 4), bought_on=bought, decision="2021-C047",
        )  # fmt: skip
        demonstration.tell(
            acts.lease.recorded, f"BC-{number:02d}", signed, tenant=sign, premises=key, priority=priority,
            market_rent_cents=market, discount_percent=DISCOUNTS[priority], signed_on=signed,
            ends_on=date(signed.year + 9, signed.month, 1),
        )  # fmt: skip
        demonstration.tell(acts.opened, key, signed + timedelta(days=60), use=SHOPS[number][0])
        if arrears:
            demonstration.tell(acts.lease_arrears, f"BC-{number:02d}", date(2025, 6, 30), arrears_cents=arrears)
        if ended:
            demonstration.tell(acts.lease_ended, f"BC-{number:02d}", ended, reason="Départ en retraite, sans reprise.")
            demonstration.tell(acts.closed, key, ended, hour=12, reason="Bail terminé.")


def _calls(demonstration: Demonstration) -> None:
    for key, title, premises, project, opened, closes, awarded, winner in (
        ("appel-hachette-2022", "occuper deux locaux du centre Jeanne-Hachette", "JH-05", "coeur-de-ville",
         date(2022, 1, 17), date(2022, 3, 11), date(2022, 4, 28), "melocycles"),
        ("appel-quais-2024", "animer la galerie des Quais d’Ivry avant les travaux", None, "quais-d-ivry",
         date(2024, 2, 5), date(2024, 4, 12), date(2024, 5, 30), "fabrique-des-quais"),
        ("appel-spinoza-2025", "ouvrir un commerce de bouche avenue Spinoza", None, None, date(2025, 9, 15),
         date(2026, 1, 15), None, None),
    ):  # fmt: skip
        if awarded and winner == "fabrique-des-quais":
            demonstration.tell(
                commons.organisation.recorded, winner, awarded, hour=8, name="Fabrique des Quais",
                kind="association", since=awarded, siren=None,
            )  # fmt: skip
        demonstration.tell(
            acts.call.recorded, key, opened, title=title, premises=premises, project=project, opened_on=opened,
            closes_on=closes, threshold=70, terms="Quatre notes sur vingt-cinq : social, écologie, solidité, ancrage.",
        )  # fmt: skip
        for number, (bidder, marks) in enumerate(BIDS.get(key, ()), start=1):
            _bid(demonstration, f"{key}-{number}", key, bidder, marks, closes, awarded or closes)
        if awarded:
            demonstration.tell(acts.judged, key, closes + timedelta(days=1))
            demonstration.tell(acts.call_awarded, key, awarded, winner=winner)


def _bid(
    demonstration: Demonstration, key: str, call: str, bidder: str, marks: tuple[int, int, int, int], closes: date,
    awarded: date,
) -> None:  # fmt: skip
    """One bid, scored by the jury on four marks, kept above the threshold."""
    received = closes - timedelta(days=9)
    demonstration.tell(acts.bid.recorded, key, received, call=call, bidder=bidder, received_on=received)
    scored: dict[str, Any] = dict(zip(acts.MARKS, marks, strict=True))
    demonstration.tell(acts.bid_scored, key, closes + timedelta(days=20), **scored)
    total = sum(marks)
    chosen = acts.bid_chosen if total >= 78 else acts.bid_refused
    demonstration.tell(chosen, key, awarded, hour=9, reason=f"Note du jury : {total} sur 100.")


def _temporary(demonstration: Demonstration) -> None:
    """Premises lent or let below their value, for a time that everybody knows."""
    for key, purpose, occupant, premises, call, value, fee, signed, ends in (
        ("ot-pagaille", "recyclerie, ressourcerie et cantine solidaire, à titre gracieux", "la-pagaille", None, None,
         9_600_000, 0, date(2020, 10, 1), date(2023, 9, 30)),
        ("ot-melocycles", "atelier de réparation de vélos", "melocycles", "JH-05", "appel-hachette-2022",
         1_440_000, 360_000, date(2022, 5, 9), date(2025, 5, 8)),
        ("ot-paillette", "café associatif", "la-paillette", "JH-10", "appel-hachette-2022", 1_680_000, 420_000,
         date(2022, 5, 30), date(2025, 5, 29)),
        ("ot-quais", "ateliers et marché de créateurs, Quais d’Ivry", "fabrique-des-quais", None, "appel-quais-2024",
         2_100_000, 300_000, date(2024, 6, 24), date(2026, 6, 23)),
        ("ot-gosnat", "salle de répétition, avenue Georges-Gosnat", None, None, None, 720_000, 120_000,
         date(2021, 3, 1), date(2024, 2, 29)),
    ):  # fmt: skip
        demonstration.tell(
            acts.temporary.recorded, key, signed, hour=11, purpose=purpose, occupant=occupant, premises=premises,
            call=call, rental_value_cents=value, fee_cents=fee, signed_on=signed, ends_on=ends, decision=None,
        )  # fmt: skip
    demonstration.tell(acts.renewed, "ot-pagaille", date(2023, 9, 14), ends_on=date(2026, 9, 30))
    for key, ends in (("ot-melocycles", date(2027, 5, 8)), ("ot-paillette", date(2027, 5, 29))):
        demonstration.tell(acts.renewed, key, date(2025, 4, 24), ends_on=ends)
    demonstration.tell(
        acts.temporary_ended, "ot-gosnat", date(2024, 2, 29), evaluation="Trente groupes accueillis ; bâtiment démoli."
    )


def _aid(demonstration: Demonstration, random: Random) -> None:
    """Vouchers and parcels of both lockdowns, week after week."""
    number = 0
    for start, weeks in ((date(2020, 4, 27), 6), (date(2020, 11, 9), 5)):
        for week in range(weeks):
            day = start + timedelta(days=7 * week)
            for kind, cents, low, high in (
                ("food", 1_500, 480, 720),
                ("hygiene", 1_000, 190, 310),
                ("parcel", 0, 260, 430),
            ):
                number += 1
                quantity = random.randint(low, high)
                key = f"COVID-{number:02d}"
                demonstration.tell(
                    acts.batch.recorded, key, day, kind=kind, handed_on=day, quantity=quantity, value_cents=cents
                )
                if kind != "parcel":
                    spent = quantity * random.randint(90, 99) // 100
                    paid = day + timedelta(days=75)
                    demonstration.tell(acts.batch_spent, key, paid, spent=spent, refunded=spent - random.randint(0, 6))


def _schools(demonstration: Demonstration) -> None:
    for key, name, district, project, places, day, students in (
        ("esiea", "ESIEA, école d’ingénieurs", "gagarine-truillot", "gagarine-truillot", 1_200, date(2023, 9, 4),
         1_040),
        ("eicar", "EICAR, école de cinéma", "louis-bertrand-mirabeau-semard", "louis-bertrand", 700, date(2022, 9, 12),
         615),
    ):  # fmt: skip
        spot = next(one.point for one in town().places if one.name == name)
        demonstration.tell(
            acts.school.recorded, key, day - timedelta(days=900), name=name, organisation=key, place=None,
            district=district, project=project, places=places, document=None, lon=round(spot.x), lat=round(spot.y),
        )  # fmt: skip
        demonstration.tell(acts.school_opened, key, day, students=students * 2 // 3)
        demonstration.tell(acts.school_counted, key, date(2025, 10, 1), students=students)


def _promises(demonstration: Demonstration) -> None:
    for key, title, english, promised, due, done in (
        ("fonciere", "créer une foncière commerciale", "create a commercial property company", date(2020, 9, 24),
         date(2021, 12, 31), date(2021, 11, 18)),
        ("priorites", "définir avec les habitant·es les commerces attendus", "agree with residents on the shops wanted",
         date(2020, 9, 24), date(2021, 12, 31), date(2022, 3, 24)),
        ("pagaille-perenne", "trouver des locaux pérennes à La Pagaille", "find La Pagaille lasting premises",
         date(2022, 10, 13), date(2025, 6, 30), None),
    ):  # fmt: skip
        demonstration.tell(
            commons.commitment.recorded, key, promised, title=title, title_en=english, chapter="commerce",
            kind="promise", project=None, organisation="la-pagaille" if key == "pagaille-perenne" else None,
            promised_on=promised, due_on=due, decision=None, document=None,
        )  # fmt: skip
        demonstration.tell(commons.commitment_begun, key, promised + timedelta(days=60), expected_on=due)
        if done is None or done > due:
            demonstration.tell(
                commons.postponed, key, due, expected_on=done or date(2026, 9, 30),
                reason="Les discussions continuent." if done is None else "Les ateliers ont repris plus tard.",
            )  # fmt: skip
        if done:
            demonstration.tell(commons.commitment_done, key, done, hour=21, summary="Voté au conseil municipal.")
