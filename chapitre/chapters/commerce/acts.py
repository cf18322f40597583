"""Every way the records of the chapter `commerce` change."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from chapitre.kernel.acts import HEADS, BadFact, Change, OutOfOrder, act, plain, step
from chapitre.kernel.acts.asks import photo, words
from chapitre.kernel.acts.plain import REASON
from chapitre.kernel.people.actors import STAFF

# Premises -----------------------------------------------------------------------------------------------------------

PREMISES = "commerce.premises"
premises = plain(PREMISES, leaves=("opened_on",))


@act(
    PREMISES,
    label=("déclarer ouvert", "declare open"),
    by=STAFF,
    states=("works", "vacant"),
    asks=("use", photo()),
    told=("ouvert", "opened"),
)
def opened(before: Mapping[str, Any], *, on_date: date, use: str, photo: str | None = None) -> Change:
    """A shop opens; the day of the first opening stays."""
    if use is None:
        raise BadFact("use", None)
    facts: dict[str, Any] = {"state": "open", "since": on_date, "use": use}
    if before["opened_on"] is None:
        facts["opened_on"] = on_date
    return Change(facts=facts, exhibits={"photo": {"file": photo} if photo else None})


closed = step(
    PREMISES,
    "closed",
    ("déclarer vide", "declare vacant"),
    states=("open", "works"),
    sets={"state": "vacant", "use": None},
    dates="since",
    asks=(REASON,),
    told=("vide", "vacant"),
)
gone = step(
    PREMISES,
    "gone",
    ("supprimer le local", "remove the premises"),
    by=HEADS,
    states=("works", "vacant", "open"),
    sets={"state": "gone", "use": None},
    dates="since",
    asks=(REASON,),
    grave=True,
    told=("local supprimé", "premises removed"),
)

# The property company -----------------------------------------------------------------------------------------------

ACQUISITIONS, LEASES = "commerce.acquisitions", "commerce.leases"
acquisition = plain(ACQUISITIONS, by=HEADS, label=("acheter", "buy"), sets={"state": "owned"}, leaves=("sold_on",))
acquisition_sold = step(
    ACQUISITIONS,
    "sold",
    ("revendre", "sell"),
    by=HEADS,
    states=("owned",),
    sets={"state": "sold"},
    dates="sold_on",
    asks=(REASON,),
    told=("revendu", "sold"),
)
lease = plain(LEASES, by=HEADS, label=("signer", "sign"), sets={"state": "running"}, leaves=("arrears_cents",))
lease_revised = step(
    LEASES,
    "revised",
    ("réviser le loyer", "revise the rent"),
    by=HEADS,
    states=("running",),
    asks=("market_rent_cents", "discount_percent", REASON),
    told=("loyer révisé", "rent revised"),
)
lease_arrears = step(
    LEASES,
    "arrears",
    ("noter les impayés", "note the arrears"),
    states=("running", "ended"),
    asks=("arrears_cents",),
    told=("impayés notés", "arrears noted"),
)
lease_ended = step(
    LEASES,
    "ended",
    ("mettre fin au bail", "end the lease"),
    by=HEADS,
    states=("running",),
    sets={"state": "ended"},
    dates="ends_on",
    asks=(REASON,),
    grave=True,
    told=("bail terminé", "lease ended"),
)

# Temporary uses -----------------------------------------------------------------------------------------------------

USES = "commerce.temporary_uses"
temporary = plain(
    USES,
    by=HEADS,
    label=("signer la convention", "sign the agreement"),
    sets={"state": "running"},
    leaves=("renewals",),
)


@act(
    USES, label=("prolonger", "renew"), by=HEADS, states=("running",), asks=("ends_on",), told=("prolongée", "renewed")
)
def renewed(before: Mapping[str, Any], *, on_date: date, ends_on: date) -> Change:
    """A renewal goes beyond the end that was agreed, and is counted."""
    if ends_on is None or ends_on.isoformat() <= before["ends_on"]:
        raise BadFact("ends_on", ends_on)
    return Change(facts={"ends_on": ends_on, "renewals": before["renewals"] + 1})


temporary_ended = step(
    USES,
    "ended",
    ("clore la convention", "close the agreement"),
    by=HEADS,
    states=("running",),
    sets={"state": "ended"},
    dates="ends_on",
    asks=(words("evaluation", ("bilan", "evaluation")),),
    told=("convention close", "agreement closed"),
)

# Calls for projects -------------------------------------------------------------------------------------------------

CALLS, BIDS = "commerce.calls", "commerce.bids"
call = plain(
    CALLS,
    by=HEADS,
    label=("lancer l’appel", "open the call"),
    sets={"state": "open"},
    leaves=("winner", "awarded_on"),
    asks=(words("terms", ("règlement", "terms"), required=False),),
)
call_awarded = step(
    CALLS,
    "awarded",
    ("attribuer", "award"),
    by=HEADS,
    states=("judging",),
    sets={"state": "awarded"},
    dates="awarded_on",
    asks=("winner",),
    told=("attribué", "awarded"),
)
call_fruitless = step(
    CALLS,
    "fruitless",
    ("déclarer sans suite", "declare without result"),
    by=HEADS,
    states=("open", "judging"),
    sets={"state": "fruitless"},
    asks=(REASON,),
    grave=True,
    told=("sans suite", "without result"),
)


@act(
    CALLS,
    label=("clore les réponses", "close to bids"),
    by=STAFF,
    states=("open",),
    asks=(),
    told=("clos aux réponses", "closed to bids"),
)
def judged(before: Mapping[str, Any], *, on_date: date) -> Change:
    """Bids are judged once the date said to everybody is past, never before."""
    if on_date.isoformat() < before["closes_on"]:
        raise OutOfOrder(_("Les réponses sont attendues jusqu’à la date annoncée."))
    return Change(facts={"state": "judging"})


MARKS = ("social", "ecology", "soundness", "local")
bid = plain(BIDS, label=("recevoir", "receive"), sets={"state": "received"}, leaves=MARKS)
bid_scored = step(
    BIDS,
    "scored",
    ("noter", "score"),
    states=("received",),
    sets={"state": "scored"},
    asks=MARKS,
    told=("notée", "scored"),
)
bid_chosen = step(
    BIDS,
    "chosen",
    ("retenir", "choose"),
    by=HEADS,
    states=("scored",),
    sets={"state": "chosen"},
    asks=(REASON,),
    told=("retenue", "chosen"),
)
bid_refused = step(
    BIDS, "refused", ("écarter", "turn down"), by=HEADS, states=("received", "scored"), sets={"state": "refused"},
    asks=(REASON,), told=("écartée", "turned down"))  # fmt: skip

# Vouchers and parcels -----------------------------------------------------------------------------------------------

BATCHES = "commerce.aid_batches"
batch = plain(BATCHES, label=("remettre", "hand out"), leaves=("spent", "refunded"))


@act(
    BATCHES,
    name="spent",
    label=("compter les bons dépensés", "count vouchers spent"),
    by=STAFF,
    asks=("spent", "refunded"),
    told=("bons dépensés comptés", "vouchers spent counted"),
)
def batch_spent(before: Mapping[str, Any], *, on_date: date, spent: int, refunded: int) -> Change:
    """What shops brought back; a voucher is spent once, and paid back once."""
    if before["kind"] == "parcel":
        raise OutOfOrder(_("Un colis ne se dépense pas."))
    if spent is None or not before["spent"] <= spent <= before["quantity"]:
        raise BadFact("spent", spent)
    if refunded is None or not before["refunded"] <= refunded <= spent:
        raise BadFact("refunded", refunded)
    return Change(facts={"spent": spent, "refunded": refunded})


# Schools ------------------------------------------------------------------------------------------------------------

SCHOOLS = "commerce.schools"
school = plain(SCHOOLS, by=HEADS, sets={"state": "planned"}, leaves=("opened_on", "students"))
school_opened = step(
    SCHOOLS,
    "opened",
    ("déclarer ouverte", "declare open"),
    states=("planned",),
    sets={"state": "open"},
    dates="opened_on",
    asks=("students?",),
    told=("ouverte", "opened"),
)
school_counted = step(
    SCHOOLS,
    "counted",
    ("noter les étudiant·es", "note the students"),
    states=("open",),
    asks=("students",),
    told=("étudiant·es compté·es", "students counted"),
)
school_closed = step(
    SCHOOLS,
    "closed",
    ("déclarer fermée", "declare closed"),
    by=HEADS,
    states=("open",),
    sets={"state": "closed"},
    asks=(REASON,),
    grave=True,
    told=("fermée", "closed"),
)
