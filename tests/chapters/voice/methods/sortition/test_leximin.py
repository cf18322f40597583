"""Leximin is exact: equal to the slow oracle on small pools, whole gaps included, with a proof that checks out."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings

from chapitre.chapters.voice.methods.sortition.checking import check_certificate
from chapitre.chapters.voice.methods.sortition.frames import frame_of
from chapitre.chapters.voice.methods.sortition.levels import leximin
from chapitre.chapters.voice.methods.sortition.panels import Panels, draw_panels
from chapitre.chapters.voice.methods.sortition.pools import Pool, broken, grouped
from chapitre.chapters.voice.methods.sortition.space import space_of
from tests.chapters.voice.methods.sortition.generated import generated
from tests.chapters.voice.methods.sortition.oracle import fair_chances
from tests.chapters.voice.methods.sortition.small import edge_pools, small_pools, triangle

CLOSE = 1e-8


def relaxed(pool: Pool, seats: int) -> float:
    """The lowest chance that the quotas alone, without whole panels, would allow."""
    return float(leximin(space_of(frame_of(pool, seats, grouped(pool)))).chances.min())


def holds(pool: Pool, seats: int, made: Panels) -> None:
    """Every panel keeps the rules, counts are true, and the certificate proves its claims."""
    assert all(broken(pool, seats, panel) == "" for panel in made.panels)
    for person, count in enumerate(made.counts):
        assert count == sum(person in panel for panel in made.panels)
    assert made.certificate is not None
    checked = check_certificate(frame_of(pool, seats, grouped(pool)), made.certificate, "leximin")
    assert checked.complete
    assert abs(checked.slack) < CLOSE


@given(small_pools())
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_as_fair_as_the_oracle(case: tuple[Pool, int]) -> None:
    pool, seats = case
    made = draw_panels(pool, seats, 12, "leximin", "essai")
    assert made.gap is not None and made.gap < CLOSE
    for target, exact in zip(made.targets, fair_chances(pool, seats), strict=True):
        assert target == pytest.approx(float(exact), abs=CLOSE)
    holds(pool, seats, made)


@pytest.mark.parametrize("copies", [1, 2, 4])
def test_a_whole_gap_is_closed(copies: int) -> None:
    pool, seats = triangle(copies)
    assert relaxed(pool, seats) > 1 / 3 + 0.1
    made = draw_panels(pool, seats, 30, "leximin", "essai")
    assert made.targets == pytest.approx([1 / 3] * 3 + [1.0] * copies)
    assert made.counts[:3] == (10, 10, 10)
    holds(pool, seats, made)


@given(edge_pools())
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_whole_gaps_are_closed(case: tuple[Pool, int]) -> None:
    pool, seats = case
    made = draw_panels(pool, seats, 12, "leximin", "essai")
    assert made.targets == pytest.approx([float(one) for one in fair_chances(pool, seats)], abs=CLOSE)
    holds(pool, seats, made)


@pytest.mark.parametrize("seed", [10, 14, 17, 18])
def test_a_gap_of_features_that_go_together(seed: int) -> None:
    """Sixteen people, every quota exact: in the first three pools the quotas alone promise more than panels give."""
    pool = generated(16, 6, (5, 5, 5), seed, bias=0.3, together=0.5, tight=True)
    made = draw_panels(pool, 6, 10, "leximin", "essai")
    assert made.targets == pytest.approx([float(one) for one in fair_chances(pool, 6)], abs=CLOSE)
    holds(pool, 6, made)
    own = grouped(pool).of_person()
    aim = leximin(space_of(frame_of(pool, 6, grouped(pool))))
    promised = [float(aim.chances[own[person]]) for person in range(16)]
    assert (promised != pytest.approx(made.targets, abs=1e-6)) == (seed != 18)


def test_levels_of_a_real_pool(jury_pool: Pool) -> None:
    """150 volunteers for 22 seats: the lowest and highest chances that the field's own program finds."""
    made = draw_panels(jury_pool, 22, 100, "leximin", "essai")
    assert min(made.targets) == pytest.approx(1 / 11, abs=1e-9)
    assert max(made.targets) == pytest.approx(0.4709029009, abs=1e-9)
    assert made.gap is not None and made.gap < 1e-9
    holds(jury_pool, 22, made)


def test_the_same_seed_gives_the_same_panels(made_pool: Pool) -> None:
    one, other, third = (draw_panels(made_pool, 22, 20, "leximin", seed) for seed in ("a", "a", "b"))
    assert one.panels == other.panels
    assert one.panels != third.panels
    assert one.targets == pytest.approx(third.targets, abs=1e-9)


def test_sums_of_chances_are_the_seats() -> None:
    pool = generated(80, 10, (3, 4, 3), 5)
    made = draw_panels(pool, 10, 50, "leximin", "essai")
    assert np.sum(made.targets) == pytest.approx(10)
    assert sum(Fraction(count, 50) for count in made.counts) == 10
