"""How facilities, escalators, car parks and bike stores change."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from chapitre.kernel.acts import BadFact, Change, act, plain, step
from chapitre.kernel.acts.asks import photo, words
from chapitre.kernel.acts.plain import REASON, worded
from chapitre.kernel.acts.slip import postponed
from chapitre.kernel.people.actors import STAFF

FACILITIES, ESCALATORS, PARKINGS = "building.facilities", "building.escalators", "building.parkings"

facility = plain(
    FACILITIES,
    label=("programmer l’équipement", "plan the facility"),
    sets={"state": "planned"},
    leaves=("occupied", "shared_hours", "expected_on", "opened_on", "slips"),
    asks=(words("summary", ("présentation", "summary"), required=False),),
)
facility_begun = step(
    FACILITIES,
    "begun",
    ("ouvrir le chantier", "begin works"),
    states=("planned",),
    sets={"state": "works"},
    told=("chantier ouvert", "works begun"),
)
facility_opened = step(
    FACILITIES,
    "opened",
    ("ouvrir au public", "open"),
    states=("works",),
    sets={"state": "open"},
    dates="opened_on",
    asks=(photo(),),
    told=("ouvert au public", "opened"),
)
facility_postponed = postponed(FACILITIES, ("planned", "works"))
facility_closed = step(
    FACILITIES,
    "closed",
    ("fermer", "close"),
    states=("open",),
    sets={"state": "closed"},
    asks=(REASON,),
    grave=True,
    told=("fermé", "closed"),
)
facility_shared = step(
    FACILITIES, "shared", ("partager avec le quartier", "share with the neighbourhood"), states=("open",),
    asks=("shared_hours",), told=("partagé avec le quartier", "shared with the neighbourhood"),)  # fmt: skip


@act(
    FACILITIES,
    label=("relever l’occupation", "record the occupancy"),
    by=STAFF,
    states=("open",),
    asks=("occupied",),
    told=("occupation relevée", "occupancy recorded"),
)
def occupancy(before: Mapping[str, Any], *, on_date: date, occupied: int) -> Change:
    """How many units are lived in. Raises BadFact where there are none, or fewer."""
    if occupied is None or before["units"] is None or occupied > before["units"]:
        raise BadFact("occupied", occupied)
    return Change(facts={"occupied": occupied})


# Escalators and lifts -----------------------------------------------------------------------------------------------

escalator = plain(ESCALATORS, label=("inscrire l’appareil", "record the machine"), leaves=("stops",))


@act(
    ESCALATORS,
    label=("déclarer à l’arrêt", "declare stopped"),
    by=STAFF,
    states=("running",),
    asks=(REASON,),
    told=("à l’arrêt", "stopped"),
)
def stopped(before: Mapping[str, Any], *, on_date: date, reason: str) -> Change:
    """One stoppage more."""
    told = worded(reason, _("Dites pourquoi l’appareil est à l’arrêt."))
    return Change(facts={"state": "stopped", "since": on_date, "stops": before["stops"] + 1}, exhibits={"reason": told})


renovation_begun = step(
    ESCALATORS, "renovation", ("mettre en rénovation", "begin the renovation"), states=("running", "stopped"),
    sets={"state": "works"}, dates="since", told=("mis en rénovation", "under renovation"),)  # fmt: skip
running_again = step(
    ESCALATORS, "running", ("remettre en marche", "start again"), states=("stopped", "works"),
    sets={"state": "running"}, dates="since", told=("remis en marche", "running again"),)  # fmt: skip

# Car parks and bike stores ------------------------------------------------------------------------------------------

parking = plain(PARKINGS, label=("inscrire le lieu", "record the place"), leaves=("subscribed", "counted_on"))
parking_begun = step(
    PARKINGS,
    "begun",
    ("ouvrir le chantier", "begin works"),
    states=("planned", "open"),
    sets={"state": "works"},
    told=("chantier ouvert", "works begun"),
)
parking_opened = step(
    PARKINGS,
    "opened",
    ("ouvrir", "open"),
    states=("planned", "works"),
    sets={"state": "open"},
    told=("ouvert", "opened"),
)
parking_closed = step(
    PARKINGS, "closed", ("fermer", "close"), states=("open", "works"), sets={"state": "closed"}, asks=(REASON,),
    grave=True, told=("fermé", "closed"),)  # fmt: skip


@act(
    PARKINGS,
    label=("relever les abonnements", "count subscriptions"),
    by=STAFF,
    states=("open", "works"),
    asks=("subscribed",),
    told=("abonnements relevés", "subscriptions counted"),
)
def counted(before: Mapping[str, Any], *, on_date: date, subscribed: int) -> Change:
    """The spaces on subscription. Raises BadFact beyond the spaces there are."""
    if subscribed is None or subscribed > before["spaces"]:
        raise BadFact("subscribed", subscribed)
    return Change(facts={"subscribed": subscribed, "counted_on": on_date})
