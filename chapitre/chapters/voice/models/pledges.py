"""The climate conferences' editions, their pledges, and what was paid for each pledge."""

from chapitre.kernel.commons.columns import decision, district, document, name, organisation
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
    "voice.climate_editions",
    label=("éditions de la conférence climat", "editions of the climate conference"),
    singular=("édition de la conférence climat", "edition of the climate conference"),
    description=(
        "Chaque édition de la conférence climat et l’enveloppe réservée aux engagements qui y ont été pris.",
        "Each edition of the climate conference, and the money set aside for the pledges made there.",
    ),
    title="name",
    dated="held_on",
    columns=("name", "held_on", "envelope_cents", "decision"),
    exhibits={"reason": ("motif", "reason")},
)
class ClimateEdition(Record):
    """One edition. Its envelope is what its pledges share."""

    name = name()
    conference = facts.link(("réunion", "meeting"), "town.meetings", noun=("la réunion", "the meeting"))
    held_on = facts.date(("tenue le", "held on"), noun=("la date", "the date"), when=("tenu", "held"))
    envelope_cents = facts.integer(
        ("enveloppe", "envelope"), low=1, high=10**12, unit="eur", noun=("l’enveloppe", "the envelope")
    )
    decision = decision()


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


@register(
    "voice.pledge_payments",
    label=("paiements des engagements", "payments for pledges"),
    singular=("paiement d’un engagement", "payment for a pledge"),
    description=(
        "Chaque somme payée pour un engagement de la conférence climat, sur la ligne de dépense qui lui est réservée.",
        "Each sum paid for a pledge of the climate conference, out of the line of money set aside for it.",
    ),
    title="object",
    dated="paid_on",
    columns=("paid_on", "pledge", "object", "amount_cents"),
    exhibits={"reason": ("motif", "reason")},
)
class PledgePayment(Record):
    """One payment. The line that it is taken from is the pledge's."""

    pledge = facts.link(("engagement", "pledge"), "voice.pledges", noun=("l’engagement", "the pledge"))
    object = facts.text(("objet", "object"), 200, noun=("l’objet", "the object"))
    amount_cents = facts.integer(
        ("montant", "amount"), low=1, high=10**12, unit="eur", noun=("le montant", "the amount")
    )
    paid_on = facts.date(("payé le", "paid on"), noun=("la date du paiement", "the date"), when=("payé", "paid"))
    payee = organisation(("bénéficiaire", "payee"), noun=("le bénéficiaire", "the payee"))
