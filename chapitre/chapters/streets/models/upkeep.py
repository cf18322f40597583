"""What keeps public space clean: the fleet, what is collected, clean-ups, ashtrays, pests, graffiti."""

from chapitre.kernel.commons.columns import district, document, organisation, place
from chapitre.kernel.geo.models import Located
from chapitre.kernel.records import facts
from chapitre.kernel.records.models import Record
from chapitre.kernel.records.registers import register

VEHICLES = {
    "tipper": ("camion-benne", "tipper truck"),
    "crane": ("camion-grue", "crane truck"),
    "sweeper": ("balayeuse", "sweeper"),
    "trike": ("triporteur", "cargo trike"),
    "washer": ("laveuse", "street washer"),
    "compactor": ("compacteur", "compactor"),
}
ENERGIES = {
    "diesel": ("gazole", "diesel"),
    "gas": ("gaz naturel", "natural gas"),
    "electric": ("électricité", "electricity"),
    "pedal": ("pédales et assistance électrique", "pedals, electrically assisted"),
}
VEHICLE_STATES = {
    "service": ("en service", "in service"),
    "repair": ("en réparation", "being repaired"),
    "sold": ("sorti du parc", "no longer in the fleet"),
}
STREAMS = {
    "dumping": ("dépôts sauvages", "fly-tipping"),
    "bulky": ("encombrants sur rendez-vous", "bulky waste on appointment"),
    "litter": ("corbeilles", "litter bins"),
}
PROGRAMMES = {
    "quartier": ("opération de quartier", "neighbourhood clean-up"),
    "association": ("nettoyage avec une association", "clean-up with an association"),
    "school": ("intervention en collège ou en école", "session in a school"),
}
HELD = {
    "announced": ("annoncée", "announced"),
    "held": ("tenue", "held"),
    "cancelled": ("annulée", "cancelled"),
}
ASHTRAY_STATES = {
    "ordered": ("commandé", "ordered"),
    "installed": ("posé", "installed"),
    "removed": ("retiré", "removed"),
}
PESTS = {
    "rats": ("rats", "rats"),
    "bedbugs": ("punaises de lit", "bed bugs"),
    "cockroaches": ("cafards", "cockroaches"),
}
PEST_PLACES = {
    "street": ("espace public", "public space"),
    "building": ("immeuble privé", "private building"),
}
CASE_STATES = {
    "open": ("ouverte", "open"),
    "treated": ("traitée", "treated"),
    "closed": ("close", "closed"),
}
MARKINGS = {
    "graffiti": ("graffiti", "graffiti"),
    "posting": ("affichage sauvage", "fly-posting"),
}
JOB_STATES = {
    "asked": ("demandé", "asked for"),
    "done": ("fait", "done"),
    "refused": ("refusé", "refused"),
}


@register(
    "streets.vehicles",
    label=("véhicules du nettoyage", "cleaning vehicles"),
    singular=("véhicule", "vehicle"),
    description=(
        "Le parc du nettoyage : chaque engin, son énergie, depuis quand il sert, s’il est disponible.",
        "The cleaning fleet: each machine, its energy, since when it serves, whether it is available.",
    ),
    dated="since",
    columns=("kind", "energy", "state", "since"),
    marks={"service": "done", "repair": "doing", "sold": "no"},
    departments=("proprete",),
    exhibits={"reason": ("motif", "reason")},
)
class Vehicle(Record):
    """One machine. In repair it is still in the fleet."""

    kind = facts.code(("engin", "kind"), VEHICLES, length=12, noun=("l’engin", "the kind of machine"))
    energy = facts.code(("énergie", "energy"), ENERGIES, length=12, noun=("l’énergie", "the energy"))
    since = facts.date(("au parc depuis", "in the fleet since"), noun=("l’arrivée au parc", "the day it came"))
    state = facts.code(("état", "state"), VEHICLE_STATES, length=12, noun=("l’état", "the state"))
    left_on = facts.date(
        ("sorti le", "left on"), null=True, noun=("la sortie du parc", "the day it left"), when=("sorti", "gone")
    )


