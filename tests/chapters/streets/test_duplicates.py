"""Likely duplicates: the reach of each heading, and an order that does not depend on the order given."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chapitre.chapters.streets.categories import groups
from chapitre.chapters.streets.methods.duplicates import DEFAULT, REACHES, SURE, Known, Reach, likely, reach_of, score

known = st.builds(
    Known,
    key=st.from_regex(r"2[0-9]-[0-9]{5}", fullmatch=True),
    category=st.sampled_from(["depot-sauvage", "graffiti"]),
    metres=st.integers(0, 300),
    days=st.integers(-1, 400),
)


def oracle(category: str, reach: Reach, reports: list[Known]) -> list[str]:
    """The same in the slowest and plainest way: keep what fits, then pick the best again and again."""
    left = [
        one
        for one in reports
        if one.category == category and one.metres <= reach.metres and 0 <= one.days <= reach.days
    ]
    picked: list[str] = []
    while left and len(picked) < 3:
        best = left[0]
        for one in left[1:]:
            mine, other = score(one.metres, one.days, reach), score(best.metres, best.days, reach)
            if (-mine, one.metres, one.key) < (-other, best.metres, best.key):
                best = one
        left.remove(best)
        picked.append(best.key)
    return picked


@given(st.lists(known, max_size=12), st.sampled_from([*REACHES, "invented"]), st.randoms(use_true_random=False))
def test_same_as_the_oracle_in_any_order(reports: list[Known], group: str, dice: random.Random) -> None:
    expected = oracle("graffiti", reach_of(group), reports)
    dice.shuffle(reports)
    assert [one.key for one in likely("graffiti", group, reports)] == expected


@given(st.integers(0, 200), st.integers(0, 200), st.integers(0, 300), st.integers(0, 300))
def test_nearer_or_fresher_never_scores_less(near: int, far: int, fresh: int, old: int) -> None:
    near, far, fresh, old = min(near, far), max(near, far), min(fresh, old), max(fresh, old)
    assert score(near, fresh, DEFAULT) >= score(far, fresh, DEFAULT)
    assert score(near, fresh, DEFAULT) >= score(near, old, DEFAULT)


@given(st.integers(0, 200), st.integers(0, 300))
def test_a_score_is_a_whole_number_up_to_a_thousand(metres: int, days: int) -> None:
    mark = score(metres, days, DEFAULT)
    inside = metres <= DEFAULT.metres and days <= DEFAULT.days
    assert isinstance(mark, int) and (1 <= mark <= SURE if inside else mark == 0)


def test_the_same_spot_on_the_same_day_is_sure() -> None:
    assert score(0, 0, DEFAULT) == SURE == score(20, 0, DEFAULT)


def test_the_edges_of_the_reach_are_in_and_one_more_is_out() -> None:
    reach = reach_of("proprete")
    assert score(reach.metres, reach.days, reach) == 1
    assert score(reach.metres + 1, 0, reach) == 0 == score(0, reach.days + 1, reach)
    assert score(0, -1, reach) == 0  # dated in the future: not comparable


@pytest.mark.parametrize("group", [one.code for one in groups()])
def test_every_heading_of_the_packaged_list_has_its_reach(group: str) -> None:
    assert group in REACHES
    assert reach_of(group).metres > 50  # the neighbouring step must be within reach
