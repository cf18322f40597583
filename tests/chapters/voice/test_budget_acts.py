"""Ideas and phases: read before they are public, merged both ways, the rule before the vote."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client

from chapitre.chapters.voice.acts import budgets as acts
from chapitre.chapters.voice.budgets.phases import line
from chapitre.chapters.voice.models import Budget, Idea, IdeaSent
from chapitre.kernel.acts import BadFact, Missing, NotAllowed, OutOfOrder, perform
from chapitre.kernel.acts.audit import audit
from chapitre.kernel.commons import acts as commons
from chapitre.kernel.records.models import Opening
from tests.chapters.voice.budgets import ANYBODY, CLERKS, HEAD, KEY, RULE, at, idea, opened, project, voting

pytestmark = pytest.mark.django_db


def test_what_was_sent_waits_apart_and_goes_when_it_is_read() -> None:
    opened()
    key = idea(title="Appelez Jeanne", text="Son numéro…").key
    assert Idea.objects.get().subject is None and not Opening.objects.exists()
    assert IdeaSent.objects.get().title == "Appelez Jeanne"
    perform(acts.published, key, actor=CLERKS[0], at=at(3, 6), subject="des bancs", theme="works", text="À l’ombre.")
    found = Idea.objects.get()
    assert (found.state, found.subject, found.theme) == ("published", "des bancs", "works")
    assert not IdeaSent.objects.exists()
    assert [one.value for one in Opening.objects.order_by("pk")] == ["À l’ombre."]
    assert list(audit()) == []


def test_an_idea_is_set_aside_with_a_public_reason_and_without_its_words() -> None:
    opened()
    key = idea(title="insultes", text="insultes").key
    with pytest.raises(Missing):
        perform(acts.set_aside, key, actor=CLERKS[0], at=at(3, 6), reason=" ")
    perform(acts.set_aside, key, actor=CLERKS[0], at=at(3, 6), reason="Propos injurieux.")
    assert Idea.objects.get().state == "set_aside" and not IdeaSent.objects.exists()
    assert [one.field for one in Opening.objects.order_by("pk")] == ["reason"]


@pytest.mark.parametrize("empty", ["title", "text"])
def test_an_idea_needs_words(empty: str) -> None:
    opened()
    with pytest.raises(Missing):
        idea(**{empty: "  "})
    assert not Idea.objects.exists()


def test_a_merged_idea_and_the_one_it_joins_lead_to_each_other(client: Client) -> None:
    opened()
    for key in ("a", "b"):
        idea(key)
        perform(acts.published, key, actor=CLERKS[0], at=at(3, 6), subject=f"idée {key}", theme="green", text="…")
    perform(acts.idea_merged, "a", actor=CLERKS[0], at=at(3, 7), merged_into="b", reason="C’est la même.")
    assert Idea.objects.get(key="a").state == "merged"
    for here, there in (("a", "b"), ("b", "a")):
        assert f"/participer/idees/{there}" in client.get(f"/registres/voice.ideas/{here}").content.decode()


def test_two_projects_have_two_numbers() -> None:
    opened()
    project(1, "bancs", 100)
    with pytest.raises(Exception, match=r"(?i)unique"):
        _second()


def _second() -> None:
    idea("idee-9")
    perform(acts.published, "idee-9", actor=CLERKS[0], at=at(3, 6), subject="x", theme="green", text="…")
    facts: dict[str, Any] = {"subject": "x", "number": 1, "cost_cents": 5}
    perform(acts.idea_feasible, "idee-9", actor=HEAD, at=at(4, 9), motive="Oui.", **facts)


@pytest.mark.parametrize(
    "wrong",
    [
        {"kind": None}, {"most": None}, {"utility": "love"}, {"completion": None}, {"most": 101},
        {"vote_from": date(2025, 5, 1)}, {"vote_until": date(2025, 6, 1)}, {"vote_until": None},
    ],
)  # fmt: skip
def test_a_rule_says_everything_before_the_vote(wrong: dict[str, Any]) -> None:
    opened()
    perform(acts.ideas_closed, KEY, actor=HEAD, at=at(4, 10))
    good = {**RULE, "vote_from": date(2025, 6, 2), "vote_until": date(2025, 6, 15)}
    with pytest.raises(BadFact):
        perform(acts.rule_fixed, KEY, actor=HEAD, at=at(5, 2), **{**good, **wrong})
    perform(acts.rule_fixed, KEY, actor=HEAD, at=at(5, 2), **good)
    with pytest.raises(OutOfOrder):
        perform(acts.vote_opened, KEY, actor=HEAD, at=at(6, 1))
    perform(acts.vote_opened, KEY, actor=HEAD, at=at(6, 2))
    with pytest.raises(OutOfOrder):
        perform(acts.rule_fixed, KEY, actor=HEAD, at=at(6, 2), **good)
    assert Budget.objects.get().fixed_on == date(2025, 5, 2)


def test_residents_send_ideas_and_do_nothing_else() -> None:
    voting()
    for act, params in (
        (acts.idea_feasible, {"subject": "x", "number": 9, "cost_cents": 5, "motive": "Oui."}),
        (acts.idea_funded, {"supporters": 1, "points": 1}),
    ):
        with pytest.raises(NotAllowed):
            perform(act, "idee-1", actor=ANYBODY, at=at(6, 3), **params)
    for role in (ANYBODY, CLERKS[0]):
        with pytest.raises(NotAllowed):
            perform(acts.opened, "b-1", actor=role, at=at(6, 3), budget=KEY, choices="1:1")


def test_an_idea_goes_all_the_way_to_what_was_built() -> None:
    voting()
    outcome: dict[str, Any] = {"supporters": 3, "points": 3}
    perform(acts.idea_funded, "idee-1", actor=HEAD, at=at(6, 16), **outcome)
    told = {"operation": "budget participatif", "object": "bancs", "nature": "investment", "stage": "voted"}
    perform(
        commons.payment.recorded,
        "BP-1",
        actor=HEAD,
        at=at(6, 30),
        amount_cents=900_000,
        dated_on=date(2025, 6, 30),
        **told,
    )
    perform(acts.idea_begun, "idee-1", actor=CLERKS[0], at=at(7, 1), payment="BP-1")
    perform(acts.idea_delivered, "idee-1", actor=CLERKS[0], at=at(9, 1), result="Six bancs posés.")
    found = Idea.objects.get(key="idee-1")
    assert (found.state, found.payment, found.delivered_on) == ("delivered", "BP-1", date(2025, 9, 1))


def test_the_phases_follow_each_other_even_when_the_call_for_ideas_is_closed_early() -> None:
    opened()
    project(1, "bancs", 200_000)
    perform(acts.ideas_closed, KEY, actor=HEAD, at=at(3, 12))
    dates = {"vote_from": date(2025, 6, 2), "vote_until": date(2025, 6, 15)}
    perform(acts.rule_fixed, KEY, actor=HEAD, at=at(3, 20), **RULE, **dates)
    told = [day for phase in line(Budget.objects.get()) for day in phase.when if day]
    assert told == sorted(told)
