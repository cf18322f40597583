"""Every way the records of the chapter `safety` change."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from chapitre.kernel.acts import HEADS, BadFact, Change, OutOfOrder, act, plain, step
from chapitre.kernel.acts.asks import document, words
from chapitre.kernel.acts.plain import REASON
from chapitre.kernel.people.actors import STAFF

# Safe places --------------------------------------------------------------------------------------------------------

SAFE_PLACES = "safety.safe_places"
safe_place = plain(
    SAFE_PLACES,
    label=("signer la charte", "sign the charter"),
    sets={"state": "signed"},
    asks=(words("hours", ("horaires", "opening hours"), required=False),),
)
place_left = step(
    SAFE_PLACES,
    "left",
    ("sortir du réseau", "leave the network"),
    states=("signed",),
    sets={"state": "left"},
    asks=(REASON,),
    grave=True,
    told=("sorti du réseau", "left the network"),
)

# The app ------------------------------------------------------------------------------------------------------------

statistic = plain("safety.app_statistics", label=("verser le relevé", "file the statement"))

# Cameras ------------------------------------------------------------------------------------------------------------

CAMERAS = "safety.cameras"
camera = plain(
    CAMERAS,
    by=HEADS,
    label=("déclarer la caméra", "declare the camera"),
    sets={"state": "planned"},
    leaves=("authorised_on", "authorised_until", "installed_on"),
)


@act(
    CAMERAS,
    label=("autoriser", "authorise"),
    by=HEADS,
    asks=("authorised_until", "decision?"),
    told=("autorisée", "authorised"),
)
def authorised(
    before: Mapping[str, Any], *, on_date: date, authorised_until: date, decision: str | None = None
) -> Change:
    """The prefect's authorisation, for five years at most (code de la sécurité intérieure, art. L252-4)."""
    if authorised_until is None or authorised_until <= on_date or authorised_until > five_years_after(on_date):
        raise BadFact("authorised_until", authorised_until)
    facts = {"authorised_on": on_date, "authorised_until": authorised_until}
    return Change(facts=facts | ({"decision": decision} if decision else {}))


def five_years_after(day: date) -> date:
    """The same day five years later (28 February for the 29th)."""
    return day.replace(year=day.year + 5, day=28 if (day.month, day.day) == (2, 29) else day.day)


@act(
    CAMERAS,
    label=("mettre en service", "put in service"),
    by=HEADS,
    states=("planned", "stopped"),
    asks=(),
    told=("mise en service", "put in service"),
)
def started(before: Mapping[str, Any], *, on_date: date) -> Change:
    """Only under an authorisation that holds that day."""
    until = before["authorised_until"]
    if until is None or until < on_date.isoformat() or before["authorised_on"] > on_date.isoformat():
        raise OutOfOrder(_("Aucune autorisation ne vaut ce jour-là : la caméra ne peut pas être mise en service."))
    return Change(facts={"state": "running", "installed_on": on_date})


stopped = step(
    CAMERAS,
    "stopped",
    ("arrêter", "stop"),
    by=HEADS,
    states=("running",),
    sets={"state": "stopped"},
    asks=(REASON,),
    told=("arrêtée", "stopped"),
)
removed = step(
    CAMERAS,
    "removed",
    ("déposer", "remove"),
    by=HEADS,
    states=("planned", "running", "stopped"),
    sets={"state": "removed"},
    asks=(REASON,),
    grave=True,
    told=("déposée", "removed"),
)

VIEWINGS = "safety.viewings"
viewing = plain(
    VIEWINGS,
    label=("inscrire la demande", "record the request"),
    sets={"state": "asked"},
    leaves=("answered_on", "copied"),
    told=("demandée", "asked for"),
)
viewing_granted = step(
    VIEWINGS,
    "granted",
    ("accorder", "grant"),
    by=HEADS,
    states=("asked",),
    sets={"state": "granted"},
    dates="answered_on",
    asks=("copied",),
    told=("accordée", "granted"),
)
viewing_refused = step(
    VIEWINGS,
    "refused",
    ("refuser", "refuse"),
    by=HEADS,
    states=("asked",),
    sets={"state": "refused"},
    dates="answered_on",
    asks=(REASON,),
    told=("refusée", "refused"),
)

