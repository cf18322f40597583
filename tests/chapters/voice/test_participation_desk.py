"""`/bureau/participation`: who sees which desk, and what waits there."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.test import Client

from chapitre.chapters.voice.acts import questions
from chapitre.chapters.voice.menus import DESK
from chapitre.kernel.acts import perform
from chapitre.kernel.commons import acts as commons
from chapitre.kernel.people.actors import ADMINISTRATOR, Actor
from tests.chapters.voice.desk import at_desk

pytestmark = pytest.mark.django_db
AT = datetime(2025, 5, 2, 9, tzinfo=UTC)


def do(act: Any, **params: Any) -> str:
    return perform(act, None, actor=Actor(ADMINISTRATOR), at=AT, **params).key


def test_a_question_without_answer_waits_there() -> None:
    told = {"kind": "public", "subject": "le parc", "held_on": date(2025, 6, 2), "starts_at": "18:30"}
    meeting = do(commons.meeting.recorded, **told)
    client = at_desk("supervisor")
    assert "question attend" not in client.get("/bureau/participation").text
    do(questions.asked, meeting=meeting, theme="green", question="Et les arbres ?")
    assert "1 question attend sa réponse" in client.get("/bureau/participation").text


@pytest.mark.parametrize(("role", "juries"), [("agent", False), ("supervisor", True)])
def test_juries_are_for_those_who_run_them(role: str, juries: bool) -> None:
    page = at_desk(role).get("/bureau/participation").text
    for menu in DESK:
        assert (f">{menu.label}</a>" in page) is (juries or menu.url_name != "bureau_jurys")


def test_residents_do_not_enter(client: Client) -> None:
    assert client.get("/bureau/participation").status_code == 302
