"""What people can do from the page of each chapter."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from chapitre.kernel.people.menus import ChapterDoor, chapter_doors


def register() -> None:
    """Adds them all; called once, when the house opens."""
    chapter_doors.register(
        ChapterDoor(
            "streets",
            _("Signaler"),
            _("Un dépôt, un trou, un lampadaire éteint : quatre étapes, sans compte."),
            10,
            url_name="signaler",
        ),
        ChapterDoor(
            "streets", _("La carte des signalements"), _("Ce qui a été dit, et où on en est."), 20, url_name="carte"
        ),
        ChapterDoor(
            "safety",
            _("Trouver un lieu sûr"),
            _("Les commerces et les lieux qui accueillent, sur le plan et en liste."),
            10,
            register="safety.safe_places",
        ),
        ChapterDoor(
            "voice",
            _("S’abonner à l’agenda"),
            _("Les réunions publiques, dans votre calendrier."),
            10,
            url_name="agenda",
        ),
        ChapterDoor(
            "mobility",
            _("Garer son vélo"),
            _("Les arceaux, sur le plan et en liste."),
            10,
            register="mobility.racks",
        ),
        ChapterDoor(
            "climate",
            _("Trouver un parc"),
            _("Les parcs et jardins, leur superficie, leur ouverture."),
            10,
            register="climate.green_spaces",
        ),
        ChapterDoor(
            "climate",
            _("Trouver un composteur"),
            _("Les composteurs partagés, sur le plan et en liste."),
            20,
            register="climate.composters",
        ),
    )
