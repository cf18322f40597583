"""What grows and what drinks: green spaces, swales, shared gardens, and the labels that say so."""

from chapitre.kernel.commons.columns import district, document, name, organisation, place, project
from chapitre.kernel.geo.models import Located, Shaped
from chapitre.kernel.records import facts
from chapitre.kernel.records.models import Record
from chapitre.kernel.records.registers import register

SPACE_KINDS = {
    "park": ("parc", "park"),
    "garden": ("jardin", "garden"),
    "square": ("square, parvis", "square"),
    "lawn": ("pelouse", "lawn"),
    "walk": ("promenade, venelle, allée", "walk"),
}
SPACE_STATES = {
    "planned": ("prévu", "planned"),
    "works": ("en travaux", "under way"),
    "open": ("ouvert", "open"),
    "closed": ("fermé", "closed"),
}
GARDEN_STATES = {
    "running": ("cultivé", "cultivated"),
    "left": ("arrêté", "given up"),
}
LABEL_STATES = {
    "applied": ("demandé", "applied for"),
    "held": ("obtenu", "held"),
    "lost": ("perdu", "lost"),
}


@register(
    "climate.green_spaces",
    label=("espaces verts", "green spaces"),
    singular=("espace vert", "green space"),
    description=(
        "Les parcs, jardins, squares et promenades de la Ville : surface, date d’ouverture, entretien.",
        "The town’s parks, gardens, squares and walks: area, day of opening, upkeep.",
    ),
    title="name",
    dated="opened_on",
    columns=("name", "kind", "district", "area_m2", "state", "opened_on"),
    marks={"planned": "new", "works": "doing", "open": "done", "closed": "no"},
    departments=("espaces-verts",),
    exhibits={"reason": ("motif", "reason"), "photo": ("photo", "photo")},
)
class GreenSpace(Shaped, Record):
    """One green space open to the public, or to be. Its area is computed from its outline."""

    name = name()
    kind = facts.code(("nature", "kind"), SPACE_KINDS, length=12, noun=("la nature", "the kind"))
    area_m2 = facts.integer(("surface", "area"), unit="m2", null=True, noun=("la surface", "the area"))
    district = district()
    project = project()
    state = facts.code(("état", "state"), SPACE_STATES, length=12, noun=("l’état", "the state"))
    opened_on = facts.date(
        ("ouvert le", "opened on"),
        null=True,
        noun=("la date d’ouverture", "the day of opening"),
        when=("ouvert", "open"),
    )
    approximate = facts.flag(
        ("tracé approximatif", "approximate outline"),
        noun=("le contour est tracé à la main", "the outline is hand-drawn"),
    )


@register(
    "climate.swales",
    label=("noues végétalisées", "swales"),
    singular=("noue", "swale"),
    description=(
        "Les noues plantées qui gardent la pluie : longueur, volume, entretien.",
        "Planted swales that hold the rain: length, volume, upkeep.",
    ),
    title="street",
    dated="opened_on",
    columns=("street", "district", "length_m", "storage_l", "opened_on", "kept_on"),
    departments=("espaces-verts",),
    exhibits={"reason": ("motif", "reason")},
)
class Swale(Shaped, Record):
    """One swale along a street."""

    street = name(("rue", "street"))
    district = district()
    length_m = facts.integer(("longueur", "length"), unit="m", null=True, noun=("la longueur", "the length"))
    storage_l = facts.integer(
        ("volume gardé (litres)", "volume held (litres)"), noun=("le volume gardé", "the volume it holds")
    )
    opened_on = facts.date(
        ("plantée le", "planted on"), noun=("la plantation", "the planting"), when=("planté", "planted")
    )
    kept_on = facts.date(
        ("entretenue le", "kept up on"),
        null=True,
        noun=("le dernier entretien", "the last upkeep"),
        when=("entretenu", "kept"),
    )


@register(
    "climate.shared_gardens",
    label=("jardins partagés", "shared gardens"),
    singular=("jardin partagé", "shared garden"),
    description=(
        "Les jardins confiés à des associations : parcelles, association, liste d’attente.",
        "The gardens entrusted to associations: plots, association, waiting list.",
    ),
    title="name",
    dated="since",
    columns=("name", "association", "plots", "waiting", "state"),
    marks={"running": "done", "left": "no"},
    departments=("espaces-verts",),
    exhibits={"reason": ("motif", "reason")},
)
class SharedGarden(Located, Record):
    """One garden."""

    name = name()
    association = organisation(("association", "association"), noun=("l’association", "the association"))
    district = district()
    plots = facts.integer(("parcelles", "plots"), high=1000, noun=("le nombre de parcelles", "the number of plots"))
    waiting = facts.integer(
        ("en attente", "waiting"), high=10_000, default=0, noun=("la liste d’attente", "the waiting list")
    )
    state = facts.code(("état", "state"), GARDEN_STATES, length=12, noun=("l’état", "the state"))
    since = facts.date(("depuis", "since"), noun=("l’ouverture", "the opening"), when=("ouvert", "opened"))


@register(
    "climate.labels",
    label=("labels", "labels"),
    singular=("label", "label"),
    description=(
        "Les labels obtenus ou demandés : qui les donne, pour quoi, jusqu’à quand.",
        "Labels held or applied for: who gives them, for what, until when.",
    ),
    title="name",
    dated="given_on",
    columns=("name", "subject", "issuer", "state", "given_on", "ends_on"),
    marks={"applied": "new", "held": "done", "lost": "no"},
    exhibits={"reason": ("motif", "reason"), "criteria": ("critères et preuves", "criteria and evidence")},
)
class Label(Record):
    """One label, for a place or for the whole town; it ends, and must be renewed before."""

    name = name()
    subject = facts.text(("pour", "for"), 160, noun=("ce qui est labellisé", "what it is given to"))
    issuer = organisation(("donné par", "given by"), noun=("l’organisme qui le donne", "the body that gives it"))
    state = facts.code(("état", "state"), LABEL_STATES, length=12, noun=("l’état", "the state"))
    given_on = facts.date(
        ("donné le", "given on"), null=True, noun=("la date du label", "the day it was given"), when=("donné", "given")
    )
    ends_on = facts.date(
        ("jusqu’au", "until"), null=True, noun=("la fin du label", "the end of the label"), when=("fini", "ended")
    )
    place = place()
    document = document()
