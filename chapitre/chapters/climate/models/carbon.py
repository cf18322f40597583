"""Carbon: the inventory, the path to neutrality, and the actions that are counted on."""

from chapitre.kernel.commons.columns import decision, document, name
from chapitre.kernel.records import facts
from chapitre.kernel.records.models import Record
from chapitre.kernel.records.registers import register

SECTORS = {
    "buildings": ("logements et bâtiments", "buildings"),
    "transport": ("transports", "transport"),
    "industry": ("industrie et énergie", "industry and energy"),
    "waste": ("déchets", "waste"),
    "sinks": ("puits de carbone", "carbon sinks"),
}
NATURES = {
    "inventory": ("inventaire", "inventory"),
    "target": ("trajectoire visée", "target path"),
}
ACTION_STATES = {
    "planned": ("à venir", "to come"),
    "running": ("en cours", "under way"),
    "done": ("faite", "done"),
    "dropped": ("abandonnée", "dropped"),
}


@register(
    "climate.emissions",
    label=("émissions et trajectoire", "emissions and path"),
    singular=("ligne d’émissions", "emissions line"),
    description=(
        "L’inventaire des émissions et la trajectoire visée jusqu’à 2050, par secteur ; un puits compte en moins.",
        "The inventory of emissions and the path aimed at until 2050, by sector; a sink counts as less.",
    ),
    dated="ended_on",
    columns=("ended_on", "nature", "sector", "kgco2e"),
    exhibits={"reason": ("motif", "reason")},
)
class Emission(Record):
    """One sector in one year: what was counted, or what is aimed at."""

    nature = facts.code(("nature", "kind"), NATURES, length=12, noun=("la nature", "the kind"))
    sector = facts.code(("secteur", "sector"), SECTORS, length=12, noun=("le secteur", "the sector"))
    ended_on = facts.date(("année finie le", "year ended on"), noun=("la fin de l’année", "the year’s end"))
    kgco2e = facts.integer(
        ("kg CO₂e", "kg CO₂e"),
        low=-(10**12),
        high=10**12,
        unit="kgco2e",
        noun=("les émissions", "the emissions"),
    )
    decision = decision()
    document = document()


@register(
    "climate.actions",
    label=("actions bas carbone", "low-carbon actions"),
    singular=("action bas carbone", "low-carbon action"),
    description=(
        "Les actions de la stratégie bas carbone : état, échéance, ce qu’on en attend.",
        "The actions of the low-carbon strategy: state, due date, what is expected of each.",
    ),
    title="name",
    dated="due_on",
    columns=("name", "sector", "state", "due_on", "expected_kgco2e"),
    marks={"planned": "new", "running": "doing", "done": "done", "dropped": "no"},
    exhibits={"reason": ("motif", "reason")},
)
class LowCarbonAction(Record):
    """One action."""

    name = name()
    sector = facts.code(("secteur", "sector"), SECTORS, length=12, noun=("le secteur", "the sector"))
    state = facts.code(("état", "state"), ACTION_STATES, length=12, noun=("l’état", "the state"))
    due_on = facts.date(("échéance", "due on"), noun=("l’échéance", "the due date"), when=("prévu", "due"))
    done_on = facts.date(("faite le", "done on"), null=True, noun=("la date", "the date"), when=("fait", "done"))
    expected_kgco2e = facts.integer(
        ("attendu par an", "expected a year"),
        high=10**12,
        unit="kgco2e",
        noun=("l’économie attendue", "the expected saving"),
    )
