"""The records of the chapter `building`: phases, lots, facilities, surfaces, soils, art, accounts, household sizes."""

from django.db import models
from django.db.models import F, Q

from chapitre.kernel.commons.columns import decision, district, document, name, organisation, place, project
from chapitre.kernel.geo.models import Located, Shaped
from chapitre.kernel.records import facts
from chapitre.kernel.records.models import Record
from chapitre.kernel.records.registers import register

STATES = {
    "planned": ("prévu", "planned"),
    "works": ("en travaux", "under way"),
    "done": ("livré", "delivered"),
    "dropped": ("abandonné", "dropped"),
}
MARKS = {"planned": "new", "works": "doing", "done": "done", "dropped": "no"}
PHASE_KINDS = {
    "study": ("étude", "study"),
    "demolition": ("démolition", "demolition"),
    "works": ("chantier", "works"),
    "opening": ("ouverture", "opening"),
}
LOT_KINDS = {
    "family": ("logements familiaux", "family dwellings"),
    "student": ("résidence étudiante", "student residence"),
    "senior": ("résidence séniors", "seniors’ residence"),
    "young": ("résidence de jeunes actifs", "young workers’ residence"),
    "shared": ("cohabitation solidaire", "solidarity house-sharing"),
}
FACILITY_KINDS = {
    "school": ("école", "school"),
    "college": ("collège", "secondary school"),
    "higher": ("enseignement supérieur", "higher education"),
    "library": ("médiathèque", "library"),
    "sports": ("équipement sportif", "sports hall"),
    "desk": ("guichet", "front desk"),
    "station": ("gare", "station"),
    "parking": ("parking, consigne", "parking"),
    "offices": ("bureaux, activités", "offices"),
}
USES = {
    "farming": ("agriculture urbaine", "urban farming"),
    "park": ("parc", "park"),
    "garden": ("jardin", "garden"),
    "square": ("place, cour", "square"),
}
STAGES = {
    "before": ("avant", "before"),
    "aimed": ("visé", "aimed at"),
    "after": ("après", "after"),
}
SOILS = {
    "sealed": ("imperméable", "sealed"),
    "jointed": ("pavés, joints ouverts", "open-jointed paving"),
    "gravel": ("stabilisé, gravier", "gravel"),
    "planted": ("planté, pleine terre", "planted, deep soil"),
}


@register(
    "building.phases",
    label=("phases des projets", "project phases"),
    singular=("phase", "phase"),
    description=(
        "Les phases de chaque projet : ce qui est prévu et quand, ce qui s’est fait et quand, ce qui a glissé.",
        "The phases of each project: what is planned and when, what was done and when, what slipped.",
    ),
    title="name",
    dated="due_on",
    columns=("project", "name", "kind", "state", "starts_on", "due_on", "done_on"),
    marks=MARKS,
    exhibits={"reason": ("motif", "reason")},
)
class Phase(Record):
    """One phase. `starts_on` and `due_on` are what was said last; `slips` counts how often that moved."""

    project = project(null=False)
    name = name()
    kind = facts.code(("nature", "kind"), PHASE_KINDS, length=12, noun=("la nature", "the kind"))
    state = facts.code(("état", "state"), STATES, length=12, noun=("l’état", "the state"))
    starts_on = facts.date(
        ("début prévu le", "planned start"), noun=("le début prévu", "the planned start"), when=("prévu", "planned")
    )
    due_on = facts.date(
        ("fin prévue le", "planned end"), noun=("la fin prévue", "the planned end"), when=("prévu", "due")
    )
    begun_on = facts.date(
        ("commencée le", "begun on"), null=True, noun=("le début", "the start"), when=("commencé", "begun")
    )
    done_on = facts.date(("finie le", "done on"), null=True, noun=("la fin", "the end"), when=("fini", "done"))
    slips = facts.integer(("reports", "postponements"), high=100, default=0, noun=("les reports", "the postponements"))


