"""Heat: the networks, what they deliver from which source, and what dwellings need."""

from chapitre.kernel.commons.columns import document, name, organisation
from chapitre.kernel.records import facts
from chapitre.kernel.records.models import Record
from chapitre.kernel.records.registers import register

SOURCES = {
    "geothermal": ("géothermie", "geothermal"),
    "waste": ("chaleur des déchets", "heat from waste"),
    "biomass": ("biomasse", "biomass"),
    "gas": ("gaz", "gas"),
    "other": ("autre", "other"),
}
USES = {
    "dwellings": ("logements", "dwellings"),
    "other": ("autres bâtiments", "other buildings"),
}


@register(
    "climate.heat_networks",
    label=("réseaux de chaleur", "heat networks"),
    singular=("réseau de chaleur", "heat network"),
    description=(
        "Les réseaux de chaleur qui desservent la ville : exploitant, contenu en CO₂, part renouvelable.",
        "The heat networks that serve the town: operator, CO₂ content, renewable share.",
    ),
    title="name",
    exhibits={"reason": ("motif", "reason")},
)
class HeatNetwork(Record):
    """One network, known by its official number."""

    name = name()
    operator = organisation(("exploitant", "operator"), noun=("l’exploitant", "the operator"))
    dwellings = facts.integer(
        ("logements desservis", "dwellings served"), unit="logement", noun=("les logements desservis", "the dwellings")
    )
    co2_g_kwh = facts.integer(
        ("CO₂ (g/kWh)", "CO₂ (g/kWh)"), high=2000, null=True, noun=("le contenu en CO₂", "the CO₂ content")
    )
    renewable_permille = facts.integer(
        ("part renouvelable (‰)", "renewable share (‰)"),
        high=1000,
        null=True,
        noun=("la part renouvelable", "the renewable share"),
    )
    document = document()


@register(
    "climate.heat_deliveries",
    label=("chaleur livrée", "heat delivered"),
    singular=("livraison annuelle", "yearly delivery"),
    description=(
        "La chaleur livrée chaque année par chaque réseau, par source et par usage, d’après les compteurs.",
        "Heat delivered each year by each network, by source and use, from the meters.",
    ),
    dated="ended_on",
    columns=("ended_on", "network", "source", "use", "mwh"),
    exhibits={"reason": ("motif", "reason")},
)
class HeatDelivery(Record):
    """One year of one network, from one source, to one use; dated by the year's last day."""

    network = facts.link(("réseau", "network"), "climate.heat_networks", noun=("le réseau", "the network"))
    ended_on = facts.date(("année finie le", "year ended on"), noun=("la fin de l’année", "the year’s end"))
    source = facts.code(("source", "source"), SOURCES, length=12, noun=("la source", "the source"))
    use = facts.code(("usage", "use"), USES, length=12, noun=("l’usage", "the use"))
    mwh = facts.integer(("MWh", "MWh"), unit="mwh", noun=("la chaleur livrée", "the heat delivered"))


@register(
    "climate.heat_needs",
    label=("besoins de chaleur", "heat needs"),
    singular=("besoin annuel", "yearly need"),
    description=(
        "Ce qu’il faut de chaleur pour les logements de la ville, année par année, d’après un modèle cité.",
        "What heat the town’s dwellings need, year by year, from a model that is cited.",
    ),
    dated="ended_on",
    exhibits={"reason": ("motif", "reason")},
)
class HeatNeed(Record):
    """The need of one year, corrected for its weather."""

    ended_on = facts.date(("année finie le", "year ended on"), noun=("la fin de l’année", "the year’s end"))
    use = facts.code(("usage", "use"), USES, length=12, noun=("l’usage", "the use"))
    mwh = facts.integer(("MWh", "MWh"), unit="mwh", noun=("le besoin", "the need"))
    model = facts.text(("modèle", "model"), 160, noun=("le modèle", "the model"))
    document = document()
