"""Registers the chapter `housing` with Django and with the house."""

from pathlib import Path

from django.apps import AppConfig


class Config(AppConfig):
    name = "chapitre.chapters.housing"
    label = "housing"

    def ready(self) -> None:
        from chapitre.chapters.housing import acts  # noqa: F401  (declares the acts)
        from chapitre.kernel.commons.demonstration import Part, parts
        from chapitre.kernel.figures import sources

        sources.register(Path(__file__).with_name("figures.toml"), "housing")
        parts.register(Part("housing", 40, "chapitre.chapters.housing.demo"))
