"""How consultative polls change: announced, opened with their list, counted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext as _

from chapitre.kernel.acts import HEADS, BadFact, Change, Missing, OutOfOrder, PrivateRow, act, plain

POLLS = "voice.polls"
VOTER, BALLOT = "voice.PollVoter", "voice.PollBallot"
KEPT = timedelta(days=90)  # a list is kept no longer than this after the closing, even of a poll that nobody counts

poll = plain(
    POLLS,
    by=HEADS,
    label=("annoncer le scrutin", "announce the poll"),
    sets={"state": "draft"},
    leaves=("voters", "roll", "ballots", "root", "result"),
)


@act(POLLS, label=("ouvrir le vote", "open the vote"), by=HEADS, states=("draft",), told=("ouvert", "opened"))
def opened(before: Mapping[str, Any], *, on_date: date, codes: Sequence[str], roll: str) -> Change:
    """The list is closed and the vote begins: its size and its root are facts, so that it cannot grow unseen.

    `codes` are hashes of the codes; `roll` is the root over them.
    """
    if not codes:
        raise Missing(_("La liste est vide : collez une ligne par personne inscrite."))
    if len(set(codes)) != len(codes):
        raise BadFact("codes", None)
    rows = tuple(
        PrivateRow(VOTER, {"code": one, "expires_on": date.fromisoformat(before["closes_on"]) + KEPT}) for one in codes
    )
    return Change(facts={"state": "open", "voters": len(codes), "roll": roll}, private=rows)


@act(POLLS, label=("dépouiller", "count"), by=HEADS, states=("open",), told=("dépouillé", "counted"))
def counted(before: Mapping[str, Any], *, on_date: date, root: str, counts: Sequence[int]) -> Change:
    """The ballots are counted and published under their root; the list and the ballots kept apart are gone."""
    if on_date <= date.fromisoformat(before["closes_on"]):
        raise OutOfOrder(_("Le vote n’est pas fini : il se dépouille le lendemain de sa clôture."))
    if sum(counts) > before["voters"]:
        raise BadFact("ballots", sum(counts))
    result = " ".join(str(one) for one in counts)
    facts = {"state": "closed", "ballots": sum(counts), "root": root, "result": result}
    return Change(facts=facts, settle=(VOTER, BALLOT))
