"""From the solver to the seed: over many seeds, everybody is drawn as often as was published."""

from __future__ import annotations

import itertools
from math import sqrt

import pytest

from chapitre.chapters.voice.methods import draw, sortition
from chapitre.chapters.voice.methods.sortition.pools import Pool

SEEDS = 20_000
PANELS = 200
DEVIATIONS = 5  # 150 volunteers: once in ten thousand runs, had the seeds not been fixed


@pytest.fixture(scope="module")
def made(made_pool: Pool) -> sortition.Panels:
    return sortition.draw_panels(made_pool, 22, PANELS, "leximin", "essai")


def test_everybody_is_drawn_as_often_as_published(made: sortition.Panels) -> None:
    sat = [0] * len(made.counts)
    for seed in range(SEEDS):
        for person in made.panels[draw.panel_number("ab" * 32, f"tirage {seed}", PANELS) - 1]:
            sat[person] += 1
    for times, count in zip(sat, made.counts, strict=True):
        chance = count / PANELS
        assert abs(times - SEEDS * chance) <= DEVIATIONS * sqrt(SEEDS * chance * (1 - chance))


def test_published_chances_are_those_aimed_at(made: sortition.Panels) -> None:
    people = range(1, len(made.counts) + 1)
    published = draw.counts([[person + 1 for person in panel] for panel in made.panels], len(people))
    assert published == list(made.counts)
    assert all(abs(one - PANELS * target) < 1 for one, target in zip(published, made.targets, strict=True))


def test_one_seed_more_is_another_draw(made: sortition.Panels) -> None:
    """Seeds that differ by a digit have nothing in common: neighbours meet as often as any two."""
    numbers = [draw.panel_number("ab" * 32, f"tirage {seed}", PANELS) for seed in range(SEEDS)]
    same = sum(one == other for one, other in itertools.pairwise(numbers))
    assert abs(same - SEEDS / PANELS) <= DEVIATIONS * sqrt(SEEDS / PANELS)
