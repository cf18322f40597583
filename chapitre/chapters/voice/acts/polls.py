"""How consultative polls change: announced, opened with their list, a lost code replaced, counted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext as _

from chapitre.kernel.acts import HEADS, BadFact, Change, Missing, OutOfOrder, PrivateRow, act, plain

POLLS = "voice.polls"
VOTER, BALLOT, MAIL = "voice.PollVoter", "voice.PollBallot", "voice.PollMail"
KEPT = timedelta(days=90)  # a list is kept no longer than this after the closing, even of a poll that nobody counts

Codes = Mapping[str, str]  # of each entry of the list, by what the list keeps of its number: the hash of its code
Mails = Sequence[tuple[str, str]]  # an address, and the nonce of its code

poll = plain(
    POLLS,
    by=HEADS,
    label=("annoncer le scrutin", "announce the poll"),
    sets={"state": "draft"},
    leaves=("voters", "roll", "replaced", "ballots", "root", "result"),
    amends=("draft",),  # what is voted on, and until when, cannot change under the voters
)


@act(POLLS, label=("ouvrir le vote", "open the vote"), by=HEADS, states=("draft",), told=("ouvert", "opened"))
def opened(before: Mapping[str, Any], *, on_date: date, codes: Codes, roll: str, mails: Mails = ()) -> Change:
    """The list is closed and the vote begins: its size and its root are facts, so that it cannot grow unseen.

    `roll` is the root over the codes' hashes.
    """
    offered = [one.strip() for one in before["answers"].split(";") if one.strip()]
    if len(offered) < 2 or len(set(offered)) != len(offered):
        raise OutOfOrder(_("Il faut au moins deux réponses, toutes différentes : corrigez d’abord le scrutin."))
    if before["most"] > len(offered):
        raise OutOfOrder(_("Un bulletin ne peut pas choisir plus de réponses qu’il y en a : corrigez le scrutin."))
    if on_date > date.fromisoformat(before["closes_on"]):
        raise OutOfOrder(_("Le jour de clôture est passé : corrigez d’abord le scrutin."))
    return _listed(before, codes, roll, mails, {"state": "open"})


@act(
    POLLS, label=("tirer de nouveaux codes", "draw new codes"), by=HEADS, states=("open",),
    told=("codes tirés de nouveau", "codes drawn anew"),
)  # fmt: skip
def redrawn(
    before: Mapping[str, Any], *, on_date: date, codes: Codes, roll: str, cast: int, mails: Mails = ()
) -> Change:
    """The letters were lost before anybody voted: the list is closed again, and every first code is worth nothing."""
    if cast:
        raise OutOfOrder(_("Des bulletins sont déposés : les codes ne peuvent plus être tirés de nouveau."))
    still_on(before, on_date)
    return _listed(before, codes, roll, mails, {"replaced": before["replaced"] + before["voters"]})


@act(
    POLLS, label=("remplacer un code perdu", "replace a lost code"), by=HEADS, states=("open",),
    told=("code perdu remplacé", "lost code replaced"),
)  # fmt: skip
def replaced(before: Mapping[str, Any], *, on_date: date, roll: str, mails: Mails = ()) -> Change:
    """One entry's code is worth nothing any more and another takes its place: how often that happened is a fact."""
    still_on(before, on_date)
    return Change(facts={"replaced": before["replaced"] + 1, "roll": roll}, private=_mails(before, mails))


@act(POLLS, label=("dépouiller", "count"), by=HEADS, states=("open",), told=("dépouillé", "counted"))
def counted(before: Mapping[str, Any], *, on_date: date, root: str, ballots: int, counts: Sequence[int]) -> Change:
    """The ballots are counted and published under their root; the list and the ballots kept apart are gone."""
    if on_date <= date.fromisoformat(before["closes_on"]):
        raise OutOfOrder(_("Le vote n’est pas fini : il se dépouille le lendemain de sa clôture."))
    if ballots > before["voters"]:
        raise BadFact("ballots", ballots)
    result = " ".join(str(one) for one in counts)
    facts = {"state": "closed", "ballots": ballots, "root": root, "result": result}
    return Change(facts=facts, settle=(VOTER, BALLOT, MAIL))


def still_on(before: Mapping[str, Any], on_date: date) -> None:
    """Raises OutOfOrder once nobody can vote any more."""
    if on_date > date.fromisoformat(before["closes_on"]):
        raise OutOfOrder(_("Le vote est clos : un code n’y sert plus."))


def _listed(before: Mapping[str, Any], codes: Codes, roll: str, mails: Mails, facts: Mapping[str, Any]) -> Change:
    """The list as it is from now on, whatever it was before."""
    if not codes:
        raise Missing(_("La liste est vide : choisissez son fichier, ou collez une ligne par personne inscrite."))
    until = date.fromisoformat(before["closes_on"]) + KEPT
    # In the order of the hashes, not in the list's.
    inverse = sorted((code, entry) for entry, code in codes.items())
    rows = tuple(PrivateRow(VOTER, {"entry": entry, "code": code, "expires_on": until}) for code, entry in inverse)
    told = {"voters": len(codes), "roll": roll, **facts}
    return Change(facts=told, private=(*rows, *_mails(before, mails)), settle=(VOTER, MAIL))


def _mails(before: Mapping[str, Any], mails: Mails) -> tuple[PrivateRow, ...]:
    until = date.fromisoformat(before["closes_on"])
    return tuple(PrivateRow(MAIL, {"email": email, "nonce": nonce, "expires_on": until}) for email, nonce in mails)
