"""Where the town comes from and where it goes: the land that industry left, and the scenarios of its population."""

from chapitre.kernel.commons.columns import district, document, name, project
from chapitre.kernel.geo.models import Located
from chapitre.kernel.records import facts
from chapitre.kernel.records.models import Record
from chapitre.kernel.records.registers import register

TRADES = {
    "metal": ("métallurgie, mécanique", "metal and machine works"),
    "chemistry": ("chimie, pharmacie", "chemicals and medicines"),
    "food": ("alimentation", "food"),
    "energy": ("énergie", "energy"),
    "materials": ("bois et matériaux", "timber and building materials"),
    "logistics": ("entrepôts, fret", "warehouses and freight"),
}
SITE_STATES = {
    "vacant": ("vacant", "vacant"),
    "works": ("en chantier", "under works"),
    "reused": ("reconverti", "redeveloped"),
}
SCENARIO_STATES = {
    "draft": ("à l’étude", "draft"),
    "adopted": ("retenu", "adopted"),
    "set_aside": ("écarté", "set aside"),
}


@register(
    "building.sites",
    label=("terrains laissés par l’industrie", "land left by industry"),
    singular=("terrain", "site"),
    description=(
        "Les terrains que l’industrie a quittés : activité passée, année du départ, chantier qui les reprend.",
        "The land that industry left: former trade, year of departure, the works that took it up again.",
    ),
    title="name",
    dated="left_on",
    columns=("name", "trade", "district", "state", "left_on", "reused_on"),
    marks={"vacant": "new", "works": "doing", "reused": "done"},
    exhibits={"reason": ("motif", "reason")},
)
class Site(Located, Record):
    """One site. `reused_on` is the first day of the works that took it up again."""

    name = name()
    trade = facts.code(
        ("activité passée", "former trade"), TRADES, length=12, noun=("l’activité passée", "the former trade")
    )
    district = district()
    project = project()
    ground_m2 = facts.integer(
        ("superficie", "area"), high=10**8, unit="m2", null=True, noun=("la superficie", "the area")
    )
    state = facts.code(("état", "state"), SITE_STATES, length=12, noun=("l’état", "the state"))
    left_on = facts.date(
        ("quitté le", "left on"), noun=("le départ de l’usine", "the departure"), when=("quitté", "left")
    )
    reused_on = facts.date(
        ("repris le", "taken up on"),
        null=True,
        noun=("le début des travaux", "the start of works"),
        when=("repris", "taken up"),
        sayings={
            "known": ("repris par un chantier", "taken up by works"),
            "unknown": ("encore vacant", "still vacant"),
        },
    )
    document = document()


@register(
    "building.scenarios",
    label=("scénarios de population", "population scenarios"),
    singular=("scénario de population", "population scenario"),
    description=(
        "Ce que suppose une projection : taille des ménages, logements occupés, habitant·es des logements démolis.",
        "What a projection assumes: household size, dwellings occupied, residents of the dwellings demolished.",
    ),
    title="name",
    dated="adopted_on",
    columns=("name", "state", "horizon", "family_size", "family_occupied", "specific_size", "specific_occupied"),
    marks={"draft": "new", "adopted": "done", "set_aside": "no"},
    exhibits={"reason": ("motif", "reason"), "summary": ("ce qu’il suppose", "what it assumes")},
)
class Scenario(Record):
    """One scenario. Sizes are in hundredths of a person, so that every product stays whole."""

    name = name()
    state = facts.code(("état", "state"), SCENARIO_STATES, length=12, noun=("l’état", "the state"))
    horizon = facts.integer(("horizon", "horizon"), low=2000, high=2100, noun=("l’horizon", "the horizon"))
    family_size = facts.integer(
        ("personnes par logement familial", "people a family dwelling"),
        high=1_000,
        unit="taille_menage",
        noun=("la taille des ménages", "the household size"),
        help=("En centièmes de personne.", "In hundredths of a person."),
    )
    family_occupied = facts.integer(
        ("logements familiaux occupés (%)", "family dwellings occupied (%)"),
        high=100,
        unit="percent",
        noun=("la part de logements familiaux occupés", "the share of family dwellings occupied"),
    )
    specific_size = facts.integer(
        ("personnes par logement spécifique", "people a specific dwelling"),
        high=1_000,
        unit="taille_menage",
        noun=("la taille des ménages en résidence", "the household size in residences"),
        help=("En centièmes de personne.", "In hundredths of a person."),
    )
    specific_occupied = facts.integer(
        ("logements spécifiques occupés (%)", "specific dwellings occupied (%)"),
        high=100,
        unit="percent",
        noun=("la part de logements spécifiques occupés", "the share of specific dwellings occupied"),
    )
    moved_out = facts.integer(
        ("habitant·es des logements démolis", "residents of demolished dwellings"),
        high=1_000_000,
        unit="habitant",
        noun=("les habitant·es des logements démolis", "the residents of demolished dwellings"),
    )
    adopted_on = facts.date(
        ("retenu le", "adopted on"), null=True, noun=("la date", "the date"), when=("retenu", "adopted")
    )
    document = document()
