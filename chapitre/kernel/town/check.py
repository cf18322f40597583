"""What must hold between the shapes of a town: districts cover it once, places and streets lie in it."""

from chapitre.kernel.geo.shapes import coverage
from chapitre.kernel.town.model import Town
from chapitre.kernel.town.reading import TownError

LEAST_COVERED, MOST_TWICE, MOST_OUTSIDE = 0.99, 0.01, 0.01
STREET_MARGIN = 2_000  # microdegrees, some 200 m: a street on the limit may be drawn beside it


def check(town: Town) -> None:
    """Raises TownError, naming the shape, unless the town's shapes agree with each other."""
    _check_districts(town)
    for place in town.places:
        if not town.atlas.holds(round(place.point.x), round(place.point.y)):
            raise TownError("places", place.name, "ce lieu est hors du contour de la commune")
    around = town.outline.buffer(STREET_MARGIN)
    for street in town.streets:
        if not street.line.intersects(town.outline) or not street.line.within(around):
            raise TownError("streets", street.name, "cette rue est hors du contour de la commune")
    for project in town.projects.values():
        if not project.shape.intersects(town.outline):
            raise TownError("projects", project.code, "ce périmètre est hors du contour de la commune")


def _check_districts(town: Town) -> None:
    covered, twice, outside = coverage(town.outline, [district.shape for district in town.districts.values()])
    if covered < LEAST_COVERED:
        raise TownError(
            "districts", "", f"les quartiers ne couvrent que {_percent(covered)} de la commune (99 % au moins)"
        )
    if twice > MOST_TWICE:
        raise TownError(
            "districts", "", f"les quartiers se chevauchent sur {_percent(twice)} de la commune (1 % au plus)"
        )
    if outside > MOST_OUTSIDE:
        raise TownError("districts", "", f"les quartiers débordent de {_percent(outside)} de la commune (1 % au plus)")


def _percent(share: float) -> str:
    return f"{share:.1%}".replace(".", ",").replace("%", " %")
