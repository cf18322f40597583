"""What the chapter's own acts ask for: a camera needs an authorisation that holds."""

from datetime import UTC, date, datetime

import pytest

from chapitre.chapters.safety import acts
from chapitre.chapters.safety.acts import five_years_after
from chapitre.chapters.safety.models import Camera
from chapitre.kernel.acts import BadFact, OutOfOrder, perform
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
