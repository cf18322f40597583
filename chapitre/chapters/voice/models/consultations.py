"""Consultations, and what each expectation changed."""

from chapitre.chapters.voice.models.words import ANSWERS, THEMES
from chapitre.kernel.commons.columns import name, project
from chapitre.kernel.records import facts
from chapitre.kernel.records.models import Record
from chapitre.kernel.records.registers import register

CONSULTATION_STATES = {
    "open": ("ouverte", "open"),
    "closed": ("close", "closed"),
    "reported": ("bilan publié", "results published"),
}


@register(
    "voice.consultations",
    label=("consultations", "consultations"),
    singular=("consultation", "consultation"),
    description=(
        "Les consultations et études participatives : sur quoi, jusqu’à quand, combien de contributions.",
        "Consultations and participatory studies: on what, until when, how many contributions.",
    ),
    schema=2,
    upcasters="chapitre.chapters.voice.consultations_upcasters",
    title="name",
    dated="opened_on",
    page="consultation",
    columns=("name", "project", "state", "opened_on", "closes_on", "contributions"),
    marks={"open": "doing", "closed": "doing", "reported": "done"},
    exhibits={
        "question": ("question posée", "question asked"),
        "results": ("ce qui en ressort", "what came out"),
        "reason": ("motif", "reason"),
    },
)
class Consultation(Record):
    """One consultation."""

    name = name()
    project = project()
    state = facts.code(("état", "state"), CONSULTATION_STATES, length=12, noun=("l’état", "the state"))
    opened_on = facts.date(("ouverte le", "opened on"), noun=("l’ouverture", "the opening"), when=("ouvert", "opened"))
    closes_on = facts.date(("close le", "closes on"), noun=("la clôture", "the closing"), when=("clos", "closed"))
    contributions = facts.integer(
        ("contributions", "contributions"),
        default=0,
        noun=("le nombre de contributions", "the number of contributions"),
    )
    choices = facts.text(
        ("réponses proposées", "answers offered"),
        240,
        null=True,
        noun=("les réponses proposées", "the answers offered"),
        help=("Séparées par des points-virgules ; facultatives.", "Separated by semicolons; optional."),
    )

    @property
    def offered(self) -> tuple[str, ...]:
        """The answers that a contribution may choose among."""
        return tuple(one.strip() for one in (self.choices or "").split(";") if one.strip())


@register(
    "voice.expectations",
    label=("attentes et ce qu’elles ont changé", "expectations and what they changed"),
    singular=("attente", "expectation"),
    description=(
        "Les thèmes d’une consultation, combien de contributions les portent, et ce que le plan en a fait.",
        "The themes of a consultation, how many contributions carry each, and what the plan made of it.",
    ),
    title="subject",
    columns=("consultation", "subject", "theme", "contributions", "state"),
    marks={"pending": "new", "accepted": "doing", "partly": "doing", "refused": "no", "carried": "done"},
    exhibits={
        "change": ("ce qui a changé, ou pourquoi non", "what changed, or why not"),
        "reason": ("motif", "reason"),
    },
)
class Expectation(Record):
    """One theme of a consultation, coded by staff."""

    consultation = facts.link(
        ("consultation", "consultation"), "voice.consultations", noun=("la consultation", "the consultation")
    )
    subject = facts.text(("attente", "expectation"), 200, noun=("l’attente", "the expectation"))
    theme = facts.code(("thème", "theme"), THEMES, length=12, noun=("le thème", "the theme"))
    contributions = facts.integer(
        ("contributions", "contributions"), noun=("le nombre de contributions", "the number of contributions")
    )
    state = facts.code(("suite", "outcome"), ANSWERS, length=12, noun=("la suite donnée", "the outcome"))
