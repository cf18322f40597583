"""The records of the chapter `commerce`: premises, leases, temporary uses, calls, pandemic aid, schools."""

from typing import Any

from django.db import models

from chapitre.kernel.commons.columns import decision, district, document, name, organisation, place, project
from chapitre.kernel.geo.models import Located
from chapitre.kernel.records import facts
from chapitre.kernel.records.models import Record
from chapitre.kernel.records.registers import register
from chapitre.kernel.words import Pair

SITES = {
    "new_building": ("pied d’immeuble neuf", "ground floor of a new building"),
    "mall": ("centre commercial", "shopping centre"),
    "street": ("rue commerçante", "shopping street"),
    "other": ("autre", "other"),
}
OWNERS = {
    "town": ("Ville", "town"),
    "company": ("foncière commerciale", "property company"),
    "landlord": ("bailleur social", "social landlord"),
    "private": ("propriétaire privé", "private owner"),
}
USES = {
    "bakery": ("boulangerie", "bakery"),
    "grocer": ("alimentation", "food shop"),
    "restaurant": ("restaurant, café", "restaurant, café"),
    "health": ("santé", "health"),
    "services": ("services", "services"),
    "culture": ("librairie, culture", "books, culture"),
    "craft": ("atelier, artisanat", "workshop, crafts"),
    "solidarity": ("économie sociale et solidaire", "solidarity economy"),
    "equipment": ("équipement de la personne et du foyer", "clothes and household"),
}
PREMISES_STATES = {
    "works": ("en travaux", "under works"),
    "vacant": ("vide", "vacant"),
    "open": ("ouvert", "open"),
    "gone": ("supprimé", "gone"),
}
# What residents said they wanted near them; the lower the letter, the gentler the rent.
PRIORITIES = {
    "a": ("attendu par les habitant·es", "wanted by residents"),
    "b": ("utile au quartier", "useful to the district"),
    "c": ("sans priorité", "no priority"),
}
LEASE_STATES = {
    "running": ("en cours", "running"),
    "ended": ("terminé", "ended"),
}
AGREEMENT_STATES = {
    "running": ("en cours", "running"),
    "ended": ("terminée", "ended"),
}
CALL_STATES = {
    "open": ("ouvert", "open"),
    "judging": ("en examen", "being judged"),
    "awarded": ("attribué", "awarded"),
    "fruitless": ("sans suite", "without result"),
}
BID_STATES = {
    "received": ("reçue", "received"),
    "scored": ("notée", "scored"),
    "chosen": ("retenue", "chosen"),
    "refused": ("non retenue", "not chosen"),
}
AIDS = {
    "food": ("bons d’achat alimentaires", "food vouchers"),
    "hygiene": ("bons d’achat d’hygiène", "hygiene vouchers"),
    "parcel": ("colis alimentaires", "food parcels"),
}
BOUGHT = {
    "business": ("fonds de commerce", "business"),
    "walls": ("murs", "walls"),
    "both": ("fonds et murs", "business and walls"),
}
OWNED_STATES = {
    "owned": ("possédé", "owned"),
    "sold": ("revendu", "sold"),
}
SCHOOL_STATES = {
    "planned": ("prévue", "planned"),
    "open": ("ouverte", "open"),
    "closed": ("fermée", "closed"),
}


def _premises() -> models.CharField[Any, Any]:
    return facts.link(("local", "premises"), "commerce.premises", null=True, noun=("le local", "the premises"))


def _mark(label: Pair, noun: Pair) -> models.IntegerField[Any, Any]:
    return facts.integer(label, high=25, null=True, noun=noun)


def _yearly(label: Pair, noun: Pair) -> models.IntegerField[Any, Any]:
    return facts.integer(label, high=10**10, unit="eur_par_an", noun=noun)


