"""How surfaces, farmed plots and art commissions change."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from chapitre.kernel.acts import HEADS, BadFact, Change, act, plain, step
from chapitre.kernel.acts.asks import photo, words
from chapitre.kernel.acts.plain import REASON
from chapitre.kernel.acts.slip import postponed
from chapitre.kernel.people.actors import STAFF

SURFACES, PLOTS, ARTWORKS = "building.surfaces", "building.plots", "building.artworks"

surface = plain(
    SURFACES,
    label=("programmer la surface", "plan the surface"),
    sets={"state": "planned"},
    leaves=("expected_on", "delivered_on", "slips"),
)
surface_begun = step(
    SURFACES,
    "begun",
    ("ouvrir le chantier", "begin works"),
    states=("planned",),
    sets={"state": "works"},
    told=("chantier ouvert", "works begun"),
)
surface_delivered = step(
    SURFACES,
    "delivered",
    ("livrer", "deliver"),
    states=("works",),
    sets={"state": "delivered"},
    dates="delivered_on",
    told=("livrée", "delivered"),
)
surface_postponed = postponed(SURFACES, ("planned", "works"))
surface_dropped = step(
    SURFACES,
    "dropped",
    ("abandonner", "drop"),
    by=HEADS,
    states=("planned", "works"),
    sets={"state": "dropped"},
    asks=(REASON,),
    grave=True,
    told=("abandonnée", "dropped"),
)

plot = plain(PLOTS, label=("mettre en culture", "begin farming"), sets={"state": "farmed"}, leaves=("harvest_kg",))


@act(
    PLOTS,
    label=("peser une récolte", "weigh a harvest"),
    by=STAFF,
    states=("farmed",),
    asks=("harvest_kg",),
    told=("récolte pesée", "harvest weighed"),
)
def harvested(before: Mapping[str, Any], *, on_date: date, harvest_kg: int) -> Change:
    """The kilos weighed this time come on top of those before."""
    if harvest_kg is None or harvest_kg < 0:
        raise BadFact("harvest_kg", harvest_kg)
    return Change(facts={"harvest_kg": before["harvest_kg"] + harvest_kg})


plot_rested = step(
    PLOTS,
    "rested",
    ("laisser en repos", "let rest"),
    states=("farmed",),
    sets={"state": "resting"},
    told=("laissée en repos", "left to rest"),
)
plot_farmed = step(
    PLOTS,
    "farmed",
    ("reprendre la culture", "farm again"),
    states=("resting",),
    sets={"state": "farmed"},
    told=("remise en culture", "farmed again"),
)
plot_renewed = step(
    PLOTS, "renewed", ("prolonger la convention", "extend the agreement"), by=HEADS, states=("farmed", "resting"),
    asks=("agreement_until", "document?"), told=("convention prolongée", "agreement extended"),)  # fmt: skip
plot_given_back = step(
    PLOTS, "given_back", ("rendre la parcelle", "give the plot back"), by=HEADS, states=("farmed", "resting"),
    sets={"state": "given_back"}, asks=(REASON,), grave=True, told=("rendue", "given back"),)  # fmt: skip

artwork = plain(
    ARTWORKS,
    label=("passer commande", "commission"),
    sets={"state": "ordered"},
    leaves=("ended_on", "events"),
    asks=(
        words("artist", ("artiste", "artist")),
        words("summary", ("présentation", "summary"), required=False),
    ),
)
artwork_begun = step(
    ARTWORKS,
    "begun",
    ("commencer", "begin"),
    states=("ordered",),
    sets={"state": "ongoing"},
    told=("commencée", "begun"),
)
artwork_ended = step(
    ARTWORKS,
    "ended",
    ("achever", "complete"),
    states=("ordered", "ongoing"),
    sets={"state": "ended"},
    dates="ended_on",
    asks=(words("summary", ("ce qui reste", "what remains"), required=False), photo()),
    told=("achevée", "completed"),
)


@act(
    ARTWORKS,
    label=("inscrire un rendez-vous public", "record a public event"),
    by=STAFF,
    states=("ordered", "ongoing"),
    asks=(words("summary", ("ce qui s’est passé", "what happened"), required=False), photo()),
    told=("rendez-vous public tenu", "public event held"),
)
def event_held(
    before: Mapping[str, Any], *, on_date: date, summary: str | None = None, photo: str | None = None
) -> Change:
    """One event more."""
    return Change(
        facts={"events": before["events"] + 1, "state": "ongoing"},
        exhibits={"summary": summary or None, "photo": {"file": photo} if photo else None},
    )
