"""How consultations and expectations change."""

from chapitre.kernel.acts import HEADS, plain, step
from chapitre.kernel.acts.asks import words

CONSULTATIONS, EXPECTATIONS = "voice.consultations", "voice.expectations"
consultation = plain(
    CONSULTATIONS,
    by=HEADS,
    label=("ouvrir", "open"),
    sets={"state": "open", "contributions": 0},
    asks=(words("question", ("question posée", "question asked"), required=False),),
)
consultation_closed = step(
    CONSULTATIONS,
    "closed",
    ("clore", "close"),
    by=HEADS,
    states=("open",),
    sets={"state": "closed"},
    asks=("contributions",),
    told=("close", "closed"),
)
consultation_reported = step(
    CONSULTATIONS,
    "reported",
    ("publier le bilan", "publish the results"),
    by=HEADS,
    states=("closed",),
    sets={"state": "reported"},
    asks=(words("results", ("ce qui en ressort", "what came out")),),
    told=("bilan publié", "results published"),
)
expectation = plain(EXPECTATIONS, label=("inscrire l’attente", "record the expectation"), sets={"state": "pending"})
CHANGED = words("change", ("ce qui a changé, ou pourquoi non", "what changed, or why not"))
expectation_accepted, expectation_partly, expectation_refused, expectation_carried = (
    step(EXPECTATIONS, state, label, states=states, sets={"state": state}, asks=(CHANGED,), told=told)
    for state, label, told, states in (
        ("accepted", ("retenir", "accept"), ("retenue", "accepted"), ("pending",)),
        ("partly", ("retenir en partie", "accept in part"), ("retenue en partie", "accepted in part"), ("pending",)),
        ("refused", ("ne pas retenir", "not accept"), ("pas retenue", "not accepted"), ("pending",)),
        (
            "carried",
            ("dire ce qui a changé dans le plan", "say what changed in the plan"),
            ("ce qui a changé est dit", "what changed is said"),
            ("accepted", "partly"),
        ),
    )
)
