"""Counting participatory budgets slowly and plainly, in fractions, voter by voter, as the papers define it.

It shares nothing with the code under test but the Election: no groups, no heap, no integers in place of fractions.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from chapitre.chapters.voice.methods.ballots import Election


@dataclass
class Outcome:
    """Projects in the order bought, what each cost a unit of utility, and what every voter has left (cents)."""

    bought: list[int]
    rates: list[Fraction]
    left: list[Fraction]


def utilities(election: Election, utility: str) -> list[dict[int, int]]:
    """By voter, the utility of each project she supports."""
    return [
        {index: points * (election.projects[index].cost if utility == "cost" else 1) for index, points in ballot}
        for ballot in election.ballots
    ]


def tie_key(election: Election, index: int) -> tuple[int, int, int]:
    supporters = sum(index in dict(ballot) for ballot in election.ballots)
    return election.projects[index].cost, -supporters, index


def rate(cost: int, gains: list[tuple[Fraction, int]]) -> Fraction | None:
    """The least r such that payments of min(left, r * utility) add up to the cost, if any; `gains` by voter."""
    if sum(left for left, _ in gains) < cost:
        return None
    gains = sorted(gains, key=lambda gain: gain[0] / gain[1])
    paid = Fraction(0)
    for place, (left, gain) in enumerate(gains):
        found = (cost - paid) / sum(other for _, other in gains[place:])
        if found * gain <= left:
            return found
        paid += left
    raise AssertionError("enough money was there")


def equal_shares(election: Election, utility: str, raised: int = 0) -> Outcome:
    values = utilities(election, utility)
    left = [Fraction(election.budget, len(election.ballots)) + raised] * len(election.ballots)
    outcome = Outcome([], [], left)
    while True:
        offers = []
        for index, project in enumerate(election.projects):
            gains = [(left[voter], gain[index]) for voter, gain in enumerate(values) if index in gain]
            if index not in outcome.bought and gains and (found := rate(project.cost, gains)) is not None:
                offers.append((found, tie_key(election, index), index))
        if not offers:
            return outcome
        best, _, index = min(offers)
        outcome.bought.append(index)
        outcome.rates.append(best)
        for voter, gain in enumerate(values):
            left[voter] -= min(left[voter], best * gain.get(index, 0))


def add_one(election: Election, utility: str) -> tuple[Outcome, int]:
    """The last outcome within the budget before one that is not, every voter given 1, 2, 3… units more."""
    supported = {index for ballot in election.ballots for index, _ in ballot}
    raised, outcome = 0, equal_shares(election, utility)
    while set(outcome.bought) != supported:
        following = equal_shares(election, utility, raised + 100)
        if election.cost_of(tuple(following.bought)) > election.budget:
            break
        raised, outcome = raised + 100, following
    return outcome, raised


def greedy(election: Election, utility: str, chosen: list[int]) -> list[int]:
    values = utilities(election, utility)
    total = {
        index: Fraction(sum(gain.get(index, 0) for gain in values), project.cost)
        for index, project in enumerate(election.projects)
    }
    added: list[int] = []
    for index in sorted(total, key=lambda index: (-total[index], tie_key(election, index))):
        cost = election.cost_of((*chosen, *added, index))
        if total[index] and index not in chosen and cost <= election.budget:
            added.append(index)
    return added


def winners(election: Election, utility: str, completion: str) -> list[int]:
    """The projects funded, in order."""
    if completion in ("add1", "add1u"):
        bought = add_one(election, utility)[0].bought
    else:
        bought = equal_shares(election, utility).bought
    return bought + (greedy(election, utility, bought) if completion in ("add1u", "greedy") else [])
