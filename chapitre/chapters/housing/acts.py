"""Every way the records of the chapter `housing` change."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from chapitre.kernel.acts import HEADS, Act, BadFact, Change, OutOfOrder, Plain, act, plain, step
from chapitre.kernel.acts.asks import photo, words
from chapitre.kernel.acts.plain import REASON, worded
from chapitre.kernel.people.actors import STAFF

# The social stock ---------------------------------------------------------------------------------------------------

PROGRAMMES, DWELLINGS = "housing.programmes", "housing.dwellings"
programme = plain(
    PROGRAMMES,
    by=HEADS,
    label=("programmer", "programme"),
    sets={"state": "planned"},
    leaves=("expected_on", "delivered_on"),
)
programme_begun = step(
    PROGRAMMES,
    "begun",
    ("ouvrir le chantier", "start the works"),
    states=("planned",),
    sets={"state": "works"},
    asks=("expected_on?",),
    told=("chantier ouvert", "works started"),
)
programme_delivered = step(
    PROGRAMMES,
    "delivered",
    ("déclarer livré", "declare delivered"),
    states=("works",),
    sets={"state": "delivered"},
    dates="delivered_on",
    asks=(photo(),),
    told=("livré", "delivered"),
)
programme_postponed = step(
    PROGRAMMES,
    "postponed",
    ("reporter la livraison", "postpone the delivery"),
    states=("planned", "works"),
    asks=("expected_on", REASON),
    told=("livraison reportée", "delivery postponed"),
)
programme_dropped = step(
    PROGRAMMES,
    "dropped",
    ("abandonner", "drop"),
    by=HEADS,
    states=("planned", "works"),
    sets={"state": "dropped"},
    asks=(REASON,),
    grave=True,
    told=("abandonné", "dropped"),
)

# Social dwellings are allocated before they are delivered: the first act leaves them let.
dwelling = plain(
    DWELLINGS,
    label=("mettre en service", "put in service"),
    sets={"state": "occupied"},
    leaves=("vacant_since",),
)
dwelling_vacated = step(
    DWELLINGS,
    "vacated",
    ("déclarer vacant", "declare vacant"),
    states=("occupied",),
    sets={"state": "vacant"},
    dates="vacant_since",
    told=("devenu vacant", "vacated"),
)
dwelling_let = step(
    DWELLINGS,
    "let",
    ("louer", "let"),
    states=("vacant", "works"),
    sets={"state": "occupied", "vacant_since": None},
    told=("loué", "let"),
)
dwelling_works = step(
    DWELLINGS,
    "works",
    ("vider pour travaux", "empty for works"),
    states=("vacant",),
    sets={"state": "works"},
    told=("vidé pour travaux", "emptied for works"),
)
dwelling_labelled = step(
    DWELLINGS,
    "labelled",
    ("noter l’étiquette énergie", "note the energy label"),
    states=("occupied", "vacant", "works"),
    asks=("energy",),
    told=("étiquette énergie notée", "energy label noted"),
)
dwelling_left = step(
    DWELLINGS,
    "left",
    ("sortir du parc", "take out of the stock"),
    by=HEADS,
    states=("occupied", "vacant", "works"),
    sets={"state": "left"},
    asks=(REASON,),
    grave=True,
    told=("sorti du parc", "taken out of the stock"),
)

# Sessions -----------------------------------------------------------------------------------------------------------

SESSIONS = "housing.advice_sessions"
session = plain(SESSIONS, label=("annoncer", "announce"), sets={"state": "announced"}, leaves=("booked", "received"))
session_cancelled = step(
    SESSIONS,
    "cancelled",
    ("annuler", "cancel"),
    states=("announced",),
    sets={"state": "cancelled"},
    asks=(REASON,),
    grave=True,
    told=("annulée", "cancelled"),
)


@act(
    SESSIONS,
    name="held",
    label=("déclarer tenue", "declare held"),
    by=STAFF,
    states=("announced",),
    asks=("booked", "received"),
    told=("tenue", "held"),
)
def session_held(before: Mapping[str, Any], *, on_date: date, booked: int | None, received: int | None) -> Change:
    """A session takes place on its day; those who came without an appointment are among those received."""
    for name, value in (("booked", booked), ("received", received)):
        if value is None:
            raise BadFact(name, None)
    if on_date.isoformat() < before["held_on"]:
        raise OutOfOrder(_("Cette permanence n’a pas encore eu lieu."))
    return Change(facts={"state": "held", "booked": booked, "received": received})


# Versions: the points scale and the quality charter -----------------------------------------------------------------

CHANGES = words("changes", ("ce qui change", "what changes"), required=False)


def _version(register: str) -> tuple[Plain, Act, Act]:
    """The acts of a text that the council adopts: drafted, in force, replaced by the next."""
    drafted = plain(
        register,
        by=HEADS,
        label=("préparer", "draft"),
        sets={"state": "draft"},
        leaves=("adopted_on",),
        asks=(CHANGES,),
    )
    adopted = step(
        register,
        "adopted",
        ("mettre en vigueur", "put in force"),
        by=HEADS,
        states=("draft",),
        sets={"state": "in_force"},
        dates="adopted_on",
        asks=("decision",),
        told=("mise en vigueur", "put in force"),
    )
    replaced = step(
        register,
        "replaced",
        ("remplacer", "replace"),
        by=HEADS,
        states=("in_force",),
        sets={"state": "replaced"},
        told=("remplacée", "replaced"),
    )
    return drafted, adopted, replaced


scale, scale_adopted, scale_replaced = _version("housing.points_scales")
charter, charter_adopted, charter_replaced = _version("housing.charters")

RECOMMENDATIONS = "housing.recommendations"
recommendation = plain(
    RECOMMENDATIONS,
    by=HEADS,
    label=("inscrire la préconisation", "record the recommendation"),
    sets={"state": "given"},
    leaves=("scale", "settled_on", "decision"),
)
ANSWER = words("answer", ("réponse de la Ville", "the town’s answer"))
recommendation_accepted = step(
    RECOMMENDATIONS,
    "accepted",
    ("retenir", "accept"),
    by=HEADS,
    states=("given",),
    sets={"state": "accepted"},
    asks=(ANSWER,),
    told=("retenue", "accepted"),
)
recommendation_adopted = step(
    RECOMMENDATIONS,
    "adopted",
    ("déclarer adoptée", "declare adopted"),
    by=HEADS,
    states=("accepted",),
    sets={"state": "adopted"},
    dates="settled_on",
    asks=("decision", "scale?"),
    told=("adoptée", "adopted"),
)
recommendation_refused = step(
    RECOMMENDATIONS,
    "refused",
    ("écarter", "set aside"),
    by=HEADS,
    states=("given", "accepted"),
    sets={"state": "refused"},
    dates="settled_on",
    asks=(ANSWER,),
    grave=True,
    told=("écartée", "set aside"),
)

# Checks of the charter ----------------------------------------------------------------------------------------------

CHECKS = "housing.conformities"
check = plain(
    CHECKS,
    label=("contrôler", "check"),
    leaves=("lifted_on",),
    asks=(words("remarks", ("réserves", "reservations"), required=False),),
)
check_lifted = step(
    CHECKS,
    "lifted",
    ("lever les réserves", "lift the reservations"),
    states=("reserves",),
    sets={"state": "conform"},
    dates="lifted_on",
    asks=(REASON,),
    told=("réserves levées", "reservations lifted"),
)

# Homes that people own ----------------------------------------------------------------------------------------------

COOWNERSHIPS, WORKS, BRS = "housing.coownerships", "housing.works", "housing.brs_dwellings"
coownership = plain(
    COOWNERSHIPS,
    by=HEADS,
    label=("ouvrir le suivi", "open the file"),
    sets={"state": "survey"},
    leaves=("signed_on", "ends_on"),
)
scheme_signed = step(
    COOWNERSHIPS,
    "signed",
    ("signer la convention", "sign the agreement"),
    by=HEADS,
    states=("survey",),
    sets={"state": "scheme"},
    dates="signed_on",
    asks=("ends_on", "decision?"),
    told=("convention signée", "agreement signed"),
)
coownership_seen = step(
    COOWNERSHIPS,
    "seen",
    ("mettre à jour la situation", "update the situation"),
    states=("survey", "scheme"),
    asks=("arrears_cents", "energy?"),
    told=("situation mise à jour", "situation updated"),
)
coownership_closed = step(
    COOWNERSHIPS,
    "closed",
    ("clore le suivi", "close the file"),
    by=HEADS,
    states=("survey", "scheme"),
    sets={"state": "closed"},
    asks=(words("summary", ("bilan", "summary")),),
    told=("suivi terminé", "file closed"),
)

works = plain(WORKS, label=("inscrire le vote", "record the vote"), sets={"state": "voted"}, leaves=("done_on",))
works_begun = step(
    WORKS,
    "begun",
    ("commencer", "begin"),
    states=("voted",),
    sets={"state": "works"},
    asks=("grants_cents", "town_grant_cents"),
    told=("commencés", "begun"),
)
works_done = step(
    WORKS,
    "done",
    ("déclarer faits", "declare done"),
    states=("works",),
    sets={"state": "done"},
    dates="done_on",
    asks=(photo(),),
    told=("faits", "done"),
)
works_dropped = step(
    WORKS,
    "dropped",
    ("abandonner", "drop"),
    states=("voted", "works"),
    sets={"state": "dropped"},
    asks=(REASON,),
    grave=True,
    told=("abandonnés", "dropped"),
)

brs = plain(
    BRS,
    label=("proposer à la vente", "offer for sale"),
    sets={"state": "offered"},
    leaves=("resale_cap_cents", "sales", "sold_on"),
)


@act(BRS, name="sold", label=("vendre", "sell"), by=STAFF, states=("offered",), asks=(), told=("vendu", "sold"))
def brs_sold(before: Mapping[str, Any], *, on_date: date) -> Change:
    """A first sale, at the price offered; what is paid is the cap of a resale until it is indexed."""
    return Change(facts={"state": "sold", "sales": 1, "sold_on": on_date, "resale_cap_cents": before["price_cents"]})


@act(
    BRS,
    name="indexed",
    label=("indexer le plafond", "index the cap"),
    by=STAFF,
    states=("sold",),
    asks=("resale_cap_cents", REASON),
    told=("plafond indexé", "cap indexed"),
)
def brs_indexed(before: Mapping[str, Any], *, on_date: date, resale_cap_cents: int, reason: str) -> Change:
    """The cap follows the rent index; the market's price is no reason to raise it beyond."""
    if resale_cap_cents is None or not before["price_cents"] <= resale_cap_cents < before["market_cents"]:
        raise BadFact("resale_cap_cents", resale_cap_cents)
    told = worded(reason, _("Dites selon quel indice."))
    return Change(facts={"resale_cap_cents": resale_cap_cents}, exhibits={"reason": told})


@act(
    BRS,
    name="resold",
    label=("revendre", "resell"),
    by=STAFF,
    states=("sold",),
    asks=("price_cents",),
    told=("revendu", "resold"),
)
def brs_resold(before: Mapping[str, Any], *, on_date: date, price_cents: int) -> Change:
    """A resale never goes above the cap: what makes it affordable once makes it so for ever."""
    if price_cents is None or not 0 < price_cents <= before["resale_cap_cents"]:
        raise BadFact("price_cents", price_cents)
    sales = before["sales"] + 1
    return Change(
        facts={"price_cents": price_cents, "resale_cap_cents": price_cents, "sales": sales, "sold_on": on_date}
    )
