"""What the building chapter offers to the frame: the projects on its page, the parts of each, and three doors."""

from django.utils.translation import gettext_lazy as _

from chapitre.chapters.building.pages import overview, parts
from chapitre.kernel.people.menus import Block, ChapterDoor, blocks, chapter_doors


def register() -> None:
    """Adds them; called once, when the house opens."""
    blocks.register(Block("building", "building/projects.html", 10, overview.told))
    parts.register()
    chapter_doors.register(
        ChapterDoor(
            "building",
            _("Suivre un chantier"),
            _("Chaque lot : qui construit, la livraison promise et celle tenue."),
            10,
            register="building.lots",
        ),
        ChapterDoor(
            "building",
            _("Trouver un équipement"),
            _("Écoles, gymnases, résidences, et les heures ouvertes au quartier."),
            20,
            register="building.facilities",
        ),
        ChapterDoor(
            "building",
            _("Les escaliers roulants"),
            _("Lesquels marchent, lesquels sont à l’arrêt, et depuis quand."),
            30,
            register="building.escalators",
        ),
    )
