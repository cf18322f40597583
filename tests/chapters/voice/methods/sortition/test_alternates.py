"""Alternates: lists that keep the rules, nearly as good as the best there are, and losses that a slow oracle finds."""

from __future__ import annotations

import itertools
import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chapitre.chapters.voice.methods.replacing import loss, replacement
from chapitre.chapters.voice.methods.sortition.alternates import (
    available,
    choose_alternates,
    expected_losses,
    misplaced,
    places,
    replayed,
)
from chapitre.chapters.voice.methods.sortition.leaving import Dropout, cases_of, departures, generator
from chapitre.chapters.voice.methods.sortition.misses import measure_of
from chapitre.chapters.voice.methods.sortition.panels import draw_panels
from chapitre.chapters.voice.methods.sortition.pools import Pool, Quota
from chapitre.chapters.voice.methods.sortition.solver import Stopped
from chapitre.chapters.voice.methods.sortition.watching import Watch
from tests.chapters.voice.methods.sortition.alternates_exact import after, best_loss
from tests.chapters.voice.methods.sortition.generated import generated
from tests.chapters.voice.methods.sortition.small import small_pools

DROPOUT = Dropout(0.2)
QUOTAS = (Quota("g", "f", 1, 1), Quota("g", "m", 1, 1), Quota("a", "y", 1, 1), Quota("a", "o", 1, 1))


@given(small_pools(most=9), st.integers(1, 4), st.floats(0, 1))
@settings(max_examples=80, deadline=None)
def test_every_list_keeps_the_rules(made: tuple[Pool, int], count: int, rate: float) -> None:
    pool, seats = made
    panels = draw_panels(pool, seats, 3, seed="x").panels
    lists = choose_alternates(pool, seats, panels, count, Dropout(rate), "s")
    assert [misplaced(pool, panel, listed, count) for panel, listed in zip(panels, lists, strict=True)] == [None] * 3
    assert lists == choose_alternates(pool, seats, panels, count, Dropout(rate), "s")
    for panel in panels:
        assert places(pool, panel) == len(choose_alternates(pool, seats, [panel], 9, Dropout(rate))[0])


def test_a_list_is_nearly_as_good_as_the_best_of_all() -> None:
    """Over every set of three, with every case listed: at least 97 % of what the best set saves, all pools together."""
    saved = possible = 0.0
    for seed in range(12):
        pool = generated(16, 5, (2, 3), seed)
        measure, chances = measure_of(pool, 5), DROPOUT.chances(pool)
        panel = draw_panels(pool, 5, 1, seed=str(seed)).panels[0]
        cases = after(measure, list(panel), cases_of(pool, panel, chances, generator("", "alternates", 0)))
        alone = best_loss(measure, *cases, [])
        listed = choose_alternates(pool, 5, [panel], 3, DROPOUT)[0]
        ours = best_loss(measure, *cases, list(listed))
        best = min(best_loss(measure, *cases, list(one)) for one in itertools.combinations(available(pool, panel), 3))
        assert best - 1e-9 <= ours <= alone + 1e-9
        saved, possible = saved + alone - ours, possible + alone - best
    assert possible > 1 and saved >= 0.97 * possible


def test_each_beginning_of_a_list_is_worth_more_than_the_one_before() -> None:
    pool = generated(40, 8, (3, 2, 3), seed=2)
    panel = draw_panels(pool, 8, 1, seed="y").panels[0]
    listed = choose_alternates(pool, 8, [panel], 5, DROPOUT, "s")[0]
    cases = cases_of(pool, panel, DROPOUT.chances(pool), generator("s", "alternates", 0))
    measure = measure_of(pool, 8)
    losses = [best_loss(measure, *after(measure, list(panel), cases), list(listed[:many])) for many in range(6)]
    assert losses == sorted(losses, reverse=True) and losses[1] < losses[0]
    assert losses[0] - losses[1] >= losses[4] - losses[5]


def test_who_is_likely_to_leave_is_who_is_provided_for() -> None:
    """A young woman and an old man sit; only she may leave: the one young woman among the others comes first."""
    pool = Pool(QUOTAS, ((0, 2), (1, 3), (1, 3), (1, 3), (0, 2), (1, 3)))
    assert choose_alternates(pool, 2, [(0, 1)], 1, Dropout(0.0, (0.5, 0, 0, 0))) == ((4,),)
    other = choose_alternates(pool, 2, [(0, 1)], 1, Dropout(0.0, (0, 0.5, 0, 0)))[0][0]
    assert other in {2, 3, 5}


