"""What goes back to the earth: composters, food-waste shelters, who is served, what is collected."""

from chapitre.kernel.commons.columns import district, name, organisation, place
from chapitre.kernel.geo.models import Located
from chapitre.kernel.records import facts
from chapitre.kernel.records.models import Record
from chapitre.kernel.records.registers import register

COMPOSTER_KINDS = {
    "public": ("de quartier", "in the street"),
    "school": ("d’école", "in a school"),
}
SITE_STATES = {
    "installed": ("en service", "in service"),
    "removed": ("retiré", "removed"),
}


@register(
    "climate.composters",
    label=("composteurs collectifs", "shared composters"),
    singular=("composteur", "composter"),
    description=(
        "Les composteurs de quartier et d’école : qui les tient, ce qu’on y apporte, les incidents.",
        "Composters in streets and schools: who keeps them, what is brought, incidents.",
    ),
    title="name",
    dated="installed_on",
    columns=("name", "kind", "district", "state", "installed_on", "inputs_kg"),
    marks={"installed": "done", "removed": "no"},
    departments=("proprete", "espaces-verts"),
    exhibits={"reason": ("motif", "reason"), "incident": ("incident", "incident")},
)
class Composter(Located, Record):
    """One site. Inputs are weighed by those who keep it, and add up."""

    name = name()
    kind = facts.code(("nature", "kind"), COMPOSTER_KINDS, length=12, noun=("la nature", "the kind"))
    keeper = organisation(("tenu par", "kept by"), noun=("qui le tient", "who keeps it"))
    place = place()
    district = district()
    state = facts.code(("état", "state"), SITE_STATES, length=12, noun=("l’état", "the state"))
    installed_on = facts.date(
        ("installé le", "installed on"), noun=("l’installation", "the installation"), when=("installé", "installed")
    )
    inputs_kg = facts.integer(
        ("apports", "inputs"), unit="kg", default=0, noun=("les apports pesés", "the weighed inputs")
    )
    incidents = facts.integer(("incidents", "incidents"), high=1000, default=0, noun=("les incidents", "the incidents"))


@register(
    "climate.bin_shelters",
    label=("abris-bacs à biodéchets", "food-waste shelters"),
    singular=("abri-bac", "bin shelter"),
    description=(
        "Les abris où l’on dépose les déchets alimentaires : quartier, date de pose, accès.",
        "The shelters where food waste is brought: district, day of installation, access.",
    ),
    dated="installed_on",
    columns=("place", "district", "state", "installed_on", "badge"),
    marks={"installed": "done", "removed": "no"},
    departments=("proprete",),
    exhibits={"reason": ("motif", "reason")},
)
class BinShelter(Located, Record):
    """One shelter."""

    place = place()
    district = district(null=False)
    state = facts.code(("état", "state"), SITE_STATES, length=12, noun=("l’état", "the state"))
    installed_on = facts.date(
        ("posé le", "installed on"), noun=("la pose", "the installation"), when=("posé", "installed")
    )
    badge = facts.flag(
        ("ouvre avec un badge", "opens with a badge"), noun=("il ouvre avec un badge", "it needs a badge")
    )
    fill_percent = facts.integer(
        ("remplissage", "fill level"), high=100, unit="percent", null=True, noun=("le remplissage", "the fill level")
    )


@register(
    "climate.coverage",
    label=("foyers desservis en biodéchets", "households served for food waste"),
    singular=("relevé de desserte", "coverage statement"),
    description=(
        "Combien de foyers de chaque quartier ont la collecte des déchets alimentaires, relevé après relevé.",
        "How many households of each district have food-waste collection, statement by statement.",
    ),
    dated="measured_on",
    exhibits={"reason": ("motif", "reason")},
)
class Coverage(Record):
    """One district at one date."""

    district = district(null=False)
    measured_on = facts.date(("arrêté au", "as of"), noun=("la date", "the date"), when=("arrêté", "made"))
    served = facts.integer(
        ("foyers desservis", "households served"), noun=("les foyers desservis", "the households served")
    )
    households = facts.integer(
        ("foyers", "households"), low=1, noun=("les foyers du quartier", "the district’s households")
    )


@register(
    "climate.food_waste_rounds",
    label=("collectes de déchets alimentaires", "food-waste rounds"),
    singular=("collecte de biodéchets", "food-waste round"),
    description=(
        "La masse de déchets alimentaires collectée, mois par mois et quartier par quartier.",
        "The mass of food waste collected, by month and district.",
    ),
    dated="collected_on",
    columns=("collected_on", "district", "mass_kg"),
    departments=("proprete",),
    exhibits={"reason": ("motif", "reason")},
)
class FoodWasteRound(Record):
    """One month of one district; dated by the month's last day."""

    district = district(null=False)
    collected_on = facts.date(("mois fini le", "month ended on"), noun=("la fin du mois", "the month’s end"))
    mass_kg = facts.integer(("masse", "mass"), unit="kg", noun=("la masse collectée", "the mass collected"))
