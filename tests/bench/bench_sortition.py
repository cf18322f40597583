"""Panels for a jury: how long the exact answer and the lottery take, on pools of the sizes that the field measures.

    python -m tests.bench.bench_sortition [SEEDS [METHOD …]]

Three made-up pools of each size by default, loose quotas and tight ones. The baseline of each row is the simple draw
(`random`), which promises nothing: its lowest chance stands beside that of the method. Each certificate is checked,
without a solver, and each panel against the quotas.
"""

from __future__ import annotations

import resource
import sys
import time

from chapitre.chapters.voice.methods import sortition
from chapitre.chapters.voice.methods.sortition.frames import frame_of
from chapitre.chapters.voice.methods.sortition.pools import Pool, grouped
from chapitre.chapters.voice.methods.sortition.readers import read_pool
from tests.chapters.voice.methods.sortition.conftest import REAL
from tests.chapters.voice.methods.sortition.generated import SEVEN, SIX, generated

PANELS, SIMPLE = 1000, 200
SIZES = ((312, 35, SIX), (404, 40, SIX), (1727, 110, SEVEN))
COLUMNS = (
    "pool", "groups", "method", "lowest", "highest", "Gini", "gap", "chances", "1 000 panels", "published off by",
    "certificate checked", "simple draw: lowest", "a panel of it",
)  # fmt: skip


def main() -> None:
    """Prints one Markdown table; seconds of CPU."""
    seeds = int(sys.argv[1]) if len(sys.argv) > 1 else 3
    methods = sys.argv[2:] or ["leximin"]
    print(f"| {' | '.join(COLUMNS)} |\n|---|---:|---|{'---:|' * (len(COLUMNS) - 3)}")
    for name, pool, seats in pools(seeds):
        simple, took = simply(pool, seats)
        for method in methods:
            row(name, pool, seats, method, simple, took)
    print(f"\nmemory at its most: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB")


def pools(seeds: int) -> list[tuple[str, Pool, int]]:
    """The pools, the real one where it is there."""
    found = [
        (f"{people}/{seats}, {len(values)} categories, {'tight' if tight else 'loose'}, seed {seed}", pool, seats)
        for people, seats, values in SIZES
        for tight in (False, True)
        for seed in range(1, seeds + 1)
        for pool in [generated(people, seats, values, seed, tight=tight)]
    ]
    if not REAL.exists():
        print(f"NO REAL POOL: {REAL} is not there", file=sys.stderr)
        return found
    real = read_pool((REAL / "categories.csv").read_bytes(), (REAL / "respondents.csv").read_bytes()).pool
    assert real is not None
    return [("real, 150/22", real, 22), *found]


def simply(pool: Pool, seats: int) -> tuple[str, str]:
    """The lowest chance of the simple draw, and the time that a panel of it takes; it finds none in some pools."""
    try:
        made, took, _ = timed(pool, seats, "random", SIMPLE)
    except sortition.NoSimplePanel:
        return "no panel", "–"
    return f"{min(made.targets):.2%}", f"{took / SIMPLE * 1000:.0f} ms"


def timed(pool: Pool, seats: int, method: str, count: int) -> tuple[sortition.Panels, float, float]:
    """Panels, the seconds of CPU in all, and those until the chances were known."""
    began = time.process_time()
    reached = [began]
    made = sortition.draw_panels(
        pool, seats, count, method, "bench", reached=lambda: reached.append(time.process_time())
    )
    return made, time.process_time() - began, reached[-1] - began


def row(name: str, pool: Pool, seats: int, method: str, simple: str, panel: str) -> None:
    """One line of the table."""
    made, total, chances = timed(pool, seats, method, PANELS)
    assert sortition.check_panels(pool, seats, made.panels) == "" and made.certificate is not None
    frame = frame_of(pool, seats, grouped(pool))
    began = time.process_time()
    proved = sortition.check_certificate(frame, made.certificate, method)
    checked = time.process_time() - began
    assert proved.complete and proved.slack < 1e-6
    off = max(abs(count / PANELS - target) for count, target in zip(made.counts, made.targets, strict=True))
    cells = (
        name, str(len(frame.sizes)), method, f"{min(made.targets):.4%}", f"{max(made.targets):.2%}",
        f"{sortition.gini(made.targets):.4f}", f"{made.gap:.0e}", f"{chances:.2f} s", f"{total - chances:.2f} s",
        f"{off:.5f}", f"{checked:.2f} s", simple, panel,
    )  # fmt: skip
    print(f"| {' | '.join(cells)} |", flush=True)


if __name__ == "__main__":
    main()
