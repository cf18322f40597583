"""What the chapter offers to the frame: doors on its page, and the desk's entries."""

from django.utils.translation import gettext_lazy as _

from chapitre.kernel.acts import HEADS
from chapitre.kernel.people.menus import ChapterDoor, Menu, chapter_doors, desk_nav

DESK = (
    Menu(_("Consultations"), "bureau_consultations", 1),
    Menu(_("Réunions"), "bureau_reunions", 2),
    Menu(_("Budgets participatifs"), "bureau_budgets", 3),
    Menu(_("Scrutins"), "bureau_scrutins", 4),
    Menu(_("Jurys"), "bureau_jurys", 5, frozenset(HEADS)),
)
"""What stands under the one entry that the chapter has in the desk's menu."""


def register() -> None:
    """Adds them all; called once, when the house opens."""
    chapter_doors.register(
        ChapterDoor(
            "voice",
            _("Les jurys tirés au sort"),
            _("J’ai reçu un courrier ; voir un tirage, le refaire ; ce qu’un avis est devenu."),
            15,
            url_name="jurys",
        ),
        ChapterDoor(
            "voice",
            _("Répondre à une consultation"),
            _("Sans compte : un choix, quelques mots, un lieu. Et ce que les précédentes ont changé."),
            5,
            url_name="consultations",
        ),
        ChapterDoor(
            "voice",
            _("Budgets participatifs"),
            _("Proposer une idée, voter, suivre chaque projet jusqu’à sa livraison."),
            6,
            url_name="budgets",
        ),
        ChapterDoor(
            "voice",
            _("Les réunions publiques"),
            _("Les prochaines, et ce qui a été répondu aux questions des précédentes."),
            7,
            url_name="reunions",
        ),
        ChapterDoor(
            "voice",
            _("L’argent de la conférence climat"),
            _("Chaque euro, de l’engagement pris au résultat."),
            8,
            url_name="participer_climat",
        ),
        ChapterDoor(
            "climate",
            _("L’argent de la conférence climat"),
            _("Chaque euro, de l’engagement pris au résultat."),
            5,
            url_name="participer_climat",
        ),
        ChapterDoor(
            "voice",
            _("Les scrutins consultatifs"),
            _("Voter avec le code d’une lettre, et recompter soi-même les bulletins."),
            8,
            url_name="scrutins",
        ),
    )
    desk_nav.register(Menu(_("Participation"), "bureau_participation", 16, above=tuple(one.url_name for one in DESK)))
