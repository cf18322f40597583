"""What every plain register has, seen on the kernel's own: a record comes in, moves, is put right, no longer counts."""

from datetime import UTC, date, datetime

import pytest
from shapely.geometry import Polygon

from chapitre.kernel.acts import BadFact, Missing, NotAllowed, OutOfOrder, acts_of, perform
from chapitre.kernel.commons import acts
from chapitre.kernel.commons.demonstration import Demonstration
from chapitre.kernel.commons.models import Commitment, Document, Meeting, Post, Project
from chapitre.kernel.geo import shapes_store
from chapitre.kernel.geo.models import Shape
from chapitre.kernel.people.actors import ADMINISTRATOR, AGENT, RESIDENT, Actor
from chapitre.kernel.records.models import Opening

pytestmark = pytest.mark.django_db

ADMIN, AGENT_ = Actor(ADMINISTRATOR), Actor(AGENT)
DAY = date(2024, 3, 5)
AT = datetime(2024, 3, 5, 10, tzinfo=UTC)
SQUARE = Polygon([(2_380_000, 48_810_000), (2_382_000, 48_810_000), (2_382_000, 48_811_000), (2_380_000, 48_811_000)])


def meeting(**changes: object) -> str:
    facts = {"kind": "public", "subject": "Cœur de ville", "held_on": DAY}
    return perform(acts.meeting.recorded, actor=AGENT_, at=AT, **facts | changes).key


def test_a_new_record_has_the_facts_given_and_those_that_the_act_sets() -> None:
    row = Meeting.objects.get(key=meeting(agenda="Le parc, puis les halles"))
    assert (row.state, row.subject, row.attendance, row.imported, row.withdrawn) == (
        "announced", "Cœur de ville", None, False, False,
    )  # fmt: skip
    assert Opening.objects.get(key=row.key, field="agenda").value == "Le parc, puis les halles"


def test_a_fact_that_must_be_there_is_missed() -> None:
    with pytest.raises(BadFact):
        perform(acts.meeting.recorded, actor=AGENT_, at=AT, kind="public", held_on=DAY)
    assert not Meeting.objects.exists()


def test_a_fact_that_a_later_act_sets_is_refused() -> None:
    with pytest.raises(BadFact):
        meeting(attendance=12)
    with pytest.raises(BadFact):
        meeting(withdrawn=True)
    with pytest.raises(BadFact):
        meeting(imported=True)


def test_a_step_moves_the_record_dates_it_and_comes_in_order() -> None:
    key = meeting()
    perform(acts.meeting_held, key, actor=AGENT_, at=AT, attendance=43, minutes="On a dit.")
    row = Meeting.objects.get(key=key)
    assert (row.state, row.attendance) == ("held", 43)
    with pytest.raises(OutOfOrder):
        perform(acts.meeting_held, key, actor=AGENT_, at=AT, attendance=43)
    with pytest.raises(OutOfOrder):
        perform(acts.meeting_cancelled, key, actor=AGENT_, at=AT, reason="Salle fermée")


def test_a_step_takes_what_it_asks_for_and_nothing_else() -> None:
    key = meeting()
    with pytest.raises(BadFact):
        perform(acts.meeting_held, key, actor=AGENT_, at=AT)
    with pytest.raises(BadFact):
        perform(acts.meeting_held, key, actor=AGENT_, at=AT, attendance=3, subject="autre")
    with pytest.raises(Missing):
        perform(acts.meeting_cancelled, key, actor=AGENT_, at=AT, reason="  ")


def test_what_is_taken_over_from_a_file_says_so_and_may_be_in_any_state() -> None:
    facts = {"kind": "public", "subject": "x", "held_on": DAY, "state": "held", "attendance": 7}
    key = perform(acts.meeting.imported, actor=ADMIN, at=AT, **facts).key
    row = Meeting.objects.get(key=key)
    assert (row.imported, row.state) == (True, "held")
    with pytest.raises(NotAllowed):
        perform(acts.meeting.imported, actor=AGENT_, at=AT, **facts)


