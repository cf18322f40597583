"""Every way a report changes; who may, from which state, and what the report becomes (see states.MACHINE)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext as _

from chapitre.chapters.streets.categories import categories
from chapitre.chapters.streets.states import MACHINE
from chapitre.kernel.acts import BadFact, Change, Missing, PrivateRow, act
from chapitre.kernel.acts.act import Act, Transition
from chapitre.kernel.people.actors import ADMINISTRATOR, AGENT, RESIDENT, SUPERVISOR
from chapitre.kernel.words import Pair

REGISTER = "streets.reports"
SUBMISSION, CONTACT = "streets.Submission", "streets.Contact"
STAFF = (AGENT, SUPERVISOR, ADMINISTRATOR)
EVERYBODY = (RESIDENT, *STAFF)
HEADS = (SUPERVISOR, ADMINISTRATOR)
REVIEW_DAYS = 90  # unread submissions and contacts are kept no longer than this

Facts = Mapping[str, Any]


def _act(label: Pair, told: Pair, by: tuple[str, ...], *, creates: bool = False, scoped: bool = True) -> Any:
    """An act of this register whose starting states are those of the machine."""

    def declare(transition: Transition) -> Act:
        states = MACHINE[transition.__name__][0]
        return act(REGISTER, label=label, by=by, states=states, creates=creates, scoped=scoped, told=told)(transition)

    return declare


def _to(name: str) -> dict[str, str]:
    """The state that the act leads to, as the fact to set."""
    state = MACHINE[name][1]
    return {} if state is None else {"state": state}


def _words(text: str | None, what: str) -> str:
    """A text that the act cannot do without. Raises Missing."""
    if not (text or "").strip():
        raise Missing(what)
    return (text or "").strip()


def due(category: str, received_on: date) -> date:
    """The promised date: the category's delay in civil days after the day of receipt. Raises BadFact."""
    if category not in categories():
        raise BadFact("category", category)
    return received_on + timedelta(days=categories()[category].days)


def submission(on_date: date, text: str | None, photos: tuple[str, ...], point: tuple[int, int] | None) -> PrivateRow:
    """What was sent, kept apart until it is read."""
    values = {
        "text": (text or "").strip() or None,
        "photos": list(photos),
        "point": list(point) if point else None,
        "expires_on": on_date + timedelta(days=REVIEW_DAYS),
    }
    return PrivateRow(SUBMISSION, values, committed=("text", "photos", "point"))


@_act(("recevoir", "receive"), ("reçu", "received"), EVERYBODY, creates=True, scoped=False)
def received(
    before: None,
    *,
    on_date: date,
    category: str,
    channel: str,
    district: str,
    place: str,
    lon: int,
    lat: int,
    answer: str | None = None,
    text: str | None = None,
    photos: tuple[str, ...] = (),
    point: tuple[int, int] | None = None,
    email: str | None = None,
    language: str = "fr",
    follow: str | None = None,
    held: bool = False,
    joins: str | None = None,
) -> Change:
    """A report comes in. `follow` is the hash of its follow-up token; `joins` names the report it repeats.

    With nothing to read (no text, no photo), there is nothing to review, unless its source sent a burst (`held`).
    """
    something = bool((text or "").strip() or photos)
    private: list[PrivateRow] = []
    if something or point:
        private.append(submission(on_date, text, photos, point))
    if follow:
        values = {"email": email or None, "language": language, "follow": follow}
        private.append(PrivateRow(CONTACT, values, committed=("email",)))
    facts = {
        "category": category,
        "department": _department(category),
        "channel": channel,
        "received_on": on_date,
        "district": district,
        "place": place,
        "lon": lon,
        "lat": lat,
        "answer": answer or None,
        "due_on": due(category, on_date),
        "review": "held" if held else "pending" if something else "done",
        "state": "merged" if joins else "received",
        "merged_into": joins or None,
    }
    return Change(facts=facts, private=tuple(private))


def _department(category: str) -> str:
    if category not in categories():
        raise BadFact("category", category)
    return categories()[category].department


@_act(("relire", "review"), ("relu", "reviewed"), STAFF)
def reviewed(
    before: Facts,
    *,
    on_date: date,
    text: str | None = None,
    photos: tuple[str, ...] = (),
    point: tuple[int, int] | None = None,
) -> Change:
    """An agent has read what was sent: what may be public becomes an exhibit, the rest is gone."""
    exhibits: dict[str, Any] = {"text": (text or "").strip() or None, "point": list(point) if point else None}
    exhibits |= {f"photo{n}": {"file": name} for n, name in enumerate(photos, start=1)}
    return Change(facts={"review": "done"}, exhibits=exhibits, settle=(SUBMISSION,))


@_act(("accepter", "accept"), ("accepté", "accepted"), STAFF)
def accepted(before: Facts, *, on_date: date) -> Change:
    """The department takes the report on."""
    return Change(facts=_to("accepted"))


