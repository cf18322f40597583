"""How juries, their quotas and their recommendations change."""

from chapitre.kernel.acts import HEADS, plain, step
from chapitre.kernel.acts.asks import words

JURIES, QUOTAS, RECOMMENDATIONS = "voice.juries", "voice.quotas", "voice.recommendations"
jury = plain(
    JURIES,
    by=HEADS,
    label=("appeler des volontaires", "call for volunteers"),
    sets={"state": "called"},
    leaves=(
        "invited", "volunteers", "frozen_on", "pool_root", "alternates", "dropout",
        "panels", "panels_hash", "seed_kind", "seed_source",
        "seed_chain", "seed_round", "seed_at", "seed_on", "seed", "seed_signature", "seed_check", "panel", "drawn_on",
        "reported_on", "answered_on",
    ),
    asks=(words("question", ("question posée au jury", "question put to the jury")),),
)  # fmt: skip
quota = plain(QUOTAS, by=HEADS, label=("fixer un quota", "set a quota"), told=("fixé", "set"))
jury_sitting = step(
    JURIES,
    "opened",
    ("ouvrir les sessions", "open the sessions"),
    by=HEADS,
    states=("drawn",),
    sets={"state": "sitting"},
    told=("sessions ouvertes", "sessions opened"),
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
    told=("avis rendu", "opinion given"),
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
    told=("réponse de la Ville", "answer of the town"),
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
        told=told,
    )
    for state, label, told in (
        ("accepted", ("retenir", "accept"), ("retenue", "accepted")),
        ("partly", ("retenir en partie", "accept in part"), ("retenue en partie", "accepted in part")),
        ("refused", ("refuser, avec le motif", "refuse, with the reason"), ("refusée, avec le motif", "refused")),
    )
)
recommendation_carried = step(
    RECOMMENDATIONS,
    "carried",
    ("déclarer réalisée", "declare carried out"),
    states=("accepted", "partly"),
    sets={"state": "carried"},
    dates="carried_on",
    asks=(words("outcome", ("ce qui a été fait", "what was done"), required=False),),
    told=("réalisée", "carried out"),
)
