"""Registers the chapter `voice` with Django and with the house."""

from pathlib import Path

from django.apps import AppConfig


class Config(AppConfig):
    name = "chapitre.chapters.voice"
    label = "voice"

    def ready(self) -> None:
        from chapitre.chapters.voice import (
            acts,  # noqa: F401  (declares the acts)
            auditing,
            menus,
            projects,
            traces,
        )
        from chapitre.chapters.voice.budgets import outcomes
        from chapitre.kernel.acts import after, audit
        from chapitre.kernel.commons.demonstration import Part, parts
        from chapitre.kernel.figures import sources
        from chapitre.kernel.records import processing

        sources.register(Path(__file__).with_name("figures.toml"), "voice")
        menus.register()
        projects.register()
        processing.others += [one for one in traces.PROCESSINGS if one not in processing.others]
        audit.others += [one for one in auditing.CHECKS if one not in audit.others]
        after.follow("voice.ideas", outcomes.after_acts)
        parts.register(Part("voice", 55, "chapitre.chapters.voice.demo"))  # its pledges name climate's conferences
