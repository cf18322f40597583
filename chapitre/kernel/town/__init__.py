"""The territory and its bodies: what the town is called, where its limits, districts, streets and places are."""

from chapitre.kernel.town.current import home, install, town, uninstall
from chapitre.kernel.town.load import load
from chapitre.kernel.town.model import Town
from chapitre.kernel.town.places import Found, Location, locate, search_places
from chapitre.kernel.town.reading import TownError

__all__ = [
    "Found",
    "Location",
    "Town",
    "TownError",
    "home",
    "install",
    "load",
    "locate",
    "search_places",
    "town",
    "uninstall",
]
