"""Greedy: the most useful projects first, for as long as the money lasts.

Pure. This is what most towns do: projects in the order of their votes, each funded if it still fits. "Most useful" is
the utility that a project brings for each cent of its cost (Talmon and Faliszewski, "A Framework for Approval-Based
Budgeting Methods", AAAI 2019): with the utility `cost` that is its number of votes, or of points. A project that nobody
supports is never funded. Ties are settled as `tally` says.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from chapitre.chapters.voice.methods.tally import Tally


@dataclass(frozen=True)
class Turn:
    """A project whose turn came when `money` cents were left: enough for it, or not."""

    number: int
    money: int
    funded: bool


def turns(tally: Tally, chosen: Sequence[int] = ()) -> list[Turn]:
    """The projects in the order of their turns; those `chosen` already have none, and their cost is spent."""
    money = tally.budget - tally.cost_of(chosen)
    waiting = {number for number, voters in enumerate(tally.supporters) if voters} - set(chosen)
    found = []
    for number in sorted(waiting, key=lambda one: (-tally.usefulness(one), one)):
        turn = Turn(number, money, tally.costs[number] <= money)
        found.append(turn)
        if turn.funded:
            money -= tally.costs[number]
    return found