@_act(("demander", "ask"), ("question posée", "question asked"), STAFF)
def asked(before: Facts, *, on_date: date, question: str) -> Change:
    """The department asks who reported; the promised date still runs."""
    return Change(facts=_to("asked"), exhibits={"question": _words(question, _("Écrivez la question à poser."))})


@_act(("répondre", "answer"), ("réponse reçue", "answered"), (RESIDENT,), scoped=False)
def answered(before: Facts, *, on_date: date, text: str, photos: tuple[str, ...] = ()) -> Change:
    """Who reported answers by the follow-up link; the answer is read before it is public."""
    if not photos:
        text = _words(text, _("Écrivez une réponse, ou joignez une photo."))
    review = "held" if before["review"] == "held" else "pending"
    return Change(facts=_to("answered") | {"review": review}, private=(submission(on_date, text, photos, None),))


@_act(("transmettre", "pass on"), ("transmis à un autre service", "passed on to another department"), STAFF)
def reassigned(before: Facts, *, on_date: date, department: str, reason: str | None = None) -> Change:
    """Another department deals with it; the promised date does not move."""
    if department == before["department"]:
        raise BadFact("department", department)
    return Change(facts={"department": department}, exhibits={"reason": (reason or "").strip() or None})


@_act(("résoudre", "resolve"), ("résolu", "resolved"), STAFF)
def resolved(before: Facts, *, on_date: date, photo: str | None = None, reason: str | None = None) -> Change:
    """Done, and shown: a photo of the result, or a sentence that says what was done."""
    reason = (reason or "").strip() or None
    if not photo and not reason:
        raise Missing(_("Il faut une photo de ce qui a été fait, ou une phrase qui le dit."))
    exhibits = {"reason": reason, "photo1": {"file": photo} if photo else None}
    return Change(facts=_to("resolved") | {"resolved_on": on_date, "contested": False}, exhibits=exhibits)


@_act(("rejeter", "reject"), ("rejeté", "rejected"), STAFF)
def rejected(before: Facts, *, on_date: date, reason: str) -> Change:
    """Not for the town, or not possible: with a reason that everybody can read."""
    exhibits = {"reason": _words(reason, _("Écrivez le motif : tout le monde pourra le lire."))}
    return Change(facts=_to("rejected") | {"rejected_on": on_date, "contested": False}, exhibits=exhibits)


@_act(("rouvrir", "reopen"), ("rouvert", "reopened"), EVERYBODY)
def reopened(before: Facts, *, on_date: date, text: str | None = None, reason: str | None = None) -> Change:
    """Closed too early. Who reported contests (`text`, read before it is public); an agent gives a `reason`."""
    contested = bool((text or "").strip())
    if not contested:
        reason = _words(reason, _("Dites pourquoi le signalement est rouvert."))
    facts = _to("reopened") | {
        "resolved_on": None,
        "rejected_on": None,
        "merged_into": None,
        "reopenings": before["reopenings"] + 1,
        "contested": contested or before["contested"],
    }
    if not contested:
        return Change(facts=facts, exhibits={"reason": reason})
    review = "held" if before["review"] == "held" else "pending"
    return Change(facts=facts | {"review": review}, private=(submission(on_date, text, (), None),))


@_act(("relier", "join"), ("relié à un autre", "joined to another"), STAFF)
def merged(before: Facts, *, on_date: date, into: str, own: str) -> Change:
    """The same problem as another report, `into`; this one, `own`, stays a report and follows the other."""
    if into == own:
        raise BadFact("merged_into", into)
    return Change(facts=_to("merged") | {"merged_into": into})


@_act(("corriger", "amend"), ("corrigé", "corrected"), STAFF)
def amended(before: Facts, *, on_date: date, reason: str, **corrections: Any) -> Change:
    """Facts that were wrong are set right, with the reason; the earlier ones stay in the ledger.

    `category` brings its department and promised date; `received_on` moves the promised date.
    """
    allowed = {"category", "received_on", "district", "place", "lon", "lat", "answer"}
    for name in corrections:
        if name not in allowed:
            raise BadFact(name, corrections[name])
    if not corrections:
        raise Missing(_("Rien à corriger : aucune valeur n’a changé."))
    facts: dict[str, Any] = dict(corrections)
    if {"category", "received_on"} & set(facts):
        category: str = facts.get("category") or before["category"]
        start: date = facts.get("received_on") or date.fromisoformat(before["received_on"])
        if start > on_date:
            raise BadFact("received_on", start)
        facts["due_on"] = due(category, start)
    if "category" in facts:
        facts["department"] = _department(facts["category"])
    return Change(facts=facts, exhibits={"reason": _words(reason, _("Dites pourquoi la fiche est corrigée."))})


@_act(("retirer du compte", "withdraw"), ("retiré du compte", "withdrawn"), HEADS)
def withdrawn(before: Facts, *, on_date: date, reason: str) -> Change:
    """Counted by mistake (a test, a hoax): no longer counted, with a public reason."""
    exhibits = {"reason": _words(reason, _("Écrivez le motif : tout le monde pourra le lire."))}
    return Change(facts={"withdrawn": True}, exhibits=exhibits)
