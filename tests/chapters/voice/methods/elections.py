"""Random elections for Hypothesis: small numbers, so that ties, exact fits and empty purses are frequent."""

from hypothesis import strategies as st

from chapitre.chapters.voice.methods.ballots import Ballot, Election, Project


@st.composite
def elections(draw: st.DrawFn, most_points: int = 1, unit: int = 100, most_voters: int = 9) -> Election:
    """An election of up to 7 projects; costs and budget are multiples of `unit` cents, some with odd cents."""
    count = draw(st.integers(1, 7))
    cents = st.sampled_from([0, 0, 0, 1, 50]) if unit > 1 else st.just(0)
    costs = [draw(st.integers(1, 12)) * unit + draw(cents) for _ in range(count)]
    projects = tuple(Project(f"P{index}", cost, f"Projet {index}") for index, cost in enumerate(costs))
    ballots = st.dictionaries(st.integers(0, count - 1), st.integers(1, most_points), max_size=4)
    voters = draw(st.lists(ballots, min_size=1, max_size=most_voters))
    # Some ballots are cast by several voters: they are counted together.
    times = draw(st.lists(st.integers(1, 3), min_size=len(voters), max_size=len(voters)))
    cast: list[Ballot] = [tuple(one.items()) for one, time in zip(voters, times, strict=True) for _ in range(time)]
    return Election(draw(st.integers(1, 40)) * unit, projects, tuple(draw(st.permutations(cast))))
