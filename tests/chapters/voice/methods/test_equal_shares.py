"""Equal shares against their definition: same purchases, same payments, same purses, to the last fraction."""

import random
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chapitre.chapters.voice.methods import equal_shares
from chapitre.chapters.voice.methods.ballots import Election, Project
from chapitre.chapters.voice.methods.equal_shares import Count, EqualShares
from chapitre.chapters.voice.methods.tally import UTILITIES, Utility, tally
from tests.chapters.voice.methods import shares_oracle as oracle
from tests.chapters.voice.methods.elections import elections

# How many shares a purse is off; -1 makes it look empty.
WRONG = st.lists(st.sampled_from([-1, -1, -1, 0, 1, 3, -3]), min_size=10, max_size=10)
RAISES = st.sampled_from([0, 0, 100, 300, 1700])


def assert_same(count: Count, election: Election, utility: Utility, raised: int) -> None:
    """The count bought what the oracle buys, in its order, at its prices, and leaves every voter the same money."""
    expected = oracle.equal_shares(election, utility, raised)
    assert list(count.tally.index(count.bought)) == expected.bought
    accounts = count.accounts
    assert [accounts.rate(number) for number in count.bought] == expected.rates
    lefts = dict(zip(count.tally.groups, accounts.lefts(), strict=True))
    number = {index: place for place, index in enumerate(count.tally.order)}
    for ballot, left in zip(election.ballots, expected.left, strict=True):
        key = tuple(sorted((number[index], points) for index, points in ballot))
        assert left == (lefts[key] if ballot else count.accounts.share)


@pytest.mark.parametrize("utility", UTILITIES)
@settings(max_examples=400, deadline=None)
@given(election=elections(), raised=RAISES)
def test_approvals(utility: Utility, election: Election, raised: int) -> None:
    assert_same(EqualShares(tally(election, utility)).count(raised), election, utility, raised)


@pytest.mark.parametrize("utility", UTILITIES)
@settings(max_examples=400, deadline=None)
@given(election=elections(most_points=4), raised=RAISES)
def test_points(utility: Utility, election: Election, raised: int) -> None:
    assert_same(EqualShares(tally(election, utility)).count(raised), election, utility, raised)


@pytest.mark.parametrize("utility", UTILITIES)
@settings(max_examples=300, deadline=None)
@given(election=elections(most_points=3), raised=RAISES, wrong=WRONG)
def test_purses_may_be_as_wrong_as_their_bound_says(
    utility: Utility, election: Election, raised: int, wrong: list[int]
) -> None:
    """However far from the truth the grains of each purse, as long as the blur says so, rationals put it right."""
    count = Count(EqualShares(tally(election, utility)), raised)
    share = count._left[0] if count._left else 0
    count._left = [share * (1 + wrong[group % len(wrong)]) for group in range(len(count._left))]
    count._blur = 3 * share
    count.run(None)
    assert_same(count, election, utility, raised)


@pytest.mark.parametrize("utility", UTILITIES)
@pytest.mark.parametrize("first", ["thirds", "sixths"])
@pytest.mark.parametrize("given", [1, 1_000_000])
def test_a_tie_that_rounding_hides(utility: Utility, first: str, given: int) -> None:
    """Two projects that cost the same and have one poor supporter each, who is as poor in both: one paid a third of ten
    cents, the other a sixth twice, and grains, made of twentieths, divide into neither. The first of the two in the
    list is bought first, whichever it is. Payments for many points carry rounding far.
    """
    others = iter(range(1000))
    supporters: dict[str, list[str]] = {"third": ["a", *(f"t{next(others)}" for _ in range(2))]}
    for name in ("sixth", "other sixth"):
        supporters[name] = ["b", *(f"s{next(others)}" for _ in range(5))]
    last = {"thirds": ["a", "c", "d"], "sixths": ["b", "e", "f"]}
    order = [first, *(name for name in last if name != first)]
    supporters |= {name: last[name] for name in order}
    voters = sorted({voter for members in supporters.values() for voter in members})
    voters += [f"x{index}" for index in range(20 - len(voters))]
    share, costs = 100, {"third": 10, "sixth": 10, "other sixth": 10, "thirds": 295, "sixths": 295}
    projects = tuple(Project(name, costs[name]) for name in supporters)
    ballots = tuple(
        tuple(
            (index, 1 if name in last else given) for index, name in enumerate(supporters) if voter in supporters[name]
        )
        for voter in voters
    )
    election = Election(share * len(voters), projects, ballots)
    count = EqualShares(tally(election, utility)).count()
    assert [projects[index].id for index in count.tally.index(count.bought)][-2:] == order
    assert_same(count, election, utility, 0)


