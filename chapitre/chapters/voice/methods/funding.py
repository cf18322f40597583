"""Who is funded: an election counted by a named method, with what it takes to explain the outcome of each project."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Literal

from chapitre.chapters.voice.methods import greedy
from chapitre.chapters.voice.methods.accounts import Payment
from chapitre.chapters.voice.methods.ballots import Election
from chapitre.chapters.voice.methods.completions import FILLS, RAISES, Completion, add_one
from chapitre.chapters.voice.methods.equal_shares import Count, EqualShares
from chapitre.chapters.voice.methods.greedy import Turn
from chapitre.chapters.voice.methods.tally import Tally, Utility, tally

Method = Literal["equal-shares", "greedy"]
METHODS: tuple[Method, ...] = ("equal-shares", "greedy")


@dataclass(frozen=True)
class Fate:
    """What happened to a project. Money in cents.

    `payment` if its supporters bought it; `turn` if its turn came among those that share what is left; `held` is what
    its supporters had left together at the end, where that was not enough.
    """

    index: int
    funded: bool
    supporters: int
    points: int
    payment: Payment | None = None
    turn: Turn | None = None
    held: Fraction | None = None


@dataclass(frozen=True)
class Funding:
    """An outcome: `winners` are the election's indexes, in the order in which they were funded."""

    election: Election
    method: Method
    utility: Utility
    completion: Completion
    tally: Tally
    count: Count | None
    turns: tuple[Turn, ...]

    @cached_property
    def winners(self) -> tuple[int, ...]:
        bought = self.count.bought if self.count else []
        return self.tally.index([*bought, *(turn.number for turn in self.turns if turn.funded)])

    @property
    def cost(self) -> int:
        """What the winners cost together, in cents."""
        return self.election.cost_of(self.winners)

    @property
    def raised(self) -> int:
        """The cents by which every share was raised."""
        return self.count.raised if self.count else 0

    @property
    def share(self) -> Fraction:
        """What every voter had to spend, in cents."""
        return Fraction(self.tally.budget, self.tally.voters) + self.raised

    @cached_property
    def fates(self) -> tuple[Fate, ...]:
        """What happened to each project, in the election's order."""
        turns = {turn.number: turn for turn in self.turns}
        lefts = self.count.accounts.lefts() if self.count else ()
        found: Mapping[int, Fate] = {
            self.tally.order[number]: self._fate(number, turns.get(number), lefts)
            for number in range(len(self.tally.costs))
        }
        return tuple(found[index] for index in range(len(found)))

    def _fate(self, number: int, turn: Turn | None, lefts: tuple[Fraction, ...]) -> Fate:
        tally, index = self.tally, self.tally.order[number]
        payment = held = None
        if self.count and number in self.count.bought:
            payment = self.count.accounts.payment(number)
        elif self.count:
            groups = [group for *_, members in tally.camps[number] for group in members]
            held = sum((lefts[group] * tally.sizes[group] for group in groups), Fraction(0))
        funded = payment is not None or (turn is not None and turn.funded)
        return Fate(index, funded, tally.supporters[number], tally.points[number], payment, turn, held)


def fund(
    election: Election,
    method: Method = "equal-shares",
    utility: Utility = "cost",
    completion: Completion = "none",
) -> Funding:
    """Counts an election. Raises ValueError for an unknown name, or a completion of `greedy`, which needs none."""
    counted = tally(election, utility)
    if method == "greedy" and completion == "none":
        return Funding(election, method, utility, completion, counted, None, tuple(greedy.turns(counted)))
    if method != "equal-shares":
        raise ValueError(f"{method!r} with the completion {completion!r} is no way to count")
    shares = EqualShares(counted)
    count = add_one(shares) if completion in RAISES else shares.count()
    turns = greedy.turns(counted, count.bought) if completion in FILLS else []
    return Funding(election, method, utility, completion, counted, count, tuple(turns))
