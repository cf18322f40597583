"""Registers the streets chapter with Django and with the house."""

from pathlib import Path

from django.apps import AppConfig


class Config(AppConfig):
    name = "chapitre.chapters.streets"
    label = "streets"

    def ready(self) -> None:
        from chapitre.chapters.streets import (
            acts,  # noqa: F401  (declares the acts)
            menus,
            traces,
        )
        from chapitre.kernel.commons.demonstration import Part, parts
        from chapitre.kernel.figures import sources
        from chapitre.kernel.records import processing

        sources.register(Path(__file__).with_name("figures.toml"), "streets")
        menus.register()
        processing.others += [one for one in traces.PROCESSINGS if one not in processing.others]
        parts.register(Part("streets", 10, "chapitre.chapters.streets.demo"))
