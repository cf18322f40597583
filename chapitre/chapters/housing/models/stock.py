"""The social stock: programmes with their financing, and dwellings one by one."""

from typing import Any

from django.db import models

from chapitre.kernel.commons.columns import district, name, organisation, place, project
from chapitre.kernel.geo.models import Located
from chapitre.kernel.records import facts
from chapitre.kernel.records.models import Record
from chapitre.kernel.records.registers import register
from chapitre.kernel.words import Pair

FINANCING = {
    "plai": ("PLAI (très social)", "PLAI (very low incomes)"),
    "plus": ("PLUS (social)", "PLUS (low incomes)"),
    "pls": ("PLS (intermédiaire)", "PLS (middle incomes)"),
    "older": ("financement d’avant 1977", "financing from before 1977"),
}
PROGRAMME_STATES = {
    "planned": ("prévu", "planned"),
    "works": ("en chantier", "under construction"),
    "delivered": ("livré", "delivered"),
    "dropped": ("abandonné", "dropped"),
}
DWELLING_STATES = {
    "occupied": ("loué", "let"),
    "vacant": ("vacant", "vacant"),
    "works": ("vide pour travaux", "empty for works"),
    "left": ("sorti du parc", "left the stock"),
}
ENERGY = {letter: (letter, letter) for letter in "ABCDEFG"}
# Who may put forward a household for the dwelling: the quotas of French allocation law.
QUOTAS = {
    "town": ("Ville", "town"),
    "state": ("État", "State"),
    "employers": ("Action Logement", "employers’ fund"),
    "landlord": ("bailleur", "landlord"),
}


def landlord() -> models.CharField[Any, Any]:
    """The social landlord, one of the register of organisations."""
    return organisation(("bailleur", "landlord"), null=False, noun=("le bailleur", "the landlord"))


def _planned(financing: str) -> models.IntegerField[Any, Any]:
    label: Pair = (f"logements {financing}", f"{financing} dwellings")
    return facts.integer(
        label, high=5000, default=0, unit="logement", noun=(f"le nombre de {label[0]}", f"the number of {label[1]}")
    )


@register(
    "housing.programmes",
    label=("programmes de logement social", "social housing programmes"),
    singular=("programme", "programme"),
    description=(
        "Les programmes de logement social : bailleur, logements par financement, coût, permis, livraison.",
        "Social housing programmes: landlord, dwellings by financing, cost, permit, delivery.",
    ),
    title="name",
    dated="delivered_on",
    columns=("name", "landlord", "district", "state", "due_on", "delivered_on"),
    marks={"planned": "new", "works": "doing", "delivered": "done", "dropped": "no"},
    exhibits={"reason": ("motif", "reason"), "photo": ("photo", "photo")},
)
class Programme(Located, Record):
    """One programme. `due_on` is the delivery first promised and never moves; `expected_on` is the one said last."""

    name = name()
    landlord = landlord()
    district = district()
    place = place()
    project = project()
    plai = _planned("PLAI")
    plus = _planned("PLUS")
    pls = _planned("PLS")
    cost_cents = facts.integer(
        ("prix de revient", "cost price"),
        high=10**13,
        unit="eur",
        null=True,
        noun=("le prix de revient", "the cost price"),
    )
    loan_cents = facts.integer(("prêts", "loans"), high=10**13, unit="eur", null=True, noun=("les prêts", "the loans"))
    subsidy_cents = facts.integer(
        ("subventions", "subsidies"), high=10**13, unit="eur", null=True, noun=("les subventions", "the subsidies")
    )
    state = facts.code(("état", "state"), PROGRAMME_STATES, length=12, noun=("l’état", "the state"))
    permit_on = facts.date(
        ("permis accordé le", "permit granted on"),
        null=True,
        noun=("la date du permis", "the date of the permit"),
        when=("autorisé", "permitted"),
    )
    due_on = facts.date(
        ("livraison promise pour le", "delivery promised for"),
        null=True,
        noun=("la livraison promise", "the promised delivery"),
        when=("promis", "promised"),
    )
    expected_on = facts.date(
        ("livraison attendue le", "delivery expected on"),
        null=True,
        noun=("la livraison attendue", "the expected delivery"),
        when=("attendu", "expected"),
    )
    delivered_on = facts.date(
        ("livré le", "delivered on"),
        null=True,
        noun=("la date de livraison", "the date of delivery"),
        when=("livré", "delivered"),
    )


@register(
    "housing.dwellings",
    label=("logements sociaux", "social dwellings"),
    singular=("logement social", "social dwelling"),
    description=(
        "Les logements sociaux un par un : bailleur, résidence, pièces, financement, énergie. Jamais qui y vit.",
        "Social dwellings one by one: landlord, residence, rooms, financing, energy label. Never who lives there.",
    ),
    dated="delivered_on",
    columns=("residence", "landlord", "district", "rooms", "financing", "state"),
    marks={"occupied": "done", "vacant": "new", "works": "doing", "left": "no"},
    exhibits={"reason": ("motif", "reason")},
)
class Dwelling(Record):
    """One dwelling. A household is nobody's business here; whether somebody lives there is."""

    landlord = landlord()
    residence = name(("résidence", "residence"))
    district = district()
    programme = facts.link(
        ("programme", "programme"), "housing.programmes", null=True, noun=("le programme", "the programme")
    )
    rooms = facts.integer(("pièces", "rooms"), low=1, high=12, noun=("le nombre de pièces", "the number of rooms"))
    area_m2 = facts.integer(
        ("surface habitable", "living area"), high=500, unit="m2", null=True, noun=("la surface", "the living area")
    )
    financing = facts.code(("financement", "financing"), FINANCING, length=8, noun=("le financement", "the financing"))
    quota = facts.code(
        ("réservé par", "reserved by"), QUOTAS, length=12, noun=("le contingent", "the quota it belongs to")
    )
    energy = facts.code(
        ("étiquette énergie", "energy label"),
        ENERGY,
        length=1,
        null=True,
        noun=("l’étiquette énergie", "the energy label"),
    )
    accessible = facts.flag(
        ("accessible", "accessible"),
        noun=("le logement est accessible en fauteuil", "the dwelling is wheelchair-accessible"),
    )
    state = facts.code(("état", "state"), DWELLING_STATES, length=8, noun=("l’état", "the state"))
    delivered_on = facts.date(
        ("livré le", "delivered on"),
        noun=("la date de livraison", "the date of delivery"),
        when=("livré", "delivered"),
    )
    vacant_since = facts.date(
        ("vide depuis le", "empty since"),
        null=True,
        noun=("la date de départ", "the date it was vacated"),
        when=("vidé", "vacated"),
    )
