"""Juries drawn by lot, and each point of their opinions."""

from chapitre.chapters.voice.models.words import ANSWERS
from chapitre.kernel.commons.columns import name, project
from chapitre.kernel.records import facts
from chapitre.kernel.records.models import Record
from chapitre.kernel.records.registers import register

JURY_STATES = {
    "called": ("appel à volontaires", "call for volunteers"),
    "drawn": ("tiré au sort", "drawn"),
    "sitting": ("en session", "sitting"),
    "reported": ("avis rendu", "opinion given"),
    "answered": ("la Ville a répondu", "the town has answered"),
}


@register(
    "voice.juries",
    label=("jurys citoyens", "citizen juries"),
    singular=("jury citoyen", "citizen jury"),
    description=(
        "Les jurys tirés au sort : sur quoi, combien de sièges, où ils en sont, quand ils ont rendu leur avis.",
        "Juries drawn by lot: on what, how many seats, how far they are, when they gave their opinion.",
    ),
    title="name",
    dated="called_on",
    columns=("name", "project", "seats", "volunteers", "state", "reported_on"),
    marks={"called": "new", "drawn": "doing", "sitting": "doing", "reported": "doing", "answered": "done"},
    exhibits={
        "question": ("question posée au jury", "question put to the jury"),
        "opinion": ("avis du jury", "the jury’s opinion"),
        "answer": ("réponse de la Ville", "the town’s answer"),
        "reason": ("motif", "reason"),
    },
)
class Jury(Record):
    """One jury. Its members are nowhere in it."""

    name = name()
    project = project()
    seats = facts.integer(("sièges", "seats"), low=3, high=500, noun=("le nombre de sièges", "the number of seats"))
    invited = facts.integer(("invitations", "invitations"), null=True, noun=("les invitations", "the invitations"))
    volunteers = facts.integer(("volontaires", "volunteers"), null=True, noun=("les volontaires", "the volunteers"))
    state = facts.code(("état", "state"), JURY_STATES, length=12, noun=("l’état", "the state"))
    called_on = facts.date(("appel le", "called on"), noun=("la date de l’appel", "the day of the call"))
    drawn_on = facts.date(
        ("tiré le", "drawn on"), null=True, noun=("la date du tirage", "the draw"), when=("tiré", "drawn")
    )
    reported_on = facts.date(
        ("avis rendu le", "opinion given on"),
        null=True,
        noun=("la date de l’avis", "the opinion"),
        when=("rendu", "given"),
    )
    answered_on = facts.date(
        ("réponse le", "answered on"),
        null=True,
        noun=("la date de la réponse", "the answer"),
        when=("répondu", "answered"),
    )


@register(
    "voice.recommendations",
    label=("recommandations des jurys", "jury recommendations"),
    singular=("recommandation", "recommendation"),
    description=(
        "Chaque point de l’avis d’un jury, ce que la Ville en a dit, et ce qu’il en est advenu.",
        "Each point of a jury’s opinion, what the town said of it, and what became of it.",
    ),
    title="subject",
    dated="given_on",
    columns=("jury", "subject", "state", "answered_on", "carried_on"),
    marks={"pending": "new", "accepted": "doing", "partly": "doing", "refused": "no", "carried": "done"},
    exhibits={"motive": ("réponse motivée", "reasoned answer"), "reason": ("motif", "reason")},
)
class Recommendation(Record):
    """One point of an opinion."""

    jury = facts.link(("jury", "jury"), "voice.juries", noun=("le jury", "the jury"))
    subject = facts.text(("recommandation", "recommendation"), 240, noun=("la recommandation", "the recommendation"))
    state = facts.code(("suite", "outcome"), ANSWERS, length=12, noun=("la suite donnée", "the outcome"))
    given_on = facts.date(("rendue le", "given on"), noun=("la date", "the date"), when=("rendu", "given"))
    answered_on = facts.date(
        ("réponse le", "answered on"), null=True, noun=("la réponse", "the answer"), when=("répondu", "answered")
    )
    carried_on = facts.date(
        ("réalisée le", "carried out on"),
        null=True,
        noun=("la réalisation", "the carrying out"),
        when=("réalisé", "done"),
    )