@register(
    "streets.collections",
    label=("collectes pesées", "weighed collections"),
    singular=("collecte", "collection"),
    description=(
        "Chaque tournée pesée au pont-bascule : flux, quartier, masse, numéro du ticket.",
        "Each round weighed on the weighbridge: stream, district, mass, ticket number.",
    ),
    dated="collected_on",
    columns=("collected_on", "stream", "district", "mass_kg", "ticket"),
    departments=("proprete",),
    exhibits={"reason": ("motif", "reason")},
)
class Collection(Record):
    """One weighing: what a lorry left at the tip, less the empty lorry."""

    stream = facts.code(("flux", "stream"), STREAMS, length=12, noun=("le flux", "the stream"))
    collected_on = facts.date(
        ("collecté le", "collected on"),
        noun=("la date de collecte", "the date of collection"),
        when=("collecté", "collected"),
    )
    district = district()
    mass_kg = facts.integer(
        ("masse", "mass"),
        high=60_000,
        unit="kg",
        noun=("la masse pesée", "the mass weighed"),
        help=("En kg.", "In kg."),
    )
    ticket = facts.text(("ticket de pesée", "weighbridge ticket"), 20, noun=("le ticket", "the ticket"))
    vehicle = facts.link(("véhicule", "vehicle"), "streets.vehicles", null=True, noun=("le véhicule", "the vehicle"))


@register(
    "streets.clean_ups",
    label=("opérations de propreté", "clean-ups"),
    singular=("opération de propreté", "clean-up"),
    description=(
        "Les nettoyages menés avec les habitant·es, les associations et les écoles : lieu, participant·es, kilos.",
        "Clean-ups with residents, associations and schools: place, people, kilos.",
    ),
    schema=2,
    upcasters="chapitre.chapters.streets.clean_ups_upcasters",
    dated="held_on",
    columns=("held_on", "programme", "place", "state", "volunteers", "mass_kg"),
    marks={"announced": "new", "held": "done", "cancelled": "no"},
    departments=("proprete",),
    exhibits={"reason": ("motif", "reason"), "photo": ("photo", "photo")},
)
class CleanUp(Located, Record):
    """One operation, announced, then held or cancelled."""

    programme = facts.code(("programme", "programme"), PROGRAMMES, length=12, noun=("le programme", "the programme"))
    held_on = facts.date(("date", "date"), noun=("la date", "the date"), when=("tenu", "held"))
    place = place()
    district = district()
    state = facts.code(("état", "state"), HELD, length=12, noun=("l’état", "the state"))
    partner = organisation(("avec", "with"), noun=("le partenaire", "the partner"))
    volunteers = facts.integer(
        ("participant·es", "people"), high=5_000, unit="personne", null=True, noun=("la participation", "the turnout")
    )
    mass_kg = facts.integer(
        ("ramassé", "collected"), high=60_000, unit="kg", null=True, noun=("la masse ramassée", "the mass collected")
    )


@register(
    "streets.ashtrays",
    label=("cendriers de rue", "street ashtrays"),
    singular=("cendrier de rue", "street ashtray"),
    description=(
        "Les cendriers de rue, posés et commandés, et les mégots qu’on y relève pour les faire dépolluer.",
        "Street ashtrays, installed and ordered, and the butts taken from them to be cleaned.",
    ),
    dated="installed_on",
    columns=("place", "district", "state", "installed_on", "due_on", "butts_g"),
    marks={"ordered": "new", "installed": "done", "removed": "no"},
    departments=("proprete",),
    exhibits={"reason": ("motif", "reason")},
)
class Ashtray(Located, Record):
    """One ashtray. Butts are counted in grams since it was installed."""

    place = place()
    district = district()
    state = facts.code(("état", "state"), ASHTRAY_STATES, length=12, noun=("l’état", "the state"))
    ordered_on = facts.date(
        ("commandé le", "ordered on"), noun=("la date de commande", "the date of order"), when=("commandé", "ordered")
    )
    due_on = facts.date(
        ("pose prévue le", "due on"),
        null=True,
        noun=("la pose prévue", "the planned installation"),
        when=("prévu", "planned"),
    )
    installed_on = facts.date(
        ("posé le", "installed on"),
        null=True,
        noun=("la date de pose", "the date of installation"),
        when=("posé", "installed"),
        sayings={"known": ("posé", "installed"), "unknown": ("pas encore posé", "not installed yet")},
    )
    butts_g = facts.integer(
        ("mégots relevés", "butts collected"),
        high=10_000_000,
        unit="g",
        default=0,
        noun=("la masse de mégots", "the mass of butts"),
        help=("En grammes, depuis la pose.", "In grams, since it was installed."),
    )
    emptied_on = facts.date(
        ("relevé le", "emptied on"),
        null=True,
        noun=("le dernier relevé", "the last emptying"),
        when=("relevé", "emptied"),
    )
    certificate = document()


