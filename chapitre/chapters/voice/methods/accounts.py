"""Who paid what, exactly: the rationals behind a count, worked out only where somebody asks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from chapitre.chapters.voice.methods.tally import Tally


@dataclass(frozen=True)
class Payment:
    """How a project was paid. `full` voters paid `price` cents for each point they gave; `last` voters, short of that,
    gave all they had left, `given` cents together; `idle` supporters had nothing left to give.
    """

    number: int
    price: Fraction
    full: int
    last: int
    given: Fraction
    idle: int


class Accounts:
    """The purchases of one count, which keeps the lists given here up to date and has made sure that they are exact.

    `ones` and `many` list by project the groups (the tally's) that fall short of its price and give all they have left;
    `points` are those of its other supporters, who share the rest of its cost. Everything here follows from that.
    Money is in cents.
    """

    def __init__(
        self,
        tally: Tally,
        share: Fraction,
        bought: Sequence[int],
        ones: Sequence[Sequence[int]],
        many: Sequence[Sequence[int]],
        points: Sequence[int],
    ) -> None:
        self.tally, self.share, self.bought = tally, share, bought
        self._ones, self._many, self._points = ones, many, points
        self._turns: dict[int, int] = {}  # at which purchase a project was bought
        self._empty: dict[int, int] = {}  # at which purchase a group gave all it had left
        self._prices: dict[int, Fraction] = {}

    def left(self, group: int, turn: int | None = None) -> Fraction:
        """What each voter of a group has left: now, or before the purchase `turn`."""
        turn = self._now() if turn is None else turn
        if self._empty.get(group, turn) < turn:
            return Fraction(0)
        paid = [(number, given) for number, given in self.tally.groups[group] if self._turns.get(number, turn) < turn]
        return self.share - sum(self.price(number) * given for number, given in paid)

    def price(self, number: int) -> Fraction:
        """What each point costs the supporters who do not fall short: when the project was bought, or now."""
        self._now()
        wanted = [number]
        while wanted:  # prices rest on earlier prices, perhaps thousands deep: a stack of our own
            one = wanted[-1]
            earlier = [] if one in self._prices else self._unknown(one)
            if earlier:
                wanted += earlier
                continue
            wanted.pop()
            if one in self._turns and one not in self._prices:
                self._prices[one] = self._reckon(one)
        return self._prices[number] if number in self._turns else self._reckon(number)

    def rate(self, number: int) -> Fraction:
        """What a unit of utility from this project costs the supporters who do not fall short."""
        return self.price(number) / self.tally.worth[number]

    def payment(self, number: int) -> Payment:
        """How a project that was bought was paid."""
        self._now()
        turn, sizes = self._turns[number], self.tally.sizes
        gave = {group: self.left(group, turn) for group in self._short(number)}
        last = sum(sizes[group] for group, given in gave.items() if given)
        short = sum(sizes[group] for group in gave)
        together = sum((sizes[group] * given for group, given in gave.items()), Fraction(0))
        full = self.tally.supporters[number] - short
        return Payment(number, self.price(number), full, last, together, short - last)

    def lefts(self) -> tuple[Fraction, ...]:
        """What each voter has left now, by group."""
        self._now()
        return tuple(self.left(group) for group in range(len(self.tally.groups)))

    def _now(self) -> int:
        """The number of purchases so far, all of them taken in."""
        for turn in range(len(self._turns), len(self.bought)):
            number = self.bought[turn]
            self._turns[number] = turn
            for group in self._short(number):
                self._empty.setdefault(group, turn)
        return len(self.bought)

    def _short(self, number: int) -> list[int]:
        return [*self._ones[number], *self._many[number]]

    def _unknown(self, number: int) -> list[int]:
        """The purchases, by those who fall short of this project, whose prices are not known yet."""
        turn = self._turns.get(number, len(self.bought))
        return [
            other
            for group in self._short(number)
            if self._empty.get(group, turn) >= turn
            for other, _ in self.tally.groups[group]
            if self._turns.get(other, turn) < turn and other not in self._prices
        ]

    def _reckon(self, number: int) -> Fraction:
        turn = self._turns.get(number, len(self.bought))
        given = sum((self.left(group, turn) * self.tally.sizes[group] for group in self._short(number)), Fraction(0))
        return (self.tally.costs[number] - given) / self._points[number]
