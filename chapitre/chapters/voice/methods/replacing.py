"""Who takes the place of a juror who leaves: the alternate who costs the quotas least, first in the published order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from chapitre.chapters.voice.methods.sortition.pools import Quota

People = Mapping[int, Sequence[int]]
"""A volunteer's number to the places of her answers among the quotas."""


def loss(quotas: Sequence[Quota], people: People, seated: Sequence[int]) -> int:
    """By how many seats a panel misses its quotas, all of them together."""
    held = Counter(place for number in seated for place in people[number])
    return sum(max(one.least - held[place], held[place] - one.most, 0) for place, one in enumerate(quotas))


def replacement(
    quotas: Sequence[Quota], people: People, seated: Sequence[int], gone: int, order: Sequence[int]
) -> int | None:
    """The alternate who takes the place of `gone`; None when nobody is left.

    `seated` are those who stay, `order` the alternates not called yet, in the order published by the draw. First the
    quotas missed least, then the fewest answers that differ from the leaver's, then the published order.
    """

    def cost(number: int) -> tuple[int, int]:
        unlike = len(set(people[gone]) - set(people[number]))
        return loss(quotas, people, [*seated, number]), unlike

    return min(order, key=cost, default=None)
