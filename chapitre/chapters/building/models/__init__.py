"""The records of the chapter `building`, one file a family."""

from chapitre.chapters.building.models.ground import Artwork, Plot, Surface
from chapitre.chapters.building.models.outlook import Scenario, Site
from chapitre.chapters.building.models.places import Escalator, Facility, Parking
from chapitre.chapters.building.models.programme import Account, Dwellings, Lot, Phase

__all__ = [
    "Account",
    "Artwork",
    "Dwellings",
    "Escalator",
    "Facility",
    "Lot",
    "Parking",
    "Phase",
    "Plot",
    "Scenario",
    "Site",
    "Surface",
]
