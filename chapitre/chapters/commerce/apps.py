"""Registers the chapter `commerce` with Django and with the house."""

from pathlib import Path

from django.apps import AppConfig


class Config(AppConfig):
    name = "chapitre.chapters.commerce"
    label = "commerce"

    def ready(self) -> None:
        from chapitre.chapters.commerce import acts  # noqa: F401  (declares the acts)
        from chapitre.kernel.commons.demonstration import Part, parts
        from chapitre.kernel.figures import sources

        sources.register(Path(__file__).with_name("figures.toml"), "commerce")
        parts.register(Part("commerce", 70, "chapitre.chapters.commerce.demo"))
