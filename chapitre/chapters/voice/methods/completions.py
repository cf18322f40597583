"""What becomes of the money that equal shares leave unspent: completions, by their published names.

Pure. Faliszewski, Flis, Peters, Pierczyński, Skowron, Stolicki, Szufa and Talmon, "Participatory Budgeting: Data,
Tools, and Analysis" (IJCAI 2023) name the first three:

- `none`: it stays unspent;
- `add1`: every voter's share is raised by one unit of the currency, and the whole count done again, as long as what is
  bought costs no more than the budget; the last such count stands;
- `add1u`: `add1`, then `greedy` with what is still left;
- `greedy`: the most useful of the projects not bought, for as long as the money lasts.
"""

from __future__ import annotations

from fractions import Fraction
from math import ceil
from typing import Literal

from chapitre.chapters.voice.methods.ballots import CENTS
from chapitre.chapters.voice.methods.equal_shares import Count, EqualShares
from chapitre.chapters.voice.methods.tally import Tally

Completion = Literal["none", "add1", "add1u", "greedy"]
COMPLETIONS: tuple[Completion, ...] = ("none", "add1", "add1u", "greedy")
RAISES = ("add1", "add1u")
FILLS = ("add1u", "greedy")
PATIENCE = 8  # counts in a row that take the same steps, after which it is worth trying to leap over some


def add_one(method: EqualShares) -> Count:
    """The last count, of those with the share raised by 0, 1, 2… units, before one that costs more than the budget.

    If all the projects that anybody supports fit in the budget together there is no such count, and the one returned
    has a share that lets every supporter pay her part of everything in full.

    Counts whose steps are known without doing them are leapt over.
    """
    tally, count = method.tally, method.count(_surely_within(method.tally))
    supported = sum(cost for cost, voters in zip(tally.costs, tally.supporters, strict=True) if voters)
    stride, alike = 1, 0
    while supported > tally.budget:
        following = method.count(count.raised + stride * CENTS, most=tally.budget)
        same = following.goes_like(count)
        if stride > 1 and not same:
            stride //= 2
            continue
        if following.spent > tally.budget:
            break
        count, alike = following, alike + 1 if same else 0
        stride = 2 * stride if alike > PATIENCE else 1
    return count


def _surely_within(tally: Tally) -> int:
    """A raise, in cents, up to which no count can cost more than the budget: there is no need to do them.

    Only what its supporters can pay with their whole shares can be bought. So until all that can be paid so costs more
    than the budget together, whatever is bought fits.
    """
    share = Fraction(tally.budget, tally.voters)
    costs = (
        (Fraction(cost, voters), cost) for cost, voters in zip(tally.costs, tally.supporters, strict=True) if voters
    )
    together = 0
    for least, cost in sorted(costs):
        together += cost
        if together > tally.budget:
            return max(0, ceil((least - share) / CENTS) - 1) * CENTS
    whole = max((_whole_part(tally, group) for group in range(len(tally.groups))), default=share)
    return max(0, ceil((whole - share) / CENTS)) * CENTS


def _whole_part(tally: Tally, group: int) -> Fraction:
    """What a voter of this group pays if everything she supports is bought and nobody falls short."""
    parts = (Fraction(tally.costs[number] * given, tally.points[number]) for number, given in tally.groups[group])
    return sum(parts, Fraction(0))
