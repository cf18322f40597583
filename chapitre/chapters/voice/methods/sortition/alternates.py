"""Alternates fixed before the draw: for each panel a short ordered list that keeps its quotas best, whoever leaves.

A. Assos, C. Baharav, B. Flanigan and A. Procaccia, "Alternates, Assemble! Selecting Optimal Alternates for Citizens'
Assemblies" (EC 2025): over sampled cases of who leaves, the expected loss that is left once the best of the list have
replaced them. The list grows by whoever lowers that most, then each is exchanged for whoever does better beside the
others, and those found are put in the order in which they help most, so that each beginning of the list is a good one
too. In each case who sits is kept from step to step, and changes by one call or one exchange at a time: of these the
change is a sum over rows, so that one product of matrices weighs all volunteers at once.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from chapitre.chapters.voice.methods.sortition.leaving import CASES, Cases, Dropout, cases_of, departures, generator
from chapitre.chapters.voice.methods.sortition.misses import Measure, measure_of
from chapitre.chapters.voice.methods.sortition.pools import Pool
from chapitre.chapters.voice.methods.sortition.solver import Floats, Ints, Stopped
from chapitre.chapters.voice.methods.sortition.watching import BLIND, Progress, Watch

SAME = 1e-9  # losses nearer than that are equal
REPLAYED = 100  # cases of a panel that its published loss is the mean of

Lists = tuple[tuple[int, ...], ...]


def choose_alternates(
    pool: Pool,
    seats: int,
    panels: Sequence[Sequence[int]],
    count: int,
    dropout: Dropout,
    seed: str = "",
    watch: Watch = BLIND,
    cases: int = CASES,
) -> Lists:
    """For each panel its alternates in order: `count`, or as many as there are. Raises Stopped.

    `cases`: over how many cases of who leaves a list is chosen; a sample where there are more.
    None lives with a member or with another alternate, so that each may be called whoever was before.
    """
    measure, chances = measure_of(pool, seats), dropout.chances(pool)
    homes = np.array(pool.households or [-1] * len(pool.people), dtype=np.int64)
    found: list[tuple[int, ...]] = []
    for number, members in enumerate(panels):
        random = generator(seed, "alternates", number)
        own = cases_of(pool, members, chances, random, cases)
        order = random.permutation(np.array(available(pool, members), dtype=np.int64))
        first = _Cast(measure, homes, order, members, own)
        first.fill(count)
        first.exchange()
        again = _Cast(measure, homes, order[np.isin(order, first.chosen)], members, own)
        again.fill(count)
        found.append(tuple(again.chosen))
        watch.tell(Progress("alternates", len(found), len(panels), 0.0, 0.0))
        if watch.stopped():
            raise Stopped
    return tuple(found)


def available(pool: Pool, members: Sequence[int]) -> list[int]:
    """Who may be an alternate of a panel: who neither sits in it nor lives with somebody who does."""
    inside = set(members)
    if not pool.households:
        return [person for person in range(len(pool.people)) if person not in inside]
    homes = {pool.households[person] for person in members} - {-1}
    return [person for person, home in enumerate(pool.households) if person not in inside and home not in homes]


def places(pool: Pool, members: Sequence[int]) -> int:
    """How many alternates a panel can have at most."""
    free = available(pool, members)
    homes = [pool.households[person] for person in free] if pool.households else [-1] * len(free)
    return homes.count(-1) + len({home for home in homes if home >= 0})


def misplaced(pool: Pool, members: Sequence[int], listed: Sequence[int], count: int) -> tuple[str, str] | None:
    """What a list of `count` alternates does against the rules, in French and in English; None if it keeps them."""
    if len(set(listed)) != len(listed):
        return "une personne y est deux fois", "somebody is on it twice"
    if set(listed) & set(members):
        return "une personne y siège déjà", "somebody on it sits already"
    if not set(listed) <= set(available(pool, members)):
        return "une personne vit avec un membre", "somebody on it lives with a member"
    homes = [pool.households[person] for person in listed if pool.households and pool.households[person] >= 0]
    if len(set(homes)) != len(homes):
        return "deux personnes du même foyer", "two people of one home"
    most = min(count, places(pool, members))
    if len(listed) != most:
        return f"{len(listed)} suppléances au lieu de {most}", f"{len(listed)} alternates instead of {most}"
    return None


@dataclass(frozen=True)
class _Moves:
    """Every call that may lower a loss: its case, the alternate sent back (-1 for none), the change for each person.

    `begins`: where each case begins, among those in which something is missed.
    """

    cases: Ints
    back: Ints
    begins: Ints
    change: Floats


class _Cast:
    """The list of one panel as it grows, and who of it replaces whom in each case.

    `order`: who may be on it, in which the first of those who do equally well is taken; `counts`: the rows of each
    case, replacements included; `room`: how many more may be called; `used[s, j]`: whether alternate j sits in case s.
    """

    def __init__(self, measure: Measure, homes: Ints, order: Ints, members: Sequence[int], cases: Cases) -> None:
        self.measure, self.homes, self.order = measure, homes, order
        present = np.unique(measure.kind[order])
        self.kinds = measure.kinds[present]
        self.kind = np.searchsorted(present, measure.kind)  # of those in the order; of others it means nothing
        left = cases.gone.sum(axis=1)
        some = left > 0
        self.counts = measure.counts(members) - cases.gone[some] @ measure.has[list(members)]
        self.room, self.weights = left[some], cases.weights[some]
        self.chosen: list[int] = []
        self.used = np.zeros((len(self.room), 0), dtype=bool)

    def fill(self, count: int) -> None:
        """Adds to the list, each time whoever lowers the expected loss most."""
        free = self._free()
        while len(self.chosen) < count and len(free):
            self._add(free)
            free = self._free()

    def exchange(self) -> None:
        """Takes each off the list once, and puts on whoever does best beside the others: often the same again."""
        for person in list(self.chosen):
            self._drop(self.chosen.index(person))
            self._add(self._free())

    def _free(self) -> Ints:
        """Who may still come onto the list: neither on it nor at home with somebody who is."""
        taken = np.zeros(len(self.homes), dtype=bool)
        taken[self.chosen] = True
        for person in self.chosen:
            if self.homes[person] >= 0:
                taken |= self.homes == self.homes[person]
        return self.order[~taken[self.order]]

    def _add(self, free: Ints) -> None:
        """Puts on the list who of these lowers the expected loss most, and calls her wherever she lowers it."""
        moves = self._moves(self.kinds)
        expected = np.zeros(len(self.kinds))
        if len(moves.begins):
            gains = np.minimum(np.minimum.reduceat(moves.change, moves.begins, axis=0), 0)
            expected = self.weights[moves.cases[moves.begins]] @ gains
        own = expected[self.kind[free]]
        person = int(free[np.argmax(own <= own.min() + SAME)])  # the first among equals
        self.chosen.append(person)
        self.used = np.column_stack([self.used, np.zeros(len(self.room), dtype=bool)])
        places = np.full(len(moves.cases), len(self.chosen) - 1)
        self._call(moves, places, moves.change[:, self.kind[person]])

    def _moves(self, has: Floats) -> _Moves:
        """The moves that call these people."""
        losses = self.measure.loss(self.counts)
        cases, back = np.nonzero(np.column_stack([self.room > 0, self.used]) & (losses > SAME)[:, None])
        back = back - 1
        nobody = np.zeros((1, len(self.measure.weight)))
        counts = self.counts[cases] - np.vstack([self.measure.has[self.chosen], nobody])[back]
        before = self.measure.loss(counts) - losses[cases]
        begins = np.flatnonzero(np.diff(cases, prepend=-1))
        return _Moves(cases, back, begins, before[:, None] + self.measure.one_more(counts) @ has.T)

    def _drop(self, place: int) -> None:
        """Takes somebody off the list; where she sat, others who wait are called if that lowers the loss."""
        sat = self.used[:, place]
        self.counts[sat] -= self.measure.has[self.chosen.pop(place)]
        self.room[sat] += 1
        self.used = np.delete(self.used, place, axis=1)
        if self.chosen:
            moves = self._moves(self.measure.has[self.chosen])
            change = np.where(self.used[moves.cases], 0, moves.change)
            best = change.argmin(axis=1)
            self._call(moves, best, change[np.arange(len(best)), best])

    def _call(self, moves: _Moves, places: Ints, change: Floats) -> None:
        """In each case the move that lowers the loss most, if one does: `places` of the list for these changes."""
        if not len(moves.begins):
            return
        change = np.round(change, 9)
        lowest = np.repeat(np.minimum.reduceat(change, moves.begins), np.diff(moves.begins, append=len(change)))
        best = np.flatnonzero((change == lowest) & (change < -SAME))
        best = best[np.diff(moves.cases[best], prepend=-1) > 0]  # the first of each case
        cases, back, places = moves.cases[best], moves.back[best], places[best]
        self.used[cases, places] = True
        sent = back >= 0
        self.used[cases[sent], back[sent]] = False
        has = self.measure.has[self.chosen]
        self.counts[cases] += has[places]
        self.counts[cases[sent]] -= has[back[sent]]
        self.room[cases[~sent]] -= 1


# What comes of a list ------------------------------------------------------------------------------------------------


def expected_losses(
    pool: Pool, seats: int, panels: Sequence[Sequence[int]], lists: Lists, dropout: Dropout, seed: str = ""
) -> tuple[float, float]:
    """The expected loss of a panel drawn by its number, if nobody replaces those who leave, and if alternates do.

    People leave one after the other, in cases other than those by which alternates were chosen; each time the rule of
    the town calls the alternate with whom the loss is least, first in the list among equals.
    """
    measure, chances = measure_of(pool, seats), dropout.chances(pool)
    without = with_them = 0.0
    for number, (members, alternates) in enumerate(zip(panels, lists, strict=True)):
        gone = departures(members, chances, generator(seed, "departures", number), REPLAYED)
        one, other = replayed(measure, members, alternates, gone)
        without += one
        with_them += other
    return without / len(panels), with_them / len(panels)


def replayed(
    measure: Measure, members: Sequence[int], alternates: Sequence[int], gone: list[list[int]]
) -> tuple[float, float]:
    """The mean loss over cases, without alternates and with them called one after the other."""
    alone = np.tile(measure.counts(members), (len(gone), 1))
    helped = alone.copy()
    has, own = measure.has[list(alternates)], measure.has[list(members)]
    waiting = np.ones((len(gone), len(alternates)), dtype=bool)
    for turn in range(max(map(len, gone), default=0)):
        cases = np.array([case for case, order in enumerate(gone) if len(order) > turn])
        leaver = own[[gone[case][turn] for case in cases]]
        alone[cases] -= leaver
        helped[cases] -= leaver
        cases = cases[waiting[cases].any(axis=1)]
        if not len(cases):
            continue
        change = np.round(measure.one_more(helped[cases]) @ has.T, 9)
        called = np.argmin(np.where(waiting[cases], change, np.inf), axis=1)
        helped[cases] += has[called]
        waiting[cases, called] = False
    return float(measure.loss(alone).mean()), float(measure.loss(helped).mean())
