"""Registers the chapter `climate` with Django and with the house."""

from pathlib import Path

from django.apps import AppConfig


class Config(AppConfig):
    name = "chapitre.chapters.climate"
    label = "climate"

    def ready(self) -> None:
        from chapitre.chapters.climate import acts  # noqa: F401  (declares the acts)
        from chapitre.kernel.commons.demonstration import Part, parts
        from chapitre.kernel.figures import sources

        sources.register(Path(__file__).with_name("figures.toml"), "climate")
        parts.register(Part("climate", 50, "chapitre.chapters.climate.demo"))
