"""Registers the chapter `building` with Django and with the house."""

from pathlib import Path

from django.apps import AppConfig


class Config(AppConfig):
    name = "chapitre.chapters.building"
    label = "building"

    def ready(self) -> None:
        from chapitre.chapters.building import (
            acts,  # noqa: F401  (declares the acts)
            menus,
        )
        from chapitre.kernel.commons.demonstration import Part, parts
        from chapitre.kernel.figures import sources

        sources.register(Path(__file__).with_name("figures.toml"), "building")
        menus.register()
        parts.register(Part("building", 30, "chapitre.chapters.building.demo"))
