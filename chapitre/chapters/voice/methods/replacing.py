"""Who takes the place of a juror who leaves: the alternate who costs the quotas least, first in the published order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from fractions import Fraction

from chapitre.chapters.voice.methods.sortition.pools import Quota

People = Mapping[int, Sequence[int]]
"""A volunteer's number to the places of her answers among the quotas."""


def loss(quotas: Sequence[Quota], people: People, seated: Sequence[int]) -> Fraction:
    """By how much a panel misses its quotas: for each, the seats too few or too many, over its most."""
    held = Counter(place for number in seated for place in people[number])
    missed = (
        Fraction(max(one.least - held[place], held[place] - one.most, 0), max(one.most, 1))
        for place, one in enumerate(quotas)
    )
    return sum(missed, Fraction(0))


def replacement(quotas: Sequence[Quota], people: People, seated: Sequence[int], order: Sequence[int]) -> int | None:
    """The alternate who comes beside those who stay, `seated`; None when nobody is left.

    `order` are those who wait, as they were published: among those with whom the loss is least, the first is called.
    """
    return min(order, key=lambda number: loss(quotas, people, [*seated, number]), default=None)
