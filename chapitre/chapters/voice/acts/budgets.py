"""How participatory budgets change, from the call for ideas to the last project delivered."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext as _

from chapitre.kernel.acts import HEADS, BadFact, Change, OutOfOrder, PrivateRow, act, plain, step
from chapitre.kernel.acts.asks import photo, words
from chapitre.kernel.acts.plain import REASON, worded
from chapitre.kernel.people.actors import RESIDENT, STAFF
from chapitre.kernel.words import Pair

BUDGETS, IDEAS, SIGNATURES, BALLOTS = "voice.budgets", "voice.ideas", "voice.signatures", "voice.ballots"
EVERYBODY = (RESIDENT, *sorted(STAFF))
REVIEW_DAYS = 90  # an idea that nobody has read is kept no longer than this
CONTACT_DAYS = 3 * 365  # an address left with an idea is kept no longer, whatever becomes of it
ROLL_DAYS = 90  # after the vote, for those who contest it: then who voted is gone

Facts = Mapping[str, Any]

# Budgets ----------------------------------------------------------------------------------------------------------

RULE = ("kind", "most", "utility", "completion")
budget = plain(
    BUDGETS,
    by=HEADS,
    label=("ouvrir un budget participatif", "open a participatory budget"),
    sets={"state": "ideas"},
    leaves=(*RULE, "fixed_on", "counted_on", "voters", "funded", "spent_cents", "pb_sha256"),
)
ideas_closed = step(
    BUDGETS,
    "ideas_closed",
    ("clore le dépôt des idées", "close the call for ideas"),
    by=HEADS,
    states=("ideas",),
    sets={"state": "study"},
    told=("dépôt des idées clos", "call for ideas closed"),
)


@act(
    BUDGETS,
    label=("fixer la règle du vote", "fix the rule of the vote"),
    by=HEADS,
    states=("study",),
    asks=(*RULE, "vote_from", "vote_until"),
    told=("règle du vote fixée", "rule of the vote fixed"),
)
def rule_fixed(before: Facts, *, on_date: date, vote_from: date, vote_until: date, **rule: Any) -> Change:
    """The rule is published before anybody votes: what a ballot may hold, how it counts, what becomes of the rest."""
    for name in RULE:
        if rule.get(name) is None:
            raise BadFact(name, None)
    if vote_from is None or vote_from < on_date:
        raise BadFact("vote_from", vote_from)
    if vote_until is None or vote_until < vote_from:
        raise BadFact("vote_until", vote_until)
    dates = {"vote_from": vote_from, "vote_until": vote_until, "fixed_on": on_date}
    return Change(facts={name: rule[name] for name in RULE} | dates | {"state": "ready"})


@act(
    BUDGETS,
    label=("ouvrir le vote", "open the vote"),
    by=HEADS,
    states=("ready",),
    asks=(),
    told=("vote ouvert", "vote opened"),
)
def vote_opened(before: Facts, *, on_date: date) -> Change:
    """Not before the day that was announced."""
    if on_date < date.fromisoformat(before["vote_from"]):
        raise OutOfOrder(_("Le vote ne s’ouvre pas avant le jour annoncé."))
    return Change(facts={"state": "vote"})


@act(BUDGETS, label=("compter", "count"), by=HEADS, states=("vote",), told=("bulletins comptés", "ballots counted"))
def counted(before: Facts, *, on_date: date, voters: int, funded: int, spent_cents: int, pb_sha256: str) -> Change:
    """The box is opened once the vote is over: its ballots are published in the same transaction, and it is emptied."""
    if on_date <= date.fromisoformat(before["vote_until"]):
        raise OutOfOrder(_("Le vote n’est pas fini : on compte le lendemain de sa fin."))
    told = {"voters": voters, "funded": funded, "spent_cents": spent_cents, "pb_sha256": pb_sha256}
    facts = {"state": "counted", "counted_on": on_date} | told
    return Change(facts=facts, settle=("voice.CastBallot", "voice.PaperEntry"))


budget_closed = step(
    BUDGETS,
    "closed",
    ("clore le budget", "close the budget"),
    by=HEADS,
    states=("counted",),
    sets={"state": "closed"},
    told=("budget clos", "budget closed"),
)

# Ideas ------------------------------------------------------------------------------------------------------------

LATER = ("merged_into", "number", "cost_cents", "supporters", "points", "payment", "delivered_on")
MOTIVE = words("motive", ("avis motivé", "reasoned opinion"), help=("Tout le monde pourra le lire.", "Public."))
idea = plain(
    IDEAS,
    label=("inscrire une idée reçue sur papier", "record an idea received on paper"),
    sets={"state": "published", "channel": "paper"},
    leaves=LATER,
    asks=(words("text", ("l’idée", "the idea"), required=False),),
)


@act(IDEAS, label=("proposer", "propose"), by=EVERYBODY, creates=True, scoped=False, told=("proposée", "proposed"))
def sent(
    before: None,
    *,
    on_date: date,
    budget: str,
    theme: str,
    title: str,
    text: str,
    email: str = "",
    language: str = "fr",
    **where: Any,
) -> Change:
    """An idea comes in; its words wait beside it until somebody has read them. `where` is lon, lat, district, place."""
    if stray := set(where) - {"lon", "lat", "district", "place"}:
        raise BadFact(min(stray), where[min(stray)])
    values: Facts = {
        "title": worded(title, _("Donnez un titre à votre idée.")),
        "text": worded(text, _("Décrivez votre idée.")),
        "expires_on": on_date + timedelta(days=REVIEW_DAYS),
    }
    private = [PrivateRow("voice.IdeaSent", values, committed=("title", "text"))]
    if email:
        kept = {"email": email, "language": language, "expires_on": on_date + timedelta(days=CONTACT_DAYS)}
        private.append(PrivateRow("voice.IdeaContact", kept, committed=("email",)))
    facts = {"budget": budget, "theme": theme, "state": "received", "received_on": on_date, "channel": "web"}
    return Change(facts=where | facts, private=tuple(private))


@act(
    IDEAS,
    label=("relire et publier", "read and publish"),
    by=STAFF,
    states=("received",),
    told=("relue et publiée", "read and published"),
)
def published(before: Facts, *, on_date: date, subject: str, theme: str, text: str) -> Change:
    """An agent has read it: what may be public is, as she words it; what was sent is gone."""
    told = worded(text, _("Écrivez ce qui sera public."))
    facts = {"state": "published", "subject": worded(subject, _("Donnez un intitulé.")), "theme": theme}
    return Change(facts=facts, exhibits={"text": told}, settle=("voice.IdeaSent",))


@act(
    IDEAS,
    label=("écarter, avec le motif", "set aside, with the reason"),
    by=STAFF,
    states=("received",),
    grave=True,
    told=("écartée, avec le motif", "set aside, with the reason"),
)
def set_aside(before: Facts, *, on_date: date, reason: str) -> Change:
    """Not an idea for this budget, or not for publication: why is public, what was sent is gone."""
    told = worded(reason, _("Écrivez le motif : tout le monde pourra le lire."))
    return Change(facts={"state": "set_aside"}, exhibits={"reason": told}, settle=("voice.IdeaSent",))


idea_merged = step(
    IDEAS,
    "merged",
    ("réunir à une autre idée", "merge with another idea"),
    states=("published",),
    sets={"state": "merged"},
    asks=("merged_into", REASON),
    told=("réunie à une autre idée", "merged with another idea"),
)
idea_feasible = step(
    IDEAS,
    "feasible",
    ("retenir pour le vote, avec le coût", "put to the vote, with the cost"),
    by=HEADS,
    states=("published",),
    sets={"state": "feasible"},
    asks=("subject", "number", "cost_cents", MOTIVE),
    told=("retenue pour le vote, avec son coût", "put to the vote, with its cost"),
)
idea_unfeasible = step(
    IDEAS,
    "unfeasible",
    ("ne pas retenir, avec le motif", "not retain, with the reason"),
    by=HEADS,
    states=("published",),
    sets={"state": "unfeasible"},
    asks=(MOTIVE,),
    told=("pas retenue, avec le motif", "not retained, with the reason"),
)


def _outcome(state: str, label: Pair, told: Pair) -> Any:
    """What the count makes of a project; the count alone performs it."""

    @act(IDEAS, label=label, by=HEADS, states=("feasible",), name=state, told=told)
    def transition(before: Facts, *, on_date: date, supporters: int, points: int) -> Change:
        return Change(facts={"state": state, "supporters": supporters, "points": points})

    return transition


idea_funded = _outcome("funded", ("financer", "fund"), ("financée", "funded"))
idea_unfunded = _outcome("unfunded", ("ne pas financer", "not fund"), ("pas financée", "not funded"))
idea_begun = step(
    IDEAS,
    "begun",
    ("lancer la réalisation", "begin"),
    states=("funded",),
    sets={"state": "works"},
    asks=("payment?",),
    told=("réalisation lancée", "begun"),
)
idea_delivered = step(
    IDEAS,
    "delivered",
    ("déclarer livré", "declare delivered"),
    states=("works",),
    sets={"state": "delivered"},
    dates="delivered_on",
    asks=(words("result", ("ce qui est fait", "what was done")), photo()),
    told=("livrée", "delivered"),
)
idea_dropped = step(
    IDEAS,
    "dropped",
    ("abandonner", "drop"),
    by=HEADS,
    states=("funded", "works"),
    sets={"state": "dropped"},
    asks=(REASON,),
    grave=True,
    told=("abandonnée", "dropped"),
)

# Votes ------------------------------------------------------------------------------------------------------------


@act(
    SIGNATURES,
    label=("émarger", "sign the roll"),
    by=EVERYBODY,
    creates=True,
    scoped=False,
    told=("émargé", "roll signed"),
)
def signed(
    before: None, *, on_date: date, budget: str, channel: str, vote_until: date, voter: str | None = None
) -> Change:
    """Somebody has voted. `voter` is the keyed hash of her address; on paper the roll is on paper too."""
    values = {"budget": budget, "voter": voter, "expires_on": vote_until + timedelta(days=ROLL_DAYS)}
    rows = (PrivateRow("voice.Voter", values),) if voter else ()
    return Change(facts={"budget": budget, "channel": channel, "voted_on": on_date}, private=rows)


@act(
    BALLOTS,
    label=("publier le bulletin", "publish the ballot"),
    by=HEADS,
    creates=True,
    told=("bulletin publié", "ballot published"),
)
def opened(before: None, *, on_date: date, budget: str, choices: str) -> Change:
    """A ballot taken out of the box."""
    return Change(facts={"budget": budget, "choices": choices})
