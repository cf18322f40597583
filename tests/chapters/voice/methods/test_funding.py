"""Winners by every method, utility and completion, against the plain ones; ties; what happened to each project."""

import random

import pytest
from hypothesis import given, settings

from chapitre.chapters.voice.methods.ballots import Election, Project
from chapitre.chapters.voice.methods.completions import COMPLETIONS, Completion, add_one
from chapitre.chapters.voice.methods.equal_shares import EqualShares
from chapitre.chapters.voice.methods.funding import Funding, fund
from chapitre.chapters.voice.methods.tally import UTILITIES, Utility, tally
from tests.chapters.voice.methods import shares_oracle as oracle
from tests.chapters.voice.methods.elections import elections


def ids(funding: Funding) -> list[str]:
    return [funding.election.projects[index].id for index in funding.winners]


def approvals(*ballots: str) -> tuple[tuple[tuple[int, int], ...], ...]:
    """Ballots from the letters of the projects, A being the first."""
    return tuple(tuple((ord(letter) - ord("A"), 1) for letter in ballot) for ballot in ballots)


def assert_leaps_change_nothing(election: Election, utility: Utility) -> None:
    method = EqualShares(tally(election, utility))
    count = add_one(method)
    supported = {index for ballot in election.ballots for index, _ in ballot}
    if election.cost_of(tuple(supported)) > election.budget:
        plain = method.count()
        while (following := method.count(plain.raised + 100)).spent <= election.budget:
            plain = following
        assert (count.bought, count.raised) == (plain.bought, plain.raised)


@pytest.mark.parametrize("utility", UTILITIES)
@pytest.mark.parametrize("completion", COMPLETIONS)
@settings(max_examples=150, deadline=None)
@given(election=elections(most_points=2))
def test_completions(utility: Utility, completion: Completion, election: Election) -> None:
    found = fund(election, "equal-shares", utility, completion)
    expected = oracle.winners(election, utility, completion)
    if completion in ("add1", "add1u"):  # when everything fits, how far shares are raised is not the same
        assert set(found.winners) == set(expected)
    else:
        assert list(found.winners) == expected
    assert found.cost <= election.budget


@pytest.mark.parametrize("utility", UTILITIES)
@settings(max_examples=300, deadline=None)
@given(election=elections(most_points=2, most_voters=5))
def test_counts_that_cannot_exceed_the_budget_are_skipped_and_no_other(utility: Utility, election: Election) -> None:
    supported = {index for ballot in election.ballots for index, _ in ballot}
    count = add_one(EqualShares(tally(election, utility)))
    outcome, raised = oracle.add_one(election, utility)
    if election.cost_of(tuple(supported)) > election.budget:
        assert (list(count.tally.index(count.bought)), count.raised) == (outcome.bought, raised)
    else:
        assert set(count.tally.index(count.bought)) == supported
        assert all(not payment.last for payment in map(count.accounts.payment, count.bought))


@pytest.mark.parametrize("utility", UTILITIES)
@settings(max_examples=100, deadline=None)
@given(election=elections(most_points=2, unit=3000, most_voters=5))
def test_counts_that_take_known_steps_are_leapt_over_and_no_other(utility: Utility, election: Election) -> None:
    """Amounts so large that shares are raised hundreds of times, most of them without a change."""
    assert_leaps_change_nothing(election, utility)


@pytest.mark.parametrize("utility", UTILITIES)
@pytest.mark.parametrize("seed", [249, 773, 777, 1441, 2130, 3726, 1_000_844, 1_001_694, 1_002_581, 1_005_429])
def test_counts_alike_at_both_ends_of_a_leap_only_in_part(seed: int, utility: Utility) -> None:
    """Found among thousands: the same purchases, or the same steps but for their order, at both ends and not inside."""
    chance = random.Random(seed)
    count, voters, scale = chance.randint(4, 8), chance.randint(2, 5), chance.choice([20, 60, 200])
    costs = [chance.randint(1, 12) * scale * 100 + chance.choice([0, 0, 1700]) for _ in range(count)]
    budget = chance.randint(10, 40) * scale * 100
    ballots = tuple(
        tuple((index, chance.randint(1, 2)) for index in chance.sample(range(count), chance.randint(1, 4)))
        for _ in range(voters)
    )
    election = Election(budget, tuple(Project(str(index), cost) for index, cost in enumerate(costs)), ballots)
    assert_leaps_change_nothing(election, utility)


