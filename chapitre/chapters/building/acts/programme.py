"""How phases, lots, dwellings and closing accounts change."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from chapitre.kernel.acts import HEADS, BadFact, Change, OutOfOrder, act, plain, step
from chapitre.kernel.acts.asks import photo, words
from chapitre.kernel.acts.plain import REASON, worded
from chapitre.kernel.acts.slip import postponed
from chapitre.kernel.people.actors import STAFF

PHASES, LOTS, DWELLINGS, ACCOUNTS = "building.phases", "building.lots", "building.dwellings", "building.accounts"
SUMMARY = words("summary", ("en deux mots", "in short"), required=False)

phase = plain(
    PHASES,
    label=("programmer", "plan"),
    sets={"state": "planned"},
    leaves=("expected_on", "started_on", "ended_on", "slips"),
    asks=(SUMMARY,),
)
phase_begun = step(
    PHASES,
    "begun",
    ("commencer", "begin"),
    states=("planned",),
    sets={"state": "ongoing"},
    dates="started_on",
    told=("commencée", "begun"),
)
phase_ended = step(
    PHASES,
    "ended",
    ("achever", "complete"),
    states=("ongoing",),
    sets={"state": "done"},
    dates="ended_on",
    asks=(SUMMARY, "document?"),
    told=("achevée", "completed"),
)
phase_postponed = postponed(PHASES, ("planned", "ongoing"), "ends_on")
phase_dropped = step(
    PHASES,
    "dropped",
    ("abandonner", "drop"),
    by=HEADS,
    states=("planned", "ongoing"),
    sets={"state": "dropped"},
    asks=(REASON,),
    grave=True,
    told=("abandonnée", "dropped"),
)

lot = plain(
    LOTS,
    label=("programmer le lot", "plan the lot"),
    sets={"state": "planned"},
    leaves=("permit", "permitted_on", "expected_on", "started_on", "delivered_on", "slips"),
)
lot_permitted = step(
    LOTS,
    "permitted",
    ("accorder le permis", "grant the permit"),
    by=HEADS,
    states=("planned",),
    sets={"state": "permitted"},
    dates="permitted_on",
    asks=("permit",),
    told=("permis accordé", "permit granted"),
)
lot_begun = step(
    LOTS,
    "begun",
    ("ouvrir le chantier", "begin works"),
    states=("permitted",),
    sets={"state": "works"},
    dates="started_on",
    asks=(photo(),),
    told=("chantier ouvert", "works begun"),
)
lot_delivered = step(
    LOTS,
    "delivered",
    ("livrer", "deliver"),
    states=("works",),
    sets={"state": "delivered"},
    dates="delivered_on",
    asks=(photo(),),
    told=("livré", "delivered"),
)
lot_postponed = postponed(LOTS, ("planned", "permitted", "works"))
lot_dropped = step(
    LOTS,
    "dropped",
    ("abandonner le lot", "drop the lot"),
    by=HEADS,
    states=("planned", "permitted", "works"),
    sets={"state": "dropped"},
    asks=(REASON,),
    grave=True,
    told=("abandonné", "dropped"),
)

dwellings = plain(
    DWELLINGS,
    by=HEADS,
    label=("inscrire au programme", "enter in the programme"),
    sets={"state": "planned"},
    leaves=("delivered", "delivered_on"),
)


@act(
    DWELLINGS,
    label=("remettre les clés", "hand over"),
    by=STAFF,
    states=("planned",),
    asks=("delivered",),
    told=("clés remises", "keys handed over"),
)
def handed_over(before: Mapping[str, Any], *, on_date: date, delivered: int) -> Change:
    """So many more dwellings are delivered; with the last one planned, all of them are.

    Raises BadFact beyond what the programme says: it is revised first, with a reason that everybody can read.
    """
    total = before["delivered"] + (delivered or 0)
    if not delivered or delivered < 0 or total > before["planned"]:
        raise BadFact("delivered", delivered)
    state = "delivered" if total == before["planned"] else "planned"
    return Change(facts={"delivered": total, "delivered_on": on_date, "state": state})


@act(DWELLINGS, label=("revoir le programme", "revise the programme"), by=HEADS, states=("planned",),
     asks=("planned", REASON), told=("programme revu", "programme revised"))  # fmt: skip
def revised(before: Mapping[str, Any], *, on_date: date, planned: int, reason: str) -> Change:
    """The programme says another number. Raises BadFact under what is delivered already."""
    if planned is None or planned < max(1, before["delivered"]):
        raise BadFact("planned", planned)
    state = "delivered" if planned == before["delivered"] else "planned"
    told = worded(reason, _("Dites pourquoi le programme change."))
    return Change(facts={"planned": planned, "state": state}, exhibits={"reason": told})


@act(
    DWELLINGS,
    name="dropped",
    label=("abandonner", "drop"),
    by=HEADS,
    states=("planned",),
    asks=(REASON,),
    grave=True,
    told=("abandonné", "dropped"),
)
def dwellings_dropped(before: Mapping[str, Any], *, on_date: date, reason: str) -> Change:
    """None of them will be built. Raises OutOfOrder once some are lived in: the programme is revised instead."""
    if before["delivered"]:
        raise OutOfOrder(_("Une partie de ces logements est livrée : revoyez le programme."))
    return Change(
        facts={"state": "dropped"}, exhibits={"reason": worded(reason, _("Dites pourquoi le programme change."))}
    )


account = plain(
    ACCOUNTS,
    by=HEADS,
    label=("arrêter la ligne", "close the line"),
    asks=(words("explanation", ("explication", "explanation"), required=False),),
)
