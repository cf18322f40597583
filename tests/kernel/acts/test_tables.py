"""What the tables refuse reaches who tried as a sentence: at the desk, in a file, among acts of one transaction."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest

from chapitre.chapters.voice.acts import budgets as acts
from chapitre.chapters.voice.models import Idea
from chapitre.kernel import clock
from chapitre.kernel.acts import Contradiction, Doubled, Step, perform, perform_many
from chapitre.kernel.acts.bulk import Bulk
from chapitre.kernel.ledger import log
from chapitre.report.acts import edition_published
from tests.chapters.voice import budgets
from tests.chapters.voice.budgets import HEAD, KEY, idea, opened, project
from tests.chapters.voice.desk import at_desk
from tests.factories import ADMIN

pytestmark = pytest.mark.django_db
AT = budgets.at(4, 10)
SAYS = "Une autre fiche a déjà cette valeur, qui doit être unique : budget participatif, numéro au vote."


@pytest.fixture(autouse=True)
def _two_projects() -> None:
    opened()
    project(1, "bancs", 200_000)
    project(2, "jardin", 500_000)


def numbered(key: str, number: int) -> Step:
    return Step(acts.idea.amended, key, HEAD, AT, {"number": number, "reason": "Numéro du bulletin."})


def taken_over(key: str, number: int, **facts: Any) -> Step:
    told = {"budget": KEY, "subject": "mares", "theme": "green", "state": "feasible", "number": number, "cost_cents": 5}
    return Step(acts.idea.imported, key, HEAD, AT, told | {"received_on": date(2025, 3, 5), **facts})


def refusals(*steps: Step) -> list[tuple[int, str]]:
    found: list[tuple[int, str]] = []
    with Bulk("voice.ideas", lambda place, why: found.append((place, why)), rehearsal=True) as bulk:
        for step in steps:
            bulk.add(step)
        bulk.ready()
    return found


def test_a_value_that_another_record_has_is_refused_at_its_field() -> None:
    size = log.size()
    with pytest.raises(Doubled) as refused:
        perform_many([numbered("idee-2", 1)])
    assert (refused.value.message, refused.value.name, refused.value.status) == (SAYS, "number", 409)
    assert (log.size(), Idea.objects.get(key="idee-2").number) == (size, 2)


def test_two_acts_of_one_transaction_may_not_share_it_either() -> None:
    with pytest.raises(Doubled):
        perform_many([numbered("idee-1", 7), numbered("idee-2", 7)])
    assert list(Idea.objects.order_by("key").values_list("number", flat=True)) == [1, 2]


def test_what_is_withdrawn_leaves_its_number() -> None:
    perform(acts.idea.withdrawn, "idee-1", actor=HEAD, at=AT, reason="Essai.")
    perform_many([numbered("idee-2", 1)])
    assert Idea.objects.get(key="idee-2").number == 1


def test_values_that_contradict_each_other_are_refused() -> None:
    with pytest.raises(Contradiction, match="idea_on_the_ballot_has_a_cost"):
        perform(acts.idea.amended, "idee-1", actor=HEAD, at=AT, cost_cents=None, reason="Devis retiré.")
    assert Idea.objects.get(key="idee-1").cost_cents == 200_000


def test_a_column_of_its_own_is_told_as_well() -> None:
    told = {"number": 9, "size": 1, "root": "0" * 64, "manifest": "0" * 64, "verifier": "0" * 64}
    perform(edition_published, "e-9", actor=ADMIN, at=AT, **told)
    with pytest.raises(Doubled, match="numéro"):
        perform(edition_published, "e-09", actor=ADMIN, at=AT, **told)


def test_a_file_is_told_at_the_line() -> None:
    assert refusals(taken_over("a", 1), taken_over("b", 8), taken_over("c", 9), taken_over("d", 9)) == [
        (0, SAYS), (2, SAYS), (3, SAYS),
    ]  # fmt: skip
    perform(acts.idea.withdrawn, "idee-1", actor=HEAD, at=AT, reason="Essai.")
    assert refusals(taken_over("a", 1)) == []


def test_the_form_comes_back_with_the_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    idea("idee-3", title="fontaine")
    perform(acts.published, "idee-3", actor=HEAD, at=AT, subject="fontaine", theme="green", text="Fraîche.")
    moment: datetime = budgets.at(4, 11)
    monkeypatch.setattr(clock, "now", lambda: moment)
    sent = {"subject": "fontaine", "number": "2", "cost_cents": "3000", "motive": "Faisable.", "seq": "2"}
    page = at_desk("supervisor").post(
        "/bureau/registres/voice.ideas/idee-3/feasible",
        sent | {"jeton": "jeton-de-ce-formulaire", "date_acte": "2025-04-11"},
    )
    assert page.status_code == 409 and SAYS in page.text and "Faisable." in page.text
    assert Idea.objects.get(key="idee-3").state == "published"
