"""The audit names a poll whose ballots, and a jury whose panels, were changed behind the ledger's back."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from chapitre.chapters.voice.acts import juries, seeds
from chapitre.chapters.voice.juries import drawing
from chapitre.chapters.voice.models import PanelFile
from chapitre.kernel import clock
from chapitre.kernel.acts import perform
from chapitre.kernel.acts.audit import audit
from tests.chapters.voice import jurors, polls, test_seeds

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


def test_a_seed_that_was_corrected_is_no_longer_a_verified_one() -> None:
    jury = test_seeds.drawn()
    assert list(audit()) == []
    assert "signature vérifiée" in Client().get(reverse("jury", args=[jury.key])).content.decode()
    perform(juries.jury.amended, jury.key, actor=jurors.ADMIN, at=jurors.now(), seed="ab" * 32, reason="essai")
    (found,) = audit()
    assert "round of the beacon" in found.what
    assert "signature vérifiée" not in Client().get(reverse("jury", args=[jury.key])).content.decode()


@pytest.mark.parametrize(
    "changed",
    [{"seed_chain": "ab" * 32}, {"seed_at": "un soir"}, {"seed_signature": "zz"}, {"seed_round": 5}],
    ids=str,
)
def test_a_seed_corrected_into_nonsense_still_has_its_pages(changed: dict[str, Any]) -> None:
    jury = test_seeds.drawn()
    perform(juries.jury.amended, jury.key, actor=jurors.ADMIN, at=jurors.now(), reason="essai", **changed)
    for name in ("jury", "jury_tirage", "jury_verifier", "jury_resultat"):
        assert Client().get(reverse(name, args=[jury.key])).status_code == 200


def test_a_seed_announced_once_it_was_known_is_found_whatever_its_day_says() -> None:
    test_seeds.published()
    told = {"on_date": test_seeds.BEFORE.date(), "seed_round": test_seeds.ROUND.number}
    perform(seeds.announced_round, jurors.KEY, actor=jurors.ADMIN, at=jurors.now(), **told)
    drawing.enter_round(jurors.jury(), test_seeds.ROUND, witnesses="x", actor=jurors.ADMIN, at=jurors.now())
    (found,) = audit()
    assert found.what == "the seed was announced when it could be known"
