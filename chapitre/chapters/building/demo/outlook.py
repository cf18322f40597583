"""The land that industry left, and the scenarios of population: calibrated so that the projection is as published."""

from __future__ import annotations

from datetime import date
from random import Random

from chapitre.chapters.building.acts import outlook as acts
from chapitre.chapters.building.demo.outlines import spot_in
from chapitre.chapters.building.demo.papers import HISTORY
from chapitre.kernel.commons.demonstration import Demonstration

# Name (invented), former trade, project, m², left on, works since, reused on
SITES: tuple[tuple[str, str, str, int, date, date | None, date | None], ...] = (
    ("anciennes forges du Plateau", "metal", "plateau", 31_000, date(1982, 6, 30), date(2010, 2, 1),
     date(2014, 6, 12)),
    ("halle de mécanique du Port", "metal", "ivry-port", 42_000, date(1984, 12, 31), date(2012, 5, 14),
     date(2016, 6, 23)),
    ("savonnerie du quai", "chemistry", "ivry-port", 18_500, date(1986, 3, 31), date(2013, 3, 4), date(2019, 5, 16)),
    ("chais et entrepôts de Seine", "food", "ivry-port", 55_000, date(1991, 9, 30), date(2015, 9, 7),
     date(2021, 1, 29)),
    ("dépôt de bois du Port", "materials", "ivry-port", 24_000, date(1997, 5, 31), date(2018, 10, 1),
     date(2023, 3, 30)),
    ("magasins du chemin de fer", "logistics", "gagarine-truillot", 27_500, date(2003, 12, 31), date(2020, 11, 16),
     None),
    ("atelier de roulements Mirabeau", "metal", "louis-bertrand", 9_800, date(1989, 7, 31), date(2019, 3, 4),
     date(2025, 4, 24)),
    ("centrale électrique du Port", "energy", "ivry-port", 61_000, date(2015, 4, 1), None, None),
    ("négoce de matériaux de Verdun", "materials", "plateau", 7_200, date(2021, 6, 30), None, None),
)  # fmt: skip
# Key: name, family size and occupancy, specific size and occupancy, residents of demolished dwellings; what it supposes
SCENARIOS = {
    "central": ("scénario central", 225, 95, 110, 96, 733, "Les ménages restent comme au dernier recensement."),
    "menages-reduits": ("ménages plus petits", 205, 95, 105, 96, 733, "Les ménages continuent de rapetisser."),
    "plus-de-familles": ("davantage de familles", 240, 96, 112, 97, 733, "Les grands logements attirent des familles."),
}
OPENED, ADOPTED = date(2024, 10, 14), date(2024, 11, 28)


def load(demonstration: Demonstration) -> None:
    """Tells them."""
    random = demonstration.random("building outlook")
    for number, site in enumerate(SITES, start=1):
        _site(demonstration, random, f"FRICHE-{number:02d}", *site)
    for key, (name, family, occupied, specific, lived_in, moved_out, summary) in SCENARIOS.items():
        demonstration.tell(
            acts.scenario.recorded, key, OPENED, name=name, horizon=2040, family_size=family, family_occupied=occupied,
            specific_size=specific, specific_occupied=lived_in, moved_out=moved_out, document="population-2040",
            summary=summary,
        )  # fmt: skip
    demonstration.tell(acts.scenario_adopted, "central", ADOPTED, document="population-2040")
    demonstration.tell(
        acts.scenario_set_aside,
        "plus-de-familles",
        ADOPTED,
        reason="Rien dans les livraisons récentes ne le laisse voir.",
    )


def _site(
    demonstration: Demonstration, random: Random, key: str, name: str, trade: str, project: str, ground: int,
    left: date, works: date | None, reused: date | None,
) -> None:  # fmt: skip
    lon, lat = spot_in(project, random)
    recorded = date(2008, 3, 17) if left.year < 2008 else left
    demonstration.tell(
        acts.site.recorded, key, recorded, name=name, trade=trade, district=None, project=project, ground_m2=ground,
        left_on=left, document=HISTORY, lon=lon, lat=lat,
    )  # fmt: skip
    if works:
        demonstration.tell(acts.site_begun, key, works, project=project)
    if reused:
        demonstration.tell(acts.site_reused, key, reused)
