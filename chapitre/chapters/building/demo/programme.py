"""Phases, lots and dwellings of the six projects, and the account of the one that is closed."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from chapitre.chapters.building.acts import programme as acts
from chapitre.chapters.building.demo.outlines import spot_in
from chapitre.kernel.commons.demonstration import Demonstration

# What the published report says: only demo files may hold such numbers.
PORT_FAMILY = 5_600
SAID_BY = date(2025, 3, 10)  # what is still to come had been announced by then

# project, title, English title, kind, lead, promised start and end, kept start and end, postponements (day, to, why)
Slip = tuple[date, date, str]
PHASES: tuple[
    tuple[str, str, str, str, str | None, date, date, date | None, date | None, tuple[Slip, ...]], ...
] = (
    ("gagarine-truillot", "études et programme", "studies and programme", "study", "amenageur-gagarine",
     date(2015, 9, 24), date(2017, 6, 30), date(2015, 9, 24), date(2017, 9, 12),
     ((date(2017, 5, 4), date(2017, 9, 30), "Une enquête publique de plus."),)),
    ("gagarine-truillot", "démolition de la cité Gagarine", "demolition of the Gagarine estate", "demolition",
     "amenageur-gagarine", date(2019, 2, 1), date(2020, 9, 30), date(2019, 8, 31), date(2021, 1, 29),
     ((date(2019, 1, 17), date(2020, 12, 31), "Désamiantage plus long que prévu."),
      (date(2020, 4, 2), date(2021, 1, 31), "Chantier arrêté pendant le confinement."))),
    ("gagarine-truillot", "rues, réseaux, pistes cyclables et allées", "streets, networks, cycle tracks and paths",
     "networks", "amenageur-gagarine", date(2021, 3, 1), date(2027, 6, 30), date(2021, 3, 15), None, ()),
    ("gagarine-truillot", "premiers immeubles et écoles", "first buildings and schools", "building",
     "amenageur-gagarine", date(2020, 11, 2), date(2025, 3, 31), date(2020, 11, 16), date(2025, 6, 26),
     ((date(2024, 11, 14), date(2025, 6, 30), "Une entreprise du chantier a fait défaut."),)),
    ("gagarine-truillot", "derniers immeubles", "last buildings", "building", "amenageur-gagarine",
     date(2027, 3, 1), date(2032, 12, 31), None, None, ()),
    ("coeur-de-ville", "étude urbaine participative", "participatory urban study", "study", None,
     date(2022, 3, 1), date(2022, 12, 31), date(2022, 3, 1), date(2023, 6, 22),
     ((date(2022, 11, 24), date(2023, 6, 30), "Le jury citoyen a demandé deux sessions de plus."),)),
    ("coeur-de-ville", "plan guide du centre", "master plan of the centre", "study", None,
     date(2024, 3, 1), date(2025, 6, 30), date(2024, 3, 18), None,
     ((date(2025, 5, 15), date(2026, 12, 31), "Les sols du centre doivent être sondés."),)),
    ("coeur-de-ville", "rénovation des escaliers roulants", "renovation of the escalators", "fitting", None,
     date(2024, 9, 2), date(2025, 9, 30), date(2024, 9, 9), None,
     ((date(2025, 9, 4), date(2026, 12, 31), "Des pièces manquent chez le fabricant."),)),
    ("coeur-de-ville", "cours d’arts plastiques réunis au centre Jeanne-Hachette",
     "art classes brought together in the Jeanne Hachette centre", "fitting", None,
     date(2025, 11, 3), date(2026, 12, 31), date(2026, 1, 12), None, ()),
    ("coeur-de-ville", "rénovation des parkings souterrains", "renovation of the underground car parks", "fitting",
     None, date(2025, 2, 3), date(2027, 12, 31), date(2025, 2, 10), None, ()),
    ("coeur-de-ville", "Espace démarches et citoyen", "one-stop citizens’ desk", "fitting", None,
     date(2027, 1, 11), date(2028, 6, 30), None, None, ()),
    ("coeur-de-ville", "Cœur de ville parc", "Cœur de ville parc", "public_space", None,
     date(2027, 10, 1), date(2032, 12, 31), None, None, ()),
    ("ivry-port", "études et programme", "studies and programme", "study", "amenageur-port",
     date(2009, 1, 12), date(2010, 12, 16), date(2009, 1, 12), date(2010, 12, 16), ()),
    ("ivry-port", "puits de géothermie", "geothermal wells", "networks", None,
     date(2014, 4, 1), date(2016, 12, 31), date(2014, 9, 8), date(2017, 11, 6),
     ((date(2016, 6, 9), date(2017, 12, 31), "Un forage à reprendre."),)),
    ("ivry-port", "immeubles, écoles et gymnase", "buildings, schools and gymnasium", "building", "amenageur-port",
     date(2012, 3, 1), date(2038, 12, 31), date(2012, 5, 14), None, ()),
    ("ivry-port", "piétonnisation du quai Henri-Pourchasse", "pedestrianisation of quai Henri-Pourchasse",
     "public_space", None, date(2021, 6, 1), date(2021, 6, 30), date(2021, 6, 1), date(2021, 6, 17), ()),
    ("ivry-port", "parc des Confluences, première partie", "Parc des Confluences, first part", "public_space",
     "amenageur-port", date(2022, 9, 1), date(2024, 10, 31), date(2023, 3, 6), date(2025, 5, 24),
     ((date(2024, 6, 13), date(2025, 5, 31), "Les plantations attendent la saison."),)),
    ("ivry-port", "plantation du quai Henri-Pourchasse", "planting of quai Henri-Pourchasse", "public_space", None,
     date(2027, 2, 1), date(2028, 12, 31), None, None, ()),
    ("ivry-port", "parc des Confluences, suite", "Parc des Confluences, next parts", "public_space",
     "amenageur-port", date(2028, 1, 10), date(2034, 12, 31), None, None, ()),
    ("quais-d-ivry", "études et programme", "studies and programme", "study", None,
     date(2019, 4, 1), date(2021, 6, 24), date(2019, 4, 15), date(2021, 6, 24), ()),
    ("quais-d-ivry", "occupation temporaire des locaux", "temporary use of the premises", "fitting", None,
     date(2023, 1, 9), date(2026, 6, 30), date(2023, 2, 6), None, ()),
    ("quais-d-ivry", "démolition du centre commercial et des ponts bâtis",
     "demolition of the shopping centre and its built bridges", "demolition", None,
     date(2026, 9, 1), date(2029, 6, 30), date(2026, 9, 14), None, ()),
    ("quais-d-ivry", "logements, commerces et équipements", "dwellings, shops and facilities", "building", None,
     date(2028, 1, 10), date(2033, 12, 31), None, None, ()),
    ("plateau", "études et programme", "studies and programme", "study", None,
     date(2007, 3, 1), date(2009, 2, 1), date(2007, 3, 1), date(2009, 2, 1), ()),
    ("plateau", "immeubles, bureaux et résidence", "buildings, offices and residence", "building", None,
     date(2010, 2, 1), date(2018, 12, 31), date(2010, 2, 1), date(2020, 9, 30),
     ((date(2018, 3, 8), date(2020, 9, 30), "Deux lots de bureaux ont cherché preneur."),)),
    ("plateau", "collège Gisèle-Halimi", "Gisèle Halimi secondary school", "building", None,
     date(2020, 9, 1), date(2023, 8, 31), date(2020, 10, 5), date(2023, 8, 28), ()),
    ("plateau", "projet du site de Point P", "project on the Point P site", "study", None,
     date(2025, 1, 13), date(2027, 12, 31), date(2025, 1, 20), None, ()),
    ("louis-bertrand", "trois programmes mixtes", "three mixed programmes", "building", None,
     date(2019, 1, 14), date(2024, 6, 30), date(2019, 3, 4), date(2025, 4, 24),
     ((date(2024, 3, 21), date(2025, 4, 30), "Le toit du troisième programme est à reprendre."),)),
    ("louis-bertrand", "école EICAR et résidence étudiante", "EICAR school and student residence", "building", None,
     date(2019, 9, 2), date(2022, 8, 31), date(2019, 9, 16), date(2022, 9, 5), ()),
    ("louis-bertrand", "jardin Dian-Fossey dessiné avec les habitant·es", "Dian Fossey garden drawn with residents",
     "consultation", None, date(2024, 4, 16), date(2025, 12, 31), date(2024, 4, 16), date(2025, 12, 18), ()),
    ("louis-bertrand", "plantation du jardin Dian-Fossey", "planting of the Dian Fossey garden", "public_space", None,
     date(2027, 1, 4), date(2027, 10, 31), None, None, ()),
    ("louis-bertrand", "aire de crossfit de la promenade des Petits-Bois",
     "crossfit area on the Petits-Bois promenade", "fitting", None,
     date(2025, 9, 15), date(2025, 12, 19), date(2025, 10, 6), date(2025, 12, 12), ()),
)  # fmt: skip


@dataclass(frozen=True)
class Plan:
    """A lot to tell: promised delivery, the one kept, and its dwellings by tenure and kind."""

    project: str
    name: str
    due: date
    delivered: date | None
    family: dict[str, int] = field(default_factory=dict)
    specific: dict[str, int] = field(default_factory=dict)
    developer: str | None = None
    use: str = "housing"
    activity_m2: int | None = None
    revised: tuple[date, str, int, str] | None = None  # day, tenure, what was first promised, why it changed
    dropped: tuple[date, str] | None = None
    expected: tuple[date, date, str] | None = None  # said when, for when, why


GAGARINE, PORT, QUAIS = "gagarine-truillot", "ivry-port", "quais-d-ivry"
PLATEAU, BERTRAND = "plateau", "louis-bertrand"
LATE = "Une entreprise du chantier a fait défaut."
PLANS = (
    Plan(GAGARINE, "Simone-Veil", date(2022, 9, 30), date(2022, 9, 29), {"social": 79, "social_ownership": 41}),
    Plan(GAGARINE, "Valentina-Terechkova", date(2023, 3, 31), date(2023, 6, 28), {"social": 97, "ownership": 86}),
    Plan(GAGARINE, "Cosmos", date(2024, 3, 31), date(2024, 7, 4),
         {"social": 112, "ownership": 64, "social_ownership": 38}),
    Plan(GAGARINE, "Jardin Truillot", date(2025, 3, 31), date(2025, 6, 26), {"social": 61, "social_ownership": 52}),
    Plan(GAGARINE, "Soyouz", date(2027, 6, 30), None, {"social": 48, "ownership": 120}),
    Plan(GAGARINE, "Baïkonour", date(2028, 6, 30), None, {"social": 32, "ownership": 96, "social_ownership": 60}),
    Plan(GAGARINE, "Vostok", date(2029, 12, 31), None, {"ownership": 142, "intermediate": 58}),
    Plan(GAGARINE, "Leonov", date(2031, 6, 30), None, {"ownership": 130, "social_ownership": 48}),
    Plan(GAGARINE, "Spoutnik", date(2032, 12, 31), None, {"intermediate": 66}),
    Plan(GAGARINE, "Ateliers du Cosmos", date(2027, 12, 31), None, use="activity", activity_m2=14_500),
    Plan(PORT, "îlot Avenir", date(2014, 6, 30), date(2014, 9, 18), {"social": 120, "ownership": 180}),
    Plan(PORT, "îlot Westermeyer", date(2016, 6, 30), date(2016, 6, 23), {"social": 90, "ownership": 140}),
    Plan(PORT, "îlot Gambetta", date(2018, 12, 31), date(2019, 5, 16),
         {"social": 104, "intermediate": 40, "ownership": 150}),
    Plan(PORT, "Quai Compagnon", date(2020, 9, 30), date(2020, 12, 15), {"social": 92, "ownership": 118}),
    Plan(PORT, "Rosalind-Franklin", date(2021, 1, 31), date(2021, 1, 29), {"social": 71, "ownership": 96}),
    Plan(PORT, "Port-aux-Anglais", date(2021, 12, 31), date(2022, 2, 28),
         {"social": 104, "social_ownership": 42, "ownership": 77}),
    Plan(PORT, "Les Ateliers", date(2022, 3, 31), date(2022, 6, 23), {"social": 86, "intermediate": 40}),
    Plan(PORT, "Le Gunsbourg", date(2022, 12, 31), date(2023, 3, 30), {"social": 118, "ownership": 150}),
    Plan(PORT, "Le Brandebourg", date(2023, 12, 31), date(2023, 12, 14), {"social": 83, "social_ownership": 36}),
    Plan(PORT, "Quai Pourchasse", date(2024, 9, 30), date(2024, 11, 28), {"social": 95, "ownership": 88}),
    Plan(PORT, "Les Halles", date(2026, 12, 31), None, {"social": 44, "ownership": 102},
         expected=(date(2025, 6, 12), date(2027, 4, 30), LATE)),
    Plan(PORT, "îlot du Pont", date(2026, 3, 31), None, {"social": 70, "ownership": 90},
         dropped=(date(2024, 10, 17), "Le terrain reste à l’usine des eaux.")),
    Plan(PORT, "Cité des métiers", date(2019, 6, 30), date(2019, 9, 26), use="activity", activity_m2=21_000),
    Plan(QUAIS, "Quais d’Ivry A", date(2029, 12, 31), None, {"social": 52, "social_ownership": 30, "ownership": 60}),
    Plan(QUAIS, "Quais d’Ivry B", date(2030, 6, 30), None, {"social": 58, "social_ownership": 28, "ownership": 56}),
    Plan(QUAIS, "Quais d’Ivry C", date(2030, 12, 31), None, {"social": 60, "social_ownership": 29, "ownership": 58}),
    Plan(QUAIS, "Quais d’Ivry D", date(2031, 6, 30), None, {"social": 56, "social_ownership": 27, "ownership": 55}),
    Plan(QUAIS, "Quais d’Ivry E", date(2031, 12, 31), None, {"social": 62, "social_ownership": 31, "ownership": 61}),
    Plan(QUAIS, "Quais d’Ivry F", date(2032, 6, 30), None, {"social": 54, "social_ownership": 28, "ownership": 54}),
    Plan(QUAIS, "Quais d’Ivry G", date(2033, 6, 30), None, {"social": 60, "social_ownership": 29, "ownership": 59}),
    Plan(QUAIS, "Quais d’Ivry H", date(2033, 12, 31), None, {"social": 58, "social_ownership": 28, "ownership": 57}),
    Plan(PLATEAU, "Verdun Nord", date(2012, 9, 30), date(2012, 10, 18), {"social": 96, "ownership": 84}),
    Plan(PLATEAU, "Verdun Sud", date(2014, 6, 30), date(2014, 6, 12), {"social": 72, "social_ownership": 40}),
    Plan(PLATEAU, "Barbès", date(2016, 3, 31), date(2017, 1, 26), {"ownership": 90},
         revised=(date(2014, 11, 20), "ownership", 102, "Le bâtiment perd un étage côté jardin.")),
    Plan(PLATEAU, "Manouchian", date(2018, 12, 31), date(2020, 9, 30), {"social": 48, "intermediate": 38}),
    Plan(BERTRAND, "programme Mirabeau", date(2020, 12, 31), date(2021, 6, 17), {"social": 22, "ownership": 14},
         use="mixed"),
    Plan(BERTRAND, "programme Sémard", date(2023, 6, 30), date(2023, 10, 26),
         {"social": 20, "social_ownership": 12, "ownership": 10}, use="mixed"),
    Plan(BERTRAND, "programme des Coopérateurs", date(2024, 6, 30), date(2025, 4, 24),
         {"cooperative": 16, "social": 18, "ownership": 12}, developer="cooperateurs", use="mixed"),
)  # fmt: skip
# Residences of Ivry-Port: kind, units, promised, delivered.
RESIDENCES = (
    ("student", 240, date(2017, 8, 31), date(2017, 9, 4)), ("student", 210, date(2021, 8, 31), date(2021, 8, 30)),
    ("student", 198, date(2024, 8, 31), date(2024, 10, 14)), ("student", 180, date(2028, 8, 31), None),
    ("student", 176, date(2030, 8, 31), None), ("student", 160, date(2032, 8, 31), None),
    ("student", 150, date(2034, 8, 31), None), ("student", 146, date(2036, 8, 31), None),
    ("senior", 120, date(2019, 3, 31), date(2019, 6, 20)), ("senior", 110, date(2023, 3, 31), date(2023, 3, 23)),
    ("senior", 104, date(2029, 3, 31), None), ("senior", 96, date(2033, 3, 31), None),
    ("senior", 90, date(2037, 3, 31), None), ("shared", 90, date(2022, 6, 30), date(2022, 11, 10)),
    ("shared", 84, date(2029, 6, 30), None), ("shared", 76, date(2033, 6, 30), None),
    ("shared", 70, date(2036, 6, 30), None),
)  # fmt: skip
RESIDENCE_NAMES = {"student": "résidence étudiante", "senior": "résidence seniors", "shared": "maison partagée"}
ISLETS = 24  # lots of Ivry-Port still to come, without a name yet
TENURE_WEIGHTS = (("social", 40), ("ownership", 38), ("social_ownership", 12), ("intermediate", 10))
DEVELOPERS = ("promoteur-seine", "promoteur-atelier", "promoteur-horizon", "coop-ivry-habitat")
# Subject, measure, promised, delivered, explanation: the account of the Plateau.
ACCOUNT = (
    ("dwellings", "logement", 645, 633, "Un bâtiment perd un étage côté jardin."),
    ("social", "logement", 381, 381, ""),
    ("activity", "m2", 62_000, 58_500, "Un lot de bureaux est devenu la résidence Miriam-Makeba."),
    ("facilities", "equipement", 3, 3, ""),
    ("green", "m2", 9_000, 9_600, "Le mail est plus large que dessiné."),
    ("cost", "keur", 148_000, 156_400, "Dépollution des sols plus profonde que prévu."),
)
CLOSED_ON = date(2024, 12, 19)


def load(demonstration: Demonstration) -> None:
    """Tells them."""
    random = demonstration.random("building programme")
    for number, phase in enumerate(PHASES, start=1):
        _phase(demonstration, f"PH-{number:02d}", *phase)
    plans = [*PLANS, *_residences(), *_islets(random)]
    for number, plan in enumerate(plans, start=1):
        _lot(demonstration, random, f"LOT-{number:02d}", plan)
    for subject, measure, promised, delivered, why in ACCOUNT:
        demonstration.tell(
            acts.account.recorded, f"plateau-{subject}", CLOSED_ON, project=PLATEAU, subject=subject, measure=measure,
            promised=promised, delivered=delivered, closed_on=CLOSED_ON, decision="2024-12-19-12",
            document="bilan-plateau", explanation=why,
        )  # fmt: skip


def _phase(
    demonstration: Demonstration, key: str, project: str, title: str, english: str, kind: str, lead: str | None,
    starts: date, ends: date, started: date | None, ended: date | None, slips: tuple[Slip, ...],
) -> None:  # fmt: skip
    tell = demonstration.tell
    tell(
        acts.phase.recorded, key, min(starts - timedelta(days=420), SAID_BY), hour=8, project=project, title=title,
        title_en=english, kind=kind, lead=lead, starts_on=starts, ends_on=ends, decision=None, document=None,
    )  # fmt: skip
    for day, expected, reason in slips:
        tell(acts.phase_postponed, key, day, expected_on=expected, reason=reason)
    if started:
        tell(acts.phase_begun, key, started)
    if ended:
        tell(acts.phase_ended, key, ended, hour=18)


def _residences() -> list[Plan]:
    found, ranks = [], dict.fromkeys(RESIDENCE_NAMES, 0)
    for kind, units, due, delivered in RESIDENCES:
        ranks[kind] += 1
        name = f"{RESIDENCE_NAMES[kind]} d’Ivry-Port {ranks[kind]}"
        found.append(Plan(PORT, name, due, delivered, specific={kind: units}, use="residence"))
    return found


def _islets(random: Random) -> list[Plan]:
    """The lots of Ivry-Port that have no name yet: what the programme still has to place, family by family."""
    placed = sum(sum(one.family.values()) for one in PLANS if one.project == PORT and one.dropped is None)
    sizes = _shares(random, PORT_FAMILY - placed, ISLETS)
    weights = [weight for _, weight in TENURE_WEIGHTS]
    found = []
    for rank, size in enumerate(sizes):
        parts = [size * weight // sum(weights) for weight in weights]
        parts[0] += size - sum(parts)
        due = date(2028 + rank * 11 // ISLETS, 6 + 6 * (rank % 2), 30)
        family = {tenure: part for (tenure, _), part in zip(TENURE_WEIGHTS, parts, strict=True)}
        found.append(Plan(PORT, f"îlot {rank // 4 + 4}{'ABCD'[rank % 4]}", due, None, family))
    return found


def _shares(random: Random, total: int, count: int) -> list[int]:
    """A whole number cut into that many uneven parts, which add up to it."""
    weights = [random.uniform(0.7, 1.3) for _ in range(count)]
    parts = [int(total * weight / sum(weights)) for weight in weights]
    parts[-1] += total - sum(parts)
    return parts


def _lot(demonstration: Demonstration, random: Random, key: str, plan: Plan) -> None:
    """A lot from its programme to its keys, as far as it has come."""
    tell, due = demonstration.tell, plan.due
    planned = min(due - timedelta(days=1900), SAID_BY)
    developer = plan.developer or (DEVELOPERS[random.randrange(len(DEVELOPERS))] if plan.delivered else None)
    lon, lat = spot_in(plan.project, random)
    tell(
        acts.lot.recorded, key, planned, hour=8, project=plan.project, name=plan.name, use=plan.use,
        developer=developer, due_on=due, activity_m2=plan.activity_m2, lon=lon, lat=lat,
    )  # fmt: skip
    _dwellings(demonstration, key, plan, planned)
    if plan.dropped:
        tell(acts.lot_dropped, key, plan.dropped[0], reason=plan.dropped[1])
        return
    permitted = due - timedelta(days=1150)
    if permitted <= date(2025, 10, 31):
        tell(acts.lot_permitted, key, permitted, permit=f"PC 094 041 {permitted:%y} {int(key[4:]):05d}")
        begun = due - timedelta(days=860)
        if begun <= date(2025, 10, 31):
            tell(acts.lot_begun, key, begun)
    late = plan.expected or (
        plan.delivered and plan.delivered > due and (due - timedelta(days=60), plan.delivered, LATE)
    )
    if late:
        tell(acts.lot_postponed, key, late[0], expected_on=late[1], reason=late[2])
    if plan.delivered:
        tell(acts.lot_delivered, key, plan.delivered)


def _dwellings(demonstration: Demonstration, lot: str, plan: Plan, planned: date) -> None:
    """Its dwellings by tenure and kind, handed over the day the lot is."""
    tell = demonstration.tell
    groups = [(tenure, "family", count) for tenure, count in plan.family.items()]
    groups += [("managed", kind, count) for kind, count in plan.specific.items()]
    for tenure, kind, count in groups:
        key = f"{lot}-{tenure}-{kind}"
        revised = plan.revised if plan.revised and plan.revised[1] == tenure else None
        tell(
            acts.dwellings.recorded, key, planned, hour=9, lot=lot, project=plan.project, tenure=tenure, kind=kind,
            planned=revised[2] if revised else count,
        )  # fmt: skip
        if revised:
            tell(acts.revised, key, revised[0], planned=count, reason=revised[3])
        if plan.dropped:
            tell(acts.dwellings_dropped, key, plan.dropped[0], hour=11, reason=plan.dropped[1])
        if plan.delivered:
            tell(acts.handed_over, key, plan.delivered, hour=12, delivered=count)
