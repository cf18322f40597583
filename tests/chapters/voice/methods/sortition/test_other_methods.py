"""Maximin, Nash and Goldilocks against conditions that can be read off all panels; the simple draw keeps the rules."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import HealthCheck, assume, given, settings

from chapitre.chapters.voice.methods.sortition.checking import check_certificate
from chapitre.chapters.voice.methods.sortition.frames import frame_of
from chapitre.chapters.voice.methods.sortition.panels import FAIR, Panels, draw_panels, gini
from chapitre.chapters.voice.methods.sortition.pools import Pool, Quota, broken, grouped
from chapitre.chapters.voice.methods.sortition.stratified import NoSimplePanel
from tests.chapters.voice.methods.sortition.oracle import best, every_panel, maximised
from tests.chapters.voice.methods.sortition.small import edge_pools, small_pools, triangle

SLOW = settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def made_by(method: str, pool: Pool, seats: int) -> Panels:
    """Runs a method; its panels keep the rules and its certificate proves it."""
    made = draw_panels(pool, seats, 10, method, "essai")
    assert all(broken(pool, seats, panel) == "" for panel in made.panels)
    assert made.gap is not None and made.gap < 1e-7
    assert made.certificate is not None
    checked = check_certificate(frame_of(pool, seats, grouped(pool)), made.certificate, method)
    assert checked.complete and checked.slack < 1e-6
    return made


def able(pool: Pool, seats: int) -> list[int]:
    """Those who sit in some panel."""
    return sorted({person for panel in every_panel(pool, seats) for person in panel})


@given(small_pools() | edge_pools())
@SLOW
def test_maximin(case: tuple[Pool, int]) -> None:
    pool, seats = case
    made = made_by("maximin", pool, seats)
    people = able(pool, seats)
    never = {person: Fraction(0) for person in range(len(pool.people)) if person not in people}
    level = best(every_panel(pool, seats), range(len(pool.people)), never, None)
    assert min(made.targets[person] for person in people) == pytest.approx(float(level), abs=1e-8)


@given(small_pools() | edge_pools())
@SLOW
def test_nash(case: tuple[Pool, int]) -> None:
    """The product is greatest when no panel weighs more than there are people, one weighing 1/chance."""
    pool, seats = case
    made = made_by("nash", pool, seats)
    people = able(pool, seats)
    heaviest = max(sum(1 / made.targets[person] for person in panel) for panel in every_panel(pool, seats))
    assert heaviest <= len(people) * (1 + 1e-5)


@given(small_pools(6) | edge_pools())
@SLOW
def test_goldilocks(case: tuple[Pool, int]) -> None:
    """No better balance at any of twenty lowest chances, for each of which the lowest highest chance is exact."""
    pool, seats = case
    made = made_by("goldilocks", pool, seats)
    people, panels = able(pool, seats), every_panel(pool, seats)
    ratio = Fraction(len(pool.people), seats)
    ours = float(ratio) * max(made.targets) + 1 / float(ratio) / min(made.targets[person] for person in people)
    top = min(Fraction(str(round(min(made.targets[person] for person in people) * 1.6, 6))), Fraction(1))
    for step in range(1, 11):
        low = top * step / 10
        highest = lowest_highest(panels, people, low)
        if highest is not None:
            assert ours <= float(ratio * highest + 1 / ratio / low) + 1e-6


def lowest_highest(panels: list[tuple[int, ...]], people: list[int], low: Fraction) -> Fraction | None:
    """The least that the highest chance can be while nobody is under `low`; None if somebody must be."""
    one, none = Fraction(1), Fraction(0)
    rows = [[one] * len(panels) + [none]]
    for person in people:
        rows.append([Fraction(person in panel) for panel in panels] + [none])
    for person in people:
        rows.append([-Fraction(person in panel) for panel in panels] + [one])
    right = [one] + [low] * len(people) + [none] * len(people)
    least = maximised([none] * len(panels) + [-one], rows, right, [0] + [-1] * 2 * len(people))
    return None if least is None else -least


def test_goldilocks_lowers_the_highest_chance(jury_pool: Pool) -> None:
    fair, balanced = (made_by(method, jury_pool, 22) for method in ("leximin", "goldilocks"))
    assert max(balanced.targets) < max(fair.targets) / 2
    assert min(balanced.targets) > min(fair.targets) * 0.7


@given(small_pools(homes=True))
@SLOW
def test_the_simple_draw_keeps_the_rules(case: tuple[Pool, int]) -> None:
    pool, seats = case
    try:
        made = draw_panels(pool, seats, 5, "random", "essai")
    except NoSimplePanel:
        assume(False)
    assert all(broken(pool, seats, panel) == "" for panel in made.panels)
    assert made.gap is None and made.certificate is None


def test_the_simple_draw_says_when_it_finds_nothing() -> None:
    pool = Pool((Quota("c", "a", 2, 2), Quota("c", "b", 0, 9)), ((0,), (1,), (1,)))
    with pytest.raises(NoSimplePanel):
        draw_panels(pool, 2, 5, "random", "essai")


def test_nobody_is_drawn_less_than_by_the_simple_draw(made_pool: Pool) -> None:
    simple = draw_panels(made_pool, 22, 300, "random", "essai")
    fair = draw_panels(made_pool, 22, 300, "leximin", "essai")
    assert min(simple.counts) < min(fair.counts)


@pytest.mark.parametrize("method", FAIR)
def test_who_can_never_sit_does_not_spoil_the_rest(method: str) -> None:
    """E shares a value with everybody that only one may have, so that E would sit alone: there is no such panel."""
    pool, seats = triangle(2)
    quotas = (*pool.quotas, Quota("seul", "oui", 0, 0), Quota("seul", "non", 0, 9))
    people = (*((*values, 7) for values in pool.people), (1, 3, 5, 6))
    made = made_by(method, Pool(quotas, people), seats)
    assert made.targets[-1] == 0
    assert min(made.targets[:-1]) == pytest.approx(1 / 3, abs=1e-6)


def test_gini() -> None:
    assert gini((0.2, 0.2, 0.2)) == pytest.approx(0)
    assert gini((0.0, 0.0, 1.0)) == pytest.approx(2 / 3)
    random = np.random.default_rng(1).random(40)
    pairs = sum(abs(one - other) for one in random for other in random)
    assert gini(tuple(random)) == pytest.approx(pairs / (2 * 40 * random.sum()))
