"""The Method of Equal Shares: every voter gets the same share of the budget, and projects are bought out of it.

Peters, Pierczyński and Skowron, "Proportional Participatory Budgeting with Additive Utilities" (NeurIPS 2021): the
supporters of a project pay for it in proportion to the utility it brings them, each at most what she has left; a
project that its supporters can no longer pay is out; of the others, the next one bought is the one whose supporters
pay least for a unit of utility. Ties are settled as `tally` says.

Exact, and fast: money is counted in grains, tiny fractions of a cent, so that everything is integers, and a running
bound, the blur, says how many grains rounding may have carried what is left to a voter away from its true value.
Whatever grains cannot decide within those bounds is decided by `accounts`, in rationals.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from functools import cached_property
from heapq import heappop, heappush, heapreplace

from chapitre.chapters.voice.methods.accounts import Accounts
from chapitre.chapters.voice.methods.tally import Camp, Tally

SPARE = 96  # bits of a grain that rounding errors may use up before rationals are called

BOUGHT = -1  # marks the step

Rate = tuple[int, int]  # grains for a unit of utility, and the project


class EqualShares:
    """The method over one tally, ready to be run with any share.

    A grain is small enough to tell untouched prices (those of projects that no supporter falls short of) apart: they
    are quotients of integers under 2^bits, so two different ones are 2^(-2 bits) apart. And a cent is a multiple of as
    many grains as there are voters, so that every share is a whole number of grains.
    """

    def __init__(self, tally: Tally) -> None:
        self.tally = tally
        bits = max((points * worth).bit_length() for points, worth in zip(tally.points, tally.worth, strict=True))
        self.grain = tally.voters << (2 * bits + SPARE)
        self.needs = [cost * self.grain for cost in tally.costs]
        by_project = zip(self.needs, tally.points, tally.worth, tally.supporters, strict=True)
        self.starts = sorted(  # untouched rates, lowest first: a heap; and the least share that could pay the project
            (need // points // worth, number, -(-need // voters))
            for number, (need, points, worth, voters) in enumerate(by_project)
            if voters
        )

    def count(self, raised: int = 0, most: int | None = None) -> Count:
        """Runs the method, each voter starting with budget/voters + `raised` cents.

        With `most` (cents) the run stops as soon as it has spent more than that.
        """
        count = Count(self, raised)
        count.run(most)
        return count


class Count:
    """One run of the method: `bought` lists the numbers of the projects in the order in which they were bought."""

    def __init__(self, method: EqualShares, raised: int) -> None:
        tally = self.tally = method.tally
        self.raised, self.spent = raised, 0
        self.bought: list[int] = []
        share = tally.budget * (method.grain // tally.voters) + raised * method.grain
        self._needs = method.needs
        self._left = [share] * len(tally.groups)  # grains left to each voter of a group
        self._blur = 0  # how many grains that may be off
        self._slack = 0  # how far apart two computed rates must be for their order to be certain
        self._empty = bytearray(len(tally.groups))  # whether they have nothing left, for certain
        # Of each project: who can pay their part in full, who falls short (groups of one voter, larger groups), how
        # many of the latter may have something left, the points of the former, what these pay for one of them, by how
        # much that may be off, and after how many purchases it was worked out.
        self._able: list[Sequence[Camp]] = list(tally.camps)
        self._ones: list[list[int]] = [[]] * len(tally.costs)
        self._many: list[list[int]] = [[]] * len(tally.costs)
        self._rough = [0] * len(tally.costs)
        self._points = list(tally.points)
        self._price = [0] * len(tally.costs)
        self._doubt = [0] * len(tally.costs)
        self._fresh = [-1] * len(tally.costs)
        # Each step in order: a project whose price was worked out and how many groups fell short of it, or one bought.
        self._steps: list[tuple[int, int]] = []
        self._heap: list[Rate] = [(rate, number) for rate, number, least in method.starts if least <= share]

    @cached_property
    def accounts(self) -> Accounts:
        """Who paid what and what is left, exactly."""
        share = Fraction(self.tally.budget, self.tally.voters) + self.raised
        return Accounts(self.tally, share, self.bought, self._ones, self._many, self._points)

    def goes_like(self, other: Count) -> bool:
        """Whether this count and another took the same steps: then so does every count with a share between theirs.

        As long as the steps are the same, every price and everything left is a linear function of the share; and what
        decided each step was which of two such functions is greater. If that is the same at both ends of an interval of
        shares, it is the same inside.
        """
        return self._steps == other._steps and self._ones == other._ones and self._many == other._many

    def run(self, most: int | None) -> None:
        """Buys what can be bought, or until more than `most` cents are spent."""
        heap = self._heap
        while heap:
            rate, number = heap[0]
            if self._fresh[number] != len(self.bought):
                self._renew()
                continue
            heappop(heap)
            if heap and heap[0][0] <= rate + self._slack:
                number = self._settle((rate, number))
            self._buy(number)
            if most is not None and self.spent > most:
                return

    def _renew(self) -> None:
        """Works out anew the rate of the heap's first project, which leaves the heap if it cannot be paid any more.

        Rates only rise while money is spent, so an old one is a lower bound, and only the first need be worked out.
        """
        number = self._heap[0][1]
        self._fresh[number] = len(self.bought)
        if self._find_price(number):
            worth = self.tally.worth[number]
            self._slack = max(self._slack, 2 * (self._doubt[number] // worth + 2))
            heapreplace(self._heap, (self._price[number] // worth, number))
        else:
            heappop(self._heap)
        self._steps.append((number, len(self._ones[number]) + len(self._many[number])))

    def _settle(self, first: Rate) -> int:
        """The cheapest of the projects whose rates are too close to call; the others go back into the heap."""
        heap, rivals = self._heap, [first]
        while heap and heap[0][0] <= first[0] + self._slack:
            if self._fresh[heap[0][1]] == len(self.bought):
                rivals.append(heappop(heap))
            else:
                self._renew()
        chosen = min(rivals)
        if any(self._rough[number] for _, number in rivals):  # else grains tell rates apart, and equal ones are equal
            chosen = min(rivals, key=lambda rival: (self.accounts.rate(rival[1]), rival[1]))
        for rival in rivals:
            if rival != chosen:
                heappush(heap, rival)
        return chosen[1]

    def _find_price(self, number: int) -> bool:
        """Works out what a point of this project costs those who can pay their part in full; False if nobody can.

        Who falls short at some price falls short ever after: voters get poorer and the price rises.
        """
        get, blur = self._left.__getitem__, self._blur
        rest = self._needs[number]
        if self._rough[number]:
            rest -= self._held(number)
        while points := self._points[number]:
            price = rest // points
            doubt = self._rough[number] * blur // points + 2
            for given, _, groups in self._able[number]:
                if min(map(get, groups)) < (price + doubt) * given + blur:
                    held = self._set_aside(number, price, doubt)
                    break
            else:
                held = None
            if held is None:
                self._price[number], self._doubt[number] = price, doubt
                return True
            rest -= held
        return False

    def _held(self, number: int) -> int:
        """The grains left to those who fall short of this project's price."""
        ones, many, left, sizes = self._ones[number], self._many[number], self._left, self.tally.sizes
        held = sum(map(left.__getitem__, ones))
        if many:
            held += sum([left[group] * sizes[group] for group in many])
        if not held and all(map(self._empty.__getitem__, ones + many)):
            self._rough[number] = 0
        return held

    def _set_aside(self, number: int, price: int, doubt: int) -> int | None:
        """Finds those who have less left than their part at this price; returns the grains left to them, if any are."""
        left, sizes, empty, held = self._left, self.tally.sizes, self._empty, None
        kept: list[Camp] = []
        for given, alone, groups in self._able[number]:
            due, margin = price * given, doubt * given + self._blur
            least, most = due - margin, due + margin
            enough = [group for group in groups if left[group] >= most]
            short = [group for group in groups if left[group] < least]
            if len(enough) + len(short) < len(groups):
                enough, short = self._part(number, given, groups)
            if enough:
                kept.append((given, alone, enough))
            if not short:
                continue
            lists = self._ones if alone else self._many
            lists[number] = lists[number] + short
            self._points[number] -= given * (len(short) if alone else sum(map(sizes.__getitem__, short)))
            self._rough[number] += sum([sizes[group] for group in short if not empty[group]])
            held = (held or 0) + sum([left[group] * sizes[group] for group in short])
        self._able[number] = kept
        return held

    def _part(self, number: int, given: int, groups: list[int]) -> tuple[list[int], list[int]]:
        """The groups that can pay their part of a project at the present price, and the others, told exactly."""
        due = self.accounts.price(number) * given
        short = {group for group in groups if self.accounts.left(group) < due}
        return [group for group in groups if group not in short], [group for group in groups if group in short]

    def _buy(self, number: int) -> None:
        left, price, blur = self._left, self._price[number], self._blur
        for group in self._ones[number] + self._many[number]:
            left[group] = 0
            self._empty[group] = 1
        for given, _, groups in self._able[number]:
            due = price * given
            for group in groups:
                left[group] -= due
            self._blur = max(self._blur, blur + self._doubt[number] * given)
        self.spent += self.tally.costs[number]
        self.bought.append(number)
        self._steps.append((number, BOUGHT))
