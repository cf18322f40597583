"""The records of the chapter `climate`, one file a family."""

from chapitre.chapters.climate.models.air import Observation, Sensor
from chapitre.chapters.climate.models.carbon import Emission, LowCarbonAction
from chapitre.chapters.climate.models.green import GreenSpace, Label, SharedGarden, Swale
from chapitre.chapters.climate.models.heat import HeatDelivery, HeatNeed, HeatNetwork
from chapitre.chapters.climate.models.waste import BinShelter, Composter, Coverage, FoodWasteRound

__all__ = [
    "BinShelter",
    "Composter",
    "Coverage",
    "Emission",
    "FoodWasteRound",
    "GreenSpace",
    "HeatDelivery",
    "HeatNeed",
    "HeatNetwork",
    "Label",
    "LowCarbonAction",
    "Observation",
    "Sensor",
    "SharedGarden",
    "Swale",
]
