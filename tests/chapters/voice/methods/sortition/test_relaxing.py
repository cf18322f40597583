"""The smallest relaxation is the smallest: against all choices of people."""

from __future__ import annotations

from collections import Counter
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chapitre.chapters.voice.methods.sortition.pools import Pool, Quota, broken
from chapitre.chapters.voice.methods.sortition.relaxing import feasible, relaxation
from tests.chapters.voice.methods.sortition.oracle import every_panel


@st.composite
def pools(draw: st.DrawFn) -> tuple[Pool, int]:
    """Any quotas, mostly impossible."""
    count = draw(st.integers(1, 6))
    people = [(draw(st.integers(0, 1)), 2 + draw(st.integers(0, 2))) for _ in range(count)]
    quotas = []
    for place in range(5):
        least = draw(st.integers(0, 3))
        loosest = (draw(st.integers(0, least)), draw(st.integers(5, 6))) if draw(st.booleans()) else None
        quotas.append(Quota("c" if place < 2 else "d", str(place), least, draw(st.integers(least, 4)), loosest))
    homes = tuple(draw(st.integers(-1, 1)) for _ in range(count)) if draw(st.booleans()) else ()
    return Pool(tuple(quotas), tuple(people), homes), draw(st.integers(1, count))


def cheapest(pool: Pool, seats: int, within: bool) -> tuple[int, int] | None:
    """Units and quotas changed by the least change, over all choices of people; `within` the loosest bounds."""
    free = Pool(tuple(Quota(one.category, one.value, 0, 99) for one in pool.quotas), pool.people, pool.households)
    found = []
    for panel in combinations(range(len(pool.people)), seats):
        if broken(free, seats, panel):
            continue
        counts = Counter(value for person in panel for value in pool.people[person])
        cost, changed, allowed = 0, 0, True
        for place, quota in enumerate(pool.quotas):
            units = max(quota.least - counts[place], counts[place] - quota.most, 0)
            low, high = quota.loosest or (0, 99)
            allowed &= not units or low <= counts[place] <= high
            cost, changed = cost + units, changed + (units > 0)
        if allowed or not within:
            found.append((cost, changed))
    return min(found, default=None)


@given(pools())
@settings(max_examples=300, deadline=None)
def test_the_smallest_change(case: tuple[Pool, int]) -> None:
    pool, seats = case
    assert feasible(pool, seats) == bool(every_panel(pool, seats))
    found = relaxation(pool, seats)
    within, beyond = cheapest(pool, seats, True), cheapest(pool, seats, False)
    if found is None:
        assert beyond is None
        return
    units = sum(
        pool.quotas[place].least - least + most - pool.quotas[place].most for place, least, most in found.changes
    )
    assert found.beyond == (within is None)
    assert (units, len(found.changes)) == (beyond if found.beyond else within)
    quotas = list(pool.quotas)
    for place, least, most in found.changes:
        quotas[place] = Quota(quotas[place].category, quotas[place].value, least, most)
    assert feasible(Pool(tuple(quotas), pool.people, pool.households), seats)


def test_possible_quotas_need_no_change(made_pool: Pool) -> None:
    found = relaxation(made_pool, 22)
    assert found is not None and found.changes == ()


def test_a_real_pool_with_too_few_seats(jury_pool: Pool) -> None:
    assert not feasible(jury_pool, 19)
    found = relaxation(jury_pool, 19)
    assert found is not None and found.changes and not found.beyond


@pytest.mark.parametrize("seats", [3, 4])
def test_no_quotas_would_help(seats: int) -> None:
    """Three people of whom two live together: never three seats."""
    pool = Pool((Quota("c", "a", 0, 9),), ((0,), (0,), (0,)), (0, 0, -1))
    assert relaxation(pool, seats) is None
