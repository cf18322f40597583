"""A project's page beyond its own chapter: what else names it, its papers, its figures, juries answered by points."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries
from shapely.geometry import box

from chapitre.chapters.building.acts import programme
from chapitre.chapters.commerce import acts as commerce
from chapitre.chapters.voice.acts import consultations, juries, questions
from chapitre.kernel import clock
from chapitre.kernel.acts import perform
from chapitre.kernel.commons import acts as commons
from chapitre.kernel.commons.models import Project
from chapitre.kernel.commons.telling import naming
from chapitre.kernel.geo import shapes_store
from chapitre.kernel.geo.models import facts_of_shape
from chapitre.kernel.people.actors import ADMINISTRATOR, Actor
from chapitre.kernel.people.menus import project_parts
from chapitre.portal.projects import counted, parts, plan, rest

pytestmark = pytest.mark.django_db
ADMIN = Actor(ADMINISTRATOR)
TODAY = date(2025, 11, 18)
AT = datetime(2025, 5, 2, 9, tzinfo=UTC)
DAY = date(2024, 3, 4)
KEY = "coeur-de-ville"


def do(act: Any, key: str | None = None, **params: Any) -> str:
    return perform(act, key, actor=ADMIN, at=AT, **params).key


@pytest.fixture
def project() -> Project:
    shape = box(2_383_000, 48_811_000, 2_385_000, 48_812_000)
    shapes_store.put(shape)
    told = {"number": 2, "name": "Cœur de ville", "state": "study", "approximate": True}
    do(commons.project.recorded, KEY, **told, **facts_of_shape(shape))
    return Project.objects.get(key=KEY)


@pytest.fixture(autouse=True)
def today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "today", lambda: TODAY)


def premises(key: str, **facts: Any) -> str:
    told = {"name": f"local {key}", "site": "other", "project": KEY, "owner": "town", "area_m2": 155, "use": "grocer"}
    return do(commerce.premises.recorded, key, **told | {"state": "open", "since": DAY} | facts)


def promise(project: str | None, name: str, key: str) -> str:
    return do(
        commons.commitment.recorded, key, title=name, chapter="building", kind="promise", project=project,
        promised_on=DAY, due_on=date(2025, 6, 30),
    )  # fmt: skip


def test_a_part_tells_of_registers_that_name_projects_and_of_none_twice() -> None:
    named = {one.name for one in naming("town.projects")}
    told = [name for part in project_parts for name in part.registers]
    assert len(told) == len(set(told)) and set(told) <= named
    assert all(set(part.drawn) <= set(part.registers) for part in project_parts)
    assert len({part.name for part in project_parts}) == len(list(project_parts))


def test_whatever_names_the_project_is_on_its_page(client: Client, project: Project) -> None:
    for number in range(1, 8):
        premises(f"L-{number}")
    gone, elsewhere = premises("L-8"), premises("L-9", project=None)
    do(commerce.premises.withdrawn, gone, reason="Doublon")
    (group,) = rest.groups(project, {part for one in project_parts for part in one.registers}, TODAY)
    assert (group.label, group.count, len(group.lines)) == ("Locaux commerciaux", 7, rest.LISTED)
    assert group.lines[0].details == ["autre", "Ville", "alimentation"]
    text = client.get(f"/projets/{KEY}").text
    assert f"/registres/commerce.premises?project={KEY}" in text and "Les 7 fiches, en liste" in text
    assert elsewhere not in text
    assert rest.groups(project, {"commerce.premises"}, TODAY) == []


def test_records_without_a_title_are_counted_and_led_to(project: Project) -> None:
    lot = do(programme.lot.recorded, "A", project=KEY, name="lot A", use="housing", due_on=date(2030, 1, 1))
    do(programme.dwellings.recorded, "A-1", project=KEY, lot=lot, tenure="social", kind="family", planned=12)
    (group,) = rest.groups(project, {"building.lots"}, TODAY)
    assert (group.count, group.lines) == (1, [])
    assert group.url == f"/registres/building.dwellings?project={KEY}"


def test_promises_say_what_became_of_them(project: Project) -> None:
    promise(KEY, "Moins de voitures", "moins")
    promise(None, "Autre chose", "autre")
    done = promise(KEY, "Un square", "square")
    do(commons.commitment_begun, done)
    do(commons.commitment_done, done)
    told = parts.promises(KEY, TODAY)
    assert told is not None
    assert [(one.key, one.kind) for one in told["lines"]] == [("moins", "late"), ("square", "done")]
    assert parts.promises("ailleurs", TODAY) is None


def test_papers_are_those_of_the_project_and_of_what_names_it(project: Project) -> None:
    paper = {"dated_on": DAY, "issuer": "la Ville"}
    plan_ = do(commons.paper.recorded, "plan", title="Plan guide", kind="plan", **paper)
    do(commons.paper.recorded, "other", title="Autre", kind="plan", **paper)
    vote = {"decided_on": DAY, "matter": "2.1", "votes_for": 40, "votes_against": 0}
    voted = do(commons.decision.recorded, "2024-7", subject="Étude du centre", **vote)
    do(
        programme.phase.recorded, project=KEY, title="étude", kind="study", starts_on=DAY,
        ends_on=date(2025, 1, 31), decision=voted, document=plan_,
    )  # fmt: skip
    told = parts.papers(KEY, TODAY)
    assert told is not None
    assert [one.name for one in told["lines"]] == ["Étude du centre", "Plan guide"]
    assert told["lines"][0].details[-1] == "40 pour, 0 contre"


def test_a_jury_is_answered_point_by_point(client: Client, project: Project) -> None:
    jury = do(
        juries.jury.recorded, "jury", name="jury du centre", project=KEY, seats=22, called_on=DAY,
        question="Que doit devenir le centre ?",
    )  # fmt: skip
    point = do(juries.recommendation.recorded, "P-1", jury=jury, subject="rendre la place aux piétons", given_on=DAY)
    do(juries.recommendation_refused, point, motive="La place est déjà piétonne.")
    text = client.get(f"/projets/{KEY}").text
    for words in (
        "Que doit devenir le centre ?",
        "Rendre la place aux piétons",
        "La place est déjà piétonne.",
        "refusé",
    ):
        assert words in text


def test_questions_of_meetings_stand_with_their_answers(client: Client, project: Project) -> None:
    meeting = do(
        commons.meeting.recorded, "m-1", kind="public", subject="circulation", held_on=DAY, project=KEY,
        place="hôtel de ville",
    )  # fmt: skip
    assert "question" not in client.get(f"/projets/{KEY}").text.partition("Les réunions")[2].partition("</section>")[0]
    do(commons.meeting_held, meeting, attendance=72)
    asked = do(questions.asked, meeting=meeting, theme="mobility", question="Où iront les voitures ?")
    do(questions.asked, meeting=meeting, theme="mobility", question="Et les vélos ?")
    do(questions.answered, asked, answer="Au parking, rénové.")
    text = client.get(f"/projets/{KEY}").text
    assert "2 questions posées, 1 répondue" in text and "Au parking, rénové." in text
    assert "Et les vélos ?" not in text


def test_the_map_shows_the_perimeter_and_what_is_not_given_up(project: Project) -> None:
    for key in ("A", "B"):
        do(
            programme.lot.recorded, key, project=KEY, name=f"lot {key}", use="housing", due_on=date(2030, 1, 1),
            lon=2_384_000, lat=48_811_500,
        )  # fmt: skip
    do(programme.lot_dropped, "B", reason="Trop dense.")
    drawn = plan.drawn(project, ["building.lots"], TODAY)
    assert drawn is not None
    assert len(re.findall("<use ", drawn)) == 1 and "trace--new" in drawn


def test_figures_are_those_whose_rule_names_the_project_or_a_record_of_it(project: Project) -> None:
    found = {id for id, _label in counted.figures(project)}
    assert "building.centre_ground" in found
    assert not {"building.gagarine_dwellings", "streets.reports_received"} & found


def test_a_page_asks_no_more_for_many_records_than_for_few(
    client: Client, project: Project, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    premises("L-0")
    client.get(f"/projets/{KEY}")
    with django_assert_max_num_queries(80) as few:
        client.get(f"/projets/{KEY}")
    for number in range(1, 12):
        premises(f"L-{number}")
        do(
            programme.lot.recorded, f"lot-{number}", project=KEY, name=f"lot {number}", use="housing",
            due_on=date(2030, 1, 1),
        )  # fmt: skip
    with django_assert_max_num_queries(len(few) + 6):  # a count, and what lots bring: dwellings, developers, reasons
        client.get(f"/projets/{KEY}")


def test_a_consultation_says_what_each_expectation_changed(client: Client, project: Project) -> None:
    asked = do(
        consultations.consultation.recorded, "etude", name="étude du centre", project=KEY, opened_on=DAY,
        closes_on=date(2024, 12, 31),
    )  # fmt: skip
    do(
        consultations.expectation.recorded, "E-1", consultation=asked, subject="plus d’arbres", theme="green",
        contributions=12,
    )  # fmt: skip
    text = client.get(f"/projets/{KEY}").text
    assert "Plus d’arbres" in text and "12 contributions" in text
