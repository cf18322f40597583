"""What the streets chapter offers to the frame: its pages in the menu, its door, its dots on the map, its news."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from chapitre.chapters.streets.browse import DOTS
from chapitre.chapters.streets.desk_gate import READERS
from chapitre.chapters.streets.display import kind_of
from chapitre.chapters.streets.models.reports import Report
from chapitre.kernel import clock
from chapitre.kernel.people.actors import STAFF
from chapitre.kernel.people.menus import Door, MapLayer, Menu, News, doors, map_layers, nav, news


def recent(since: date) -> Iterable[tuple[int, int, str]]:
    """The reports received from a day on, as dots: longitude, latitude (microdegrees), kind of state."""
    found = Report.objects.filter(withdrawn=False, received_on__gte=since).exclude(review="held")
    today = clock.today()
    rows = found.order_by("-received_on", "-id")[:DOTS]
    return [(*one.point, kind_of(one, today)[0]) for one in rows if one.point]


def register() -> None:
    """Adds them all; called once, when the house opens."""
    nav.register(
        Menu(_("Signaler"), "signaler", 10),
        Menu(_("Carte"), "carte", 20),
        # The frame shows the desk to staff; here others read it too.
        Menu(_("Le bureau"), "bureau", 90, READERS - STAFF),
    )
    doors.register(
        Door(
            _("Signaler"),
            _("Un dépôt, un trou, un lampadaire éteint : quatre étapes, sans compte, avec un reçu."),
            "pin",
            "signaler",
            10,
        )
    )
    words = ngettext_lazy("%d signalement cette semaine", "%d signalements cette semaine")
    map_layers.register(MapLayer("streets.reports", words, "carte", 10, recent))
    news.register(
        News("streets.reports.received", ngettext_lazy("%d signalement reçu", "%d signalements reçus"), 10),
        News("streets.reports.resolved", ngettext_lazy("%d signalement résolu", "%d signalements résolus"), 20),
        News("streets.reports.rejected", ngettext_lazy("%d signalement rejeté", "%d signalements rejetés"), 30),
        News("streets.reports.reopened", ngettext_lazy("%d signalement rouvert", "%d signalements rouverts"), 40),
    )
