"""The chances on the public page: every volunteer counted, none standing alone, and how far from the fairest."""

from __future__ import annotations

import random

from hypothesis import given
from hypothesis import strategies as st

from chapitre.chapters.voice.juries.chances import FEWEST, chances
from chapitre.chapters.voice.methods import draw


def body(panels: list[list[int]], size: int, slack: str | None) -> str:
    pool = [f"{number:064x}" for number in range(size)]
    fairness = {"gap": slack, "slack": slack}
    waiting = {"listed": 0, "dropout": 0, "seals": []}
    return draw.panels_body("jury", pool, panels, len(panels[0]), [], fairness, "ab" * 32, waiting)


@given(st.integers(1, 90), st.integers(1, 60), st.integers(0, 9))
def test_each_volunteer_is_in_one_bar_and_nobody_alone(size: int, many: int, seed: int) -> None:
    draws = random.Random(seed)
    panels = [draws.sample(range(1, size + 1), max(1, size // 4)) for _ in range(many)]
    told = chances(body(panels, size, None))
    assert sum(one.people for one in told.bars) == size
    assert all(one.people >= FEWEST for one in told.bars) or len(told.bars) == 1
    assert all(before.high == after.low for before, after in zip(told.bars, told.bars[1:], strict=False))
    assert told.bars[0].low <= 100 * told.fewest / many and 100 * told.most / many <= told.bars[-1].high
    assert told.within == ""


def test_how_far_from_the_fairest_is_rounded_up() -> None:
    assert chances(body([[1]], 2, "0.000000001")).within == "0,000001"
    assert chances(body([[1]], 2, "0.000400001")).within == "0,000401"
