"""A bulk does what perform_many does, in a short turn; whatever moved meanwhile makes it refuse."""

from __future__ import annotations

import threading
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.db import connection

from chapitre.kernel.acts import KeyTaken, StaleRecord, Step, acts, audit, perform, perform_many
from chapitre.kernel.acts.bulk import Bulk
from chapitre.kernel.figures import live
from chapitre.kernel.ledger import log
from chapitre.kernel.people.actors import ADMINISTRATOR, Actor
from chapitre.kernel.records.models import Opening
from tests import factories
from tests.kernel.exchange.registers import RACKS, Rack, rack_acts

pytestmark = pytest.mark.usefixtures("racks")
AT = datetime(2025, 11, 18, 8, tzinfo=UTC)
ADMIN = Actor(ADMINISTRATOR)
FACTS = {
    "hold": "wheel",
    "places": 2,
    "opened_on": date(2020, 5, 1),
    "covered": True,
    "lon": 2_384_000,
    "lat": 48_810_000,
}


def new(*keys: str | None, **facts: Any) -> list[Step]:
    return [Step(rack_acts.imported, key, ADMIN, AT, {**FACTS, **facts}) for key in keys]


def changed(*keys: str, **facts: Any) -> list[Step]:
    return [Step(rack_acts.amended, key, ADMIN, AT, {"reason": "Recompté.", **facts}) for key in keys]


def never(place: int, why: str) -> None:
    raise AssertionError(f"{place}: {why}")


def written(*steps: Step) -> tuple[int, int]:
    with Bulk(RACKS.name, never) as bulk:
        for step in steps:
            bulk.add(step)
        assert bulk.ready()
        done = bulk.write()
        return done.first, done.count


def sound() -> bool:
    return list(audit.audit()) == []


def test_it_writes_what_perform_many_writes() -> None:
    perform_many(new("A-1", "A-2"))
    written(*new("B-1", "B-2"))
    perform_many(changed("A-1", places=3, opened_on=None))
    written(*changed("B-1", places=3, opened_on=None))
    for one, other in (("A-1", "B-1"), ("A-2", "B-2")):
        first, second = (Rack.objects.get(key=key) for key in (one, other))
        assert (first.facts(), first.seq, first.z) == (second.facts(), second.seq, second.z)
        for entry, twin in zip(log.history(RACKS.name, one), log.history(RACKS.name, other), strict=True):
            told, same = entry.content(), twin.content()
            assert told.pop("key") != same.pop("key")
            assert bool(told.pop("commitments")) == bool(same.pop("commitments"))
            assert told == same
    assert Opening.objects.get(key="B-1").value == "Recompté."
    assert sound()


def test_entries_stand_in_the_order_of_the_steps_after_all_others() -> None:
    factories.report()
    perform_many(new("A-1"))
    before = log.size()
    assert written(*changed("A-1", places=9), *new("A-2", None)) == (before, 3)
    assert [(entry.key, entry.act) for entry in log.entries(before)] == [
        ("A-1", "amended"),
        ("A-2", "imported"),
        ("25-00001", "imported"),
    ]
    assert sound()


def test_numbers_follow_those_given() -> None:
    perform_many(new(None, None))
    written(*new(None, None, None))
    perform_many(new(None))
    assert sorted(Rack.objects.values_list("key", flat=True)) == [f"25-0000{n}" for n in range(1, 7)]


def test_a_rehearsal_takes_no_number_and_cannot_be_written() -> None:
    with Bulk(RACKS.name, never, rehearsal=True) as bulk:
        bulk.add(new(None)[0])
        assert bulk.ready()
        with pytest.raises(ValueError, match="ready"):
            bulk.write()
    assert (Rack.objects.count(), perform_many(new(None))[0].key) == (0, "25-00001")


def test_every_step_that_cannot_be_is_told_and_nothing_is_written() -> None:
    perform_many(new("A-1"))
    perform(rack_acts.withdrawn, "A-1", actor=ADMIN, at=AT, reason="Essai.")
    told: list[int] = []
    with Bulk(RACKS.name, lambda place, why: told.append(place)) as bulk:
        for step in (*new("B-1"), *changed("A-1", places=1), *changed("Z-9", places=1), *new("B-2", places=0)):
            bulk.add(step)
        assert not bulk.ready()
        with pytest.raises(ValueError, match="ready"):
            bulk.write()
    assert told == [1, 2, 3]
    assert Rack.objects.count() == 1