@register(
    "commerce.premises",
    label=("locaux commerciaux", "commercial premises"),
    singular=("local commercial", "commercial premises"),
    description=(
        "Les locaux en pied d’immeuble, en centre commercial ou à la Ville : surface, propriétaire, état.",
        "Premises on ground floors, in shopping centres or the town’s own: area, owner, state.",
    ),
    schema=2,
    upcasters="chapitre.chapters.commerce.upcasters",
    title="name",
    dated="since",
    columns=("name", "site", "owner", "use", "state", "since"),
    marks={"works": "doing", "vacant": "late", "open": "done", "gone": "no"},
    exhibits={"reason": ("motif", "reason"), "photo": ("photo", "photo")},
)
class Premises(Located, Record):
    """One unit behind one door. `since` is the day its state began."""

    name = name()
    site = facts.code(("emplacement", "site"), SITES, noun=("l’emplacement", "the site"))
    place = place()
    district = district()
    project = project()
    owner = facts.code(("propriétaire", "owner"), OWNERS, length=12, noun=("le propriétaire", "the owner"))
    area_m2 = facts.integer(("surface", "area"), low=1, high=100_000, unit="m2", noun=("la surface", "the area"))
    use = facts.code(("activité", "use"), USES, length=12, null=True, noun=("l’activité", "the use"))
    state = facts.code(("état", "state"), PREMISES_STATES, length=8, noun=("l’état", "the state"))
    since = facts.date(
        ("depuis le", "since"), noun=("la date de l’état", "the date of the state"), when=("ainsi", "so")
    )
    opened_on = facts.date(
        ("ouvert le", "opened on"),
        null=True,
        noun=("la date d’ouverture", "the date of opening"),
        when=("ouvert", "opened"),
    )


@register(
    "commerce.acquisitions",
    label=("acquisitions commerciales", "commercial acquisitions"),
    singular=("acquisition", "acquisition"),
    description=(
        "Les murs et les fonds de commerce achetés par la Ville ou sa foncière : prix, date, délibération.",
        "Walls and businesses bought by the town or its property company: price, date, council decision.",
    ),
    dated="bought_on",
    columns=("premises", "what", "price_cents", "bought_on", "state"),
    marks={"owned": "done", "sold": "no"},
    exhibits={"reason": ("motif", "reason")},
)
class Acquisition(Record):
    """One purchase: a business, walls, or both."""

    premises = _premises()
    what = facts.code(("objet", "what"), BOUGHT, length=12, noun=("ce qui est acheté", "what is bought"))
    price_cents = facts.integer(("prix", "price"), high=10**12, unit="eur", noun=("le prix", "the price"))
    bought_on = facts.date(("acheté le", "bought on"), noun=("la date d’achat", "the date"), when=("acheté", "bought"))
    state = facts.code(("état", "state"), OWNED_STATES, length=8, noun=("l’état", "the state"))
    sold_on = facts.date(
        ("revendu le", "sold on"), null=True, noun=("la date de revente", "the date of sale"), when=("revendu", "sold")
    )
    decision = decision()


@register(
    "commerce.leases",
    label=("baux de la foncière", "leases of the property company"),
    singular=("bail", "lease"),
    description=(
        "Les baux de la foncière commerciale : loyer de marché, remise selon la priorité, impayés.",
        "Leases of the commercial property company: market rent, discount by priority, arrears.",
    ),
    title="tenant",
    dated="signed_on",
    columns=("tenant", "premises", "priority", "market_rent_cents", "discount_percent", "state"),
    marks={"running": "done", "ended": "no"},
    exhibits={"reason": ("motif", "reason")},
)
class Lease(Record):
    """One lease. The rent is the market's less the discount: a rule computes it, so that nobody types it."""

    tenant = name(("enseigne", "shop"))
    premises = _premises()
    priority = facts.code(("priorité", "priority"), PRIORITIES, length=4, noun=("la priorité", "the priority"))
    market_rent_cents = _yearly(("loyer de marché", "market rent"), ("le loyer de marché", "the market rent"))
    discount_percent = facts.integer(
        ("remise", "discount"), high=100, unit="percent", noun=("la remise", "the discount")
    )
    arrears_cents = facts.integer(
        ("impayés", "arrears"), high=10**10, default=0, unit="eur", noun=("les impayés", "the arrears")
    )
    signed_on = facts.date(("signé le", "signed on"), noun=("la signature", "the signature"), when=("signé", "signed"))
    ends_on = facts.date(
        ("jusqu’au", "until"), noun=("la fin du bail", "the end of the lease"), when=("échu", "ending")
    )
    state = facts.code(("état", "state"), LEASE_STATES, length=8, noun=("l’état", "the state"))


