"""Questions asked in public meetings, and their answers."""

from chapitre.chapters.voice.models.words import THEMES
from chapitre.kernel.records import facts
from chapitre.kernel.records.models import Record
from chapitre.kernel.records.registers import register

QUESTION_STATES = {
    "asked": ("posée", "asked"),
    "answered": ("répondue", "answered"),
    "declined": ("sans suite", "declined"),
}


@register(
    "voice.questions",
    label=("questions posées en réunion", "questions asked in meetings"),
    singular=("question", "question"),
    description=(
        "Les questions posées en réunion publique, et la réponse de la Ville, avec son délai.",
        "The questions asked in public meetings, and the town’s answer, with its delay.",
    ),
    dated="asked_on",
    columns=("asked_on", "meeting", "theme", "state", "answered_on"),
    marks={"asked": "new", "answered": "done", "declined": "no"},
    exhibits={
        "question": ("question", "question"),
        "answer": ("réponse de la Ville", "the town’s answer"),
        "reason": ("motif", "reason"),
    },
)
class Question(Record):
    """One question, never who asked it. `due_on` is when its answer was promised for."""

    meeting = facts.link(("réunion", "meeting"), "town.meetings", noun=("la réunion", "the meeting"))
    theme = facts.code(("thème", "theme"), THEMES, length=12, noun=("le thème", "the theme"))
    asked_on = facts.date(("posée le", "asked on"), noun=("la date de la question", "the date"), when=("posé", "asked"))
    due_on = facts.date(
        ("réponse promise le", "answer due on"),
        noun=("la date promise", "the date promised"),
        when=("promis", "promised"),
    )
    state = facts.code(("état", "state"), QUESTION_STATES, length=12, noun=("l’état", "the state"))
    answered_on = facts.date(
        ("répondue le", "answered on"),
        null=True,
        noun=("la date de la réponse", "the date of the answer"),
        when=("répondu", "answered"),
    )
