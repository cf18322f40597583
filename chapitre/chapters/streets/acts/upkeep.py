"""Every way the upkeep's records change: fleet, collections, clean-ups, ashtrays, pests, graffiti, wardens."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from chapitre.chapters.streets.tariffs import in_force
from chapitre.kernel.acts import HEADS, BadFact, Change, OutOfOrder, act, plain, step
from chapitre.kernel.acts.asks import photo
from chapitre.kernel.acts.asks import place as place_ask
from chapitre.kernel.acts.plain import REASON
from chapitre.kernel.people.actors import STAFF

VEHICLES, COLLECTIONS, CLEAN_UPS = "streets.vehicles", "streets.collections", "streets.clean_ups"
ASHTRAYS, PESTS, REMOVALS, WARDENS = (
    "streets.ashtrays", "streets.pest_operations", "streets.removals", "streets.warden_actions",
)  # fmt: skip

vehicle = plain(
    VEHICLES, label=("faire entrer au parc", "add to the fleet"), sets={"state": "service"}, leaves=("left_on",)
)
vehicle_broken = step(
    VEHICLES,
    "broken",
    ("mettre en réparation", "send to repair"),
    states=("service",),
    sets={"state": "repair"},
    told=("mis en réparation", "sent to repair"),
)
vehicle_mended = step(
    VEHICLES,
    "mended",
    ("remettre en service", "put back in service"),
    states=("repair",),
    sets={"state": "service"},
    told=("remis en service", "back in service"),
)
vehicle_sold = step(
    VEHICLES,
    "sold",
    ("sortir du parc", "take out of the fleet"),
    by=HEADS,
    states=("service", "repair"),
    sets={"state": "sold"},
    dates="left_on",
    asks=(REASON,),
    grave=True,
    told=("sorti du parc", "taken out of the fleet"),
)

collection = plain(COLLECTIONS, label=("inscrire la pesée", "record the weighing"))

clean_up = plain(
    CLEAN_UPS, label=("annoncer", "announce"), sets={"state": "announced"}, leaves=("volunteers", "mass_kg")
)
clean_up_held = step(
    CLEAN_UPS,
    "held",
    ("déclarer tenue", "declare held"),
    states=("announced",),
    sets={"state": "held"},
    dates="held_on",
    asks=("volunteers", "mass_kg?", photo()),
    told=("tenue", "held"),
)
clean_up_cancelled = step(
    CLEAN_UPS,
    "cancelled",
    ("annuler", "cancel"),
    states=("announced",),
    sets={"state": "cancelled"},
    asks=(REASON,),
    grave=True,
    told=("annulée", "cancelled"),
)

ashtray = plain(
    ASHTRAYS,
    label=("commander la pose", "order the installation"),
    sets={"state": "ordered"},
    leaves=("installed_on", "butts_g", "emptied_on", "certificate"),
)
ashtray_installed = step(
    ASHTRAYS,
    "installed",
    ("poser", "install"),
    states=("ordered",),
    sets={"state": "installed"},
    dates="installed_on",
    told=("posé", "installed"),
)
ashtray_removed = step(
    ASHTRAYS,
    "removed",
    ("retirer de la rue", "take off the street"),
    states=("installed",),
    sets={"state": "removed"},
    asks=(REASON,),
    grave=True,
    told=("retiré de la rue", "taken off the street"),
)


@act(
    ASHTRAYS,
    label=("relever", "empty"),
    by=STAFF,
    states=("installed",),
    asks=("butts_g", "certificate?"),
    told=("relevé", "emptied"),
)
def emptied(before: Mapping[str, Any], *, on_date: date, butts_g: int, certificate: str | None = None) -> Change:
    """The butts weighed this time, in grams, come on top of those before."""
    if butts_g is None or butts_g < 0:
        raise BadFact("butts_g", butts_g)
    facts = {"butts_g": before["butts_g"] + butts_g, "emptied_on": on_date}
    return Change(facts=facts | ({"certificate": certificate} if certificate else {}))


pest = plain(
    PESTS,
    label=("ouvrir", "open"),
    sets={"state": "open", "visits": 0, "grant_cents": 0},
    leaves=("closed_on",),
)


@act(
    PESTS,
    label=("inscrire un passage", "record a visit"),
    by=STAFF,
    states=("open", "treated"),
    asks=("grant_cents?",),
    told=("passage fait", "visited"),
)
def visited(before: Mapping[str, Any], *, on_date: date, grant_cents: int | None = None) -> Change:
    """One visit more, and the grant paid with it, if any."""
    grant = before["grant_cents"] + (grant_cents or 0)
    return Change(facts={"state": "treated", "visits": before["visits"] + 1, "grant_cents": grant})


pest_closed = step(
    PESTS,
    "closed",
    ("clore", "close"),
    states=("treated",),
    sets={"state": "closed"},
    dates="closed_on",
    asks=(REASON,),
    told=("close", "closed"),
)
pest_back = step(
    PESTS,
    "reopened",
    ("rouvrir : ils sont revenus", "reopen: they are back"),
    states=("closed",),
    sets={"state": "open", "closed_on": None},
    asks=(REASON,),
    told=("rouverte : ils sont revenus", "reopened: they are back"),
)

removal = plain(REMOVALS, label=("demander", "ask for"), sets={"state": "asked"}, leaves=("area_dm2", "done_on"))
removal_done = step(
    REMOVALS,
    "done",
    ("déclarer fait", "declare done"),
    states=("asked",),
    sets={"state": "done"},
    dates="done_on",
    asks=("area_dm2", photo()),
    told=("fait", "done"),
)
removal_refused = step(
    REMOVALS,
    "refused",
    ("refuser", "refuse"),
    states=("asked",),
    sets={"state": "refused"},
    asks=(REASON,),
    told=("refusé", "refused"),
)

# Wardens ------------------------------------------------------------------------------------------------------------

warden_action = plain(WARDENS, by=HEADS, label=("inscrire à la main", "record by hand"))


PLACED = ("offence", "place?", "district?", place_ask(required=False))


@act(
    WARDENS,
    label=("rappeler à la règle", "remind of the rules"),
    by=STAFF,
    creates=True,
    asks=PLACED,
    told=("rappel à la règle", "reminder of the rules"),
)
def reminded(before: None, *, on_date: date, offence: str, **where: Any) -> Change:
    """A word, no fine."""
    facts = {"kind": "reminder", "offence": offence, "acted_on": on_date, "state": "issued", "amount_cents": 0}
    return Change(facts=facts | where_of(where))


@act(
    WARDENS,
    label=("verbaliser", "fine"),
    by=STAFF,
    creates=True,
    asks=PLACED,
    told=("infraction verbalisée", "offence fined"),
)
def fined(before: None, *, on_date: date, offence: str, **where: Any) -> Change:
    """An offence fined at the tariff in force that day. Raises BadFact where wardens cannot fine it."""
    tariff = in_force(offence, on_date)
    if tariff is None:
        raise BadFact("offence", offence)
    facts = {"kind": "fine", "offence": offence, "acted_on": on_date, "state": "issued", "amount_cents": tariff.fixed}
    return Change(facts=facts | where_of(where))


def where_of(given: Mapping[str, Any]) -> dict[str, Any]:
    """The facts of a place, and no other. Raises BadFact."""
    for name, value in given.items():
        if name not in ("place", "district", "lon", "lat"):
            raise BadFact(name, value)
    return dict(given)


@act(
    WARDENS,
    label=("majorer", "increase"),
    by=HEADS,
    states=("issued",),
    asks=(),
    told=("amende majorée", "fine increased"),
)
def increased(before: Mapping[str, Any], *, on_date: date) -> Change:
    """Not paid in time: the increased tariff of the day of the offence. Raises OutOfOrder for a reminder."""
    tariff = in_force(before["offence"], date.fromisoformat(before["acted_on"]))
    if before["kind"] != "fine" or tariff is None:
        raise OutOfOrder(_("Un rappel à la règle ne coûte rien : il ne se majore pas."))
    return Change(facts={"state": "increased", "amount_cents": tariff.increased})


fine_paid = step(
    WARDENS,
    "paid",
    ("inscrire le paiement", "record the payment"),
    by=HEADS,
    states=("issued", "increased"),
    sets={"state": "paid"},
    told=("amende payée", "fine paid"),
)
fine_cancelled = step(
    WARDENS,
    "cancelled",
    ("annuler", "cancel"),
    by=HEADS,
    states=("issued", "increased"),
    sets={"state": "cancelled"},
    asks=(REASON,),
    grave=True,
    told=("annulée", "cancelled"),
)
