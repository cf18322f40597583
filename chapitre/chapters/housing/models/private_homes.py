"""Homes that people own: co-ownerships that are helped, their works, dwellings under a BRS (bail réel solidaire)."""

from chapitre.chapters.housing.models.stock import ENERGY
from chapitre.kernel.commons.columns import decision, district, name, organisation, place, project
from chapitre.kernel.geo.models import Located
from chapitre.kernel.records import facts
from chapitre.kernel.records.models import Record
from chapitre.kernel.records.registers import register

SCHEMES = {
    "opah": ("OPAH", "OPAH (planned improvement scheme)"),
    "popac": ("POPAC (prévention)", "POPAC (prevention)"),
    "rescue": ("plan de sauvegarde", "rescue plan"),
}
COOWNERSHIP_STATES = {
    "survey": ("diagnostic", "being surveyed"),
    "scheme": ("opération en cours", "scheme under way"),
    "closed": ("suivi terminé", "closed"),
}
WORKS_KINDS = {
    "insulation": ("isolation, façades", "insulation, façades"),
    "roof": ("toiture", "roof"),
    "heating": ("chauffage", "heating"),
    "pipes": ("réseaux, colonnes", "pipes"),
    "lifts": ("ascenseurs", "lifts"),
    "fire": ("sécurité incendie", "fire safety"),
}
WORKS_STATES = {
    "voted": ("votés en assemblée", "voted by the owners"),
    "works": ("en cours", "under way"),
    "done": ("faits", "done"),
    "dropped": ("abandonnés", "dropped"),
}
BRS_STATES = {
    "offered": ("proposé", "offered"),
    "sold": ("vendu", "sold"),
}


@register(
    "housing.coownerships",
    label=("copropriétés accompagnées", "co-ownerships helped"),
    singular=("copropriété", "co-ownership"),
    description=(
        "Les copropriétés que la Ville accompagne : dispositif, convention, lots, impayés, consommation.",
        "The co-ownerships that the town helps: scheme, agreement, lots, arrears, energy label.",
    ),
    title="name",
    dated="signed_on",
    columns=("name", "scheme", "state", "lots", "signed_on", "ends_on"),
    marks={"survey": "new", "scheme": "doing", "closed": "done"},
    exhibits={"reason": ("motif", "reason"), "summary": ("bilan", "summary")},
)
class Coownership(Located, Record):
    """One co-ownership and the scheme that helps it."""

    name = name()
    place = place()
    district = district()
    scheme = facts.code(("dispositif", "scheme"), SCHEMES, length=12, noun=("le dispositif", "the scheme"))
    state = facts.code(("état", "state"), COOWNERSHIP_STATES, length=12, noun=("l’état", "the state"))
    lots = facts.integer(
        ("logements", "dwellings"), low=1, high=5000, unit="logement", noun=("le nombre de logements", "the dwellings")
    )
    arrears_cents = facts.integer(
        ("impayés de charges", "unpaid charges"),
        high=10**11,
        unit="eur",
        null=True,
        noun=("les impayés de charges", "the unpaid charges"),
    )
    energy = facts.code(
        ("étiquette énergie", "energy label"),
        ENERGY,
        length=1,
        null=True,
        noun=("l’étiquette énergie", "the energy label"),
    )
    signed_on = facts.date(
        ("convention signée le", "agreement signed on"),
        null=True,
        noun=("la date de la convention", "the date of the agreement"),
        when=("signé", "signed"),
    )
    ends_on = facts.date(
        ("jusqu’au", "until"),
        null=True,
        noun=("la fin de la convention", "the end of the agreement"),
        when=("échu", "ending"),
    )
    decision = decision()


