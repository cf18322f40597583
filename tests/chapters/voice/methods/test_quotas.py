"""Quotas from counts: every answer's exact share lies between its bounds, and the bounds can always be met together."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chapitre.chapters.voice.methods.quotas import proposed

COUNTS = st.lists(st.integers(0, 10**6), min_size=1, max_size=30).filter(any)


@given(COUNTS, st.integers(3, 500), st.integers(0, 5))
def test_bounds_hold_the_exact_share_and_can_be_met(people: list[int], seats: int, tolerance: int) -> None:
    found = proposed(people, seats, tolerance)
    assert sum(one.exact for one in found) == seats
    assert sum(one.least for one in found) <= seats <= sum(one.most for one in found)
    for count, one in zip(people, found, strict=True):
        assert one.exact == Fraction(seats * count, sum(people))
        assert 0 <= one.least <= one.exact <= one.most <= seats
        assert one.most - one.least <= 1 + 2 * tolerance


def test_a_small_town() -> None:
    found = proposed([530, 470], 22)
    assert [(one.least, one.most) for one in found] == [(11, 12), (10, 11)]
    assert [(one.least, one.most) for one in proposed([530, 470], 22, 1)] == [(10, 13), (9, 12)]
    assert [(one.least, one.most) for one in proposed([1, 1], 22)] == [(11, 11), (11, 11)]
    assert [(one.least, one.most) for one in proposed([999, 1], 10)] == [(9, 10), (0, 1)]


@pytest.mark.parametrize("people", [[0, 0], [], [5, -1]])
def test_nobody_gets_no_quota(people: list[int]) -> None:
    with pytest.raises(ValueError, match="nobody"):
        proposed(people, 22)
