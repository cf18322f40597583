"""What was promised, by what became of it: late, done, dropped, and each on its day of the time line."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.utils import timezone

from chapitre.kernel.acts import perform
from chapitre.kernel.commons import acts
from chapitre.kernel.commons.models import Commitment
from chapitre.kernel.figures import live
from chapitre.kernel.people.actors import ADMINISTRATOR, Actor
from chapitre.portal.chapters import line, promises
from tests.factories import AT

pytestmark = pytest.mark.django_db
ADMIN = Actor(ADMINISTRATOR)
TODAY = date(2025, 11, 18)


def promised(title: str, **facts: Any) -> str:
    told = {"chapter": "commerce", "kind": "promise", "promised_on": date(2021, 3, 1), **facts}
    return perform(acts.commitment.recorded, actor=ADMIN, at=AT, title=title, **told).key


def kinds(chapter: str = "commerce") -> dict[str, list[str]]:
    found = promises.of_town(live.values(TODAY), TODAY).get(chapter, [])
    return {one.kind: [promise.title for promise in one.promises] for one in promises.grouped(found)}


@pytest.mark.parametrize(
    ("due", "kind"), [(date(2025, 11, 17), "late"), (TODAY, "new"), (date(2025, 11, 19), "new"), (None, "new")]
)
def test_a_promise_is_late_the_day_after_its_date(due: date | None, kind: str) -> None:
    promised("halle", due_on=due)
    assert kinds() == {kind: ["Halle"]}


def test_a_date_put_off_does_not_undo_the_first_one() -> None:
    key = promised("halle", due_on=date(2024, 6, 30))
    perform(acts.postponed, key, actor=ADMIN, at=AT, expected_on=date(2027, 1, 1), reason="Fouilles")
    assert kinds() == {"late": ["Halle"]}
    (year,) = line.years(promises.of_town(live.values(TODAY), TODAY)["commerce"], TODAY)
    assert (year.year, year.now) == ("2027", False)
    when = year.promises[0].when.replace("\N{NO-BREAK SPACE}", " ")
    assert when == "promis pour le 30 juin 2024, attendu le 1er janv. 2027"


def test_what_is_done_or_dropped_is_not_late() -> None:
    done, dropped = (promised(title, due_on=date(2022, 1, 1)) for title in ("halle", "hangar"))
    perform(acts.commitment_done, done, actor=ADMIN, at=AT)
    perform(acts.commitment_dropped, dropped, actor=ADMIN, at=AT, reason="Trop cher")
    assert kinds() == {"done": ["Halle"], "no": ["Hangar"]}
    (year,) = line.years(promises.of_town(live.values(TODAY), TODAY)["commerce"], TODAY)
    assert year.year == str(timezone.localtime(AT).year) and year.now


def test_an_event_stands_on_the_line_and_is_no_promise() -> None:
    promised("fête du commerce", kind="event")
    found = promises.of_town(live.values(TODAY), TODAY)["commerce"]
    assert promises.grouped(found) == []
    assert [one.title for year in line.years(found, TODAY) for one in year.promises] == ["Fête du commerce"]


def test_what_is_withdrawn_is_not_shown() -> None:
    key = promised("halle")
    perform(acts.commitment.withdrawn, key, actor=ADMIN, at=AT, reason="Saisi deux fois")
    assert Commitment.objects.get().withdrawn and kinds() == {}


def test_a_milestone_counted_over_the_commitments_is_said_once() -> None:
    facts = {"chapter": "climate", "kind": "target", "due_on": date(2050, 12, 31)}
    perform(
        acts.commitment.recorded,
        "carbon-neutrality",
        actor=ADMIN,
        at=AT,
        title="neutralité carbone",
        promised_on=date(2021, 12, 16),
        **facts,
    )
    assert kinds("climate")["new"].count("Neutralité carbone") == 1


@pytest.mark.parametrize(
    ("written", "last"),
    [
        ("2025-05-12", date(2025, 5, 12)),
        ("2025-12", date(2025, 12, 31)),
        ("2024-02", date(2024, 2, 29)),
        ("2025", date(2025, 12, 31)),
        ("198X", date(1989, 12, 31)),
        ("2023/2026", date(2026, 12, 31)),
    ],
)
def test_the_last_day_of_a_date(written: str, last: date) -> None:
    assert promises.last_day(written) == last


def test_a_bar_covers_its_whole_width() -> None:
    for title in ("a", "b"):
        promised(title)
    promised("c", due_on=date(2022, 1, 1))
    found = promises.of_town(live.values(TODAY), TODAY)["commerce"]
    parts = promises.shares(promises.grouped(found))
    assert [(one.kind, one.count, one.start) for one in parts] == [("new", 2, 0), ("late", 1, 66.67)]
    assert sum(one.width for one in parts) == pytest.approx(100, abs=0.02)
