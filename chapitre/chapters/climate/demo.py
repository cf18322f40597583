"""The chapter's part of the demonstration: real places, labels and networks; meters, weighings and dates invented."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from math import sqrt
from random import Random
from typing import Any

from shapely.affinity import scale
from shapely.geometry.base import BaseGeometry

from chapitre.chapters.climate import acts
from chapitre.kernel.commons import acts as commons
from chapitre.kernel.commons.demonstration import Demonstration
from chapitre.kernel.geo.projection import area_m2, project, to_point, unproject
from chapitre.kernel.town import town

# What the published report says: only demo files may hold such numbers.
FIRST_TRANCHE_M2 = 80_000
COMPOSTERS, SCHOOL_COMPOSTERS = 11, 9
SHELTERS, SHELTER_DISTRICT, FIRST_DISTRICT = 22, "marat-parmentier-renoult", "plateau-monmousseau"
ENVELOPE_CENTS = 70_000_000
EDITIONS = (date(2021, 10, 9), date(2023, 10, 14), date(2025, 10, 11))
GEOTHERMAL_MWH, NEED_MWH = 60_000, 150_000  # of dwellings in 2024

# Name in the town's shapes, kind, project, day of opening (None: still to come).
SPACES: tuple[tuple[str, str, str | None, date | None], ...] = (
    ("pelouse Gambetta", "lawn", "ivry-port", date(2020, 6, 20)),
    ("jardin Marsha P. Johnson", "garden", "ivry-port", date(2022, 5, 14)),
    ("parvis Anne-Sylvestre", "square", "ivry-port", date(2022, 9, 1)),
    ("parvis du collège Assia-Djebar", "square", None, date(2023, 9, 4)),
    ("square Prudon", "square", "ivry-port", date(2019, 6, 15)),
    ("jardin Dian-Fossey", "garden", "louis-bertrand", None),
    ("parc des Cormailles", "park", None, date(2007, 6, 2)),
    ("parc Maurice-Thorez", "park", None, date(1972, 5, 6)),
    ("promenade des Petits-Bois", "walk", "louis-bertrand", date(1986, 9, 1)),
    ("square Toussaint-Louverture", "square", None, date(2015, 5, 10)),
)
WALKS = (
    ("venelle Galilée", date(2021, 9, 18), 4.0),
    ("allée Marielle-Franco", date(2022, 3, 8), 5.0),
)  # half widths, m
NETWORKS = (
    ("9406C", "réseau d’Ivry-Port, géothermie", 12_500, 64, 791),
    ("9423C", "réseau d’Ivry centre", 9_800, 65, 787),
)
SECTORS = {"buildings": 108_000, "transport": 61_000, "industry": 74_000, "waste": 9_000}  # t CO₂e in 2019
RESIDUAL_2050 = {"buildings": 6_000, "transport": 4_000, "industry": 7_000, "waste": 2_000}
ACTIONS = (
    ("étendre le réseau de chaleur au Petit-Ivry", "buildings", "running", date(2028, 12, 31), 2_300),
    ("rénover trois écoles et leur chaufferie", "buildings", "done", date(2024, 9, 2), 310),
    ("passer la flotte du nettoyage à l’électrique et au gaz", "transport", "running", date(2027, 12, 31), 140),
    ("deux repas végétariens par semaine à la cantine", "industry", "done", date(2022, 9, 1), 420),
    ("collecter les déchets alimentaires partout", "waste", "running", date(2026, 12, 31), 380),
    ("navette fluviale de marchandises", "transport", "dropped", date(2025, 12, 31), 90),
)


def load(demonstration: Demonstration) -> None:
    """Writes it."""
    random = demonstration.random("climate")
    _spaces(demonstration)
    _swales_and_gardens(demonstration)
    _labels(demonstration)
    _heat(demonstration, random)
    _carbon(demonstration)
    _promises(demonstration)
    _conference(demonstration)
    _composters(demonstration, random)
    _food_waste(demonstration, random)
    _air(demonstration, random)
    demonstration.say(f"{demonstration.write()} acts on climate")


def _district(shape: BaseGeometry) -> str | None:
    point = shape.point_on_surface()
    return town().atlas.district_of(round(point.x), round(point.y))


def _spaces(demonstration: Demonstration) -> None:
    shapes = {green.name: green.shape for green in town().greens}
    streets = {street.name: street.line for street in town().streets}
    for name, kind, project_, opened in SPACES:
        _space(demonstration, name, kind, project_, opened, shapes[name])
    for name, opened, half in WALKS:
        _space(
            demonstration, name, "walk", None, opened, unproject(project(streets[name]).buffer(half, cap_style="flat"))
        )
    park = _of_area(shapes["parc des Confluences"], FIRST_TRANCHE_M2)
    _space(demonstration, "parc des Confluences, première tranche", "park", "ivry-port", date(2025, 5, 24), park)


def _of_area(shape: BaseGeometry, area: int) -> BaseGeometry:
    """The shape made larger or smaller about its middle, to that many m²."""
    ground = project(shape)
    factor = sqrt(area / ground.area)
    made = unproject(scale(ground, factor, factor))
    assert abs(area_m2(made) - area) < 50
    return made


def _space(
    demonstration: Demonstration, name: str, kind: str, project_: str | None, opened: date | None, shape: BaseGeometry
) -> None:
    start = opened - timedelta(days=700) if opened else date(2024, 4, 16)
    facts: dict[str, Any] = {"name": name, "kind": kind, "district": _district(shape), "project": project_}
    key = demonstration.tell(acts.space.recorded, None, start, approximate=True, **facts, **demonstration.shape(shape))
    if opened:
        demonstration.tell(acts.space_begun, key, opened - timedelta(days=300))
        demonstration.tell(acts.space_opened, key, opened)


def _swales_and_gardens(demonstration: Demonstration) -> None:
    streets = {street.name: street.line for street in town().streets}
    for number, name in enumerate(
        ("rue Pierre-Rigaud", "avenue Gagarine", "rue Moïse", "rue Jean-Mazet", "rue Galilée")
    ):
        day = date(2021, 3, 15) + timedelta(days=330 * number)
        facts: dict[str, Any] = {
            "street": name,
            "district": _district(streets[name]),
            "storage_l": 18_000 + 4_000 * number,
        }
        shape = demonstration.shape(streets[name])
        key = demonstration.tell(acts.swale.recorded, None, day, opened_on=day, **facts, **shape)
        demonstration.tell(acts.swale_kept, key, day + timedelta(days=180))
    greens = {green.name: green.shape for green in town().greens}
    for key, name, green, day, plots in (
        ("toussaint", "jardin partagé Toussaint-Louverture", "square Toussaint-Louverture", date(2021, 4, 10), 24),
        ("marsha", "jardin partagé Marsha P. Johnson", "jardin Marsha P. Johnson", date(2022, 10, 1), 31),
    ):
        body = f"jardiniers-{key}"
        demonstration.tell(
            commons.organisation.recorded, body, day, name=f"Les jardins {key.capitalize()}", kind="association",
            since=day, siren=None,
        )  # fmt: skip
        point = greens[green].point_on_surface()
        demonstration.tell(
            acts.garden.recorded, key, day, name=name, association=body, district=_district(greens[green]), plots=plots,
            waiting=0, since=day, lon=round(point.x), lat=round(point.y),
        )  # fmt: skip
        demonstration.tell(acts.garden_waiting, key, date(2025, 3, 20), waiting=plots // 2, plots=plots)


def _labels(demonstration: Demonstration) -> None:
    for key, name, subject, issuer, asked, given, ends in (
        ("lpo", "Refuges LPO", "promenade des Petits-Bois", "lpo", date(2024, 10, 3), date(2025, 4, 12),
         date(2030, 4, 11)),
        ("nature", "Territoire engagé pour la nature", "la ville", "ofb", date(2022, 6, 1), date(2023, 1, 1),
         date(2026, 12, 31)),
    ):  # fmt: skip
        demonstration.tell(acts.label.recorded, key, asked, name=name, subject=subject, issuer=issuer, document=None)
        demonstration.tell(acts.label_given, key, given, ends_on=ends)


def _heat(demonstration: Demonstration, random: Random) -> None:
    """Two networks; what the geothermal one gave dwellings in 2024 is 40 % of what all of them need."""
    for key, name, dwellings, co2, renewable in NETWORKS:
        demonstration.tell(
            acts.network.recorded, key, date(2020, 1, 20), name=name, operator=None, dwellings=dwellings, co2_g_kwh=co2,
            renewable_permille=renewable, document=None,
        )  # fmt: skip
    for year in range(2020, 2025):
        day, told = date(year, 12, 31), date(year + 1, 4, 15)
        growth = 1 - 0.06 * (2024 - year)
        dwellings = GEOTHERMAL_MWH if year == 2024 else round(GEOTHERMAL_MWH * growth * random.uniform(0.97, 1.03))
        for network, source, use, mwh in (
            ("9406C", "geothermal", "dwellings", dwellings), ("9406C", "geothermal", "other", dwellings // 5),
            ("9406C", "gas", "dwellings", 11_000), ("9423C", "waste", "dwellings", 38_000),
            ("9423C", "gas", "dwellings", 9_500), ("9423C", "gas", "other", 6_200),
        ):  # fmt: skip
            facts: dict[str, Any] = {"network": network, "source": source, "use": use, "mwh": mwh}
            demonstration.tell(acts.delivery.recorded, None, told, ended_on=day, **facts)
        need = NEED_MWH if year == 2024 else round(NEED_MWH * random.uniform(0.97, 1.05))
        demonstration.tell(
            acts.need.recorded, None, told, ended_on=day, use="dwellings", mwh=need, document=None,
            model="parc de logements × besoin au m², corrigé du climat",
        )  # fmt: skip


def _carbon(demonstration: Demonstration) -> None:
    """The inventory of 2019, and a straight path to 2050, where sinks take what is left."""
    decided = date(2021, 12, 16)
    demonstration.tell(
        commons.decision.recorded, "2021-12-16-04", decided, decided_on=decided, subject="stratégie bas carbone",
        matter="8", votes_for=41, votes_against=0, abstentions=4, document=None,
    )  # fmt: skip
    for sector, tonnes in SECTORS.items():
        demonstration.tell(
            acts.emission.recorded, None, date(2021, 6, 30), nature="inventory", sector=sector,
            ended_on=date(2019, 12, 31), kgco2e=tonnes * 1000, decision=None, document=None,
        )  # fmt: skip
        for year in (2025, 2030, 2040, 2050):
            aimed = tonnes + (RESIDUAL_2050[sector] - tonnes) * (year - 2019) // 31
            _target(demonstration, decided, sector, year, aimed)
    for year in (2025, 2030, 2040, 2050):
        _target(demonstration, decided, "sinks", year, -sum(RESIDUAL_2050.values()) * (year - 2019) // 31)
    for number, (name, sector, state, due, tonnes) in enumerate(ACTIONS, start=1):
        key = f"BC-{number:02d}"
        facts: dict[str, Any] = {"name": name, "sector": sector, "due_on": due, "expected_kgco2e": tonnes * 1000}
        demonstration.tell(acts.action.recorded, key, date(2022, 1, 20), **facts)
        demonstration.tell(acts.action_begun, key, date(2022, 3, 1) + timedelta(days=20 * number))
        if state == "done":
            demonstration.tell(acts.action_done, key, due)
        if state == "dropped":
            demonstration.tell(acts.action_dropped, key, date(2024, 6, 20), reason="Aucun chargeur n’a donné suite.")


def _target(demonstration: Demonstration, decided: date, sector: str, year: int, tonnes: int) -> None:
    demonstration.tell(
        acts.emission.recorded, None, decided, hour=12, nature="target", sector=sector, ended_on=date(year, 12, 31),
        kgco2e=tonnes * 1000, decision="2021-12-16-04", document=None,
    )  # fmt: skip


def _promises(demonstration: Demonstration) -> None:
    """Targets, and a plant that was given up."""
    told = demonstration.tell
    for key, title, english, kind, day, due in (
        ("neutralite-carbone", "neutralité carbone", "carbon neutrality", "target", date(2021, 12, 16),
         date(2050, 12, 31)),
        ("biodechets-partout", "collecte des déchets alimentaires dans toute la ville",
         "food-waste collection town-wide", "promise", date(2023, 10, 14), date(2026, 12, 31)),
        ("uvo", "unité de valorisation organique du Syctom", "the Syctom’s organic recovery plant", "works",
         date(2017, 3, 2), date(2023, 12, 31)),
        ("observatoire", "observatoire écocitoyen des pollutions", "citizen observatory of pollutions", "promise",
         date(2023, 10, 14), date(2024, 12, 31)),
    ):  # fmt: skip
        told(
            commons.commitment.recorded, key, day, title=title, title_en=english, chapter="climate", kind=kind,
            project=None, organisation="syctom" if key == "uvo" else None, promised_on=day, due_on=due, decision=None,
            document=None,
        )  # fmt: skip
    told(commons.commitment_begun, "biodechets-partout", date(2024, 9, 10), expected_on=date(2026, 12, 31))
    told(commons.commitment_dropped, "uvo", date(2021, 2, 11), reason="Le Syctom renonce à l’unité, comme la Ville le "
         "demandait : coût, odeurs, et un tri à la source qui la rend inutile.", decision=None)  # fmt: skip
    day = date(2024, 4, 4)
    told(
        commons.decision.recorded, "2024-04-04-11", day, decided_on=day, matter="8",
        subject="création de l’observatoire écocitoyen des pollutions", votes_for=43, votes_against=0, abstentions=2,
        document=None,
    )  # fmt: skip
    told(commons.commitment_done, "observatoire", day, hour=15, summary="Créé avec Grand-Orly Seine Bièvre et Paris.")


def _conference(demonstration: Demonstration) -> None:
    """Three editions, and the envelope of their pledges, line by line."""
    for number, day in enumerate(EDITIONS, start=1):
        key = f"conference-climat-{day.year}"
        demonstration.tell(
            commons.meeting.recorded, key, day - timedelta(days=60), kind="climate", held_on=day, starts_at="09:30",
            subject=f"Pour le climat, à Ivry, on agit ! {number}", place="espace Robespierre", district="centre-ville",
            project=None, organisation=None,
        )  # fmt: skip
        demonstration.tell(
            commons.meeting_held, key, day, hour=18, attendance=180 + 40 * number, minutes="Engagements pris."
        )
    for number, (day, what, share, stage) in enumerate((
        (date(2021, 12, 16), "végétaliser deux cours d’école", 26, "paid"),
        (date(2021, 12, 16), "composteurs de quartier", 9, "paid"),
        (date(2022, 6, 23), "ateliers de réparation de vélos", 7, "paid"),
        (date(2023, 12, 14), "récupérer l’eau de pluie au centre technique", 18, "paid"),
        (date(2023, 12, 14), "bibliothèque d’outils", 8, "paid"),
        (date(2024, 6, 20), "ombrages de la place Voltaire", 15, "committed"),
        (date(2025, 10, 16), "jardins de rue", 17, "voted"),
    ), start=1):  # fmt: skip
        demonstration.tell(
            commons.payment.recorded, f"CLIMAT-{number}", day, operation="conférence climat", object=what,
            nature="investment", stage=stage, amount_cents=ENVELOPE_CENTS * share // 100, dated_on=day, payee=None,
            project=None, decision=None,
        )  # fmt: skip


def _composters(demonstration: Demonstration, random: Random) -> None:
    """One in each district at least; those of schools are counted apart."""
    districts = list(town().districts)
    by_district = {code: [spot for spot in demonstration.spots if spot.district == code] for code in districts}
    for number in range(COMPOSTERS + SCHOOL_COMPOSTERS):
        school = number >= COMPOSTERS
        code = districts[number % len(districts)]
        spots = by_district[code] or list(demonstration.spots)
        spot = spots[random.randrange(len(spots))]
        day = date(2020, 10, 3) + timedelta(days=97 * number % 1650)
        key = f"CO-{number + 1:02d}"
        demonstration.tell(
            acts.composter.recorded, key, day, name=f"composteur {'d’école ' if school else ''}{spot.place}",
            kind="school" if school else "public", keeper=None, place=spot.place, district=code, installed_on=day,
            lon=spot.lon, lat=spot.lat,
        )  # fmt: skip
        for quarter in range(1, 7):
            demonstration.tell(
                acts.weighed, key, day + timedelta(days=90 * quarter), inputs_kg=random.randint(120, 620)
            )
        if random.random() < 0.3:
            demonstration.tell(
                acts.troubled, key, day + timedelta(days=200), hour=15, incident="Couvercle cassé, réparé."
            )


def _food_waste(demonstration: Demonstration, random: Random) -> None:
    """Monmousseau first, then 22 shelters in the next district; who is served; what is weighed."""
    for code, first, count, start in (
        (FIRST_DISTRICT, "BA-M", 14, date(2022, 11, 7)), (SHELTER_DISTRICT, "BA-R", SHELTERS, date(2025, 2, 3)),
    ):  # fmt: skip
        spots = [spot for spot in demonstration.spots if spot.district == code] or list(demonstration.spots)
        for number in range(1, count + 1):
            spot = spots[random.randrange(len(spots))]
            day = start + timedelta(days=6 * number)
            key = f"{first}{number:02d}"
            demonstration.tell(
                acts.shelter.recorded, key, day, place=spot.place, district=code, installed_on=day, badge=True,
                lon=spot.lon, lat=spot.lat,
            )  # fmt: skip
            demonstration.tell(acts.shelter_read, key, date(2025, 9, 15), fill_percent=random.randint(15, 90))
    households = {code: 3_400 + 550 * place for place, code in enumerate(town().districts)}
    for day in (date(2023, 12, 31), date(2024, 12, 31), date(2025, 9, 30)):
        for code, total in households.items():
            served = {FIRST_DISTRICT: 78, SHELTER_DISTRICT: 71 if day.year == 2025 else 0}.get(code, 0)
            demonstration.tell(
                acts.coverage.recorded, None, day, district=code, measured_on=day, served=total * served // 100,
                households=total,
            )  # fmt: skip
    for month in range(34):
        year, number = 2023 + month // 12, 1 + month % 12
        day = date(year, number, monthrange(year, number)[1])
        for code, base in ((FIRST_DISTRICT, 3_900), (SHELTER_DISTRICT, 5_200)):
            if code == FIRST_DISTRICT or day > date(2025, 3, 1):
                mass = round(base * random.uniform(0.85, 1.15))
                demonstration.tell(acts.food_waste.recorded, None, day, district=code, collected_on=day, mass_kg=mass)


def _air(demonstration: Demonstration, random: Random) -> None:
    for number, (what, kept, street) in enumerate((
        ("pm25", "public", "quai Marcel-Boyer"), ("no2", "public", "avenue de Verdun"),
        ("pm25", "citizen", "rue Westermeyer"), ("noise", "citizen", "boulevard Paul-Vaillant-Couturier"),
    ), start=1):  # fmt: skip
        line = next(one.line for one in town().streets if one.name == street)
        middle = project(line).interpolate(0.5, normalized=True)
        point = to_point(middle.x, middle.y)
        key, since = f"CAP-{number}", date(2024, 6, 3)
        demonstration.tell(
            acts.sensor.recorded, key, since, name=f"capteur {street}", measures=what, kept_by=kept, owner=None,
            district=_district(line), since=since, lon=point.lon, lat=point.lat,
        )  # fmt: skip
        base = {"pm25": 112, "no2": 245, "noise": 634}[what]
        for month in range(16):
            year, in_year = 2024 + (6 + month) // 12, 1 + (6 + month) % 12
            day = date(year, in_year, monthrange(year, in_year)[1])
            demonstration.tell(
                acts.observation.recorded, None, day, sensor=key, ended_on=day,
                tenths=round(base * random.uniform(0.8, 1.25)), quality="checked" if kept == "public" else "raw",
            )  # fmt: skip