@register(
    "commerce.temporary_uses",
    label=("conventions d’occupation temporaire", "temporary-use agreements"),
    singular=("convention", "agreement"),
    description=(
        "Les locaux prêtés ou loués à bas prix pour un temps : à qui, jusqu’à quand, pour quelle redevance, et ce que"
        " vaut l’aide.",
        "Premises lent or let cheaply for a time: to whom, until when, for what fee, and what the aid is worth.",
    ),
    title="purpose",
    dated="signed_on",
    columns=("purpose", "occupant", "premises", "signed_on", "ends_on", "state"),
    marks={"running": "doing", "ended": "no"},
    exhibits={"reason": ("motif", "reason"), "evaluation": ("bilan", "evaluation")},
)
class TemporaryUse(Record):
    """One agreement. What the aid is worth is the rental value less the fee."""

    purpose = facts.text(("objet", "purpose"), 200, noun=("l’objet", "the purpose"))
    occupant = organisation(("occupant", "occupant"), noun=("l’occupant", "the occupant"))
    premises = _premises()
    call = facts.link(
        ("appel à projets", "call for projects"), "commerce.calls", null=True, noun=("l’appel à projets", "the call")
    )
    rental_value_cents = _yearly(("valeur locative", "rental value"), ("la valeur locative", "the rental value"))
    fee_cents = _yearly(("redevance", "fee"), ("la redevance", "the fee"))
    signed_on = facts.date(("signée le", "signed on"), noun=("la signature", "the signature"), when=("signé", "signed"))
    ends_on = facts.date(("jusqu’au", "until"), noun=("l’échéance", "the end"), when=("échu", "ending"))
    renewals = facts.integer(
        ("prolongations", "renewals"), high=50, default=0, noun=("le nombre de prolongations", "the renewals")
    )
    state = facts.code(("état", "state"), AGREEMENT_STATES, length=8, noun=("l’état", "the state"))
    decision = decision()


@register(
    "commerce.calls",
    label=("appels à projets", "calls for projects"),
    singular=("appel à projets", "call for projects"),
    description=(
        "Les appels à projets pour occuper un local : lieu, dates, seuil, lauréat.",
        "Calls for projects to use premises: place, dates, threshold, winner.",
    ),
    title="title",
    dated="opened_on",
    columns=("title", "premises", "opened_on", "closes_on", "state", "winner"),
    marks={"open": "new", "judging": "doing", "awarded": "done", "fruitless": "no"},
    exhibits={"reason": ("motif", "reason"), "terms": ("règlement", "terms")},
)
class Call(Record):
    """One call. A bid needs `threshold` points of a hundred to be chosen."""

    title = facts.text(("titre", "title"), 200, noun=("le titre", "the title"))
    premises = _premises()
    project = project()
    opened_on = facts.date(("ouvert le", "opened on"), noun=("l’ouverture", "the opening"), when=("ouvert", "opened"))
    closes_on = facts.date(
        ("réponses jusqu’au", "closes on"), noun=("la clôture", "the closing"), when=("clos", "closed")
    )
    threshold = facts.integer(("seuil", "threshold"), high=100, noun=("le seuil", "the threshold"))
    state = facts.code(("état", "state"), CALL_STATES, length=12, noun=("l’état", "the state"))
    winner = organisation(("lauréat", "winner"), noun=("le lauréat", "the winner"))
    awarded_on = facts.date(
        ("attribué le", "awarded on"), null=True, noun=("l’attribution", "the award"), when=("attribué", "awarded")
    )


