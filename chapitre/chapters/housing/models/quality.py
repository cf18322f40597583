"""The housing quality charter, version after version, and how each programme holds to it."""

from chapitre.chapters.housing.models.stock import ENERGY
from chapitre.kernel.commons.columns import decision, document
from chapitre.kernel.records import facts
from chapitre.kernel.records.models import Record
from chapitre.kernel.records.registers import register

VERSION_STATES = {
    "draft": ("en préparation", "being drafted"),
    "in_force": ("en vigueur", "in force"),
    "replaced": ("remplacée", "replaced"),
}
VERSION_MARKS = {"draft": "new", "in_force": "done", "replaced": "no"}
STAGES = {
    "permit": ("au permis", "at the permit"),
    "works": ("au chantier", "on site"),
    "delivery": ("à la livraison", "at delivery"),
}
OPINIONS = {
    "conform": ("conforme", "conform"),
    "reserves": ("avec réserves", "with reservations"),
    "refused": ("non conforme", "not conform"),
}


@register(
    "housing.charters",
    label=("versions de la charte qualité habitat", "versions of the housing quality charter"),
    singular=("version de la charte", "charter version"),
    description=(
        "Les versions de la charte que les constructeurs signent : exigences, prix plafond, délibération.",
        "The versions of the charter that builders sign: requirements, price ceiling, council decision.",
    ),
    title="title",
    dated="adopted_on",
    columns=("title", "state", "adopted_on", "price_ceiling_cents", "criteria"),
    marks=VERSION_MARKS,
    exhibits={"reason": ("motif", "reason"), "changes": ("ce qui change", "what changes")},
)
class Charter(Record):
    """One version, in force from its adoption until the next."""

    title = facts.text(("titre", "title"), 160, noun=("le titre", "the title"))
    state = facts.code(("état", "state"), VERSION_STATES, length=12, noun=("l’état", "the state"))
    criteria = facts.integer(
        ("exigences", "requirements"), low=1, high=200, noun=("le nombre d’exigences", "the number of requirements")
    )
    price_ceiling_cents = facts.integer(
        ("prix plafond au m²", "price ceiling per m²"),
        high=10**8,
        unit="eur",
        null=True,
        noun=("le prix plafond au m²", "the price ceiling per m²"),
    )
    energy = facts.code(
        ("étiquette énergie exigée", "energy label required"),
        ENERGY,
        length=1,
        null=True,
        noun=("l’étiquette exigée", "the label required"),
    )
    biobased_kg = facts.integer(
        ("matériaux biosourcés exigés par m²", "bio-based materials required per m²"),
        high=500,
        unit="kg",
        null=True,
        noun=("les matériaux biosourcés exigés", "the bio-based materials required"),
    )
    adopted_on = facts.date(
        ("adoptée le", "adopted on"),
        null=True,
        noun=("la date d’adoption", "the date of adoption"),
        when=("adopté", "adopted"),
    )
    decision = decision()
    document = document()


@register(
    "housing.conformities",
    label=("contrôles de la charte", "charter checks"),
    singular=("contrôle de la charte", "charter check"),
    description=(
        "Programme par programme, ce que la charte demande et ce qui est tenu, du permis à la livraison.",
        "Programme by programme, what the charter asks and what is kept, from permit to delivery.",
    ),
    dated="checked_on",
    columns=("programme", "stage", "state", "met", "asked", "checked_on"),
    marks={"conform": "done", "reserves": "late", "refused": "no"},
    exhibits={"reason": ("motif", "reason"), "remarks": ("réserves", "reservations")},
)
class Conformity(Record):
    """One check of one programme at one stage."""

    programme = facts.link(("programme", "programme"), "housing.programmes", noun=("le programme", "the programme"))
    charter = facts.link(("version", "version"), "housing.charters", noun=("la version", "the version"))
    stage = facts.code(("étape", "stage"), STAGES, length=12, noun=("l’étape", "the stage"))
    state = facts.code(("avis", "opinion"), OPINIONS, length=12, noun=("l’avis", "the opinion"))
    asked = facts.integer(
        ("exigences", "requirements"), low=1, high=200, noun=("les exigences", "the requirements that apply")
    )
    met = facts.integer(("tenues", "met"), high=200, noun=("les exigences tenues", "the requirements that are met"))
    price_cents = facts.integer(
        ("prix de sortie au m²", "selling price per m²"),
        high=10**8,
        unit="eur",
        null=True,
        noun=("le prix de sortie au m²", "the selling price per m²"),
    )
    checked_on = facts.date(
        ("contrôlé le", "checked on"),
        noun=("la date du contrôle", "the date of the check"),
        when=("contrôlé", "checked"),
    )
    lifted_on = facts.date(
        ("réserves levées le", "reservations lifted on"),
        null=True,
        noun=("la levée des réserves", "the lifting of reservations"),
        when=("levé", "lifted"),
    )
