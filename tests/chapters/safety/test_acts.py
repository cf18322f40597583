"""What the chapter's own acts ask for: a camera needs an authorisation that holds."""

from datetime import UTC, date, datetime

import pytest

from chapitre.chapters.safety import acts
from chapitre.chapters.safety.acts import five_years_after
from chapitre.chapters.safety.models import Camera, Problem, Viewing
from chapitre.kernel.acts import BadFact, Missing, OutOfOrder, perform
from chapitre.kernel.people.actors import ADMINISTRATOR, Actor

pytestmark = pytest.mark.django_db
ADMIN = Actor(ADMINISTRATOR)
AT = datetime(2024, 5, 2, 9, tzinfo=UTC)


def camera() -> str:
    facts = {"use": "fining", "place": "rue Molière", "retention_days": 15}
    return perform(acts.camera.recorded, actor=ADMIN, at=AT, **facts).key


def authorise(key: str, until: date, on_date: date = date(2024, 5, 2)) -> None:
    perform(acts.authorised, key, actor=ADMIN, at=AT, on_date=on_date, authorised_until=until)


def test_a_camera_runs_only_under_an_authorisation_that_holds() -> None:
    key = camera()
    with pytest.raises(OutOfOrder):
        perform(acts.started, key, actor=ADMIN, at=AT)
    authorise(key, date(2024, 5, 1), date(2024, 4, 1))
    with pytest.raises(OutOfOrder):
        perform(acts.started, key, actor=ADMIN, at=AT)
    authorise(key, date(2029, 5, 2))
    with pytest.raises(OutOfOrder):
        perform(acts.started, key, actor=ADMIN, at=AT, on_date=date(2024, 5, 1))
    perform(acts.started, key, actor=ADMIN, at=AT)
    assert Camera.objects.get().state == "running"


def test_an_authorisation_lasts_five_years_at_most_and_ends_after_it_begins() -> None:
    key = camera()
    for until in (date(2029, 5, 3), date(2024, 5, 2), None):
        with pytest.raises(BadFact):
            authorise(key, until)  # type: ignore[arg-type]
    assert five_years_after(date(2024, 2, 29)) == date(2029, 2, 28)


def test_a_request_to_see_images_is_answered_once() -> None:
    asked = {"origin": "police", "camera": camera(), "filmed_on": date(2024, 4, 30), "asked_on": date(2024, 5, 1)}
    key = perform(acts.viewing.recorded, actor=ADMIN, at=AT, **asked).key
    perform(acts.viewing_granted, key, actor=ADMIN, at=AT, copied=True)
    found = Viewing.objects.get()
    assert (found.state, found.copied, found.answered_on) == ("granted", True, date(2024, 5, 2))
    with pytest.raises(OutOfOrder):
        perform(acts.viewing_refused, key, actor=ADMIN, at=AT, reason="trop tard")


def test_a_problem_of_a_partnership_group_is_solved_with_what_was_done() -> None:
    facts = {"theme": "parking", "place": "rue Molière", "opened_on": date(2024, 5, 2)}
    key = perform(acts.problem.recorded, actor=ADMIN, at=AT, **facts).key
    with pytest.raises(Missing):
        perform(acts.problem_solved, key, actor=ADMIN, at=AT, answer=" ")
    perform(acts.problem_solved, key, actor=ADMIN, at=AT, answer="Potelets posés.")
    assert Problem.objects.get().solved_on == date(2024, 5, 2)
