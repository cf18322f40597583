"""Who may leave a panel: how likely each volunteer is to, and what could become of a panel, case by case.

A volunteer stays with the product of what her answers say, each on its own: (1 - base) · Π (1 - rate of her answer), as
in Assos, Baharav, Flanigan and Procaccia (EC 2025); and people leave independently of each other.
"""

from __future__ import annotations

import hashlib
import itertools
import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from chapitre.chapters.voice.methods.sortition.pools import Pool
from chapitre.chapters.voice.methods.sortition.solver import Floats, Ints

CASES = 80
"""Cases that stand for all that could happen to one panel; no more are sampled, and fewer are listed in full."""


@dataclass(frozen=True)
class Dropout:
    """How likely people are to leave: `base` whoever they are, `rates` of those who give the answer of each quota."""

    base: float
    rates: tuple[float, ...] = ()

    def chances(self, pool: Pool) -> Floats:
        """The chance that each volunteer leaves."""
        stays = np.full(len(pool.people), 1 - self.base)
        if self.rates:
            kept = 1 - np.array(self.rates)
            stays *= np.array([math.prod(kept[list(values)]) for values in pool.people])
        return 1 - stays


@dataclass(frozen=True)
class Cases:
    """What could become of a panel: `gone[s, i]` whether member i leaves in case s, and how likely each case is."""

    gone: Ints
    weights: Floats


def generator(seed: str, purpose: str, panel: int) -> np.random.Generator:
    """Chance that anybody has again who knows the seed; each panel and each purpose has its own."""
    told = "\n".join((purpose, str(panel), seed))
    return np.random.default_rng(int.from_bytes(hashlib.sha256(told.encode()).digest()))


def cases_of(
    pool: Pool, members: Sequence[int], chances: Floats, random: np.random.Generator, count: int = CASES
) -> Cases:
    """The cases of one panel: all of them where they are few, members alike counting as one kind; else a sample."""
    kinds: dict[tuple[int, ...], list[int]] = {}
    for place, person in enumerate(members):
        kinds.setdefault(pool.people[person], []).append(place)
    if math.prod(len(places) + 1 for places in kinds.values()) <= count:
        return _all_cases(list(kinds.values()), members, chances)
    gone = random.random((count, len(members))) < chances[list(members)]
    return Cases(gone.astype(np.int64), np.full(count, 1 / count))


def _all_cases(kinds: list[list[int]], members: Sequence[int], chances: Floats) -> Cases:
    rows, weights = [], []
    for many in itertools.product(*(range(len(places) + 1) for places in kinds)):
        row, weight = np.zeros(len(members), dtype=np.int64), 1.0
        for places, count in zip(kinds, many, strict=True):
            chance = float(chances[members[places[0]]])
            row[places[:count]] = 1
            weight *= math.comb(len(places), count) * chance**count * (1 - chance) ** (len(places) - count)
        rows.append(row)
        weights.append(weight)
    return Cases(np.array(rows), np.array(weights))


def departures(members: Sequence[int], chances: Floats, random: np.random.Generator, count: int) -> list[list[int]]:
    """`count` cases as people leave one after the other: the places of those who do, each order as likely."""
    own = chances[list(members)]
    drawn = random.random((count, len(members)))
    when = np.where(drawn < own, drawn / np.maximum(own, 1e-300), 2.0)
    many = Counter(np.nonzero(when < 2)[0].tolist())
    return [order[: many[case]].tolist() for case, order in enumerate(np.argsort(when, axis=1, kind="stable"))]
