"""The proof that no lottery is fairer, and its check: sums and comparisons of whole numbers, no solver.

Weak duality: whatever whole numbers multiply the rows of a frame, what a panel weighs is at most what they make of the
rows' bounds. Each claim of a certificate gives such multipliers; anybody can put them in and read off the bound. A cut,
an inequality that the quotas alone do not imply, is proved by cases: each case bounds the number of members of some
groups, and has multipliers of its own (A. Gleixner and D. Steffy, "Linear programming using limited-precision
oracles", IPCO 2019, on why such bounds are safe although the multipliers come from rounded numbers).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import isqrt
from typing import Any

from chapitre.chapters.voice.methods.sortition.frames import Frame

Numbers = Mapping[int, int]  # what some places weigh; the others weigh 0


class CertificateError(ValueError):
    """A certificate that cannot be read, or that does not prove what it says."""


@dataclass(frozen=True)
class ProvedCut:
    """weights · panel ≤ most for every panel; `cases` proves it, None if only the solver says so.

    The cases stand in order of reading: (group, number) splits into at most `number` members of the group, first, and
    more, second; (rows, cuts) ends a case with multipliers, scaled by the certificate's scale.
    """

    weights: Numbers
    most: int
    cases: tuple[tuple[Any, Any], ...] | None


@dataclass(frozen=True)
class Claim:
    """One thing that no lottery can do better; which thing, `kind` says. Multipliers are whole numbers of one scale.

    level: lotteries that leave the groups of `kept` their `chances` cannot give all groups of `fixed` more than
    `value`. spread: n/k times the highest chance plus k/n divided by the lowest is at least `value`. product: the
    geometric mean of the chances is at most `value` times the one reached.
    """

    kind: str
    value: Fraction
    weights: Numbers
    kept: Numbers
    rows: Numbers
    cuts: Numbers
    fixed: tuple[int, ...] = ()
    ceiling: Fraction | None = None


@dataclass(frozen=True)
class Certificate:
    """The chances aimed at, a group; the cuts, then the claims; `scale` is the one of every multiplier.

    `weights` of a claim stand on what must be high; `kept` on what is held; a spread has the highest chance in `kept`,
    negative.
    """

    scale: int
    chances: tuple[Fraction, ...]
    cuts: tuple[ProvedCut, ...]
    claims: tuple[Claim, ...]


def most_weight(
    frame: Frame,
    weights: Mapping[int, int],
    rows: Numbers,
    cuts: Numbers,
    known: Sequence[ProvedCut],
    lower: Sequence[int],
    upper: Sequence[int | Fraction],
) -> int | Fraction:
    """A number that weights · x does not exceed, for x between lower and upper that keeps the rows and the cuts."""
    rest = [weights.get(place, 0) for place in range(len(frame.sizes))]
    total: int | Fraction = 0
    for place, times in rows.items():
        row = frame.rows[place]
        total += times * (row.most if times > 0 else row.least)
        for group in row.groups:
            rest[group] -= times
    for place, times in cuts.items():
        if times < 0:
            raise CertificateError(f"cut {place} has a negative multiplier")
        total += times * known[place].most
        for group, weight in known[place].weights.items():
            rest[group] -= times * weight
    for group, weight in enumerate(rest):
        total += weight * (upper[group] if weight > 0 else lower[group])
    return total


def check_cut(frame: Frame, cut: ProvedCut, known: Sequence[ProvedCut], scale: int) -> None:
    """Raises CertificateError unless the cases of a cut cover every panel and bound it."""
    if cut.cases is None:
        raise CertificateError("a cut comes without proof")
    waiting = [([0] * len(frame.sizes), list(frame.caps))]
    weights = {group: weight * scale for group, weight in cut.weights.items()}
    for first, second in cut.cases:
        if not waiting:
            raise CertificateError("a cut has too many cases")
        lower, upper = waiting.pop()
        if isinstance(first, int):
            above = list(lower)
            above[first] = max(above[first], second + 1)
            waiting.append((above, upper))
            below = list(upper)
            below[first] = min(below[first], second)
            waiting.append((lower, below))
        elif all(low <= high for low, high in zip(lower, upper, strict=True)):
            bound = most_weight(frame, weights, first, second, known, lower, upper)
            if bound >= (cut.most + 1) * scale:
                raise CertificateError("a case of a cut is not bounded as it says")
    if waiting:
        raise CertificateError("a cut leaves out a case")


def claim_bound(
    frame: Frame, claim: Claim, certificate: Certificate, never: Collection[int] = ()
) -> tuple[Fraction, set[int]]:
    """What the multipliers of a claim prove, and the groups that they show to be in no panel at all.

    The bound is never lower than the truth for level and product, never higher for spread. `never` holds the groups
    that claims before showed to be in no panel.
    """
    caps: list[int | Fraction] = [0 if group in never else cap for group, cap in enumerate(frame.caps)]
    if claim.ceiling is not None:
        caps = [min(cap, claim.ceiling * size) for cap, size in zip(caps, frame.sizes, strict=True)]
    total = dict(claim.weights)
    for group, weight in claim.kept.items():
        total[group] = total.get(group, 0) + weight
    most = most_weight(frame, total, claim.rows, claim.cuts, certificate.cuts, [0] * len(caps), caps)
    if claim.kind == "level":
        return _level_bound(frame, claim, most, certificate.chances), _shut(claim, most)
    if claim.kind == "product":
        return _product_bound(frame, claim, most, certificate.chances), set()
    if claim.kind == "spread":
        if set(claim.weights) & set(never):
            raise CertificateError("a spread weighs groups that are in no panel")
        return _spread_bound(frame, claim, most, certificate.scale), set()
    raise CertificateError(f"no claim is called {claim.kind}")


def _shut(claim: Claim, most: int | Fraction) -> set[int]:
    """The groups of which one member alone would weigh more than a panel can."""
    if claim.ceiling is not None:
        return set()
    return {group for group, weight in claim.weights.items() if weight > most}


def _level_bound(frame: Frame, claim: Claim, most: int | Fraction, chances: Sequence[Fraction]) -> Fraction:
    if any(weight < 0 for weight in (*claim.weights.values(), *claim.kept.values())):
        raise CertificateError("a level has a negative weight")
    if not claim.fixed or sorted(claim.fixed) != sorted(group for group, weight in claim.weights.items() if weight):
        raise CertificateError("a level does not weigh exactly the groups that it fixes")
    held = sum(weight * frame.sizes[group] * chances[group] for group, weight in claim.kept.items())
    return (most - held) / Fraction(sum(weight * frame.sizes[group] for group, weight in claim.weights.items()))


def _product_bound(frame: Frame, claim: Claim, most: int | Fraction, chances: Sequence[Fraction]) -> Fraction:
    """Σ n log(y/x) ≤ N log(Σ n y/x / N): the weights must be n/x, as near as whole numbers come."""
    if claim.kept or any(weight < 0 for weight in claim.weights.values()):
        raise CertificateError("a product weighs chances alone")
    able = [group for group, chance in enumerate(chances) if chance > 0]
    count = sum(frame.sizes[group] for group in able)
    if not count:
        raise CertificateError("a product of no chances")
    unit = min(Fraction(claim.weights.get(group, 0)) * chances[group] for group in able)
    if unit <= 0:
        raise CertificateError("a product leaves out a group")
    return most / (unit * count)


def _spread_bound(frame: Frame, claim: Claim, most: int | Fraction, scale: int) -> Fraction:
    """With a on the lowest and b on the highest: (n/k) max + (k/n)/min ≥ 2 √((k/n) Σ a n) − most weight of a − b."""
    if any(weight < 0 for weight in claim.weights.values()) or any(weight > 0 for weight in claim.kept.values()):
        raise CertificateError("a spread weighs an end the wrong way")
    people, seats = sum(frame.sizes), frame.seats
    low = sum(weight * frame.sizes[group] for group, weight in claim.weights.items())
    high = sum(-weight * frame.sizes[group] for group, weight in claim.kept.items())
    whole = max(
        Fraction(scale), Fraction(high * seats, people)
    )  # what is weighed more than n/k weighs less by division
    root = Fraction(seats * low, people) / whole
    return 2 * Fraction(isqrt(root.numerator * 10**24 // root.denominator), 10**12) - Fraction(most) / whole
