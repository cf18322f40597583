"""The ground and what is made of it: surfaces by soil before and after, farmed plots, art."""

from chapitre.chapters.building.models.columns import due_on, expected_on, slips
from chapitre.kernel.commons.columns import document, name, organisation, place, project
from chapitre.kernel.geo.models import Located, Shaped
from chapitre.kernel.records import facts
from chapitre.kernel.records.models import Record
from chapitre.kernel.records.registers import register

USES = {
    "park": ("parc", "park"),
    "garden": ("jardin", "garden"),
    "square": ("place, parvis", "square"),
    "path": ("allée, chemin", "path"),
    "court": ("cour", "courtyard"),
    "street": ("rue", "street"),
}
# How rain meets the ground, from none of it to all.
SOILS = {
    "built": ("bâti", "built over"),
    "sealed": ("imperméable : enrobé, dalle", "sealed: asphalt, slab"),
    "part_sealed": ("joints ouverts : pavés", "open joints: setts"),
    "semi_open": ("semi-ouvert : stabilisé, pavés enherbés", "semi-open: gravel, grassed setts"),
    "deep_soil": ("pleine terre", "deep soil"),
}
SURFACE_STATES = {
    "planned": ("à venir", "to come"),
    "works": ("en travaux", "under way"),
    "delivered": ("livrée", "delivered"),
    "dropped": ("abandonnée", "dropped"),
}
CROPS = {
    "vegetables": ("maraîchage", "market garden"),
    "orchard": ("verger", "orchard"),
    "greenhouse": ("serre", "greenhouse"),
    "meadow": ("prairie, petit élevage", "meadow, small livestock"),
}
PLOT_STATES = {
    "farmed": ("cultivée", "farmed"),
    "resting": ("en repos", "resting"),
    "given_back": ("rendue", "given back"),
}
ART_KINDS = {
    "residence": ("résidence d’artiste", "artist’s residence"),
    "work": ("œuvre", "work of art"),
    "approach": ("démarche artistique et culturelle", "artistic and cultural approach"),
}
ART_STATES = {
    "ordered": ("commandée", "commissioned"),
    "ongoing": ("en cours", "under way"),
    "ended": ("achevée", "completed"),
}


@register(
    "building.surfaces",
    label=("surfaces aménagées", "surfaces laid out"),
    singular=("surface aménagée", "surface laid out"),
    description=(
        "Les sols que les projets transforment : usage, sol d’avant et d’après, surface du contour, livraison.",
        "The ground that projects transform: use, soil before and after, area of the outline, delivery.",
    ),
    title="name",
    dated="delivered_on",
    columns=("name", "use", "project", "state", "soil_before", "soil_after", "area_m2"),
    marks={"planned": "new", "works": "doing", "delivered": "done", "dropped": "no"},
    exhibits={"reason": ("motif", "reason")},
)
class Surface(Shaped, Record):
    """One surface of one soil: a place with paving and lawn is two. The area is that of its outline."""

    name = name()
    use = facts.code(("usage", "use"), USES, length=12, noun=("l’usage", "the use"))
    project = project(null=False)
    state = facts.code(("état", "state"), SURFACE_STATES, length=12, noun=("l’état", "the state"))
    tranche = facts.integer(("tranche", "part"), low=1, high=99, null=True, noun=("la tranche", "the part"))
    soil_before = facts.code(
        ("sol avant", "soil before"), SOILS, length=12, null=True, noun=("le sol d’avant", "the soil before")
    )
    soil_after = facts.code(
        ("sol après", "soil after"), SOILS, length=12, null=True, noun=("le sol d’après", "the soil after")
    )
    approximate = facts.flag(
        ("tracé approximatif", "approximate outline"),
        noun=("le contour est tracé à la main", "the outline is drawn by hand"),
    )
    area_m2 = facts.integer(
        ("superficie", "area"), unit="m2", null=True, noun=("la superficie du contour", "the outline’s area")
    )
    due_on = due_on(("promise pour le", "promised for"), ("la date promise", "the date promised"))
    expected_on = expected_on(("attendue le", "expected on"), ("la date attendue", "the date expected"))
    delivered_on = facts.date(
        ("livrée le", "delivered on"), null=True, noun=("la livraison", "the delivery"), when=("livré", "delivered")
    )
    slips = slips()


