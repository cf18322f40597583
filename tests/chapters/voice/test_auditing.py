"""The audit names a poll whose ballots, and a jury whose panels, were changed behind the ledger's back."""

from __future__ import annotations

import pytest
from django.db import connection

from chapitre.chapters.voice.juries import drawing
from chapitre.chapters.voice.models import PanelFile
from chapitre.kernel import clock
from chapitre.kernel.acts.audit import audit
from tests.chapters.voice import jurors, polls

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("key")]
BALLOT = "(SELECT tracker FROM voice_publishedballot WHERE choice = '1' ORDER BY tracker LIMIT 1)"


def sql(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        assert cursor.rowcount == 1


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (f"UPDATE voice_publishedballot SET choice = '2' WHERE tracker = {BALLOT}", "they give [1, 2, 0]"),
        (f"UPDATE voice_publishedballot SET choice = '9' WHERE tracker = {BALLOT}", "answer 9 was not offered"),
        (f"UPDATE voice_publishedballot SET tracker = '{'0' * 26}' WHERE tracker = {BALLOT}", "give the same result"),
        (f"DELETE FROM voice_publishedballot WHERE tracker = {BALLOT}", "the 2 ballots published"),
        (f"INSERT INTO voice_publishedballot (tracker, poll, choice) VALUES ('{'z' * 26}', 'halle', '1')", "the 4"),
    ],
)
def test_a_published_ballot_changed_by_sql_is_found(monkeypatch: pytest.MonkeyPatch, change: str, told: str) -> None:
    monkeypatch.setattr(clock, "now", lambda: polls.AT)
    polls.counted([1, 2, 1])
    assert list(audit()) == []
    sql(change)
    (found,) = audit()
    assert found.where == "voice.polls halle"
    assert told in found.what


def test_ballots_of_no_poll_are_found() -> None:
    sql(f"INSERT INTO voice_publishedballot (tracker, poll, choice) VALUES ('{'z' * 26}', 'autre', '1')")
    assert [one.where for one in audit()] == ["voice.polls autre"]


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ("UPDATE voice_panelfile SET body = replace(body, '\"seats\":3', '\"seats\":4')", "not those that were"),
        ("DELETE FROM voice_panelfile", "are gone"),
    ],
)
def test_panels_changed_by_sql_are_found(change: str, told: str) -> None:
    jurors.frozen()
    drawing.make_panels(jurors.jury(), 20, drawing.begin(jurors.jury()))
    drawing.publish(jurors.jury(), actor=jurors.ADMIN, at=jurors.now())
    assert PanelFile.objects.count() == 1
    assert list(audit()) == []
    sql(change)
    (found,) = audit()
    assert found.where == f"voice.juries {jurors.KEY}"
    assert told in found.what


def test_alternates_changed_by_sql_after_the_draw_are_found() -> None:
    jurors.drawn()
    assert list(audit()) == []
    row = PanelFile.objects.get()
    PanelFile.objects.update(opened=row.opened | {"alternates": row.opened["alternates"][::-1]})
    assert [one.what for one in audit()] == ["the alternates are not those that were sealed"]
