"""The box and the count: once a voter, paper twice, nobody's ballot, and a file that anybody counts again."""

from __future__ import annotations

import hashlib
import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from django.db import connections
from django.test import Client

from chapitre.chapters.voice.acts import budgets as acts
from chapitre.chapters.voice.budgets import box, choices, counting
from chapitre.chapters.voice.budgets.box import AlreadyVoted, Differs, VoteClosed
from chapitre.chapters.voice.budgets.choices import BadBallot
from chapitre.chapters.voice.budgets.counting import Unready
from chapitre.chapters.voice.models import Ballot, Budget, CastBallot, Idea, PaperEntry, Signature, Voter
from chapitre.cli import main
from chapitre.kernel.acts import NotAllowed, OutOfOrder, perform
from chapitre.kernel.acts.audit import audit
from chapitre.kernel.ledger import log
from chapitre.kernel.ledger.models import Entry
from tests.chapters.voice.budgets import CLERKS, HEAD, KEY, at, voting

BALLOTS: tuple[dict[int, int], ...] = ({1: 1, 2: 1}, {1: 1, 2: 1}, {1: 1}, {3: 1, 4: 1}, {3: 1}, {})


def vote(*ballots: dict[int, int]) -> None:
    for number, told in enumerate(ballots):
        box.cast(KEY, f"v{number}@example.org", told, at=at(6, 3))


@pytest.mark.django_db
def test_a_voter_has_one_ballot_whatever_the_case_of_her_address() -> None:
    voting()
    box.cast(KEY, "Anne@example.org", {1: 1}, at=at(6, 3))
    with pytest.raises(AlreadyVoted):
        box.cast(KEY, " anne@EXAMPLE.org", {2: 1}, at=at(6, 4))
    assert [one.choices for one in CastBallot.objects.order_by("pk")] == ["1:1"]
    assert Signature.objects.count() == Voter.objects.count() == 1
    assert "anne" not in Voter.objects.get().voter and box.has_voted(KEY, "anne@example.org")
    assert not box.has_voted("bp-2026", "anne@example.org")


@pytest.mark.django_db(transaction=True)
def test_votes_at_the_same_moment_leave_one_ballot() -> None:
    voting()

    def attempt(number: int) -> str:
        try:
            box.cast(KEY, "anne@example.org", {1 + number % 4: 1}, at=at(6, 3))
        except AlreadyVoted:
            return "already"
        finally:
            connections.close_all()
        return "cast"

    with ThreadPoolExecutor(8) as pool:
        told = list(pool.map(attempt, range(8)))
    assert sorted(told) == ["already"] * 7 + ["cast"]
    assert CastBallot.objects.count() == Signature.objects.count() == Voter.objects.count() == 1


@pytest.mark.django_db
def test_the_database_itself_refuses_a_second_signature() -> None:
    voting()
    facts: dict[str, Any] = {"budget": KEY, "channel": "web", "vote_until": Budget.objects.get().vote_until}
    perform(acts.signed, actor=HEAD, at=at(6, 3), voter="x" * 64, **facts)
    with pytest.raises(Exception, match=r"(?i)unique"):
        perform(acts.signed, actor=HEAD, at=at(6, 3), voter="x" * 64, **facts)


@pytest.mark.django_db
def test_nothing_of_a_ballot_tells_whose_it_is_or_when_it_came() -> None:
    voting()
    before = log.size()
    vote({1: 1}, {2: 1})
    assert {one.name for one in CastBallot._meta.concrete_fields} == {"id", "record", "choices", "salts", "expires_on"}
    assert {one.expires_on for one in CastBallot.objects.order_by("pk")} == {None}
    entries = Entry.objects.filter(index__gte=before).order_by("index")
    assert [one.register for one in entries] == ["voice.signatures"] * 2
    assert not any("1:1" in one.body or 'commitments":{"' in one.body for one in entries)


@pytest.mark.django_db
@pytest.mark.parametrize(("moment", "open_"), [((6, 2), True), ((6, 15), True), ((6, 16), False)])
def test_the_box_is_open_from_the_first_day_to_the_last(moment: tuple[int, int], open_: bool) -> None:
    voting()
    if open_:
        box.cast(KEY, "a@example.org", {1: 1}, at=at(*moment))
    else:
        with pytest.raises(VoteClosed):
            box.cast(KEY, "a@example.org", {1: 1}, at=at(*moment))
    assert CastBallot.objects.count() == open_


@pytest.mark.parametrize(
    ("kind", "most", "told", "good"),
    [
        ("approval", 2, {1: 1, 2: 1}, True), ("approval", 2, {1: 1, 2: 1, 3: 1}, False), ("approval", 2, {1: 2}, False),
        ("cumulative", 5, {1: 4, 2: 1}, True), ("cumulative", 5, {1: 4, 2: 2}, False), ("score", 3, {1: 3, 2: 3}, True),
        ("score", 3, {1: 4}, False), ("score", 3, {9: 1}, False), ("approval", 2, {1: 0}, False),
        ("approval", 2, {}, True),
    ],
)  # fmt: skip
def test_a_ballot_keeps_to_the_rule(kind: str, most: int, told: dict[int, int], good: bool) -> None:
    if good:
        assert choices.read(choices.written(choices.checked(kind, most, frozenset({1, 2, 3}), told))) == told
    else:
        with pytest.raises(BadBallot):
            choices.checked(kind, most, frozenset({1, 2, 3}), told)


