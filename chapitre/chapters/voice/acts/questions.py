"""How questions change."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext as _

from chapitre.kernel.acts import HEADS, Change, act, plain, step
from chapitre.kernel.acts.asks import words
from chapitre.kernel.acts.plain import REASON, worded
from chapitre.kernel.people.actors import STAFF

ANSWER_DAYS = 30  # the delay promised for the answer to a question asked in a meeting


QUESTIONS = "voice.questions"
question = plain(QUESTIONS, by=HEADS, label=("inscrire à la main", "record by hand"))


@act(
    QUESTIONS,
    label=("noter une question", "note a question"),
    by=STAFF,
    creates=True,
    asks=("meeting", "theme", words("question", ("la question", "the question"))),
    told=("question notée", "question noted"),
)
def asked(before: None, *, on_date: date, meeting: str, theme: str, question: str) -> Change:
    """A question asked in a meeting, without who asked it; its answer is promised within thirty days."""
    facts: dict[str, Any] = {"meeting": meeting, "theme": theme, "state": "asked", "asked_on": on_date}
    told = worded(question, _("Écrivez la question."))
    return Change(facts=facts | {"due_on": on_date + timedelta(days=ANSWER_DAYS)}, exhibits={"question": told})


answered = step(
    QUESTIONS,
    "answered",
    ("répondre", "answer"),
    states=("asked",),
    sets={"state": "answered"},
    dates="answered_on",
    asks=(words("answer", ("réponse de la Ville", "the town’s answer")),),
    told=("réponse donnée", "answered"),
)
declined = step(
    QUESTIONS,
    "declined",
    ("classer sans suite", "decline"),
    by=HEADS,
    states=("asked",),
    sets={"state": "declined"},
    asks=(REASON,),
    grave=True,
    told=("classée sans suite", "declined"),
)
