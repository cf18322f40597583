"""The pledges of the climate conferences."""

from chapitre.kernel.commons.columns import decision, district, document, organisation
from chapitre.kernel.records import facts
from chapitre.kernel.records.models import Record
from chapitre.kernel.records.registers import register

PLEDGE_STATES = {
    "pledged": ("pris", "pledged"),
    "decided": ("décidé", "decided"),
    "running": ("en cours", "under way"),
    "kept": ("tenu", "kept"),
    "dropped": ("abandonné", "dropped"),
}


@register(
    "voice.pledges",
    label=("engagements de la conférence climat", "climate conference pledges"),
    singular=("engagement de la conférence", "pledge"),
    description=(
        "Les engagements pris à chaque édition de la conférence climat, l’argent qui leur est réservé, leur résultat.",
        "The pledges of each climate conference, the money set aside for them, what came of them.",
    ),
    title="subject",
    dated="pledged_on",
    columns=("pledged_on", "subject", "state", "envelope_cents", "kept_on"),
    marks={"pledged": "new", "decided": "doing", "running": "doing", "kept": "done", "dropped": "no"},
    exhibits={"result": ("résultat", "result"), "reason": ("motif", "reason")},
)
class Pledge(Record):
    """One pledge, from the conference to its result; `payment` is the line of money that it has."""

    conference = facts.link(("édition", "edition"), "town.meetings", noun=("l’édition", "the edition"))
    subject = facts.text(("engagement", "pledge"), 200, noun=("l’engagement", "the pledge"))
    carrier = organisation(("porté par", "carried by"), noun=("qui le porte", "who carries it"))
    district = district()
    state = facts.code(("état", "state"), PLEDGE_STATES, length=12, noun=("l’état", "the state"))
    pledged_on = facts.date(("pris le", "pledged on"), noun=("la date", "the date"), when=("pris", "pledged"))
    envelope_cents = facts.integer(
        ("réservé", "set aside"), high=10**12, unit="eur", default=0, noun=("la somme réservée", "the sum set aside")
    )
    payment = facts.link(("dépense", "expense"), "town.payments", null=True, noun=("la dépense", "the expense"))
    decision = decision()
    kept_on = facts.date(
        ("tenu le", "kept on"), null=True, noun=("la date tenue", "the date kept"), when=("tenu", "kept")
    )
    document = document()
