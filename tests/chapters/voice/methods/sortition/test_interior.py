"""The greatest product over a polytope, held against what singles it out; and Nash where nothing is loose."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings

from chapitre.chapters.voice.methods.sortition.checking import check_certificate
from chapitre.chapters.voice.methods.sortition.frames import frame_of
from chapitre.chapters.voice.methods.sortition.interior import greatest_product
from chapitre.chapters.voice.methods.sortition.nash import nash
from chapitre.chapters.voice.methods.sortition.panels import draw_panels
from chapitre.chapters.voice.methods.sortition.pools import Pool, Quota, grouped
from chapitre.chapters.voice.methods.sortition.space import space_of
from tests.chapters.voice.methods.sortition.generated import generated
from tests.chapters.voice.methods.sortition.small import small_pools

INFINITE = np.inf


def test_products_that_can_be_reckoned_by_hand() -> None:
    one = np.ones(1)
    assert greatest_product(one, np.ones((1, 1)), one * 0, one * 3, one * 2) == pytest.approx([2])
    shares = greatest_product(np.array([1.0, 3.0]), np.ones((1, 2)), one, one, np.ones(2))
    assert shares == pytest.approx([0.25, 0.75], abs=1e-9)


def test_bounds_that_leave_one_point() -> None:
    """x + y ≤ 1 and x + y ≥ 1 and x ≥ 3/4 ≥ x: no point stands within all bounds."""
    matrix = np.array([[1.0, 1.0], [1.0, 1.0], [1.0, 0.0], [2.0, 0.0]])
    low, high = np.array([-INFINITE, 1, 0.75, -INFINITE]), np.array([1, INFINITE, INFINITE, 1.5])
    assert greatest_product(np.ones(2), matrix, low, high, np.ones(2)) == pytest.approx([0.75, 0.25], abs=1e-9)


def test_everybody_must_sit() -> None:
    matrix = np.ones((1, 3))
    found = greatest_product(np.ones(3), matrix, np.array([3.0]), np.array([3.0]), np.ones(3))
    assert found == pytest.approx([1, 1, 1], abs=1e-9)


def slack(pool: Pool, seats: int) -> float:
    """By how much the chances of greatest product over the relaxed space could be better, for all that is proved."""
    space = space_of(frame_of(pool, seats, grouped(pool)))
    aim = nash(space)
    sums = space.matrix @ (aim.chances * space.size)
    assert np.all((sums >= space.low - 1e-9) & (sums <= space.high + 1e-9))
    weights = np.where(aim.chances > 0, 1 / np.where(aim.chances > 0, aim.chances, 1), 0)
    answer = space.solver(whole=False)
    answer.costs(-weights)
    return -answer.solve().value / float(space.size[aim.chances > 0].sum()) - 1


@given(small_pools())
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_no_point_weighs_more(case: tuple[Pool, int]) -> None:
    pool, seats = case
    assert slack(pool, seats) < 1e-9


@pytest.mark.parametrize("values", [(3, 2, 4, 5), (5, 3, 4, 3, 6, 4)])
@pytest.mark.parametrize("seed", [1, 3])
def test_tight_pools_are_solved_as_exactly_as_loose_ones(values: tuple[int, ...], seed: int) -> None:
    """Half of the volunteers sit and no quota leaves a choice: chords between points stalled here at 1e-3."""
    pool = generated(150, 75, values, seed, tight=True)
    made = draw_panels(pool, 75, 20, "nash", "essai")
    assert made.certificate is not None and made.gap is not None and made.gap < 1e-8
    proved = check_certificate(frame_of(pool, 75, grouped(pool)), made.certificate, "nash")
    assert proved.complete and proved.slack < Fraction(1, 10**9)


def test_minimums_that_fill_the_seats_bound_the_rest() -> None:
    """The minimums take all seats, so every maximum above them is one that nobody reaches."""
    quotas = (Quota("c", "a", 2, 5), Quota("c", "b", 1, 5), Quota("d", "x", 0, 9), Quota("d", "y", 0, 9))
    people = ((0, 2), (0, 3), (0, 3), (0, 2), (0, 2), (1, 2), (1, 3), (1, 3))
    assert slack(Pool(quotas, people), 3) < 1e-9
