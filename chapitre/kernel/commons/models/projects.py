"""Urban projects: what is being made of a part of the town."""

from chapitre.kernel.commons.columns import decision, name
from chapitre.kernel.geo.models import Shaped
from chapitre.kernel.records import facts
from chapitre.kernel.records.models import Record
from chapitre.kernel.records.registers import register

STATES = {
    "study": ("à l’étude", "being studied"),
    "approved": ("adopté", "approved"),
    "works": ("en travaux", "under way"),
    "closed": ("achevé", "completed"),
    "dropped": ("abandonné", "dropped"),
}


@register(
    "town.projects",
    label=("projets urbains", "urban projects"),
    singular=("projet urbain", "urban project"),
    description=(
        "Les projets d’aménagement de la ville : périmètre, état, dates. Phases, lots, équipements et réunions s’y"
        " rattachent.",
        "Development projects: perimeter, state, dates. Phases, lots, facilities and meetings belong to one.",
    ),
    title="name",
    dated="started_on",
    columns=("number", "name", "state", "started_on", "ends_on", "area_m2"),
    marks={"study": "new", "approved": "new", "works": "doing", "closed": "done", "dropped": "no"},
    exhibits={"reason": ("motif", "reason"), "summary": ("présentation", "summary")},
    index="projets",
    page="projet",
)
class Project(Shaped, Record):
    """A project. Its key is a name for addresses (gagarine-truillot)."""

    number = facts.integer(("n° sur le plan", "no. on the map"), low=1, high=99, noun=("le numéro", "the number"))
    name = name()
    name_en = facts.text(("nom anglais", "English name"), 160, null=True, noun=("le nom anglais", "the English name"))
    state = facts.code(("état", "state"), STATES, noun=("l’état", "the state"))
    approximate = facts.flag(
        ("tracé approximatif", "approximate outline"),
        noun=("le périmètre est tracé à la main", "the perimeter is drawn by hand"),
    )
    area_m2 = facts.integer(
        ("superficie", "area"), unit="m2", null=True, noun=("la superficie du périmètre", "the perimeter’s area")
    )
    started_on = facts.date(
        ("lancé le", "started on"),
        null=True,
        noun=("la date de lancement", "the date of start"),
        when=("lancé", "started"),
    )
    ends_on = facts.date(
        ("fin prévue le", "planned end"),
        null=True,
        noun=("la fin prévue", "the planned end"),
        when=("prévu", "planned"),
    )
    closed_on = facts.date(
        ("achevé le", "completed on"),
        null=True,
        noun=("la date d’achèvement", "the date of completion"),
        when=("achevé", "completed"),
    )
    decision = decision()
