"""Alternates of a jury's panels: how long a thousand lists take, and how near they are to the best there are.

    python -m tests.bench.bench_alternates [SECONDS]      # 0 leaves the second out

The first table: CPU of a thousand panels, and the expected loss of a panel without alternates, with as many taken at
random, with those chosen, and with everybody on the list. The second: the loss, over the very cases by which they were
chosen, of the greedy list and of the integer program of the paper, which HiGHS gets SECONDS (300) a
panel to solve.
"""

from __future__ import annotations

import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import sys
import time

import numpy as np

from chapitre.chapters.voice.methods import sortition
from chapitre.chapters.voice.methods.sortition.alternates import Lists, available, expected_losses
from chapitre.chapters.voice.methods.sortition.leaving import cases_of, generator
from chapitre.chapters.voice.methods.sortition.misses import measure_of
from chapitre.chapters.voice.methods.sortition.pools import Pool
from tests.bench.bench_sortition import pools
from tests.chapters.voice.methods.sortition.alternates_exact import after, best_loss, program

PANELS, COMPARED = 1000, 3
DROPOUT = sortition.Dropout(0.15)
LISTED, CASES = 5, 40  # the program of more takes HiGHS minutes a panel


def main() -> None:
    """Prints two Markdown tables; seconds of CPU."""
    print("| pool | alternates | 1 000 lists | nobody | at random | chosen | everybody |")
    print("|---|---:|---:|---:|---:|---:|---:|")
    found = [one for one in pools(1) if one[2] < 40]
    for name, pool, seats in found:
        row(name, pool, seats, -(-seats // 3))
    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else 300.0
    if not seconds:
        return
    print(f"\n{LISTED} alternates, {CASES} cases:\n")
    print("| pool | panel | nobody | list | program | no set beats | solved in |")
    print("|---|---:|---:|---:|---:|---:|---:|")
    name, pool, seats = found[0]
    for number in range(COMPARED):
        against(name, pool, seats, number, seconds)


def row(name: str, pool: Pool, seats: int, count: int) -> None:
    """One line of the first table."""
    panels = sortition.draw_panels(pool, seats, PANELS, seed="bench").panels
    began = time.process_time()
    chosen = sortition.choose_alternates(pool, seats, panels, count, DROPOUT, "bench")
    took = time.process_time() - began
    random = np.random.default_rng(1)
    orders = [random.permutation(available(pool, panel)).tolist() for panel in panels]
    some, everybody = tuple(tuple(one[:count]) for one in orders), tuple(map(tuple, orders))

    def loss(lists: Lists) -> tuple[float, float]:
        return expected_losses(pool, seats, panels, lists, DROPOUT, "bench")

    nobody, own = loss(chosen)
    cells = (nobody, loss(some)[1], own, loss(everybody)[1])
    print(f"| {name} | {count} | {took:.1f} s | {' | '.join(f'{one:.3f}' for one in cells)} |", flush=True)


def against(name: str, pool: Pool, seats: int, number: int, seconds: float) -> None:
    """One line of the second table."""
    panel = sortition.draw_panels(pool, seats, COMPARED, seed="bench").panels[number]
    measure, chances = measure_of(pool, seats), DROPOUT.chances(pool)
    chosen = sortition.choose_alternates(pool, seats, [panel], LISTED, DROPOUT, "bench", cases=CASES)[0]
    cases = after(measure, list(panel), cases_of(pool, panel, chances, generator("bench", "alternates", 0), CASES))
    nobody, own = best_loss(measure, *cases, []), best_loss(measure, *cases, list(chosen))
    began = time.process_time()
    best, bound = program(measure, *cases, available(pool, panel), LISTED, seconds)
    took = time.process_time() - began
    cells = f"{nobody:.4f} | {own:.4f} | {best:.4f} | {bound:.4f}"
    print(f"| {name} | {number} | {cells} | {took:.0f} s |", flush=True)


if __name__ == "__main__":
    main()
