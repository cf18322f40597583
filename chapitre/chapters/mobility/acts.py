"""Every way the records of the chapter `mobility` change."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from chapitre.kernel.acts import HEADS, Act, BadFact, Change, Plain, act, plain, step
from chapitre.kernel.acts.asks import document
from chapitre.kernel.acts.plain import REASON, worded
from chapitre.kernel.people.actors import STAFF


def _network(register: str) -> tuple[Plain, Act, Act, Act]:
    """The acts of a segment, of the cycle network or of the calm streets: planned, in works, open, closed."""
    declared = plain(register, label=("prévoir", "plan"), sets={"state": "planned"}, leaves=("opened_on",))
    begun = step(
        register,
        "begun",
        ("lancer les travaux", "start the works"),
        states=("planned",),
        sets={"state": "works"},
        told=("travaux lancés", "works started"),
    )
    opened = step(
        register,
        "opened",
        ("ouvrir", "open"),
        states=("planned", "works"),
        sets={"state": "open"},
        dates="opened_on",
        told=("ouvert", "opened"),
    )
    closed = step(
        register,
        "closed",
        ("fermer", "close"),
        states=("open",),
        sets={"state": "closed"},
        asks=(REASON,),
        grave=True,
        told=("fermé", "closed"),
    )
    return declared, begun, opened, closed


segment, segment_begun, segment_opened, segment_closed = _network("mobility.cycle_segments")
calm, calm_begun, calm_opened, calm_closed = _network("mobility.calm_segments")

RACKS = "mobility.racks"
rack = plain(RACKS, label=("poser", "install"), sets={"state": "installed"})
rack_removed = step(
    RACKS,
    "removed",
    ("retirer de la rue", "take away"),
    states=("installed",),
    sets={"state": "removed"},
    asks=(REASON,),
    told=("retiré de la rue", "taken away"),
)

COUNTERS, COUNTS = "mobility.counters", "mobility.counts"
counter = plain(COUNTERS, label=("mettre en service", "put in service"), leaves=("until",))
counter_stopped = step(
    COUNTERS, "stopped", ("arrêter", "stop"), dates="until", asks=(REASON,), told=("arrêté", "stopped")
)
count = plain(COUNTS, label=("verser le comptage", "file the count"))

LINES = "mobility.transit_lines"
line = plain(LINES, by=HEADS, leaves=("slips",))
line_started = step(
    LINES,
    "started",
    ("mettre en service", "start"),
    by=HEADS,
    states=("prefiguring", "works", "awaited"),
    sets={"state": "running"},
    dates="opens_on",
    told=("mise en service", "started"),
)
line_works = step(
    LINES, "works", ("lancer les travaux", "start the works"), by=HEADS, states=("awaited", "prefiguring"),
    sets={"state": "works"}, asks=("opens_on?",), told=("travaux lancés", "works started"))  # fmt: skip
line_given_up = step(
    LINES,
    "given_up",
    ("abandonner", "give up"),
    by=HEADS,
    states=("prefiguring", "works", "awaited"),
    sets={"state": "given_up"},
    asks=(REASON,),
    grave=True,
    told=("abandonnée", "given up"),
)


@act(
    LINES,
    label=("reporter", "postpone"),
    by=STAFF,
    states=("prefiguring", "works", "awaited"),
    asks=("opens_on", REASON),
    told=("reportée", "postponed"),
)
def line_postponed(before: Mapping[str, Any], *, on_date: date, opens_on: date, reason: str) -> Change:
    """The body that carries the line says a later date; the one first announced stays in sight."""
    if opens_on is None or (before["opens_on"] and opens_on.isoformat() <= before["opens_on"]):
        raise BadFact("opens_on", opens_on)
    told = worded(reason, _("Dites qui l’annonce, et pourquoi."))
    return Change(facts={"opens_on": opens_on, "slips": before["slips"] + 1}, exhibits={"reason": told})


ORDERS = "mobility.traffic_orders"
order = plain(
    ORDERS,
    label=("signer", "sign"),
    sets={"state": "in_force"},
    asks=(document("document", ("arrêté signé (PDF)", "signed order (PDF)")),),
)
order_repealed = step(
    ORDERS,
    "repealed",
    ("abroger", "repeal"),
    by=HEADS,
    states=("in_force",),
    sets={"state": "repealed"},
    dates="ends_on",
    asks=(REASON,),
    grave=True,
    told=("abrogé", "repealed"),
)
