"""What the wardens (ASVP) do: reminders of the rules, and offences fined at the legal tariffs."""

from chapitre.kernel.commons.columns import district, place
from chapitre.kernel.geo.models import Located
from chapitre.kernel.records import facts
from chapitre.kernel.records.models import Record
from chapitre.kernel.records.registers import register

KINDS = {
    "reminder": ("rappel à la règle", "reminder of the rules"),
    "fine": ("infraction verbalisée", "offence fined"),
}
OFFENCES = {
    "dumping": ("dépôt sauvage", "fly-tipping"),
    "vehicle_dumping": ("dépôt à l’aide d’un véhicule", "fly-tipping from a vehicle"),
    "bins": ("bac hors des jours de collecte", "bin out on the wrong day"),
    "dogs": ("déjections canines", "dog fouling"),
    "parking": ("stationnement gênant", "obstructive parking"),
    "dangerous_parking": ("stationnement très gênant", "very obstructive parking"),
    "noise": ("bruit", "noise"),
    "posting": ("affichage sauvage", "fly-posting"),
}
STATES = {
    "issued": ("établi", "issued"),
    "increased": ("majoré", "increased"),
    "paid": ("payé", "paid"),
    "cancelled": ("annulé", "cancelled"),
}


@register(
    "streets.warden_actions",
    label=("interventions des ASVP", "warden actions"),
    singular=("intervention", "warden action"),
    description=(
        "Les rappels à la règle et les infractions verbalisées par les ASVP : nature, rue, montant. Aucun nom.",
        "Reminders of the rules and offences fined by wardens: kind, street, amount. Never the person.",
    ),
    dated="acted_on",
    columns=("acted_on", "kind", "offence", "district", "state", "amount_cents"),
    marks={"issued": "doing", "increased": "late", "paid": "done", "cancelled": "no"},
    exhibits={"reason": ("motif", "reason")},
)
class WardenAction(Located, Record):
    """One action. Who was reminded or fined is nowhere in it."""

    kind = facts.code(("nature", "kind"), KINDS, length=12, noun=("la nature", "the kind"))
    offence = facts.code(("infraction", "offence"), OFFENCES, length=20, noun=("l’infraction", "the offence"))
    acted_on = facts.date(("date", "date"), noun=("la date", "the date"), when=("constaté", "recorded"))
    place = place()
    district = district()
    state = facts.code(("état", "state"), STATES, length=12, noun=("l’état", "the state"))
    amount_cents = facts.integer(
        ("montant", "amount"), high=10**8, unit="eur", default=0, noun=("le montant", "the amount")
    )