@register(
    "commerce.bids",
    label=("candidatures", "bids"),
    singular=("candidature", "bid"),
    description=(
        "Les réponses aux appels à projets, et leur note : utilité sociale, écologie, solidité, ancrage local.",
        "Bids for the calls and their score: social use, ecology, soundness, local roots.",
    ),
    title="bidder",
    dated="received_on",
    columns=("bidder", "call", "received_on", "state", "social", "ecology"),
    marks={"received": "new", "scored": "doing", "chosen": "done", "refused": "no"},
    exhibits={"reason": ("motif", "reason")},
)
class Bid(Record):
    """One bid, with four marks of 25 each."""

    call = facts.link(("appel à projets", "call"), "commerce.calls", noun=("l’appel à projets", "the call"))
    bidder = name(("structure", "bidder"))
    received_on = facts.date(
        ("reçue le", "received on"), noun=("la réception", "the receipt"), when=("reçu", "received")
    )
    state = facts.code(("état", "state"), BID_STATES, length=12, noun=("l’état", "the state"))
    social = _mark(("utilité sociale", "social use"), ("la note d’utilité sociale", "the mark for social use"))
    ecology = _mark(("écologie", "ecology"), ("la note d’écologie", "the mark for ecology"))
    soundness = _mark(("solidité", "soundness"), ("la note de solidité", "the mark for soundness"))
    local = _mark(("ancrage local", "local roots"), ("la note d’ancrage local", "the mark for local roots"))


@register(
    "commerce.aid_batches",
    label=("bons d’achat et colis", "vouchers and parcels"),
    singular=("distribution", "batch"),
    description=(
        "Les bons d’achat et les colis distribués pendant le confinement, par envoi : combien, combien de dépensés,"
        " combien de remboursés aux commerces. Jamais à qui.",
        "Vouchers and parcels handed out during lockdown, by batch: how many, how many spent, how many paid back to"
        " shops. Never to whom.",
    ),
    dated="handed_on",
    columns=("handed_on", "kind", "quantity", "value_cents", "spent", "refunded"),
    exhibits={"reason": ("motif", "reason")},
)
class AidBatch(Record):
    """One batch. Of its vouchers no more are spent than were handed out, nor paid back than were spent."""

    kind = facts.code(("nature", "kind"), AIDS, length=12, noun=("la nature", "the kind"))
    handed_on = facts.date(("remis le", "handed out on"), noun=("la remise", "the date"), when=("remis", "handed out"))
    quantity = facts.integer(("nombre", "number"), low=1, high=100_000, noun=("le nombre", "the number"))
    value_cents = facts.integer(
        ("valeur de chacun", "value of each"), high=10**6, unit="eur", noun=("la valeur de chacun", "the value of each")
    )
    spent = facts.integer(("dépensés", "spent"), high=100_000, default=0, noun=("les bons dépensés", "those spent"))
    refunded = facts.integer(
        ("remboursés", "paid back"), high=100_000, default=0, noun=("les bons remboursés", "those paid back")
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="commerce_no_voucher_spent_twice",
                condition=models.Q(spent__lte=models.F("quantity"), refunded__lte=models.F("spent")),
            )
        ]


@register(
    "commerce.schools",
    label=("écoles partenaires", "partner schools"),
    singular=("école partenaire", "partner school"),
    description=(
        "Les écoles supérieures installées dans la ville : ouverture, places, étudiant·es.",
        "Schools of higher education in the town: opening, places, students.",
    ),
    title="name",
    dated="opened_on",
    columns=("name", "district", "state", "places", "students", "opened_on"),
    marks={"planned": "new", "open": "done", "closed": "no"},
    exhibits={"reason": ("motif", "reason")},
)
class School(Located, Record):
    """One school on one site."""

    name = name()
    organisation = organisation()
    place = place()
    district = district()
    project = project()
    state = facts.code(("état", "state"), SCHOOL_STATES, length=8, noun=("l’état", "the state"))
    places = facts.integer(("places", "places"), high=20_000, noun=("le nombre de places", "the number of places"))
    students = facts.integer(
        ("étudiant·es", "students"),
        high=20_000,
        unit="etudiant",
        null=True,
        noun=("le nombre d’étudiant·es", "the number of students"),
    )
    opened_on = facts.date(
        ("ouverte le", "opened on"), null=True, noun=("l’ouverture", "the opening"), when=("ouvert", "opened")
    )
    document = document()
