"""A fact that names a record names one that is there: refused at its field, asked once for many."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.utils import translation
from pytest_django import DjangoAssertNumQueries

from chapitre.kernel.acts import BadFact, NothingThere, Step, perform, perform_many
from chapitre.kernel.acts.bulk import Bulk
from chapitre.kernel.acts.linked import CHUNK, Links
from chapitre.kernel.commons import acts as commons
from chapitre.kernel.commons.models import Commitment
from chapitre.kernel.ledger import log
from chapitre.kernel.people.actors import ADMINISTRATOR, Actor

pytestmark = pytest.mark.django_db
ADMIN = Actor(ADMINISTRATOR)
AT = datetime(2025, 5, 2, 9, tzinfo=UTC)
PROJECT = {"number": 7, "name": "Les Halles", "state": "study", "approximate": True}


def promised(key: str, project: str | None, **facts: Any) -> Step:
    told = {"title": f"promesse {key}", "chapter": "building", "kind": "promise", "promised_on": date(2025, 3, 1)}
    return Step(commons.commitment.recorded, key, ADMIN, AT, told | {"project": project} | facts)


def project(key: str) -> None:
    perform(commons.project.recorded, key, actor=ADMIN, at=AT, **PROJECT)


def test_a_link_to_nothing_is_refused_at_its_field_in_the_words_of_the_page() -> None:
    for language, says in (
        ("fr", "Projet : rien ne porte le numéro « xyz » dans le registre « projets urbains »."),
        ("en", "Project: nothing has the number “xyz” in the register “urban projects”."),
    ):
        with translation.override(language), pytest.raises(NothingThere) as refused:
            perform_many([promised("a", None), promised("b", "xyz")])
        assert isinstance(refused.value, BadFact)
        assert (refused.value.name, refused.value.message, refused.value.status) == ("project", says, 400)
    assert (Commitment.objects.count(), log.size()) == (0, 0)


def test_a_link_may_lead_to_what_the_same_transaction_makes() -> None:
    made = Step(commons.project.recorded, "halles", ADMIN, AT, PROJECT)
    perform_many([promised("a", "halles"), made])
    assert Commitment.objects.get().project == "halles"


def test_only_what_an_act_changes_is_looked_up() -> None:
    project("halles")
    perform_many([promised("a", "halles")])
    links = Links()
    before = Commitment.objects.get().facts()
    links.note(0, Commitment.register, before, {"project": "halles", "title": "autre"})
    links.note(1, Commitment.register, before | {"project": "gone"}, {"project": "gone"})
    assert links.lost(lambda register, key: False) == []
    links.note(2, Commitment.register, before, {"project": "ailleurs", "decision": None})
    assert [(one.place, one.fact, one.key) for one in links.lost(lambda register, key: False)] == [
        (2, "project", "ailleurs")
    ]


def test_many_acts_ask_once(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    project("halles")
    with django_assert_num_queries(1):
        links = Links()
        for place in range(2_000):
            links.note(place, Commitment.register, None, {"project": "halles", "title": "x"})
        assert links.lost(lambda register, key: False) == []
        links.note(0, Commitment.register, None, {"project": "halles"})
        assert links.lost(lambda register, key: False) == []  # known already
    with django_assert_num_queries(2):
        for place in range(CHUNK + 1):
            links.note(place, Commitment.register, None, {"project": f"p-{place}"})
        assert len(links.lost(lambda register, key: False)) == CHUNK + 1


def test_a_bulk_refuses_each_act_whose_link_leads_nowhere(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("chapitre.kernel.acts.bulk.BATCH", 2)
    project("halles")
    told: list[tuple[int, str]] = []
    with Bulk(Commitment.register.name, lambda place, why: told.append((place, why))) as bulk:
        for step in (
            promised("a", "halles"), promised("b", "halles", chapter="nulle part"), promised("c", None),
            promised("d", "xyz"), promised("e", "halles"),
        ):  # fmt: skip
            bulk.add(step)
        assert not bulk.ready()
    assert [place for place, _why in told] == [1, 3]
    assert "« xyz »" in told[1][1]
    with Bulk(Commitment.register.name, lambda place, why: told.append((place, why))) as bulk:
        for step in (promised("a", "halles"), promised("b", "halles")):
            bulk.add(step)
        assert bulk.ready()
        bulk.write()
    assert Commitment.objects.filter(project="halles").count() == 2