@register(
    "streets.pest_operations",
    label=("opérations contre les nuisibles", "pest operations"),
    singular=("opération contre les nuisibles", "pest operation"),
    description=(
        "Dératisation de l’espace public et accompagnement des immeubles privés : passages, aides, issue.",
        "Rat control in public space and help for private buildings: visits, grants, outcome.",
    ),
    dated="opened_on",
    columns=("opened_on", "pest", "where", "district", "state", "visits"),
    marks={"open": "new", "treated": "doing", "closed": "done"},
    exhibits={"reason": ("motif", "reason")},
)
class PestOperation(Located, Record):
    """One case. In a private building the place is the street, never the door."""

    pest = facts.code(("nuisible", "pest"), PESTS, length=12, noun=("le nuisible", "the pest"))
    where = facts.code(("où", "where"), PEST_PLACES, length=12, noun=("le lieu", "the place"))
    place = place()
    district = district()
    opened_on = facts.date(("ouverte le", "opened on"), noun=("la date", "the date"), when=("ouvert", "opened"))
    state = facts.code(("état", "state"), CASE_STATES, length=12, noun=("l’état", "the state"))
    visits = facts.integer(("passages", "visits"), high=200, default=0, noun=("le nombre de passages", "the visits"))
    grant_cents = facts.integer(
        ("aide versée", "grant"), high=10**9, unit="eur", default=0, noun=("l’aide versée", "the grant")
    )
    closed_on = facts.date(
        ("close le", "closed on"), null=True, noun=("la clôture", "the closing"), when=("clos", "closed")
    )


@register(
    "streets.removals",
    label=("effacements de graffitis et d’affiches", "graffiti and poster removals"),
    singular=("effacement", "removal"),
    description=(
        "Les chantiers de l’équipe anti-graffiti et affichage sauvage : demande, surface, délai.",
        "The jobs of the graffiti and fly-posting team: request, area, delay.",
    ),
    dated="asked_on",
    columns=("asked_on", "kind", "place", "state", "area_dm2", "done_on"),
    marks={"asked": "new", "done": "done", "refused": "no"},
    departments=("proprete",),
    exhibits={"reason": ("motif", "reason"), "photo": ("photo", "photo")},
)
class Removal(Located, Record):
    """One job. `report` names the street report that asked for it, where one did."""

    kind = facts.code(("nature", "kind"), MARKINGS, length=12, noun=("la nature", "the kind"))
    place = place()
    district = district()
    asked_on = facts.date(("demandé le", "asked on"), noun=("la demande", "the request"), when=("demandé", "asked for"))
    state = facts.code(("état", "state"), JOB_STATES, length=12, noun=("l’état", "the state"))
    area_dm2 = facts.integer(
        ("surface (dm²)", "area (dm²)"), high=1_000_000, null=True, noun=("la surface effacée", "the area cleaned")
    )
    done_on = facts.date(("fait le", "done on"), null=True, noun=("la date", "the date"), when=("fait", "done"))
    report = facts.link(("signalement", "report"), "streets.reports", null=True, noun=("le signalement", "the report"))