@register(
    "housing.works",
    label=("travaux en copropriété", "works in co-ownerships"),
    singular=("travaux", "works"),
    description=(
        "Les travaux votés par les copropriétaires accompagnés : nature, coût, aides, avancement.",
        "Works voted by the owners who are helped: kind, cost, grants, progress.",
    ),
    dated="voted_on",
    columns=("coownership", "kind", "cost_cents", "grants_cents", "state", "voted_on"),
    marks={"voted": "new", "works": "doing", "done": "done", "dropped": "no"},
    exhibits={"reason": ("motif", "reason"), "photo": ("photo", "photo")},
)
class Works(Record):
    """One package of works."""

    coownership = facts.link(
        ("copropriété", "co-ownership"), "housing.coownerships", noun=("la copropriété", "the co-ownership")
    )
    kind = facts.code(("nature", "kind"), WORKS_KINDS, length=12, noun=("la nature", "the kind"))
    cost_cents = facts.integer(("coût", "cost"), high=10**11, unit="eur", noun=("le coût", "the cost"))
    grants_cents = facts.integer(
        ("aides", "grants"), high=10**11, default=0, unit="eur", noun=("les aides accordées", "the grants awarded")
    )
    town_grant_cents = facts.integer(
        ("dont Ville", "of which the town"),
        high=10**11,
        default=0,
        unit="eur",
        noun=("l’aide de la Ville", "the town’s grant"),
    )
    state = facts.code(("état", "state"), WORKS_STATES, length=8, noun=("l’état", "the state"))
    voted_on = facts.date(
        ("votés le", "voted on"), noun=("la date du vote", "the date of the vote"), when=("voté", "voted")
    )
    done_on = facts.date(
        ("faits le", "done on"), null=True, noun=("la date de fin", "the date of completion"), when=("fait", "done")
    )


@register(
    "housing.brs_dwellings",
    label=("logements en bail réel solidaire", "BRS dwellings"),
    singular=("logement en BRS", "BRS dwelling"),
    description=(
        "Les logements vendus en bail réel solidaire : prix plafonné, redevance du terrain, plafond de revente.",
        "Dwellings sold under a bail réel solidaire: capped price, land rent, resale cap.",
    ),
    title="programme",
    dated="sold_on",
    columns=("programme", "rooms", "price_cents", "resale_cap_cents", "state", "sold_on"),
    marks={"offered": "new", "sold": "done"},
    exhibits={"reason": ("motif", "reason")},
)
class BrsDwelling(Record):
    """One dwelling whose land stays with a solidarity land body. Its cap is the price paid, indexed."""

    programme = name(("programme", "programme"))
    land_body = organisation(
        ("organisme de foncier solidaire", "solidarity land body"),
        noun=("l’organisme de foncier solidaire", "the solidarity land body"),
    )
    district = district()
    project = project()
    rooms = facts.integer(("pièces", "rooms"), low=1, high=12, noun=("le nombre de pièces", "the number of rooms"))
    area_m2 = facts.integer(("surface", "area"), low=1, high=500, unit="m2", noun=("la surface", "the area"))
    price_cents = facts.integer(("prix", "price"), low=1, high=10**10, unit="eur", noun=("le prix", "the price"))
    market_cents = facts.integer(
        ("valeur sur le marché", "market value"),
        low=1,
        high=10**10,
        unit="eur",
        noun=("la valeur sur le marché", "the market value"),
    )
    land_rent_cents = facts.integer(
        ("redevance mensuelle", "monthly land rent"),
        high=10**7,
        unit="eur",
        noun=("la redevance mensuelle", "the monthly land rent"),
    )
    income_cap_cents = facts.integer(
        ("plafond de revenus de l’acquéreur", "buyer’s income cap"),
        high=10**9,
        unit="eur",
        noun=("le plafond de revenus", "the buyer’s income cap"),
        help=(
            "Revenu fiscal de référence, pour le nombre de personnes qui y logeront.",
            "Reference tax income, for the number of people who will live there.",
        ),
    )
    resale_cap_cents = facts.integer(
        ("plafond de revente", "resale cap"),
        high=10**10,
        unit="eur",
        null=True,
        noun=("le plafond de revente", "the resale cap"),
    )
    state = facts.code(("état", "state"), BRS_STATES, length=8, noun=("l’état", "the state"))
    sales = facts.integer(("ventes", "sales"), high=100, default=0, noun=("le nombre de ventes", "the number of sales"))
    sold_on = facts.date(
        ("vendu le", "sold on"), null=True, noun=("la date de vente", "the date of sale"), when=("vendu", "sold")
    )
