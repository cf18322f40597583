"""Pools of every shape from a seed: features that go together or not, quotas tight or loose, households, odd values."""

from __future__ import annotations

from collections import Counter

import numpy as np

from chapitre.chapters.voice.methods.sortition.pools import Pool, Quota


def shaped(seed: int) -> tuple[Pool, int]:
    """A pool that has a panel, and its seats; quotas are drawn around the counts of a panel chosen first."""
    random = np.random.default_rng(seed)
    people = int(random.integers(5, 60))
    seats = int(random.integers(1, people + 1 if random.random() < 0.3 else max(2, people // 2)))
    values = [int(random.integers(1, 7)) for _ in range(int(random.integers(1, 9)))]
    features = _features(people, values, random)
    order = random.permutation(people)
    homes: list[int] = []
    if random.random() < 0.3:
        homes = [int(home) if random.random() < 0.7 else -1 for home in random.integers(0, max(2, people // 2), people)]
    panel = _seated(order.tolist(), seats, homes)
    quotas, places = _quotas(features[panel], values, random)
    rows = tuple(tuple(places[category, int(value)] for category, value in enumerate(row)) for row in features)
    return Pool(tuple(quotas), rows, tuple(homes)), len(panel)


def _features(people: int, values: list[int], random: np.random.Generator) -> np.ndarray:
    leaning, together = random.standard_normal(people), random.random()
    columns = []
    for count in values:
        own = together * leaning + np.sqrt(1 - together**2) * random.standard_normal(people)
        follows = random.random() < 0.5
        columns.append(np.argsort(np.argsort(own)) * count // people if follows else random.integers(0, count, people))
    return np.array(columns).T


def _seated(order: list[int], seats: int, homes: list[int]) -> list[int]:
    panel: list[int] = []
    for person in order:
        if len(panel) < seats and not (homes and homes[person] >= 0 and homes[person] in {homes[one] for one in panel}):
            panel.append(person)
    return panel


def _quotas(
    seated: np.ndarray, values: list[int], random: np.random.Generator
) -> tuple[list[Quota], dict[tuple[int, int], int]]:
    """The quotas, and the place of the quota of each value of each category."""
    loose = int(random.integers(0, 4))  # 0: no quota leaves a choice
    quotas: list[Quota] = []
    places = {}
    for category, count in enumerate(values):
        here = Counter(seated[:, category].tolist())
        least = [max(0, here[value] - (int(random.integers(0, 1 + loose)) if loose else 0)) for value in range(count)]
        most = [here[value] + (int(random.integers(0, 1 + loose)) if loose else 0) for value in range(count)]
        if random.random() < 0.15:  # the minimums fill the seats: no maximum above them can be reached
            least = [here[value] for value in range(count)]
        for value in range(count):
            places[category, value] = len(quotas)
            quotas.append(Quota(f"c{category}", f"v{value}", least[value], most[value]))
        if random.random() < 0.1:
            quotas.append(Quota(f"c{category}", "personne", 0, int(random.integers(0, 5))))
    return quotas, places