def test_two_voters_and_a_fortune() -> None:
    """The first voter's second project would take the cost over the budget: her share stops one unit under the price of
    both and of the trifle. Four hundred million units are not added one by one.
    """
    costs = [300_000_000, 600_000_000, 600_000_000, 7]
    election = Election(100_000_000_000, tuple(Project(str(cost), cost * 100) for cost in costs), approvals("ABD", "C"))
    assert fund(election, completion="add1").raised == 400_000_006_00


@pytest.mark.parametrize("utility", UTILITIES)
@settings(max_examples=300, deadline=None)
@given(election=elections(most_points=3))
def test_greedy(utility: Utility, election: Election) -> None:
    assert list(fund(election, "greedy", utility).winners) == oracle.greedy(election, utility, [])


def test_greedy_by_votes_passes_over_what_does_not_fit() -> None:
    projects = (Project("A", 700), Project("B", 400), Project("C", 300))
    election = Election(1000, projects, approvals("AB", "AB", "ABC", "A"))
    assert ids(fund(election, "greedy")) == ["A", "C"]


def test_ties_go_to_the_cheaper_then_to_the_more_supported_then_to_the_first() -> None:
    cheaper = Election(1000, (Project("A", 600), Project("B", 500)), approvals("AB", "AB"))
    assert ids(fund(cheaper, "equal-shares", "cost")) == ["B"]
    first = Election(1000, (Project("A", 600), Project("B", 600)), approvals("AB", "AB"))
    assert ids(fund(first)) == ["A"]
    # C takes all that one supporter of B has: B and D then have two each who can pay, but B has three supporters.
    projects = (Project("D", 200), Project("B", 200), Project("C", 400))
    ballots = [((2, 1), (1, 1))] + [((2, 1),)] * 3 + [((1, 1),)] * 2 + [((0, 1),)] * 2
    assert ids(fund(Election(800, projects, tuple(ballots)))) == ["C", "B", "D"]


def test_nobody_is_funded_when_nobody_is_supported() -> None:
    empty = Election(1000, (Project("A", 500),), ((), ()))
    for completion in COMPLETIONS:
        assert fund(empty, "equal-shares", "cost", completion).winners == ()
    assert fund(empty, "greedy").winners == ()


def test_what_happened_to_each_project() -> None:
    projects = (Project("A", 600), Project("B", 900), Project("C", 100), Project("D", 300))
    election = Election(1200, projects, approvals("A", "A", "AB", "B", "D", "D"))
    bought, short, ignored, other = fund(election).fates
    assert (bought.funded, bought.payment is not None, bought.held) == (True, True, None)
    assert (short.funded, short.held, short.turn) == (False, 200, None)
    assert (ignored.funded, ignored.supporters, ignored.held) == (False, 0, 0)
    assert (other.funded, other.points) == (True, 2)
    late = fund(election, completion="greedy").fates[1]
    assert late.turn is not None and (late.turn.money, late.funded) == (300, False)


@pytest.mark.parametrize("method, completion", [("greedy", "add1"), ("phragmen", "none")])
def test_unknown_ways_to_count_are_refused(method: str, completion: str) -> None:
    election = Election(100, (Project("A", 50),), (((0, 1),),))
    with pytest.raises(ValueError, match="is no way to count"):
        fund(election, method, "cost", completion)  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="utility"):
        fund(election, utility="happiness")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "budget, cost, ballot",
    [(0, 100, ((0, 1),)), (100, 0, ((0, 1),)), (100, 50, ((1, 1),)), (100, 50, ((0, 0),)), (100, 50, ((0, 1), (0, 1)))],
)
def test_elections_that_make_no_sense_are_refused(budget: int, cost: int, ballot: tuple[tuple[int, int], ...]) -> None:
    with pytest.raises(ValueError, match=r"a (budget|project|ballot)"):
        Election(budget, (Project("A", cost),), (ballot,))
