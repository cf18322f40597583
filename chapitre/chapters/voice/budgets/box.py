"""The ballot box: one ballot a voter online, paper ballots typed twice; who voted and what was voted never meet."""

from __future__ import annotations

from datetime import date, datetime

from django.db import IntegrityError
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from chapitre.chapters.voice.acts import budgets as acts
from chapitre.chapters.voice.budgets import choices as ballots
from chapitre.chapters.voice.budgets.choices import Choices
from chapitre.chapters.voice.budgets.phases import on_the_ballot
from chapitre.chapters.voice.models import Budget, CastBallot, PaperEntry, Voter
from chapitre.kernel import clock
from chapitre.kernel.acts import ActError, NoSuchRecord, OutOfOrder, Receipt, perform
from chapitre.kernel.ledger import log
from chapitre.kernel.people.actors import ANYBODY, STAFF, Actor


class VoteClosed(OutOfOrder):
    """Not between the first and the last day of the vote."""


class AlreadyVoted(OutOfOrder):
    """This address has signed the roll of this vote."""

    def __init__(self) -> None:
        super().__init__(_("Vous avez déjà voté : un bulletin par personne. Le vôtre est dans l’urne."))


class Differs(ActError):
    """Two people read the same paper ballot differently."""

    status = 409

    def __init__(self, number: int) -> None:
        super().__init__(
            _(
                "Le bulletin %(number)d a été saisi autrement par quelqu’un d’autre."
                " Relisez-le ; saisissez-le à nouveau s’il le faut, et que l’autre fasse de même."
            )
            % {"number": number}
        )


def voter_of(budget: str, address: str) -> str:
    """The keyed hash that stands for a voter in one vote; without the site's secret nobody can look an address up."""
    return salted_hmac("voice.voter", f"{budget} {address.strip().lower()}", algorithm="sha256").hexdigest()


def has_voted(budget: str, address: str) -> bool:
    """Whether this address has signed the roll."""
    return Voter._base_manager.filter(budget=budget, voter=voter_of(budget, address)).exists()


def takes_votes(budget: Budget, today: date) -> bool:
    """Whether the box is open online."""
    return budget.state == "vote" and not budget.withdrawn and budget.vote_from <= today <= budget.vote_until


def cast(key: str, address: str, choices: Choices, *, at: datetime) -> Receipt:
    """Puts a voter's ballot into the box and signs her in; the receipt is that of the signature, not of the ballot.

    Raises NoSuchRecord, VoteClosed, AlreadyVoted, BadBallot.
    """
    try:
        with log.writer():
            budget = held(key)
            if not takes_votes(budget, clock.civil(at)):
                raise VoteClosed(_("Le vote n’est pas ouvert."))
            if has_voted(key, address):
                raise AlreadyVoted
            _drop_in(budget, choices)
            return _sign(budget, "web", at, ANYBODY, voter_of(key, address))
    except IntegrityError:
        raise AlreadyVoted from None


def type_paper(key: str, number: int, choices: Choices, *, actor: Actor, at: datetime) -> Receipt | None:
    """Keeps what one member of staff reads on a paper ballot; once a second one reads the same, it is in the box.

    Returns the receipt of the signature then, None while the second reading is awaited. Raises Differs (this reading is
    kept all the same), VoteClosed, BadBallot, NotAllowed.
    """
    if actor.user_id is None or actor.role not in STAFF:
        raise VoteClosed(_("Un bulletin papier se saisit au bureau, sous son propre compte."))
    with log.writer():
        budget = held(key)
        if budget.state != "vote":
            raise VoteClosed(_("Le vote n’est pas ouvert."))
        entries = PaperEntry._base_manager.filter(record=budget, number=number)
        if entries.filter(agreed=True).exists():
            raise VoteClosed(_("Le bulletin %(number)d est déjà dans l’urne.") % {"number": number})
        told = ballots.written(_checked(budget, choices))
        PaperEntry._base_manager.update_or_create(
            record=budget, number=number, clerk=actor.user_id, defaults={"choices": told}
        )
        others = [one.choices for one in entries.exclude(clerk=actor.user_id).order_by("pk")]
        if told in others:
            entries.filter(choices=told).update(agreed=True)
            _drop_in(budget, choices)
            return _sign(budget, "paper", at, actor)
    if others:
        raise Differs(number)
    return None


def unsettled(budget: Budget) -> list[int]:
    """The numbers of the paper ballots that wait for a second reading, or for two that agree."""
    rows = PaperEntry._base_manager.filter(record=budget).order_by("number").values_list("number", "agreed")
    settled = {number for number, agreed in rows if agreed}
    return sorted({number for number, _agreed in rows} - settled)


def held(key: str) -> Budget:
    """The budget, held until the transaction ends: a count and a vote never cross."""
    budget = Budget._base_manager.select_for_update().filter(key=key).first()
    if budget is None:
        raise NoSuchRecord(key)
    return budget


def _checked(budget: Budget, choices: Choices) -> Choices:
    numbers = frozenset(one.number for one in on_the_ballot(budget))
    return ballots.checked(budget.kind, budget.most, numbers, choices)


def _drop_in(budget: Budget, choices: Choices) -> None:
    CastBallot._base_manager.create(record=budget, choices=ballots.written(_checked(budget, choices)))


def _sign(budget: Budget, channel: str, at: datetime, actor: Actor, voter: str | None = None) -> Receipt:
    return perform(
        acts.signed, actor=actor, at=at, budget=budget.key, channel=channel, vote_until=budget.vote_until, voter=voter
    )
