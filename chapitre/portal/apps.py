"""Registers the room `portal` with Django, and the portal's own pages with its menus."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class Config(AppConfig):
    name = "chapitre.portal"
    label = "portal"

    def ready(self) -> None:
        from chapitre.kernel.people.actors import READERS
        from chapitre.kernel.people.menus import Door, Menu, desk_nav, doors, nav

        nav.register(
            Menu(_("Registres"), "registres", 35),
            Menu(_("Vérifier"), "verifier", 40),
            Menu(_("Le bureau"), "bureau", 90, READERS),
        )
        desk_nav.register(
            Menu(_("Mes files"), "bureau", 10),
            Menu(_("Registres"), "bureau_registres", 15),
            Menu(_("Carte"), "carte", 20),
            Menu(_("Le bilan"), "bilan", 30),
        )
        doors.register(
            Door(
                _("Vérifier"),
                _("Lire le bilan du mandat, ouvrir un chiffre, refaire le compte vous-même."),
                "verif",
                "verifier",
                30,
            )
        )
