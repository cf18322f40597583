"""Every way the records of the chapter `building` change."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from chapitre.kernel.acts import HEADS, Act, BadFact, Change, act, plain, step
from chapitre.kernel.acts.asks import photo
from chapitre.kernel.acts.plain import REASON, worded
from chapitre.kernel.people.actors import STAFF


def _postponed(register: str) -> Act:
    """The act by which a planned date moves, with the reason; how often it did is kept."""

    @act(register, label=("reporter", "postpone"), by=STAFF, states=("planned", "works"), asks=("due_on", REASON))
    def postponed(before: Mapping[str, Any], *, on_date: date, due_on: date, reason: str) -> Change:
        if due_on is None or due_on.isoformat() <= before["due_on"]:
            raise BadFact("due_on", due_on)
        told = worded(reason, _("Dites pourquoi la date glisse."))
        return Change(facts={"due_on": due_on, "slips": before["slips"] + 1}, exhibits={"reason": told})

    return postponed


def _dropped(register: str) -> Act:
    return step(
        register,
        "dropped",
        ("abandonner", "drop"),
        by=HEADS,
        states=("planned", "works"),
        sets={"state": "dropped"},
        asks=(REASON,),
        grave=True,
    )


PHASES, LOTS, FACILITIES, SURFACES = (
    "building.phases", "building.lots", "building.facilities", "building.surfaces",
)  # fmt: skip

phase = plain(PHASES, label=("prévoir", "plan"), sets={"state": "planned"}, leaves=("begun_on", "done_on", "slips"))
phase_begun = step(
    PHASES, "begun", ("commencer", "begin"), states=("planned",), sets={"state": "works"}, dates="begun_on"
)
phase_done = step(
    PHASES, "done", ("finir", "finish"), states=("planned", "works"), sets={"state": "done"}, dates="done_on"
)
phase_postponed = _postponed(PHASES)
phase_dropped = _dropped(PHASES)


@act(
    LOTS,
    label=("programmer", "plan"),
    by=STAFF,
    creates=True,
    asks=("project", "name", "kind", "developer?", "social", "ownership", "coop", "market", "due_on", "decision?"),
)
def planned(before: None, *, on_date: date, **facts: Any) -> Change:
    """A lot whose dwellings are the sum of its tenures."""
    parts = [facts.get(name) for name in ("social", "ownership", "coop", "market")]
    if any(part is None or part < 0 for part in parts) or not sum(parts):  # type: ignore[arg-type]
        raise BadFact("dwellings", None)
    if stray := set(facts) - {*_LOT_FACTS}:
        raise BadFact(min(stray), facts[min(stray)])
    return Change(facts=facts | {"dwellings": sum(parts), "state": "planned"})  # type: ignore[arg-type]


_LOT_FACTS = (
    "project", "name", "kind", "developer", "social", "ownership", "coop", "market", "due_on", "decision", "lon", "lat",
)  # fmt: skip
lot = plain(LOTS, by=HEADS, label=("inscrire à la main", "record by hand"), leaves=("delivered_on", "slips"))
lot_begun = step(LOTS, "begun", ("lancer le chantier", "start the works"), states=("planned",), sets={"state": "works"})
lot_delivered = step(
    LOTS, "delivered", ("livrer", "deliver"), states=("planned", "works"), sets={"state": "done"}, dates="delivered_on"
)
lot_postponed = _postponed(LOTS)
lot_dropped = _dropped(LOTS)

facility = plain(FACILITIES, label=("prévoir", "plan"), sets={"state": "planned"}, leaves=("opened_on",))
facility_begun = step(
    FACILITIES, "begun", ("lancer les travaux", "start the works"), states=("planned", "done"), sets={"state": "works"}
)
facility_opened = step(
    FACILITIES,
    "opened",
    ("ouvrir", "open"),
    states=("planned", "works"),
    sets={"state": "done"},
    dates="opened_on",
    asks=(photo(),),
)
facility_shared = step(
    FACILITIES, "shared", ("fixer les heures ouvertes à tou·tes", "set the hours open to all"), asks=("shared_hours",)
)

surface = plain(SURFACES, label=("promettre", "promise"), sets={"state": "planned"}, leaves=("opened_on",))
surface_begun = step(
    SURFACES, "begun", ("lancer les travaux", "start the works"), states=("planned",), sets={"state": "works"}
)
surface_opened = step(
    SURFACES, "opened", ("ouvrir", "open"), states=("planned", "works"), sets={"state": "done"}, dates="opened_on"
)
surface_dropped = _dropped(SURFACES)

soil = plain("building.soils", label=("verser le relevé", "file the survey"))

ARTWORKS = "building.artworks"
artwork = plain(ARTWORKS, label=("commander", "commission"), sets={"state": "works"}, leaves=("until", "events"))
artwork_done = step(ARTWORKS, "done", ("achever", "complete"), states=("works",), sets={"state": "done"}, dates="until")


@act(ARTWORKS, label=("inscrire un rendez-vous public", "record a public event"), by=STAFF, asks=())
def shown(before: Mapping[str, Any], *, on_date: date) -> Change:
    """One more public event."""
    return Change(facts={"events": before["events"] + 1})


account = plain("building.accounts", by=HEADS, label=("compter", "count"))
household_size = plain("building.household_sizes", by=HEADS, label=("retenir", "set"))