# The ethics committee -----------------------------------------------------------------------------------------------

SEATS, ETHICS = "safety.ethics_seats", "safety.ethics_opinions"
seat = plain(SEATS, by=HEADS, label=("créer le siège", "create the seat"))
seat_filled = step(
    SEATS, "filled", ("pourvoir", "fill"), by=HEADS, sets={"filled": True}, dates="since", told=("pourvu", "filled")
)
seat_vacated = step(
    SEATS, "vacated", ("libérer", "vacate"), by=HEADS, sets={"filled": False}, dates="since", told=("libéré", "vacated")
)
opinion = plain(
    ETHICS,
    by=HEADS,
    label=("rendre un avis", "give an opinion"),
    leaves=("answered_on",),
    asks=(words("opinion_text", ("texte de l’avis", "text of the opinion")),),
)
opinion_answered = step(
    ETHICS,
    "answered",
    ("répondre", "answer"),
    by=HEADS,
    dates="answered_on",
    asks=(words("answer", ("réponse de la Ville", "the town’s answer")),),
    told=("réponse donnée", "answered"),
)

# Networks -----------------------------------------------------------------------------------------------------------

MEMBERSHIPS = "safety.memberships"
membership = plain(MEMBERSHIPS, by=HEADS, leaves=("until",))
membership_ended = step(
    MEMBERSHIPS, "ended", ("mettre fin", "end"), by=HEADS, dates="until", asks=(REASON,), told=("terminée", "ended")
)

# Problems followed with the national police -------------------------------------------------------------------------

PROBLEMS = "safety.problems"
ANSWER = words("answer", ("ce qui a été fait", "what was done"))
problem = plain(
    PROBLEMS,
    label=("ouvrir le problème", "open the problem"),
    sets={"state": "open"},
    leaves=("solved_on",),
    told=("ouvert", "opened"),
)
problem_acted = step(
    PROBLEMS,
    "acted",
    ("engager une action", "act"),
    states=("open",),
    sets={"state": "acting"},
    asks=(ANSWER,),
    told=("action engagée", "action begun"),
)
problem_solved = step(
    PROBLEMS,
    "solved",
    ("déclarer réglé", "declare solved"),
    states=("open", "acting"),
    sets={"state": "solved"},
    dates="solved_on",
    asks=(ANSWER,),
    told=("réglé", "solved"),
)
problem_dropped = step(
    PROBLEMS,
    "dropped",
    ("clore sans suite", "close without action"),
    by=HEADS,
    states=("open", "acting"),
    sets={"state": "dropped"},
    asks=(REASON,),
    grave=True,
    told=("clos sans suite", "closed without action"),
)

# Premises and visits ------------------------------------------------------------------------------------------------

PREMISES, VISITS = "safety.premises", "safety.visits"
premises = plain(PREMISES, label=("inscrire l’établissement", "record the premises"))
visit_due = step(
    PREMISES,
    "scheduled",
    ("fixer la prochaine visite", "schedule the next visit"),
    by=STAFF,
    asks=("due_on",),
    told=("prochaine visite fixée", "next visit scheduled"),
)
premises_closed = step(
    PREMISES,
    "closed",
    ("fermer", "close"),
    by=HEADS,
    sets={"opened": False, "due_on": None},
    asks=(REASON,),
    grave=True,
    told=("fermé", "closed"),
)
premises_opened = step(
    PREMISES,
    "opened",
    ("autoriser l’ouverture", "allow to open"),
    by=HEADS,
    sets={"opened": True},
    told=("ouverture autorisée", "allowed to open"),
)
visit = plain(
    VISITS,
    label=("inscrire la visite", "record the visit"),
    leaves=("lifted_on",),
    asks=(document("document", ("procès-verbal (PDF)", "minutes (PDF)")),),
)
remarks_lifted = step(
    VISITS,
    "lifted",
    ("lever les prescriptions", "lift the requirements"),
    dates="lifted_on",
    asks=(REASON,),
    told=("prescriptions levées", "requirements lifted"),
)