def test_putting_right_asks_why_and_keeps_to_facts() -> None:
    key = meeting()
    perform(acts.meeting.amended, key, actor=AGENT_, at=AT, subject="Parc", reason="Faute de frappe")
    assert Meeting.objects.get(key=key).subject == "Parc"
    with pytest.raises(Missing):
        perform(acts.meeting.amended, key, actor=AGENT_, at=AT, subject="Parc", reason="")
    with pytest.raises(Missing):
        perform(acts.meeting.amended, key, actor=AGENT_, at=AT, reason="Rien")
    with pytest.raises(BadFact):
        perform(acts.meeting.amended, key, actor=AGENT_, at=AT, seq=9, reason="Non")


def test_a_withdrawn_record_stays_and_takes_no_more_acts() -> None:
    key = meeting()
    with pytest.raises(NotAllowed):
        perform(acts.meeting.withdrawn, key, actor=Actor(RESIDENT), at=AT, reason="x")
    perform(acts.meeting.withdrawn, key, actor=ADMIN, at=AT, reason="Saisie deux fois")
    with pytest.raises(OutOfOrder):
        perform(acts.meeting_held, key, actor=AGENT_, at=AT, attendance=1)


def test_a_perimeter_brings_its_point_and_its_area() -> None:
    demonstration = Demonstration(DAY, [], print)
    facts = {"number": 1, "name": "Port", "state": "study"}
    key = demonstration.tell(acts.project.recorded, "port", DAY, **facts, **demonstration.shape(SQUARE))
    assert demonstration.write() == 1
    row = Project.objects.get(key=key)
    assert row.area_m2 == Shape.objects.get(pk=row.shape).area_m2 > 10_000
    assert SQUARE.covers(shapes_store.get(row.shape).geometry) and row.point is not None


def test_the_demonstration_tells_nothing_after_its_last_day_and_numbers_what_has_no_name() -> None:
    demonstration = Demonstration(DAY, [], print)
    post = {"team": "cleaning", "trade": "agent·e de propreté", "state": "vacant", "since": DAY}
    assert demonstration.tell(acts.post.recorded, None, DAY, **post) == "24-00001"
    assert demonstration.tell(acts.post_filled, "24-00001", date(2024, 3, 6)) is None
    demonstration.write()
    assert Post.objects.get().state == "vacant"
    assert perform(acts.post.recorded, actor=ADMIN, at=AT, **post).key == "24-00002"


def test_a_promised_date_stays_while_the_one_expected_slips() -> None:
    facts = {"title": "T Zen 5", "chapter": "mobility", "kind": "works", "promised_on": date(2020, 1, 1)}
    key = perform(acts.commitment.recorded, actor=ADMIN, at=AT, due_on=date(2024, 1, 1), **facts).key
    later = {"expected_on": date(2027, 6, 30), "reason": "Travaux décalés"}
    perform(acts.postponed, key, actor=AGENT_, at=AT, **later)
    perform(acts.postponed, key, actor=AGENT_, at=AT, **later | {"expected_on": date(2028, 1, 1)})
    row = Commitment.objects.get(key=key)
    assert (row.due_on, row.expected_on, row.slips) == (date(2024, 1, 1), date(2028, 1, 1), 2)
    with pytest.raises(BadFact):  # a day no later than the one said last puts nothing off
        perform(acts.postponed, key, actor=AGENT_, at=AT, **later)


def test_a_document_comes_with_its_file_and_is_not_dated_in_the_future() -> None:
    facts = {"title": "Téléchargements", "kind": "statement", "issuer": "UMAY", "dated_on": DAY, "address": None}
    key = perform(acts.filed, actor=AGENT_, at=AT, document=f"{'a' * 64}.pdf", **facts).key
    row = Document.objects.get(key=key)
    assert row.sha256 == "a" * 64
    assert Opening.objects.get(key=key, field="document").value == {"file": f"{'a' * 64}.pdf"}
    with pytest.raises(BadFact):
        perform(acts.filed, actor=AGENT_, at=AT, document=f"{'a' * 64}.pdf", **facts | {"dated_on": date(2030, 1, 1)})


def test_each_act_that_the_house_makes_a_form_for_says_what_it_asks() -> None:
    for register in ("town.meetings", "town.projects", "town.posts", "town.commitments"):
        for one in acts_of(register):
            assert one.asks is not None or one.name == "imported", one.permission