@settings(max_examples=300, deadline=None)
@given(election=elections(most_points=3, unit=1), raised=RAISES)
def test_coarse_grains_change_nothing(election: Election, raised: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(equal_shares, "SPARE", 0)
        assert_same(EqualShares(tally(election, "cardinality")).count(raised), election, "cardinality", raised)


@pytest.mark.parametrize("seed", range(6))
def test_larger_elections(seed: int) -> None:
    """Long chains of purchases by voters who share projects, where rounding errors would add up."""
    chance = random.Random(seed)
    projects = tuple(Project(str(index), chance.randint(300, 9_000) * 100) for index in range(25))
    ballots = tuple(
        tuple((index, chance.randint(1, 3)) for index in chance.sample(range(25), chance.randint(1, 8)))
        for _ in range(60)
    )
    election, utility = Election(6_000_000, projects, ballots), UTILITIES[seed % 2]
    assert_same(EqualShares(tally(election, utility)).count(), election, utility, 0)


@settings(max_examples=200, deadline=None)
@given(election=elections(most_points=3), most=st.integers(1, 3000))
def test_a_count_may_stop_once_it_has_spent_too_much(election: Election, most: int) -> None:
    method = EqualShares(tally(election, "cost"))
    whole, stopped = method.count(), method.count(most=most)
    assert stopped.bought == whole.bought[: len(stopped.bought)]
    assert (stopped.spent > most) == (whole.spent > most)
    assert stopped.spent <= most or method.tally.cost_of(stopped.bought[:-1]) <= most


def test_an_election_counted_by_hand() -> None:
    """Ten voters have 100 each. A (300) is paid by six of them, 50 each; B (400) by six too, three of whom have 50
    left: they give it, and the others pay (400 - 150) / 3. C (350) has three supporters and cannot be paid.
    """
    projects = (Project("A", 300), Project("B", 400), Project("C", 350))
    supporters = (range(6), range(3, 9), range(7, 10))
    ballots = tuple(
        tuple((index, 1) for index, voters in enumerate(supporters) if voter in voters) for voter in range(10)
    )
    count = EqualShares(tally(Election(1000, projects, ballots), "cost")).count()
    first, second = (count.accounts.payment(number) for number in count.bought)
    assert count.tally.index(count.bought) == (0, 1)
    assert (first.full, first.price, first.last) == (6, 50, 0)
    assert (second.full, second.price, second.last, second.given) == (3, Fraction(250, 3), 3, 150)


@settings(max_examples=200, deadline=None)
@given(election=elections(most_points=3), raised=RAISES)
def test_payments_add_up(election: Election, raised: int) -> None:
    count = EqualShares(tally(election, "cost")).count(raised)
    spent = Fraction(0)
    for number in count.bought:
        payment = count.accounts.payment(number)
        assert payment.full + payment.last + payment.idle == count.tally.supporters[number]
        spent += count.tally.costs[number]
    lefts = sum(size * left for size, left in zip(count.tally.sizes, count.accounts.lefts(), strict=True))
    assert spent + lefts == count.accounts.share * sum(count.tally.sizes)
    assert all(left >= 0 for left in count.accounts.lefts())
