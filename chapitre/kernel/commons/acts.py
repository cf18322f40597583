"""Every way these registers change."""

from __future__ import annotations

from datetime import date
from typing import Any

from chapitre.kernel.acts import HEADS, BadFact, Change, act, plain, slip, step
from chapitre.kernel.acts.asks import document, photo, words
from chapitre.kernel.acts.plain import REASON
from chapitre.kernel.people.actors import STAFF

SUMMARY = words("summary", ("présentation", "summary"), required=False)

# Projects ---------------------------------------------------------------------------------------------------------

PROJECTS = "town.projects"
project = plain(
    PROJECTS, by=HEADS, label=("ouvrir le projet", "open the project"), leaves=("closed_on",), asks=(SUMMARY,)
)
project_approved = step(
    PROJECTS,
    "approved",
    ("adopter le programme", "approve the programme"),
    by=HEADS,
    states=("study",),
    sets={"state": "approved"},
    asks=("decision?", "ends_on?"),
    told=("programme adopté", "programme approved"),
)
project_begun = step(
    PROJECTS,
    "begun",
    ("lancer les travaux", "start the works"),
    by=HEADS,
    states=("study", "approved"),
    sets={"state": "works"},
    asks=("ends_on?",),
    told=("travaux lancés", "works started"),
)
project_closed = step(
    PROJECTS,
    "closed",
    ("clore le projet", "close the project"),
    by=HEADS,
    states=("works",),
    sets={"state": "closed"},
    dates="closed_on",
    told=("projet clos", "project closed"),
)
project_dropped = step(
    PROJECTS,
    "dropped",
    ("abandonner le projet", "drop the project"),
    by=HEADS,
    states=("study", "approved", "works"),
    sets={"state": "dropped"},
    asks=(REASON,),
    grave=True,
    told=("projet abandonné", "project dropped"),
)

# Bodies and posts ---------------------------------------------------------------------------------------------------

ORGANISATIONS, POSTS = "town.organisations", "town.posts"
organisation = plain(ORGANISATIONS, leaves=("until",))
partnership_ended = step(
    ORGANISATIONS,
    "ended",
    ("mettre fin au partenariat", "end the partnership"),
    dates="until",
    asks=(REASON,),
    told=("partenariat terminé", "partnership ended"),
)
post = plain(POSTS, by=HEADS, label=("ouvrir le poste", "open the post"))
post_filled = step(
    POSTS,
    "filled",
    ("pourvoir", "fill"),
    by=HEADS,
    states=("vacant",),
    sets={"state": "filled"},
    dates="since",
    told=("pourvu", "filled"),
)
post_vacated = step(
    POSTS,
    "vacated",
    ("déclarer vacant", "declare vacant"),
    by=HEADS,
    states=("filled",),
    sets={"state": "vacant", "sworn_on": None},
    dates="since",
    told=("devenu vacant", "vacated"),
)
post_abolished = step(
    POSTS,
    "abolished",
    ("supprimer le poste", "abolish the post"),
    by=HEADS,
    states=("filled", "vacant"),
    sets={"state": "abolished"},
    dates="since",
    asks=(REASON,),
    grave=True,
    told=("supprimé", "abolished"),
)
sworn = step(
    POSTS,
    "sworn",
    ("assermenter", "swear in"),
    by=HEADS,
    states=("filled",),
    dates="sworn_on",
    told=("assermentation reçue", "sworn in"),
)

# Decisions and documents --------------------------------------------------------------------------------------------

DECISIONS, DOCUMENTS = "town.decisions", "town.documents"
decision = plain(DECISIONS, by=HEADS, label=("inscrire la délibération", "record the decision"))
paper = plain(
    DOCUMENTS,
    label=("décrire la pièce", "describe the document"),
    leaves=("sha256",),
)


