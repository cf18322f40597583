"""Pools like those of real juries: volunteers who chose themselves, features that go together, quotas that pinch.

A volunteer has one hidden leaning, from which age, schooling, housing, district and the rest follow more or less; the
more it is on one side, the likelier the person volunteers. Quotas are the town's own shares, rounded down and up.
"""

from __future__ import annotations

from collections import Counter

import numpy as np

from chapitre.chapters.voice.methods.sortition.pools import Pool, Quota

NAMES = ("âge", "genre", "diplôme", "logement", "quartier", "emploi", "transport", "revenu")
SIX = (5, 3, 4, 3, 6, 4)
SEVEN = (5, 3, 4, 4, 8, 5, 4)


def generated(
    people: int,
    seats: int,
    values: tuple[int, ...],
    seed: int,
    *,
    bias: float = 1.0,
    together: float = 0.6,
    tight: bool = False,
) -> Pool:
    """A pool with `values` values in each category.

    `bias`: how much self-selection distorts the pool, 0 for not at all. `together`: how much of each feature follows
    from the hidden leaning, 0 for none. `tight`: no quota leaves a choice. Every quota can be met by `seats` of the
    volunteers: the quotas are widened around the counts of one panel of them where the town's shares would exclude it.
    """
    random = np.random.default_rng(seed)
    edges = [np.cumsum(random.dirichlet(np.full(count, 4.0)))[:-1] for count in values]
    crowd = 20 * people
    leaning = random.standard_normal(crowd)
    features = np.empty((crowd, len(values)), dtype=int)
    for place, cuts in enumerate(edges):
        own = together * leaning + np.sqrt(1 - together**2) * random.standard_normal(crowd)
        ranks = np.argsort(np.argsort(own)) / crowd
        order = random.permutation(len(cuts) + 1)
        features[:, place] = order[np.searchsorted(cuts, ranks, side="right")]
    chance = np.exp(bias * leaning)
    chosen = random.choice(crowd, people, replace=False, p=chance / chance.sum())
    panel = random.choice(chosen, seats, replace=False, p=(1 / chance[chosen]) / (1 / chance[chosen]).sum())
    quotas: list[Quota] = []
    first = []
    for place, count in enumerate(values):
        first.append(len(quotas))
        seated = Counter(features[panel, place].tolist())
        for value in range(count):
            share = seats * float(np.mean(features[:, place] == value))
            least, most = int(np.floor(share)), int(np.ceil(share))
            if tight:
                least = most = seated[value]
            quotas.append(
                Quota(NAMES[place], f"valeur {value + 1}", min(least, seated[value]), max(most, seated[value]))
            )
    rows = tuple(tuple(first[place] + int(value) for place, value in enumerate(features[one])) for one in chosen)
    return Pool(tuple(quotas), rows)


def written(pool: Pool) -> tuple[str, str]:
    """The two files of a pool, as `categories.csv` and `respondents.csv` hold them."""
    quotas = [
        "category,feature,min,max",
        *(f"{one.category},{one.value},{one.least},{one.most}" for one in pool.quotas),
    ]
    heads = list(dict.fromkeys(one.category for one in pool.quotas))
    people = [",".join(pool.quotas[value].value for value in values) for values in pool.people]
    return "\n".join(quotas) + "\n", "\n".join([",".join(heads), *people]) + "\n"
