"""Registers the room `opendata` with Django."""

from django.apps import AppConfig


class Config(AppConfig):
    name = "chapitre.opendata"
    label = "opendata"

    def ready(self) -> None:
        from chapitre.kernel.records import processing
        from chapitre.opendata.processing import PROCESSINGS

        processing.others += [one for one in PROCESSINGS if one not in processing.others]