def test_a_link_to_the_same_register_may_wait_for_a_later_batch(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("chapitre.kernel.acts.bulk.BATCH", 1)
    written(*new("A-1", beside="A-2"), *new("A-2", beside="A-1"))
    told: list[int] = []
    with Bulk(RACKS.name, lambda place, why: told.append(place)) as bulk:
        for step in (*new("B-1", beside="A-1"), *new("B-2", beside="Z-9"), *changed("A-1", beside="B-1")):
            bulk.add(step)
        assert not bulk.ready()
    assert told == [1]


def test_a_record_is_touched_once_and_of_one_register() -> None:
    with Bulk(RACKS.name, never) as bulk:
        bulk.add(new("A-1")[0])
        with pytest.raises(ValueError, match="once"):
            bulk.add(changed("A-1", places=1)[0])
        with pytest.raises(ValueError, match=r"cycling\.racks"):
            bulk.add(Step(acts["streets.reports.accepted"], "25-00001", ADMIN, AT))


def test_acts_with_private_rows_are_not_for_it() -> None:
    text = {**factories.PLACE, "text": "Devant le 12."}
    with Bulk("streets.reports", never) as bulk:
        bulk.add(Step(acts["streets.reports.received"], "25-09999", factories.RESIDENT_, AT, text))
        with pytest.raises(ValueError, match="private"):
            bulk.ready()


def test_a_key_taken_meanwhile() -> None:
    with Bulk(RACKS.name, never) as bulk:
        for step in new("A-1", "A-2"):
            bulk.add(step)
        assert bulk.ready()
        perform_many(new("A-2"))
        size = log.size()
        with pytest.raises(KeyTaken, match="A-2"):
            bulk.write()
    assert (Rack.objects.count(), log.size()) == (1, size)
    assert sound()


def test_a_record_that_moved_meanwhile() -> None:
    perform_many(new("A-1", "A-2"))
    with Bulk(RACKS.name, never) as bulk:
        for step in (*changed("A-1", "A-2", places=7), *new("A-3")):
            bulk.add(step)
        assert bulk.ready()
        perform_many(changed("A-2", places=5))
        with pytest.raises(StaleRecord, match="A-2"):
            bulk.write()
    assert list(Rack.objects.order_by("key").values_list("key", "places")) == [("A-1", 2), ("A-2", 5)]
    assert sound()


@pytest.mark.django_db(transaction=True)
def test_others_write_while_it_is_prepared() -> None:
    """The stage holds no lock: a report is received while a bulk lies ready, before and after it."""
    failed: list[Exception] = []

    def post() -> None:
        try:
            factories.report()
        except Exception as error:
            failed.append(error)
        finally:
            connection.close()

    with Bulk(RACKS.name, never) as bulk:
        for step in new("A-1", "A-2"):
            bulk.add(step)
        assert bulk.ready()
        thread = threading.Thread(target=post)
        thread.start()
        thread.join(10)
        assert (failed, log.size()) == ([], 1)
        assert bulk.write().first == 1
    assert sound()


@pytest.mark.django_db(transaction=True)
def test_sqlite_is_left_as_it_was() -> None:
    if connection.vendor != "sqlite":
        pytest.skip("about SQLite")
    written(*new("A-1"))
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_autocheckpoint")
        assert cursor.fetchone() == (1000,)
        cursor.execute("PRAGMA cache_size")
        assert cursor.fetchone() == (-16384,)
        cursor.execute("SELECT count(*) FROM temp.sqlite_master")
        assert cursor.fetchone() == (0,)


def test_figures_are_right_after_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """Kept figures fold a few entries in, and are counted anew after many: either way what a bulk wrote counts."""
    today = date(2025, 11, 18)
    factories.report()
    for limit in (live.FOLD_LIMIT, 2):
        monkeypatch.setattr(live, "FOLD_LIMIT", limit)
        live.values(today)
        received = acts["streets.reports.received"]
        steps = [Step(received, f"25-1{limit}{n}", factories.RESIDENT_, AT, factories.PLACE) for n in range(4)]
        with Bulk("streets.reports", never) as bulk:
            for step in steps:
                bulk.add(step)
            assert bulk.ready()
            bulk.write()
        kept, fresh = live.values(today), live.fresh(today)
        assert {id: one.numerator for id, one in kept.items()} == {id: one.numerator for id, one in fresh.items()}
    assert live.value("streets.reports_received", today).numerator == 9
