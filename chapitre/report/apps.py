"""Registers the room `report` with Django and with the house."""

from pathlib import Path

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

FIGURES = Path(__file__).parent / "figures"


class Config(AppConfig):
    name = "chapitre.report"
    label = "report"

    def ready(self) -> None:
        from chapitre.kernel.figures import sources
        from chapitre.kernel.people.menus import Menu, nav
        from chapitre.report import acts, checks  # noqa: F401  (declares the acts, adds the check)
        from chapitre.report.chapters import CHAPTERS

        for chapter in CHAPTERS:
            path = FIGURES / f"{chapter.code}.toml"
            if path.exists():
                sources.register(path, chapter.code)
        nav.register(Menu(_("Le bilan"), "bilan", 30))