def test_nobody_at_home_with_a_member_or_with_another_alternate() -> None:
    pool = Pool(QUOTAS, ((0, 2), (1, 3), (0, 2), (0, 2), (0, 2), (1, 3)), (7, -1, 7, 8, 8, -1))
    listed = choose_alternates(pool, 2, [(0, 1)], 4, DROPOUT)[0]
    assert sorted(listed) in ([3, 5], [4, 5])
    for wrong in ((2, 5), (3, 4), (0, 3), (3, 3), (3,), (3, 5, 5)):
        assert misplaced(pool, (0, 1), wrong, 4) is not None


@given(small_pools(most=6, homes=False), st.lists(st.floats(0, 1), min_size=12, max_size=12))
@settings(max_examples=60, deadline=None)
def test_listed_cases_are_those_of_people_who_leave_on_their_own(made: tuple[Pool, int], rates: list[float]) -> None:
    """Against every subset of the members, one by one."""
    pool, seats = made
    panel = draw_panels(pool, seats, 1).panels[0]
    chances = Dropout(0.1, tuple(rates[: len(pool.quotas)])).chances(pool)
    cases = cases_of(pool, panel, chances, np.random.default_rng(1))
    assert math.isclose(cases.weights.sum(), 1, abs_tol=1e-9)
    told: dict[tuple[tuple[int, ...], ...], float] = {}
    for row, weight in zip(cases.gone, cases.weights, strict=True):
        left = tuple(sorted(pool.people[one] for one, out in zip(panel, row, strict=True) if out))
        told[left] = told.get(left, 0) + weight
    expected: dict[tuple[tuple[int, ...], ...], float] = {}
    for outs in itertools.product((0, 1), repeat=len(panel)):
        left = tuple(sorted(pool.people[one] for one, out in zip(panel, outs, strict=True) if out))
        weight = math.prod(chances[one] if out else 1 - chances[one] for one, out in zip(panel, outs, strict=True))
        expected[left] = expected.get(left, 0) + weight
    assert told == pytest.approx(expected, abs=1e-9)


def test_what_an_answer_says_is_multiplied() -> None:
    pool = Pool(QUOTAS, ((0, 2), (1, 3)))
    assert Dropout(0.1, (0.5, 0.0, 0.2, 0.0)).chances(pool) == pytest.approx([1 - 0.9 * 0.5 * 0.8, 0.1])


def test_sampled_departures_are_as_frequent_as_they_should_be_in_any_order() -> None:
    chances = np.array([0.1, 0.5, 0.9])
    gone = departures((0, 1, 2), chances, np.random.default_rng(3), 4000)
    for place in range(3):
        assert sum(place in one for one in gone) / 4000 == pytest.approx(chances[place], abs=0.03)
    both = [one for one in gone if 1 in one and 2 in one]
    assert sum(one.index(1) < one.index(2) for one in both) / len(both) == pytest.approx(0.5, abs=0.05)


@given(small_pools(most=9, homes=False), st.integers(0, 3))
@settings(max_examples=60, deadline=None)
def test_the_published_loss_is_that_of_the_rule_by_which_people_are_called(made: tuple[Pool, int], count: int) -> None:
    """Against the town's own rule in fractions, one departure at a time."""
    pool, seats = made
    panel = draw_panels(pool, seats, 1, seed="z").panels[0]
    listed = available(pool, panel)[:count]
    gone = departures(panel, Dropout(0.5).chances(pool), np.random.default_rng(5), 8)
    people = dict(enumerate(pool.people))
    without = helped = 0.0
    for order in gone:
        sits, waits = list(panel), list(listed)
        for place in order:
            sits.remove(panel[place])
            called = replacement(pool.quotas, people, sits, waits)
            if called is not None:
                sits.append(called)
                waits.remove(called)
        stay = [one for place, one in enumerate(panel) if place not in order]
        without += float(loss(pool.quotas, people, stay)) + (seats - len(stay)) / seats
        helped += float(loss(pool.quotas, people, sits)) + (seats - len(sits)) / seats
    assert replayed(measure_of(pool, seats), panel, listed, gone) == pytest.approx((without / 8, helped / 8))


def test_alternates_help_and_those_chosen_help_more_than_others() -> None:
    pool = generated(60, 10, (3, 2, 3), seed=4)
    panels = draw_panels(pool, 10, 20, seed="w").panels
    lists = choose_alternates(pool, 10, panels, 4, DROPOUT, "s")
    without, with_them = expected_losses(pool, 10, panels, lists, DROPOUT, "s")
    random = np.random.default_rng(6)
    any_others = tuple(tuple(random.permutation(available(pool, panel))[:4].tolist()) for panel in panels)
    assert with_them < expected_losses(pool, 10, panels, any_others, DROPOUT, "s")[1] < without


def test_it_can_be_stopped() -> None:
    pool = generated(20, 4, (2, 2), seed=1)
    panels = draw_panels(pool, 4, 5).panels
    with pytest.raises(Stopped):
        choose_alternates(pool, 4, panels, 2, DROPOUT, watch=Watch(stopped=lambda: True))
