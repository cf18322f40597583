"""How the climate conferences' editions, their pledges and their payments change."""

from chapitre.kernel.acts import HEADS, plain, step
from chapitre.kernel.acts.asks import words
from chapitre.kernel.acts.plain import REASON

PLEDGES = "voice.pledges"
edition = plain(
    "voice.climate_editions",
    by=HEADS,
    label=("inscrire l’édition et son enveloppe", "record the edition and its money"),
)
payment = plain("voice.pledge_payments", by=HEADS, label=("inscrire un paiement", "record a payment"))
pledge = plain(
    PLEDGES,
    label=("prendre l’engagement", "pledge"),
    sets={"state": "pledged"},
    leaves=("envelope_cents", "payment", "decision", "kept_on"),
)
pledge_decided = step(
    PLEDGES,
    "decided",
    ("décider et réserver l’argent", "decide and set the money aside"),
    by=HEADS,
    states=("pledged",),
    sets={"state": "decided"},
    asks=("envelope_cents", "payment?", "decision?"),
    told=("décidé, argent réservé", "decided, money set aside"),
)
pledge_begun = step(
    PLEDGES, "begun", ("commencer", "begin"), states=("decided",), sets={"state": "running"}, told=("commencé", "begun")
)
pledge_kept = step(
    PLEDGES,
    "kept",
    ("déclarer tenu", "declare kept"),
    states=("decided", "running"),
    sets={"state": "kept"},
    dates="kept_on",
    asks=(words("result", ("résultat", "result")), "document?"),
    told=("tenu", "kept"),
)
pledge_dropped = step(
    PLEDGES,
    "dropped",
    ("abandonner", "drop"),
    by=HEADS,
    states=("pledged", "decided", "running"),
    sets={"state": "dropped"},
    asks=(REASON,),
    grave=True,
    told=("abandonné", "dropped"),
)