@register(
    "building.plots",
    label=("parcelles cultivées", "farmed plots"),
    singular=("parcelle cultivée", "farmed plot"),
    description=(
        "Les parcelles d’agriculture urbaine : culture, exploitant, convention, surface, récoltes pesées.",
        "Urban farming plots: crop, farmer, agreement, area, harvests weighed.",
    ),
    title="name",
    dated="since",
    columns=("name", "project", "crop", "state", "area_m2", "harvest_kg"),
    marks={"farmed": "done", "resting": "new", "given_back": "no"},
    exhibits={"reason": ("motif", "reason")},
)
class Plot(Shaped, Record):
    """One plot. Harvests add up from the day it is farmed."""

    name = name()
    project = project()
    crop = facts.code(("culture", "crop"), CROPS, length=12, noun=("la culture", "the crop"))
    state = facts.code(("état", "state"), PLOT_STATES, length=12, noun=("l’état", "the state"))
    farmer = organisation(("cultivée par", "farmed by"), noun=("l’exploitant", "the farmer"))
    since = facts.date(
        ("depuis le", "since"), noun=("la mise en culture", "the start of farming"), when=("cultivé", "farmed")
    )
    agreement_until = facts.date(
        ("convention jusqu’au", "agreement until"),
        null=True,
        noun=("la fin de la convention", "the end of the agreement"),
        when=("convenu", "agreed"),
    )
    area_m2 = facts.integer(
        ("superficie", "area"), unit="m2", null=True, noun=("la superficie du contour", "the outline’s area")
    )
    harvest_kg = facts.integer(
        ("récolté", "harvested"), high=10**8, unit="kg", default=0, noun=("la récolte pesée", "the harvest weighed")
    )
    document = document()


@register(
    "building.artworks",
    label=("commandes artistiques", "art commissions"),
    singular=("commande artistique", "art commission"),
    description=(
        "Les résidences d’artistes, œuvres et démarches que les projets financent : contrat, rendez-vous publics.",
        "The artists’ residences, works and approaches that projects fund: contract, public events.",
    ),
    title="title",
    dated="signed_on",
    columns=("title", "kind", "project", "state", "signed_on", "events"),
    marks={"ordered": "new", "ongoing": "doing", "ended": "done"},
    exhibits={
        "artist": ("artiste", "artist"),
        "summary": ("présentation", "summary"),
        "photo": ("photo", "photo"),
        "reason": ("motif", "reason"),
    },
)
class Artwork(Located, Record):
    """One commission. Who the artist is stands among the exhibits: a person may ask not to be named."""

    title = facts.text(("titre", "title"), 160, noun=("le titre", "the title"))
    kind = facts.code(("nature", "kind"), ART_KINDS, length=12, noun=("la nature", "the kind"))
    project = project()
    place = place()
    state = facts.code(("état", "state"), ART_STATES, length=12, noun=("l’état", "the state"))
    signed_on = facts.date(
        ("contrat du", "contract dated"), noun=("le contrat", "the contract"), when=("signé", "signed")
    )
    ended_on = facts.date(
        ("achevée le", "completed on"), null=True, noun=("l’achèvement", "the completion"), when=("achevé", "completed")
    )
    amount_cents = facts.integer(
        ("montant du contrat", "contract amount"),
        high=10**11,
        unit="eur",
        null=True,
        noun=("le montant du contrat", "the contract’s amount"),
    )
    events = facts.integer(
        ("rendez-vous publics", "public events"), high=1_000, default=0, noun=("les rendez-vous", "the public events")
    )
