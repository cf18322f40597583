"""The published lottery: m panels, one number each, that give every volunteer the chance aimed at within 1/m.

Usually the halving of `splitting` does it outright. Where panels with these sums do not exist, each panel of the exact
lottery stands as many times as it fully weighs, and only the rest, fewer panels than there are groups, is halved; a
lot that cannot be halved is taken apart panel by panel, each as near as can be to what is left, and exchanges bring the
sums of all nearer to the aim.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from chapitre.chapters.voice.methods.sortition.columns import Mix
from chapitre.chapters.voice.methods.sortition.evening import evened
from chapitre.chapters.voice.methods.sortition.solver import (
    INFINITY,
    Floats,
    Infeasible,
    Ints,
    Program,
    Solver,
    Stopped,
)
from chapitre.chapters.voice.methods.sortition.space import Space
from chapitre.chapters.voice.methods.sortition.splitting import Lot, Rounder, gathered, halved, split
from chapitre.chapters.voice.methods.sortition.watching import Progress, Watch

ATTEMPTS = 6
TRIES = 3


def lottery(space: Space, mix: Mix, count: int, random: np.random.Generator, watch: Watch) -> Ints:
    """`count` panels, one row each, in random order. Stopped early, it fills up with panels known already."""
    found: list[Ints] = []
    chances = mix.weights @ mix.panels / space.size
    try:
        if watch.stopped():
            raise Stopped
        for _ in range(ATTEMPTS):
            try:
                found.clear()
                _collect(found, _halving(space, chances, count, random, watch), count, watch)
                break
            except Infeasible:
                continue
        else:
            found.clear()
            _collect(found, _copies(space, mix, count, random, watch), count, watch)
            found = list(evened(space, np.array(found), mix.panels, chances * count, watch))
    except Stopped:
        pass
    panels = np.array(found, dtype=np.int64).reshape(-1, len(space.size))
    if len(panels) < count:
        known = np.unique(np.vstack([mix.panels, panels]), axis=0)
        rest = herded(known, chances * space.size * count - panels.sum(axis=0), count - len(panels))
        panels = np.vstack([panels, rest])
    return panels[random.permutation(count)]


def _collect(found: list[Ints], panels: Iterator[Ints], count: int, watch: Watch) -> None:
    for panel in panels:
        found.append(panel)
        watch.tell(Progress("lottery", len(found), count, 0.0, 0.0))
        if watch.stopped():
            raise Stopped


def _halving(space: Space, chances: Floats, count: int, random: np.random.Generator, watch: Watch) -> Iterator[Ints]:
    rounder = Rounder(space, random, watch.stopped)
    yield from split(rounder, gathered(rounder, chances, count))


def _copies(space: Space, mix: Mix, count: int, random: np.random.Generator, watch: Watch) -> Iterator[Ints]:
    """The panels of the exact lottery, each as often as it fully weighs, then what is left over."""
    rounder = Rounder(space, random, watch.stopped)
    often = np.floor(mix.weights * count + 1e-9).astype(np.int64)
    yield from np.repeat(mix.panels, often, axis=0)
    rest = count - int(often.sum())
    if not rest:
        return
    share = np.maximum(mix.weights * count - often, 0)
    chances = share @ mix.panels / share.sum() / space.size
    try:
        waiting = [gathered(rounder, chances, rest)]
    except Infeasible:
        yield from _apart(space, chances * space.size * rest, rest)
        return
    while waiting:
        lot = waiting.pop()
        if lot.panels == 1:
            yield lot.seats
            continue
        halves = _halves(rounder, lot)
        if halves is None:
            yield from _apart(space, lot.seats.astype(np.float64), lot.panels)
        else:
            waiting.extend(halves)


def _halves(rounder: Rounder, lot: Lot) -> tuple[Lot, Lot] | None:
    for _ in range(TRIES):
        try:
            return halved(rounder, lot)
        except Infeasible:
            continue
    return None


def _apart(space: Space, total: Floats, count: int) -> Iterator[Ints]:
    """Panels whose sum comes near `total`, one at a time."""
    for left in range(count, 0, -1):
        panel = nearest(space, total / left)
        total = total - panel
        yield panel


def nearest(space: Space, goal: Floats) -> Ints:
    """The panel that differs least from a goal, differences counted a member: an integer program."""
    groups, rows = len(goal), len(space.low)
    matrix = np.block(
        [
            [space.matrix, np.zeros((rows, 2 * groups))],
            [np.eye(groups), np.eye(groups), -np.eye(groups)],
        ]
    )
    cost = np.concatenate([np.zeros(groups), 1 / space.size, 1 / space.size])
    upper = np.concatenate([space.cap, np.full(2 * groups, INFINITY)])
    low, high = np.concatenate([space.low, goal]), np.concatenate([space.high, goal])
    whole = np.arange(3 * groups) < groups
    answer = Solver(Program(cost, np.zeros(3 * groups), upper, matrix, low, high, whole), mip_rel_gap=1e-3).solve()
    return np.rint(answer.x[:groups]).astype(np.int64)


def herded(known: Ints, total: Floats, count: int) -> Ints:
    """`count` of the known panels, repeated at will, whose sum comes near `total` (M. Welling, "Herding", 2009)."""
    norms = (known * known).sum(axis=1)
    chosen = []
    for left in range(count, 0, -1):
        best = int(np.argmax(2 * known @ (total / left) - norms))
        total = total - known[best]
        chosen.append(known[best])
    return np.array(chosen, dtype=np.int64)
