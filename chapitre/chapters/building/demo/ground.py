"""Surfaces, farmed plots and art: areas of the report, outlines drawn to them, soils and dates invented."""

from __future__ import annotations

from datetime import date, timedelta

from shapely.geometry.base import BaseGeometry

from chapitre.chapters.building.acts import ground as acts
from chapitre.chapters.building.demo.outlines import block, green, of_area, place, strips
from chapitre.kernel.commons.demonstration import Demonstration
from chapitre.kernel.town import town

# What the published report says: only demo files may hold such numbers.
PARK_M2, FIRST_PART_M2, SECOND_PART_M2 = 120_000, 80_000, 24_000
QUAIS_GARDEN_M2, POINT_P_GARDEN_M2, FOSSEY_GARDEN_M2 = 7_500, 2_000, 3_500
FARM_M2 = 20_300
# Name, use, where, metres to the east of it, soil before, soil after, m²: three fifths of the ground let rain through.
CENTRE = (
    ("place Voltaire, pavés", "square", "place Voltaire", -170, "sealed", "part_sealed", 1_500),
    ("place Voltaire, bosquet", "square", "place Voltaire", -120, "sealed", "deep_soil", 1_600),
    ("place Voltaire, chaussée", "square", "place Voltaire", -75, "sealed", "sealed", 1_100),
    ("cour Raspail, jardin", "court", "cour Raspail", -45, "sealed", "deep_soil", 2_000),
    ("cour Raspail, terrain de boules", "court", "cour Raspail", 5, "sealed", "semi_open", 1_000),
    ("cour Raspail, accès pompiers", "court", "cour Raspail", 40, "sealed", "sealed", 800),
    ("chemin des Marronniers, allée", "path", "médiathèque Antonin-Artaud", -40, "semi_open", "semi_open", 1_200),
    ("chemin des Marronniers, plantations", "path", "médiathèque Antonin-Artaud", 5, "sealed", "deep_soil", 1_300),
    ("chemin des Marronniers, carrefour", "path", "médiathèque Antonin-Artaud", 45, "sealed", "sealed", 500),
    ("parvis de l’hôtel de ville, pavés", "square", "hôtel de ville", 20, "sealed", "part_sealed", 1_800),
    ("parvis de l’hôtel de ville, dalle", "square", "hôtel de ville", 75, "sealed", "sealed", 2_600),
    ("terrasses Jeanne-Hachette, stabilisé", "square", "centre Jeanne-Hachette", 30, "sealed", "semi_open", 900),
    ("terrasses Jeanne-Hachette, dalle", "square", "centre Jeanne-Hachette", -35, "sealed", "sealed", 3_000),
    ("square de l’hôtel de ville", "garden", "hôtel de ville", -45, "deep_soil", "deep_soil", 1_900),
    ("rue Raspail, chaussée", "street", "cour Raspail", 90, "sealed", "sealed", 800),
)  # fmt: skip
CROPS = (
    ("champ des Planètes", "vegetables"), ("verger de la Lune", "orchard"),
    ("serres de Saturne", "greenhouse"), ("prairie de Mars", "meadow"),
)  # fmt: skip


def load(demonstration: Demonstration) -> None:
    """Tells them."""
    _park(demonstration)
    _gardens(demonstration)
    for number, (name, use, at, east, before, after, area) in enumerate(CENTRE, start=1):
        lon, lat = place(at)
        _surface(
            demonstration, f"CDV-{number:02d}", date(2024, 3, 28), name, use, "coeur-de-ville",
            block(lon, lat, area, 0.7, east=east), date(2032, 12, 31), before, after,
        )  # fmt: skip
    _farm(demonstration)
    _art(demonstration)


def _surface(
    demonstration: Demonstration, key: str, day: date, name: str, use: str, project: str, shape: BaseGeometry,
    due: date, before: str | None = None, after: str | None = None, tranche: int | None = None,
) -> None:  # fmt: skip
    demonstration.tell(
        acts.surface.recorded, key, day, name=name, use=use, project=project, tranche=tranche, soil_before=before,
        soil_after=after, approximate=True, due_on=due, **demonstration.shape(shape),
    )  # fmt: skip