@register(
    "building.lots",
    label=("lots et programmes immobiliers", "lots and housing programmes"),
    singular=("lot", "lot"),
    description=(
        "Les lots de logements : combien, pour qui, à quel titre d’occupation, prévus et livrés quand.",
        "Lots of dwellings: how many, for whom, by tenure, planned and delivered when.",
    ),
    title="name",
    dated="due_on",
    columns=("project", "name", "kind", "dwellings", "social", "state", "due_on", "delivered_on"),
    marks=MARKS,
    exhibits={"reason": ("motif", "reason")},
)
class Lot(Located, Record):
    """One lot. Its tenures add up to its dwellings: a constraint of the register."""

    project = project(null=False)
    name = name()
    kind = facts.code(("pour", "for"), LOT_KINDS, length=12, noun=("le genre de logements", "the kind of dwellings"))
    developer = organisation(("opérateur", "developer"), noun=("l’opérateur", "the developer"))
    dwellings = facts.integer(
        ("logements", "dwellings"), unit="logement", noun=("le nombre de logements", "the dwellings")
    )
    social = facts.integer(
        ("dont locatif social", "of which social"), unit="logement", noun=("le locatif social", "social")
    )
    ownership = facts.integer(
        ("dont accession sociale", "of which social ownership"),
        unit="logement",
        noun=("l’accession sociale", "social ownership"),
    )
    coop = facts.integer(("dont coopérative", "of which cooperative"), unit="logement", noun=("la coopérative", "coop"))
    market = facts.integer(("dont libre", "of which open market"), unit="logement", noun=("le libre", "open market"))
    state = facts.code(("état", "state"), STATES, length=12, noun=("l’état", "the state"))
    due_on = facts.date(
        ("livraison prévue le", "due on"), noun=("la livraison prévue", "the due date"), when=("prévu", "due")
    )
    delivered_on = facts.date(
        ("livré le", "delivered on"), null=True, noun=("la livraison", "the delivery"), when=("livré", "delivered")
    )
    slips = facts.integer(("reports", "postponements"), high=100, default=0, noun=("les reports", "the postponements"))
    decision = decision()

    class Meta(Located.Meta):
        constraints = [
            *Located.Meta.constraints,
            models.CheckConstraint(
                name="lot_tenures_add_up",
                condition=Q(dwellings=F("social") + F("ownership") + F("coop") + F("market")),
            ),
        ]


@register(
    "building.facilities",
    label=("équipements", "facilities"),
    singular=("équipement", "facility"),
    description=(
        "Les équipements des projets : écoles et leurs classes, gymnases, collèges, écoles supérieures, guichets.",
        "The projects’ facilities: schools and their classes, sports halls, secondary and higher schools, desks.",
    ),
    title="name",
    dated="opened_on",
    columns=("name", "kind", "project", "classes", "state", "due_on", "opened_on"),
    marks=MARKS,
    exhibits={"reason": ("motif", "reason"), "photo": ("photo", "photo")},
)
class Facility(Located, Record):
    """One facility."""

    name = name()
    kind = facts.code(("nature", "kind"), FACILITY_KINDS, length=12, noun=("la nature", "the kind"))
    project = project()
    district = district()
    classes = facts.integer(
        ("classes", "classes"), high=200, unit="classe", null=True, noun=("les classes", "the classes")
    )
    capacity = facts.integer(("places", "places"), high=100_000, null=True, noun=("la capacité", "the capacity"))
    shared_hours = facts.integer(
        ("heures ouvertes à tou·tes par semaine", "hours open to all a week"),
        high=168,
        null=True,
        noun=("les heures ouvertes", "the hours open to all"),
    )
    state = facts.code(("état", "state"), STATES, length=12, noun=("l’état", "the state"))
    due_on = facts.date(
        ("ouverture prévue le", "due on"), null=True, noun=("l’ouverture prévue", "the due date"), when=("prévu", "due")
    )
    opened_on = facts.date(
        ("ouvert le", "opened on"), null=True, noun=("l’ouverture", "the opening"), when=("ouvert", "opened")
    )


@register(
    "building.surfaces",
    label=("surfaces des projets", "project surfaces"),
    singular=("surface", "surface"),
    description=(
        "Les surfaces que les projets promettent ou ont livrées : agriculture urbaine, tranches de parc, jardins.",
        "The surfaces that projects promise or have delivered: urban farming, stages of a park, gardens.",
    ),
    title="name",
    dated="due_on",
    columns=("project", "name", "part_of", "land_use", "area_m2", "state", "opened_on"),
    marks=MARKS,
    exhibits={"reason": ("motif", "reason")},
)
class Surface(Shaped, Record):
    """One surface; `part_of` names the whole that it is a stage of. Its area is computed from its outline."""

    project = project()
    name = name()
    part_of = facts.text(("ensemble", "part of"), 120, null=True, noun=("l’ensemble", "the whole"))
    land_use = facts.code(("usage", "use"), USES, length=12, noun=("l’usage", "the use"))
    area_m2 = facts.integer(("surface", "area"), unit="m2", null=True, noun=("la surface", "the area"))
    state = facts.code(("état", "state"), STATES, length=12, noun=("l’état", "the state"))
    due_on = facts.date(("prévue le", "due on"), null=True, noun=("l’échéance", "the due date"), when=("prévu", "due"))
    opened_on = facts.date(
        ("ouverte le", "opened on"), null=True, noun=("l’ouverture", "the opening"), when=("ouvert", "opened")
    )


