"""Small pools for Hypothesis: features that go together, quotas that pinch, households; most have a panel."""

from __future__ import annotations

from collections import Counter

from hypothesis import strategies as st

from chapitre.chapters.voice.methods.sortition.pools import Pool, Quota


@st.composite
def small_pools(draw: st.DrawFn, most: int = 7, homes: bool = True) -> tuple[Pool, int]:
    """A pool with a panel, and the seats. Quotas are drawn around the counts of a panel chosen first."""
    count = draw(st.integers(2, most))
    seats = draw(st.integers(1, count))
    categories = draw(st.integers(1, 4))
    kinds = draw(st.lists(st.tuples(*[st.integers(0, 2)] * categories), min_size=1, max_size=count))
    people = [draw(st.sampled_from(kinds)) for _ in range(count)]
    households = [draw(st.integers(-1, 2)) for _ in range(count)] if homes and draw(st.booleans()) else []
    order = draw(st.permutations(range(count)))
    panel: list[int] = []
    for person in order:
        if len(panel) < seats and not (
            households and households[person] >= 0 and households[person] in {households[one] for one in panel}
        ):
            panel.append(person)
    quotas: list[Quota] = []
    rows: list[list[int]] = [[] for _ in range(count)]
    for category in range(categories):
        seated = Counter(people[one][category] for one in panel)
        for value in sorted({one[category] for one in people}):
            least = max(0, seated[value] - draw(st.integers(0, 1)))
            top = seated[value] + draw(st.integers(0, 1))
            for person in range(count):
                if people[person][category] == value:
                    rows[person].append(len(quotas))
            quotas.append(Quota(f"c{category}", f"v{value}", least, top))
    return Pool(tuple(quotas), tuple(tuple(row) for row in rows), tuple(households)), len(panel)


@st.composite
def edge_pools(draw: st.DrawFn) -> tuple[Pool, int]:
    """People of whom some pairs may not sit together: the quotas alone allow halves, so whole gaps are common."""
    count = draw(st.integers(5, 7))
    pairs = draw(st.lists(st.tuples(st.integers(0, count - 1), st.integers(0, count - 1)), min_size=5, max_size=12))
    pairs = sorted({(min(pair), max(pair)) for pair in pairs if pair[0] != pair[1]})
    panel: list[int] = []
    for person in draw(st.permutations(range(count))):
        if not any(set(pair) <= {*panel, person} for pair in pairs):
            panel.append(person)
    return _pairs_apart(count, pairs), draw(st.integers(1, len(panel)))


def triangle(copies: int = 1) -> tuple[Pool, int]:
    """A, B and C share a value two by two, and one panel may hold one of each such value; D shares none.

    The quotas alone allow half of each, no panel holds more than one of the three: a whole gap.
    """
    return _pairs_apart(3 + copies, [(0, 1), (1, 2), (0, 2)]), 1 + copies


def _pairs_apart(count: int, pairs: list[tuple[int, int]]) -> Pool:
    quotas = []
    for place in range(len(pairs)):
        quotas += [Quota(f"c{place}", "ensemble", 0, 1), Quota(f"c{place}", "autre", 0, 9)]
    people = (
        tuple(2 * place + (0 if person in pair else 1) for place, pair in enumerate(pairs)) for person in range(count)
    )
    return Pool(tuple(quotas), tuple(people))
