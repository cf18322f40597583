"""What the building chapter offers to the frame: its projects at the head of its page, and three doors beside it."""

from django.utils.translation import gettext_lazy as _

from chapitre.chapters.building.pages import overview
from chapitre.kernel.people.menus import Block, ChapterDoor, blocks, chapter_doors


def register() -> None:
    """Adds them; called once, when the house opens."""
    blocks.register(Block("building", "building/projects.html", 10, overview.told))
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
