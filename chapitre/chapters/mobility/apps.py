"""Registers the chapter `mobility` with Django and with the house."""

from pathlib import Path

from django.apps import AppConfig


class Config(AppConfig):
    name = "chapitre.chapters.mobility"
    label = "mobility"

    def ready(self) -> None:
        from chapitre.chapters.mobility import acts, official  # noqa: F401  (declares the acts)
        from chapitre.kernel.commons.demonstration import Part, parts
        from chapitre.kernel.figures import sources

        official.register()
        sources.register(Path(__file__).with_name("figures.toml"), "mobility")
        parts.register(Part("mobility", 60, "chapitre.chapters.mobility.demo"))
