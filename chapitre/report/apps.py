"""Registers the room `report` with Django and with the house."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class Config(AppConfig):
    name = "chapitre.report"
    label = "report"

    def ready(self) -> None:
        from chapitre.kernel.people.menus import Menu, nav
        from chapitre.report import acts, checks  # noqa: F401  (declares the acts, adds the check)

        nav.register(Menu(_("Le bilan"), "bilan", 30))
