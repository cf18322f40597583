"""The published lottery: whole counts within one of what was aimed at, members of a group alike, early ends honest."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chapitre.chapters.voice.methods.sortition.columns import Mix
from chapitre.chapters.voice.methods.sortition.frames import frame_of
from chapitre.chapters.voice.methods.sortition.lottery import herded, lottery, nearest
from chapitre.chapters.voice.methods.sortition.panels import FAIR, draw_panels
from chapitre.chapters.voice.methods.sortition.pools import Pool, Quota, broken, grouped
from chapitre.chapters.voice.methods.sortition.search import repaired
from chapitre.chapters.voice.methods.sortition.seating import seated
from chapitre.chapters.voice.methods.sortition.space import space_of
from chapitre.chapters.voice.methods.sortition.watching import BLIND, Progress, Watch
from tests.chapters.voice.methods.sortition.generated import generated
from tests.chapters.voice.methods.sortition.oracle import every_panel
from tests.chapters.voice.methods.sortition.small import edge_pools, small_pools, triangle


@given(small_pools() | edge_pools(), st.integers(1, 40))
@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_within_one_of_the_target(case: tuple[Pool, int], count: int) -> None:
    pool, seats = case
    made = draw_panels(pool, seats, count, "leximin", "essai")
    assert len(made.panels) == count
    for target, times in zip(made.targets, made.counts, strict=True):
        assert abs(times - count * target) < 1 + 1e-6


def test_a_thousand_panels_of_a_real_pool(jury_pool: Pool) -> None:
    made = draw_panels(jury_pool, 22, 1000, "leximin", "essai")
    assert len(set(made.panels)) > 990
    assert max(abs(times - 1000 * target) for target, times in zip(made.targets, made.counts, strict=True)) < 1
    assert min(made.counts) == 90  # 1/11 of 1000, rounded down


def couples(random: np.random.Generator) -> Pool:
    """Forty people, most of them in couples of a few kinds."""
    quotas = (Quota("g", "f", 3, 7), Quota("g", "h", 3, 7), Quota("âge", "-", 2, 8), Quota("âge", "+", 2, 8))
    people, homes = [], []
    for home in range(15):
        pair = [(0, 2), (1, 2)] if random.random() < 0.5 else [(0, 3), (1, 3)]
        people += pair
        homes += [home, home]
    for _ in range(10):
        people.append((int(random.integers(2)), 2 + int(random.integers(2))))
        homes.append(-1)
    return Pool(quotas, tuple(people), tuple(homes))


@pytest.mark.parametrize("seed", range(5))
def test_one_a_household_and_couples_alike(seed: int) -> None:
    pool = couples(np.random.default_rng(seed))
    made = draw_panels(pool, 10, 200, "leximin", "essai")
    assert all(broken(pool, 10, panel) == "" for panel in made.panels)
    for group in grouped(pool).groups:
        times = [made.counts[person] for person in group.members]
        assert max(times) - min(times) <= 1


@given(st.integers(0, 2**32))
@settings(max_examples=40, deadline=None)
def test_any_panel_of_groups_can_be_seated(seed: int) -> None:
    """Whole numbers that keep the rows of a frame, household rows too, become people who keep the rules."""
    random = np.random.default_rng(seed)
    pool = couples(random)
    merged = grouped(pool)
    space = space_of(frame_of(pool, 10, merged))
    rows = np.array([space.best(random.random(len(space.size)))[0] for _ in range(12)])
    panels = seated(pool, merged, rows, random)
    for panel, row in zip(panels, rows, strict=True):
        assert broken(pool, 10, panel) == ""
        own = merged.of_person()
        assert np.array_equal(np.bincount([own[one] for one in panel], minlength=len(row)), row)


def test_where_the_sums_cannot_be_split_panels_come_near() -> None:
    """Half of each of the triangle's three: no lottery does it, the nearest panels still keep the rules."""
    pool, seats = triangle()
    space = space_of(frame_of(pool, seats, grouped(pool)))
    panels = np.array([[1, 0, 0, 1], [0, 1, 0, 1]])
    made = lottery(space, Mix(panels, np.array([0.5, 0.5]), 0.0), 9, np.random.default_rng(0), BLIND)
    assert all(space.holds(row) for row in made)
    assert sorted(made.sum(axis=0).tolist()) == [0, 4, 5, 9]
    assert space.holds(nearest(space, np.full(4, 0.5)))


def test_herding_comes_near_a_mixture() -> None:
    known = np.array([[1, 0, 1], [0, 1, 1], [1, 1, 0]])
    weights = np.array([0.5, 0.3, 0.2])
    made = herded(known, weights @ known * 100, 100)
    assert np.abs(made.sum(axis=0) - weights @ known * 100).max() <= 2


@given(st.integers(0, 2**32))
@settings(max_examples=60, deadline=None)
def test_the_local_search_keeps_what_it_must(seed: int) -> None:
    random = np.random.default_rng(seed)
    matrix = (random.random((4, 12)) < 0.4).astype(float)
    x = random.random(12)
    x[-1] += np.ceil(x.sum()) - x.sum()
    lower, upper = np.floor(x), np.ceil(x)
    sums = matrix @ x
    found = repaired(matrix, x, lower, upper, np.floor(sums) - 1, np.ceil(sums) + 1, random)
    if found is not None:
        assert np.all((found >= lower) & (found <= upper)) and found.sum() == round(x.sum())
        assert np.all((matrix @ found >= np.floor(sums) - 1) & (matrix @ found <= np.ceil(sums) + 1))


@pytest.mark.parametrize("method", [*FAIR, "random"])
@pytest.mark.parametrize("after", [0, 1, 2, 30, 150, 300])
def test_stopped_at_any_time_there_is_a_lottery(method: str, after: int, made_pool: Pool) -> None:
    heard = []

    def tell(progress: Progress) -> None:
        heard.append(progress)

    watch = Watch(tell, lambda: len(heard) >= after)
    made = draw_panels(made_pool, 22, 200, method, "essai", watch)
    assert made.panels and all(broken(made_pool, 22, panel) == "" for panel in made.panels)
    assert method == "random" or len(made.panels) == 200
    assert made.stopped or len(heard) < after


def test_stopped_in_the_proof_of_a_gap() -> None:
    """The whole gap of pools of 120 takes pricing; stopped there, the gap says how far off the lottery is."""
    pool = generated(120, 14, (10, 10, 10), 1, together=0.8, tight=True)
    stages = []
    watch = Watch(lambda progress: stages.append(progress.stage), lambda: stages.count("proof") >= 2)
    made = draw_panels(pool, 14, 50, "leximin", "essai", watch)
    assert made.stopped and made.gap is not None and made.gap > 0
    assert all(broken(pool, 14, panel) == "" for panel in made.panels)


def test_every_panel_of_the_oracle_is_allowed_by_the_frame() -> None:
    pool, seats = triangle(2)
    merged = grouped(pool)
    space = space_of(frame_of(pool, seats, merged))
    own = merged.of_person()
    for panel in every_panel(pool, seats):
        assert space.holds(np.bincount([own[one] for one in panel], minlength=len(space.size)))