def _park(demonstration: Demonstration) -> None:
    """The parc des Confluences in three parts, of which the first is open."""
    name, day = "parc des Confluences", date(2018, 11, 15)
    parts = (
        (of_area(green(name), FIRST_PART_M2), date(2024, 10, 31)),
        (block(2_404_700, 48_809_900, SECOND_PART_M2, 0.8), date(2030, 12, 31)),
        (block(2_405_400, 48_815_300, PARK_M2 - FIRST_PART_M2 - SECOND_PART_M2, 2.2), date(2034, 12, 31)),
    )
    for number, (shape, due) in enumerate(parts, start=1):
        _surface(demonstration, f"CONF-{number}", day, name, "park", "ivry-port", shape, due, tranche=number)
    demonstration.tell(acts.surface_begun, "CONF-1", date(2023, 3, 6))
    demonstration.tell(
        acts.surface_postponed, "CONF-1", date(2024, 6, 13), expected_on=date(2025, 5, 31),
        reason="Les plantations attendent la saison.",
    )  # fmt: skip
    demonstration.tell(acts.surface_delivered, "CONF-1", date(2025, 5, 24))


def _gardens(demonstration: Demonstration) -> None:
    lon, lat = place("marché Monmousseau")
    for key, name, project, day, shape, due in (
        ("JARDIN-QUAIS", "jardin public des Quais d’Ivry", "quais-d-ivry", date(2021, 6, 24),
         of_area(green("jardin des Quais d’Ivry"), QUAIS_GARDEN_M2), date(2033, 6, 30)),
        ("JARDIN-POINT-P", "jardin public du site de Point P", "plateau", date(2025, 1, 20),
         block(lon, lat, POINT_P_GARDEN_M2, 1.4, east=-160, north=90), date(2031, 6, 30)),
        ("JARDIN-FOSSEY", "jardin Dian-Fossey", "louis-bertrand", date(2024, 4, 16),
         of_area(green("jardin Dian-Fossey"), FOSSEY_GARDEN_M2), date(2027, 10, 31)),
    ):  # fmt: skip
        _surface(demonstration, key, day, name, "garden", project, shape, due)


def _farm(demonstration: Demonstration) -> None:
    """Four plots, weighed every autumn month."""
    field = of_area(green("ferme du Kosmos"), FARM_M2)
    for number, ((name, crop), shape) in enumerate(zip(CROPS, strips(field, len(CROPS)), strict=True), start=1):
        key, since = f"KOSMOS-{number}", date(2021, 4, 1) + timedelta(days=61 * number)
        demonstration.tell(
            acts.plot.recorded, key, since, name=name, project="gagarine-truillot", crop=crop, farmer="ferme-du-kosmos",
            since=since, agreement_until=date(2030, 3, 31), document="convention-kosmos", **demonstration.shape(shape),
        )  # fmt: skip
        for year in range(2022, 2026):
            for month in (6, 8, 10):
                kilos = (120 + 37 * number * (month - 4) + 60 * (year - 2022)) // (3 if crop == "meadow" else 1)
                demonstration.tell(acts.harvested, key, date(year, month, 20), harvest_kg=kilos)


def _art(demonstration: Demonstration) -> None:
    tell = demonstration.tell
    spots = {code: one.shape.representative_point() for code, one in town().projects.items()}
    for key, title, kind, project, artist, signed, euros, summary, events in (
        ("allo-terre", "Allo Terre ? Ici cosmos", "residence", "gagarine-truillot", "Robert Milin", date(2021, 9, 20),
         68_000, "Une résidence au milieu du chantier, avec celles et ceux qui y ont vécu.",
         (date(2022, 6, 18), date(2023, 5, 27), date(2023, 10, 7), date(2024, 6, 15), date(2025, 6, 14))),
        ("hqac", "Haute qualité artistique et culturelle", "approach", "plateau", "Stephan Shankland",
         date(2007, 5, 10), 210_000, "L’artiste accompagne le chantier : ses matières, ses bruits, son atelier ouvert.",
         (date(2009, 6, 6), date(2011, 9, 17), date(2013, 6, 8), date(2016, 9, 17))),
    ):  # fmt: skip
        tell(
            acts.artwork.recorded, key, signed, title=title, kind=kind, project=project, place=None, signed_on=signed,
            amount_cents=euros * 100, artist=artist, summary=summary, lon=round(spots[project].x),
            lat=round(spots[project].y),
        )  # fmt: skip
        for day in events:
            tell(acts.event_held, key, day, hour=17)
    tell(acts.artwork_ended, "hqac", date(2020, 9, 30), summary="Un livre, et l’atelier ouvert devenu local commun.")
