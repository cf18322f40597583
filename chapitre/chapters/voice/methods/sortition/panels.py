"""Panels for a draw: from a pool to m numbered panels, everybody's chance, and the proof that none could be fairer."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from chapitre.chapters.voice.methods.sortition.balance import goldilocks, maximin
from chapitre.chapters.voice.methods.sortition.certificates import Certificate, ProvedCut
from chapitre.chapters.voice.methods.sortition.claims import SCALE, exact
from chapitre.chapters.voice.methods.sortition.exact import Method, Reached, reach
from chapitre.chapters.voice.methods.sortition.frames import Frame, frame_of
from chapitre.chapters.voice.methods.sortition.levels import leximin
from chapitre.chapters.voice.methods.sortition.lottery import lottery
from chapitre.chapters.voice.methods.sortition.nash import nash
from chapitre.chapters.voice.methods.sortition.pools import Pool, grouped
from chapitre.chapters.voice.methods.sortition.proofs import proved
from chapitre.chapters.voice.methods.sortition.seating import seated
from chapitre.chapters.voice.methods.sortition.space import Space, space_of
from chapitre.chapters.voice.methods.sortition.stratified import stratified
from chapitre.chapters.voice.methods.sortition.watching import BLIND, Watch

FAIR: dict[str, Method] = {"leximin": leximin, "maximin": maximin, "nash": nash, "goldilocks": goldilocks}
METHODS = (*FAIR, "random")


@dataclass(frozen=True)
class Panels:
    """What a method made of a pool.

    `targets` and `counts` stand in the order of the volunteers: the chance aimed at, and in how many of `panels` one
    sits. `gap`: by how much some chance of the exact lottery misses what no lottery exceeds; None for the simple draw,
    which proves nothing.
    """

    method: str
    seats: int
    targets: tuple[float, ...]
    counts: tuple[int, ...]
    panels: tuple[tuple[int, ...], ...]
    gap: float | None = None
    certificate: Certificate | None = None
    stopped: bool = False


def draw_panels(
    pool: Pool,
    seats: int,
    count: int = 1000,
    method: str = "leximin",
    seed: str = "",
    watch: Watch = BLIND,
    reached: Callable[[], None] = lambda: None,
) -> Panels:
    """`count` panels of `seats` members. `reached` is called when the chances are known and the lottery begins.

    Raises Infeasible if the quotas allow no panel, NoSimplePanel if the simple draw finds none.
    """
    random = np.random.default_rng(int.from_bytes(hashlib.sha256(seed.encode()).digest()))
    if method not in FAIR:
        drawn = stratified(pool, seats, count, random, watch)
        counts = _counts(pool, drawn)
        targets = tuple(one / len(drawn) for one in counts)
        return Panels(method, seats, targets, counts, tuple(drawn), stopped=len(drawn) < count)
    merged = grouped(pool)
    frame = frame_of(pool, seats, merged)
    space = space_of(frame)
    found = reach(space, FAIR[method], random, watch)
    certificate = _certificate(frame, space, found, watch)
    reached()
    panels = lottery(space, found.mix, count, random, watch)
    people = seated(pool, merged, panels, random)
    chances = found.mix.weights @ found.mix.panels / space.size
    own = merged.of_person()
    return Panels(
        method,
        seats,
        tuple(float(chances[own[person]]) for person in range(len(pool.people))),
        _counts(pool, people),
        tuple(people),
        found.gap,
        certificate,
        found.stopped or watch.stopped(),
    )


def gini(chances: tuple[float, ...]) -> float:
    """The Gini coefficient of the chances: 0 when all are equal, near 1 when one has them all."""
    ordered = sorted(chances)
    count, total = len(ordered), sum(ordered)
    if not total:
        return 0.0
    return sum((2 * rank - count + 1) * chance for rank, chance in enumerate(ordered)) / (count * total)


def _counts(pool: Pool, panels: list[tuple[int, ...]]) -> tuple[int, ...]:
    times = Counter(person for panel in panels for person in panel)
    return tuple(times[person] for person in range(len(pool.people)))


def _certificate(frame: Frame, space: Space, found: Reached, watch: Watch) -> Certificate:
    """The proof; once stopped, cuts that are not proved yet stay without."""
    cuts: list[ProvedCut] = []
    for cut in space.cuts:
        cuts.append(proved(frame, space, cut, cuts, watch.stopped))
    return Certificate(SCALE, tuple(exact(one) for one in found.aim.chances), tuple(cuts), tuple(found.aim.claims))
