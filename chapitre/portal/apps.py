"""Registers the room `portal` with Django, and the portal's own pages with its menus."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class Config(AppConfig):
    name = "chapitre.portal"
    label = "portal"

    def ready(self) -> None:
        from chapitre.kernel.chapters import CHAPTERS
        from chapitre.kernel.people.actors import READERS
        from chapitre.kernel.people.menus import Block, Door, Menu, blocks, desk_nav, doors, nav
        from chapitre.portal.chapters import agenda, doing
        from chapitre.portal.projects import parts

        nav.register(
            Menu(_("La ville"), "ville", 15, above=tuple(one.slug for one in CHAPTERS.values())),
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
        doing.register()
        parts.register()
        blocks.register(Block("voice", "portal/chapters/_agenda.html", 10, agenda.coming))
        doors.register(
            Door(
                _("Participer"),
                _("Les réunions à venir, ce qui s’y est dit, et ce que la Ville en a fait."),
                "voix",
                "participer",
                20,
            ),
            Door(
                _("Vérifier"),
                _("Lire le bilan du mandat, ouvrir un chiffre, refaire le compte vous-même."),
                "verif",
                "verifier",
                30,
            ),
        )
