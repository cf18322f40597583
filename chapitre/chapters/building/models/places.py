"""Places with doors: schools, halls, residences; the escalators of Jeanne-Hachette; car parks and bike stores."""

from chapitre.chapters.building.models.columns import due_on, expected_on, slips
from chapitre.kernel.commons.columns import district, name, organisation, place, project
from chapitre.kernel.geo.models import Located
from chapitre.kernel.records import facts
from chapitre.kernel.records.models import Record
from chapitre.kernel.records.registers import register

FACILITY_KINDS = {
    "school": ("groupe scolaire", "primary school"),
    "college": ("collège", "lower secondary school"),
    "higher": ("enseignement supérieur", "higher education"),
    "sport": ("équipement sportif", "sports facility"),
    "culture": ("équipement culturel", "cultural facility"),
    "residence": ("résidence", "residence"),
    "office": ("bureaux, hôtel d’entreprises", "offices, business centre"),
    "desk": ("accueil du public", "public desk"),
}
WORKS = {
    "new": ("construction", "new building"),
    "renovation": ("rénovation", "renovation"),
}
FACILITY_STATES = {
    "planned": ("à venir", "to come"),
    "works": ("en chantier", "under construction"),
    "open": ("ouvert", "open"),
    "closed": ("fermé", "closed"),
}
LIFT_KINDS = {
    "escalator": ("escalier roulant", "escalator"),
    "lift": ("ascenseur", "lift"),
}
LIFT_STATES = {
    "running": ("en marche", "running"),
    "stopped": ("à l’arrêt", "stopped"),
    "works": ("en rénovation", "being renovated"),
}
PARKING_KINDS = {
    "car": ("parking souterrain", "underground car park"),
    "bike": ("consigne à vélos", "bike store"),
}
PARKING_STATES = {
    "planned": ("à venir", "to come"),
    "works": ("en travaux", "under works"),
    "open": ("ouvert", "open"),
    "closed": ("fermé", "closed"),
}


@register(
    "building.facilities",
    label=("équipements", "facilities"),
    singular=("équipement", "facility"),
    description=(
        "Les écoles, gymnases, résidences et autres lieux que les projets construisent ou rénovent : capacité, dates,"
        " heures partagées avec le quartier.",
        "The schools, halls, residences and other places that projects build or renovate: capacity, dates, hours"
        " shared with the neighbourhood.",
    ),
    title="name",
    dated="opened_on",
    columns=("name", "kind", "project", "state", "due_on", "opened_on"),
    marks={"planned": "new", "works": "doing", "open": "done", "closed": "no"},
    exhibits={"reason": ("motif", "reason"), "summary": ("présentation", "summary"), "photo": ("photo", "photo")},
)
class Facility(Located, Record):
    """One place. A residence whose units are given here has none among the dwellings of lots: nothing counts twice."""

    name = name()
    kind = facts.code(("nature", "kind"), FACILITY_KINDS, length=12, noun=("la nature", "the kind"))
    works = facts.code(("travaux", "works"), WORKS, length=12, noun=("les travaux", "the works"))
    state = facts.code(("état", "state"), FACILITY_STATES, length=12, noun=("l’état", "the state"))
    project = project()
    lot = facts.link(("lot", "lot"), "building.lots", null=True, noun=("le lot", "the lot"))
    place = place()
    district = district()
    manager = organisation(("géré par", "managed by"), noun=("le gestionnaire", "the manager"))
    classes = facts.integer(
        ("classes", "classrooms"), high=200, unit="classe", null=True, noun=("le nombre de classes", "the classrooms")
    )
    seats = facts.integer(
        ("places", "places"), high=20_000, null=True, noun=("le nombre de places", "the number of places")
    )
    units = facts.integer(
        ("logements", "units"), high=5_000, unit="logement", null=True, noun=("le nombre de logements", "the units")
    )
    occupied = facts.integer(
        ("occupés", "occupied"),
        high=5_000,
        unit="logement",
        null=True,
        noun=("les logements occupés", "occupied units"),
    )
    shared_hours = facts.integer(
        ("heures ouvertes au quartier, par semaine", "hours shared with the neighbourhood, a week"),
        high=168,
        unit="heure",
        default=0,
        noun=("les heures partagées", "the shared hours"),
        help=(
            "Heures par semaine où le lieu sert à d’autres que ses usager·es.",
            "Hours a week when the place serves others than its own users.",
        ),
    )
    due_on = due_on(("ouverture promise", "promised opening"), ("l’ouverture promise", "the promised opening"))
    expected_on = expected_on(
        ("ouverture attendue", "expected opening"), ("l’ouverture attendue", "the expected opening")
    )
    opened_on = facts.date(
        ("ouvert le", "opened on"), null=True, noun=("l’ouverture", "the opening"), when=("ouvert", "opened")
    )
    slips = slips()


@register(
    "building.escalators",
    label=("escaliers roulants et ascenseurs", "escalators and lifts"),
    singular=("appareil", "machine"),
    description=(
        "Les escaliers roulants et ascenseurs publics : en marche ou non, et depuis quand.",
        "Public escalators and lifts: running or not, and since when.",
    ),
    title="name",
    dated="since",
    columns=("name", "kind", "place", "state", "since", "stops"),
    marks={"running": "done", "stopped": "late", "works": "doing"},
    exhibits={"reason": ("motif", "reason")},
)
class Escalator(Located, Record):
    """One machine; `stops` counts its stoppages."""

    name = name()
    kind = facts.code(("nature", "kind"), LIFT_KINDS, length=12, noun=("la nature", "the kind"))
    place = place()
    project = project()
    state = facts.code(("état", "state"), LIFT_STATES, length=12, noun=("l’état", "the state"))
    since = facts.date(
        ("depuis le", "since"), noun=("la date de l’état", "the date of the state"), when=("ainsi", "so")
    )
    stops = facts.integer(("arrêts", "stoppages"), high=10_000, default=0, noun=("le nombre d’arrêts", "the stoppages"))


@register(
    "building.parkings",
    label=("parkings et consignes à vélos", "car parks and bike stores"),
    singular=("parking ou consigne", "car park or bike store"),
    description=(
        "Les parkings souterrains et consignes à vélos : places, abonnements, travaux.",
        "Underground car parks and bike stores: spaces, subscriptions, works.",
    ),
    title="name",
    dated="counted_on",
    columns=("name", "kind", "state", "spaces", "subscribed", "counted_on"),
    marks={"planned": "new", "works": "doing", "open": "done", "closed": "no"},
    exhibits={"reason": ("motif", "reason")},
)
class Parking(Located, Record):
    """One of them. `subscribed` is what was found on the day of the last count."""

    name = name()
    kind = facts.code(("nature", "kind"), PARKING_KINDS, length=12, noun=("la nature", "the kind"))
    place = place()
    project = project()
    state = facts.code(("état", "state"), PARKING_STATES, length=12, noun=("l’état", "the state"))
    spaces = facts.integer(("places", "spaces"), high=10_000, noun=("le nombre de places", "the number of spaces"))
    subscribed = facts.integer(
        ("places abonnées", "spaces on subscription"),
        high=10_000,
        default=0,
        noun=("les places abonnées", "the spaces on subscription"),
    )
    counted_on = facts.date(
        ("relevé le", "counted on"), null=True, noun=("le dernier relevé", "the last count"), when=("relevé", "counted")
    )
    due_on = due_on(("ouverture promise", "promised opening"), ("l’ouverture promise", "the promised opening"))