@pytest.mark.django_db
def test_a_paper_ballot_counts_once_two_people_read_the_same() -> None:
    voting()
    assert box.type_paper(KEY, 7, {1: 1}, actor=CLERKS[0], at=at(6, 3)) is None
    assert box.type_paper(KEY, 7, {1: 1}, actor=CLERKS[0], at=at(6, 3)) is None  # the same person, again
    with pytest.raises(Differs):
        box.type_paper(KEY, 7, {2: 1}, actor=CLERKS[1], at=at(6, 3))
    assert box.unsettled(Budget.objects.get()) == [7] and not CastBallot.objects.exists()
    assert box.type_paper(KEY, 7, {1: 1}, actor=CLERKS[1], at=at(6, 3)) is not None
    with pytest.raises(VoteClosed):
        box.type_paper(KEY, 7, {1: 1}, actor=CLERKS[2], at=at(6, 3))
    assert box.unsettled(Budget.objects.get()) == []
    assert [one.choices for one in CastBallot.objects.order_by("pk")] == ["1:1"]
    assert [one.channel for one in Signature.objects.order_by("pk")] == ["paper"]


@pytest.mark.django_db
def test_the_count_waits_for_the_last_day_and_for_the_second_reading() -> None:
    voting()
    vote(*BALLOTS)
    with pytest.raises(OutOfOrder):
        counting.count(KEY, actor=HEAD, at=at(6, 15))
    with pytest.raises(NotAllowed):
        counting.count(KEY, actor=CLERKS[0], at=at(6, 16))
    box.type_paper(KEY, 7, {1: 1}, actor=CLERKS[0], at=at(6, 16))
    with pytest.raises(Unready, match="7"):
        counting.count(KEY, actor=HEAD, at=at(6, 16))
    box.type_paper(KEY, 7, {1: 1}, actor=CLERKS[1], at=at(6, 16))
    counting.count(KEY, actor=HEAD, at=at(6, 16))
    assert Budget.objects.get().voters == 7
    assert not CastBallot.objects.exists() and not PaperEntry.objects.exists()
    assert list(audit()) == []
    with pytest.raises(OutOfOrder):
        counting.count(KEY, actor=HEAD, at=at(6, 17))


@pytest.mark.django_db
def test_a_list_that_moved_after_the_rule_is_not_counted() -> None:
    voting()
    vote(*BALLOTS)
    amend: dict[str, Any] = {"actor": HEAD, "at": at(6, 4), "reason": "Devis."}
    perform(acts.idea.amended, "idee-2", **amend, cost_cents=1)
    with pytest.raises(Unready, match="idee-2"):
        counting.count(KEY, actor=HEAD, at=at(6, 16))
    perform(acts.idea.amended, "idee-2", **amend, cost_cents=500_000)
    counting.count(KEY, actor=HEAD, at=at(6, 16))


@pytest.mark.django_db
def test_a_box_that_does_not_tally_with_its_roll_is_not_counted() -> None:
    voting()
    vote(*BALLOTS)
    CastBallot.objects.create(record=Budget.objects.get(), choices="1:1")
    with pytest.raises(Unready):
        counting.count(KEY, actor=HEAD, at=at(6, 16))
    assert not Ballot.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("rule", "given"),
    [
        ({"kind": "approval", "most": 3}, BALLOTS),
        ({"kind": "cumulative", "most": 5, "completion": "add1"}, ({1: 4, 2: 1}, {2: 5}, {3: 1, 4: 1}, {})),
        ({"kind": "score", "most": 3, "completion": "add1u", "utility": "cardinality"}, ({1: 3, 4: 1}, {2: 2}, {3: 3})),
        ({"kind": "approval", "most": 2, "completion": "greedy"}, ({1: 1}, {2: 1}, {2: 1, 4: 1})),
    ],
)  # fmt: skip
def test_anybody_counts_the_published_file_again_to_the_same_winners(
    client: Client, tmp_path: Path, capsys: pytest.CaptureFixture[str], rule: dict[str, Any], given: Any
) -> None:
    voting(**rule)
    vote(*given)
    counting.count(KEY, actor=HEAD, at=at(6, 16))
    budget = Budget.objects.get()
    published = client.get(f"/participer/budgets/{KEY}/bulletins.pb")
    assert hashlib.sha256(published.content).hexdigest() == budget.pb_sha256
    (tmp_path / "vote.pb").write_bytes(published.content)
    command = ["voice", "shares", str(tmp_path / "vote.pb"), "--json"]
    assert main([*command, "--utility", budget.utility, "--completion", budget.completion]) == 0
    told = json.loads(capsys.readouterr().out)
    funded = Idea.objects.filter(state="funded").order_by("number").values_list("number", flat=True)
    assert sorted(map(int, told["winners"])) == list(funded)
    assert (len(funded), round(100 * told["cost"])) == (budget.funded, budget.spent_cents)
    assert sorted(choices.written(one) for one in given) == sorted(
        one.choices for one in Ballot.objects.order_by("key")
    )
