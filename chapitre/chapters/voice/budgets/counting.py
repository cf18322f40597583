"""The count of a participatory budget: the box is opened, its ballots published without order, the projects funded."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from datetime import datetime
from random import SystemRandom
from typing import Any

from django.utils.translation import gettext as _

from chapitre.chapters.voice.acts import budgets as acts
from chapitre.chapters.voice.budgets import box, choices
from chapitre.chapters.voice.budgets.phases import on_the_ballot
from chapitre.chapters.voice.methods import explain, pabulib
from chapitre.chapters.voice.methods.ballots import Election, Project
from chapitre.chapters.voice.methods.funding import Funding, fund
from chapitre.chapters.voice.models import Ballot, Budget, CastBallot, Idea, Signature
from chapitre.kernel.acts import OutOfOrder, Receipt, Step, perform_many
from chapitre.kernel.ledger import log
from chapitre.kernel.ledger.models import Entry
from chapitre.kernel.people.actors import Actor
from chapitre.kernel.town import town

VOTE_TYPES = {"approval": "approval", "cumulative": "cumulative", "score": "scoring"}
LIMITS = {"approval": "max_length", "score": "max_points"}
FROZEN = ("number", "subject", "cost_cents", "state")  # what no project may change once the rule is fixed


class Unready(OutOfOrder):
    """The box cannot be opened yet: a paper ballot read once, a list that moved, a roll that does not tally."""


def count(key: str, *, actor: Actor, at: datetime) -> Receipt:
    """Opens the box: publishes its ballots, counts them by the rule, tells each project, all in one transaction.

    Raises Unready, NotAllowed, OutOfOrder. Returns the receipt of the act `counted`.
    """
    with log.writer():
        budget = box.held(key)
        projects = on_the_ballot(budget)
        cast_ballots = list(
            CastBallot._base_manager.filter(record=budget).order_by("pk").values_list("choices", flat=True)
        )
        refuse(budget, projects, cast_ballots)
        SystemRandom().shuffle(cast_ballots)
        return perform_many(steps(budget, projects, cast_ballots, actor, at))[-1]


def steps(budget: Budget, projects: Sequence[Idea], ballots: Sequence[str], actor: Actor, at: datetime) -> list[Step]:
    """The acts of a count: the ballots in the order given, the projects, then the budget."""
    outcome = funding(budget, projects, ballots)
    published = [
        Step(acts.opened, f"{budget.key}-{place:05}", actor, at, {"budget": budget.key, "choices": told})
        for place, told in enumerate(ballots, start=1)
    ]
    fates = [
        Step(
            acts.idea_funded if fate.funded else acts.idea_unfunded,
            projects[fate.index].key,
            actor,
            at,
            {"supporters": fate.supporters, "points": fate.points},
        )
        for fate in outcome.fates
    ]
    told = {
        "voters": len(ballots),
        "funded": len(outcome.winners),
        "spent_cents": outcome.cost,
        "pb_sha256": hashlib.sha256(pb(budget, outcome).encode()).hexdigest(),
    }
    return [*published, *fates, Step(acts.counted, budget.key, actor, at, told)]


def refuse(budget: Budget, projects: Sequence[Idea], ballots: Sequence[str]) -> None:
    """Raises Unready where the vote is not what was announced, or not all there."""
    if budget.state != "vote":
        raise Unready(_("Ce budget n’est pas en vote : il n’y a rien à compter."))
    if waiting := box.unsettled(budget):
        numbers = ", ".join(map(str, waiting))
        raise Unready(_("Ces bulletins papier attendent deux saisies qui s’accordent : %s.") % numbers)
    if not ballots:
        raise Unready(_("L’urne est vide."))
    if len(ballots) != Signature.objects.filter(budget=budget.key, withdrawn=False).count():
        raise Unready(_("L’urne ne tient pas autant de bulletins qu’il y a d’émargements : rien n’est compté."))
    if moved := [one.key for one in projects if not _as_fixed(budget, one)]:
        raise Unready(
            _("Ces projets ont changé depuis que la règle est fixée : %s. Remettez-les comme ils étaient.")
            % ", ".join(moved)
        )


def _as_fixed(budget: Budget, project: Idea) -> bool:
    """Whether a project stands as it stood when the rule was fixed, as the ledger tells it."""
    fixed = Entry.objects.filter(register=acts.BUDGETS, key=budget.key, act="rule_fixed").order_by("-index").first()
    entries = Entry.objects.filter(register=acts.IDEAS, key=project.key, index__lt=fixed.index if fixed else -1)
    last = entries.order_by("-index").first()
    if last is None:
        return False
    then, now = last.content()["facts"], project.facts()
    return all(then[name] == now[name] for name in FROZEN)


# The election, from the records -----------------------------------------------------------------------------------


def result(budget: Budget) -> tuple[list[Idea], Funding] | None:
    """The projects of a counted budget and its count done again from the published records; None before the count."""
    if budget.counted_on is None:
        return None
    projects = on_the_ballot(budget)
    rows = Ballot.objects.filter(budget=budget.key, withdrawn=False).order_by("key")
    return projects, funding(budget, projects, list(rows.values_list("choices", flat=True)))


def sentence(budget: Budget, key: str, lang: str) -> str:
    """Who funded a project, or what it lacked; "" where its vote is not counted."""
    counted = result(budget)
    if counted is None:
        return ""
    projects, outcome = counted
    fates = (one for one in outcome.fates if projects[one.index].key == key)
    return next((explain.sentence(outcome, one, lang) for one in fates), "")


def funding(budget: Budget, projects: Sequence[Idea], ballots: Iterable[str]) -> Funding:
    """The count of these ballots by the budget's rule. Ties go to the lower number: the list is in that order."""
    place = {one.number: index for index, one in enumerate(projects)}
    listed = tuple(Project(str(one.number), one.cost_cents, one.subject or one.key) for one in projects)
    told = tuple(
        tuple(sorted((place[number], points) for number, points in choices.read(text).items())) for text in ballots
    )
    rule: Any = (budget.utility, budget.completion)
    return fund(Election(budget.envelope_cents, listed, told), "equal-shares", *rule)


def pb(budget: Budget, outcome: Funding) -> str:
    """The vote as a `.pb` file, its winners marked: `chapitre voice shares` counts it again."""
    about = {
        "description": budget.name,
        "country": "France",
        "unit": town().name,
        "instance": str(budget.vote_until.year),
        "rule": "equalshares",
        "date_begin": f"{budget.vote_from:%d.%m.%Y}",
        "date_end": f"{budget.vote_until:%d.%m.%Y}",
        "language": "fr",
        "currency": "EUR",
    }
    if budget.kind != "cumulative":
        about[LIMITS[budget.kind]] = str(
            min(budget.most, len(outcome.election.projects)) if budget.kind == "approval" else budget.most
        )
    file = pabulib.compose(outcome.election, about, VOTE_TYPES[budget.kind])
    rule = "equalshares" if budget.completion == "none" else f"equalshares/{budget.completion}"
    return pabulib.write(pabulib.with_winners(file, outcome.winners, rule))
