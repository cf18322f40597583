"""Registers the chapter `safety` with Django and with the house."""

from pathlib import Path

from django.apps import AppConfig


class Config(AppConfig):
    name = "chapitre.chapters.safety"
    label = "safety"

    def ready(self) -> None:
        from chapitre.chapters.safety import acts  # noqa: F401  (declares the acts)
        from chapitre.kernel.commons.demonstration import Part, parts
        from chapitre.kernel.figures import sources

        sources.register(Path(__file__).with_name("figures.toml"), "safety")
        parts.register(Part("safety", 80, "chapitre.chapters.safety.demo"))
