"""Every way the records of the chapter `voice` change."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext as _

from chapitre.kernel.acts import HEADS, Change, act, plain, step
from chapitre.kernel.acts.asks import words
from chapitre.kernel.acts.plain import REASON, worded
from chapitre.kernel.people.actors import STAFF

ANSWER_DAYS = 30  # the delay promised for the answer to a question asked in a meeting

# Questions ----------------------------------------------------------------------------------------------------------

QUESTIONS = "voice.questions"
question = plain(QUESTIONS, by=HEADS, label=("inscrire à la main", "record by hand"))


@act(
    QUESTIONS,
    label=("noter une question", "note a question"),
    by=STAFF,
    creates=True,
    asks=("meeting", "theme", words("question", ("la question", "the question"))),
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
)

# Juries -------------------------------------------------------------------------------------------------------------

JURIES, RECOMMENDATIONS = "voice.juries", "voice.recommendations"
jury = plain(
    JURIES,
    by=HEADS,
    label=("appeler des volontaires", "call for volunteers"),
    sets={"state": "called"},
    leaves=("volunteers", "drawn_on", "reported_on", "answered_on"),
    asks=(words("question", ("question posée au jury", "question put to the jury")),),
)
jury_drawn = step(
    JURIES,
    "drawn",
    ("tirer au sort", "draw"),
    by=HEADS,
    states=("called",),
    sets={"state": "drawn"},
    dates="drawn_on",
    asks=("volunteers",),
)
jury_sitting = step(
    JURIES,
    "opened",
    ("ouvrir les sessions", "open the sessions"),
    by=HEADS,
    states=("drawn",),
    sets={"state": "sitting"},
)
jury_reported = step(
    JURIES,
    "reported",
    ("rendre l’avis", "give the opinion"),
    by=HEADS,
    states=("sitting",),
    sets={"state": "reported"},
    dates="reported_on",
    asks=(words("opinion", ("avis du jury", "the jury’s opinion")),),
)
jury_answered = step(
    JURIES,
    "answered",
    ("répondre à l’avis", "answer the opinion"),
    by=HEADS,
    states=("reported",),
    sets={"state": "answered"},
    dates="answered_on",
    asks=(words("answer", ("réponse de la Ville", "the town’s answer")),),
)
recommendation = plain(
    RECOMMENDATIONS,
    by=HEADS,
    label=("inscrire la recommandation", "record the recommendation"),
    sets={"state": "pending"},
    leaves=("answered_on", "carried_on"),
)
MOTIVE = words("motive", ("réponse motivée", "reasoned answer"))
recommendation_accepted, recommendation_partly, recommendation_refused = (
    step(
        RECOMMENDATIONS,
        state,
        label,
        by=HEADS,
        states=("pending",),
        sets={"state": state},
        dates="answered_on",
        asks=(MOTIVE,),
    )
    for state, label in (
        ("accepted", ("retenir", "accept")),
        ("partly", ("retenir en partie", "accept in part")),
        ("refused", ("refuser, avec le motif", "refuse, with the reason")),
    )
)
recommendation_carried = step(
    RECOMMENDATIONS,
    "carried",
    ("déclarer réalisée", "declare carried out"),
    states=("accepted", "partly"),
    sets={"state": "carried"},
    dates="carried_on",
)

# Consultations ------------------------------------------------------------------------------------------------------

CONSULTATIONS, EXPECTATIONS = "voice.consultations", "voice.expectations"
consultation = plain(CONSULTATIONS, by=HEADS, label=("ouvrir", "open"), sets={"state": "open", "contributions": 0})
consultation_closed = step(
    CONSULTATIONS,
    "closed",
    ("clore", "close"),
    by=HEADS,
    states=("open",),
    sets={"state": "closed"},
    asks=("contributions",),
)
consultation_reported = step(
    CONSULTATIONS,
    "reported",
    ("publier le bilan", "publish the results"),
    by=HEADS,
    states=("closed",),
    sets={"state": "reported"},
    asks=(words("results", ("ce qui en ressort", "what came out")),),
)
expectation = plain(EXPECTATIONS, label=("inscrire l’attente", "record the expectation"), sets={"state": "pending"})
CHANGED = words("change", ("ce qui a changé, ou pourquoi non", "what changed, or why not"))
expectation_accepted, expectation_partly, expectation_refused, expectation_carried = (
    step(EXPECTATIONS, state, label, states=states, sets={"state": state}, asks=(CHANGED,))
    for state, label, states in (
        ("accepted", ("retenir", "accept"), ("pending",)),
        ("partly", ("retenir en partie", "accept in part"), ("pending",)),
        ("refused", ("ne pas retenir", "not accept"), ("pending",)),
        ("carried", ("dire ce qui a changé dans le plan", "say what changed in the plan"), ("accepted", "partly")),
    )
)

# Pledges ------------------------------------------------------------------------------------------------------------

PLEDGES = "voice.pledges"
pledge = plain(
    PLEDGES,
    label=("prendre l’engagement", "pledge"),
    sets={"state": "pledged"},
    leaves=("envelope_cents", "payment", "decision", "kept_on"),
)
pledge_decided = step(
    PLEDGES,
    "decided",
    ("décider et réserver l’argent", "decide and set the money aside"),
    by=HEADS,
    states=("pledged",),
    sets={"state": "decided"},
    asks=("envelope_cents", "payment?", "decision?"),
)
pledge_begun = step(PLEDGES, "begun", ("commencer", "begin"), states=("decided",), sets={"state": "running"})
pledge_kept = step(
    PLEDGES,
    "kept",
    ("déclarer tenu", "declare kept"),
    states=("decided", "running"),
    sets={"state": "kept"},
    dates="kept_on",
    asks=(words("result", ("résultat", "result")), "document?"),
)
pledge_dropped = step(
    PLEDGES,
    "dropped",
    ("abandonner", "drop"),
    by=HEADS,
    states=("pledged", "decided", "running"),
    sets={"state": "dropped"},
    asks=(REASON,),
    grave=True,
)