@act(
    DOCUMENTS,
    label=("verser la pièce", "file the document"),
    by=STAFF,
    creates=True,
    asks=("title", "kind", "issuer", "dated_on", "address?", document("document", ("fichier", "file"), required=True)),
    told=("versée", "filed"),
)
def filed(before: None, *, on_date: date, document: str, **facts: Any) -> Change:
    """A document comes in with its file, whose name is its hash."""
    if facts.get("dated_on") is None or facts["dated_on"] > on_date:
        raise BadFact("dated_on", facts.get("dated_on"))
    digest = document.partition(".")[0]
    return Change(facts=facts | {"sha256": digest}, exhibits={"document": {"file": document}})


# Money ---------------------------------------------------------------------------------------------------------------

PAYMENTS = "town.payments"
payment = plain(PAYMENTS, by=HEADS, label=("inscrire la dépense", "record the expense"))
payment_committed = step(
    PAYMENTS,
    "committed",
    ("engager", "commit"),
    by=HEADS,
    sets={"stage": "committed"},
    dates="dated_on",
    told=("engagée", "committed"),
)
payment_paid = step(
    PAYMENTS,
    "paid",
    ("payer", "pay"),
    by=HEADS,
    sets={"stage": "paid"},
    dates="dated_on",
    asks=("amount_cents?",),
    told=("payée", "paid"),
)


# Meetings -----------------------------------------------------------------------------------------------------------

MEETINGS = "town.meetings"
AGENDA = words("agenda", ("ordre du jour", "agenda"), required=False)
MINUTES = words("minutes", ("compte rendu", "minutes"), required=False)
SIGNED = document("document", ("compte rendu signé (PDF)", "signed minutes (PDF)"))
meeting = plain(
    MEETINGS,
    label=("annoncer", "announce"),
    sets={"state": "announced"},
    leaves=("attendance",),
    asks=(AGENDA,),
)
meeting_held = step(
    MEETINGS,
    "held",
    ("déclarer tenue", "declare held"),
    states=("announced",),
    sets={"state": "held"},
    dates="held_on",
    asks=("attendance", MINUTES, SIGNED),
    told=("tenue", "held"),
)
meeting_minuted = step(
    MEETINGS,
    "minuted",
    ("publier le compte rendu", "publish the minutes"),
    states=("held",),
    asks=(words("minutes", ("compte rendu", "minutes")), SIGNED),
    told=("compte rendu publié", "minutes published"),
)
meeting_cancelled = step(
    MEETINGS,
    "cancelled",
    ("annuler", "cancel"),
    states=("announced",),
    sets={"state": "cancelled"},
    asks=(REASON,),
    grave=True,
    told=("annulée", "cancelled"),
)

# Commitments --------------------------------------------------------------------------------------------------------

COMMITMENTS = "town.commitments"
commitment = plain(
    COMMITMENTS,
    by=HEADS,
    label=("prendre l’engagement", "make the commitment"),
    sets={"state": "planned"},
    leaves=("expected_on", "done_on", "slips"),
    asks=(words("summary", ("ce qui est prévu", "what is planned"), required=False),),
)
commitment_begun = step(
    COMMITMENTS,
    "begun",
    ("commencer", "begin"),
    states=("planned",),
    sets={"state": "ongoing"},
    asks=("expected_on?",),
    told=("commencé", "begun"),
)
commitment_done = step(
    COMMITMENTS,
    "done",
    ("déclarer fait", "declare done"),
    states=("planned", "ongoing"),
    sets={"state": "done"},
    dates="done_on",
    asks=(words("summary", ("ce qui a été fait", "what was done"), required=False), photo(), "document?"),
    told=("fait", "done"),
)
commitment_dropped = step(
    COMMITMENTS,
    "dropped",
    ("abandonner", "drop"),
    by=HEADS,
    states=("planned", "ongoing"),
    sets={"state": "dropped"},
    dates="done_on",
    asks=(REASON, "decision?"),
    grave=True,
    told=("abandonné", "dropped"),
)
postponed = slip.postponed(COMMITMENTS, ("planned", "ongoing"), told=("reporté", "postponed"))