@register(
    "building.soils",
    label=("sols avant et après", "soils before and after"),
    singular=("sol", "soil"),
    description=(
        "Les sols d’un projet, avant, tels que visés et après : combien de m² laissent passer la pluie.",
        "The soils of a project, before, as aimed at and after: how many m² let the rain through.",
    ),
    dated="measured_on",
    columns=("project", "stage", "soil", "area_m2", "coefficient"),
    exhibits={"reason": ("motif", "reason")},
)
class Soil(Record):
    """One kind of soil of a project at one stage; the coefficient (CBS) is kept apart from permeability."""

    project = project(null=False)
    stage = facts.code(("étape", "stage"), STAGES, length=12, noun=("l’étape", "the stage"))
    soil = facts.code(("sol", "soil"), SOILS, length=12, noun=("le sol", "the soil"))
    area_m2 = facts.integer(("surface", "area"), unit="m2", noun=("la surface", "the area"))
    coefficient = facts.integer(
        ("coefficient de biotope (%)", "biotope coefficient (%)"), high=100, noun=("le coefficient", "the coefficient")
    )
    measured_on = facts.date(("arrêté au", "as of"), noun=("la date", "the date"), when=("arrêté", "made"))


@register(
    "building.artworks",
    label=("commandes artistiques", "art commissions"),
    singular=("commande artistique", "art commission"),
    description=(
        "Les résidences et commandes artistiques des projets : l’œuvre, son auteur·rice, ses rendez-vous.",
        "The projects’ art residences and commissions: the work, its author, its events.",
    ),
    title="name",
    dated="since",
    columns=("name", "artist", "project", "state", "since"),
    marks=MARKS,
    exhibits={"reason": ("motif", "reason")},
)
class Artwork(Record):
    """One commission; its author signs it in public."""

    name = name(("œuvre, démarche", "work"))
    artist = facts.text(("artiste", "artist"), 120, noun=("l’artiste", "the artist"))
    project = project()
    state = facts.code(("état", "state"), STATES, length=12, noun=("l’état", "the state"))
    since = facts.date(("depuis", "since"), noun=("le début", "the start"), when=("commencé", "begun"))
    until = facts.date(("jusqu’au", "until"), null=True, noun=("la fin", "the end"), when=("fini", "ended"))
    events = facts.integer(
        ("rendez-vous publics", "public events"), high=1000, default=0, noun=("les rendez-vous", "events")
    )


@register(
    "building.accounts",
    label=("promis et livré", "promised and delivered"),
    singular=("ligne de compte", "account line"),
    description=(
        "Le compte de clôture d’un projet : ce qui était promis, ce qui est livré, ligne à ligne.",
        "The closing account of a project: what was promised, what is delivered, line by line.",
    ),
    title="item",
    columns=("project", "item", "promised", "delivered", "counted_on"),
    dated="counted_on",
    exhibits={"reason": ("motif", "reason")},
)
class Account(Record):
    """One line."""

    project = project(null=False)
    item = facts.text(("quoi", "what"), 120, noun=("l’objet", "the item"))
    promised = facts.integer(("promis", "promised"), noun=("ce qui était promis", "what was promised"))
    delivered = facts.integer(("livré", "delivered"), noun=("ce qui est livré", "what is delivered"))
    counted_on = facts.date(
        ("compté le", "counted on"), noun=("la date du compte", "the date"), when=("compté", "counted")
    )
    place = place()
    document = document()


@register(
    "building.household_sizes",
    label=("tailles de ménage retenues", "household sizes assumed"),
    singular=("taille de ménage", "household size"),
    description=(
        "Ce que la projection de 2040 suppose : combien d’habitant·es de plus pour cent mille logements neufs.",
        "What the projection to 2040 assumes: how many more inhabitants for a hundred thousand new dwellings.",
    ),
    dated="set_on",
    columns=("scenario", "kind", "people_per_100k", "set_on"),
    exhibits={"reason": ("motif", "reason")},
)
class HouseholdSize(Record):
    """One assumption of a scenario: people per hundred thousand new dwellings, net of those that stay empty."""

    scenario = facts.text(("scénario", "scenario"), 60, noun=("le scénario", "the scenario"))
    kind = facts.code(
        ("logements", "dwellings"),
        {"family": ("familiaux", "family"), "specific": ("spécifiques", "specific")},
        length=12,
        noun=("le genre de logements", "the kind of dwellings"),
    )
    people_per_100k = facts.integer(
        ("habitant·es pour 100 000 logements", "people per 100,000 dwellings"),
        high=1_000_000,
        noun=("la taille", "the size"),
    )
    set_on = facts.date(("retenue le", "set on"), noun=("la date", "the date"), when=("retenu", "set"))
    document = document()
