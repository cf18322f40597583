"""The upkeep's own acts: fines at the tariff of their day, butts that add up, machines that leave the fleet."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from chapitre.chapters.streets.acts import upkeep as acts
from chapitre.chapters.streets.models import Ashtray, PestOperation, Vehicle, WardenAction
from chapitre.chapters.streets.tariffs import in_force, tariffs
from chapitre.kernel.acts import BadFact, OutOfOrder, perform
from chapitre.kernel.people.actors import ADMINISTRATOR, Actor

pytestmark = pytest.mark.django_db
ADMIN = Actor(ADMINISTRATOR)
AT = datetime(2025, 5, 2, 9, tzinfo=UTC)


def do(act: Any, key: str | None = None, on_date: date | None = None, **params: Any) -> str:
    return perform(act, key, actor=ADMIN, at=AT, on_date=on_date, **params).key


def amount(key: str) -> int:
    return WardenAction.objects.get(key=key).amount_cents


def test_a_fine_costs_what_the_law_said_that_day() -> None:
    assert amount(do(acts.fined, on_date=date(2020, 12, 13), offence="dumping")) == 6_800
    assert amount(do(acts.fined, on_date=date(2020, 12, 14), offence="dumping")) == 13_500
    assert amount(do(acts.fined, offence="bins")) == 3_500


def test_what_goes_to_court_cannot_be_fined() -> None:
    with pytest.raises(BadFact):
        do(acts.fined, offence="vehicle_dumping")
    with pytest.raises(BadFact):
        do(acts.fined, offence="dumping", state="paid")
    assert not WardenAction.objects.exists()


def test_a_fine_not_paid_in_time_costs_the_increased_tariff_of_its_own_day() -> None:
    key = do(acts.fined, on_date=date(2020, 6, 1), offence="dumping")
    do(acts.increased, key)
    assert amount(key) == 18_000
    do(acts.fine_paid, key)
    with pytest.raises(OutOfOrder):
        do(acts.increased, key)


def test_a_reminder_costs_nothing_and_cannot_be_increased() -> None:
    key = do(acts.reminded, offence="noise", place="rue Molière", district="centre-ville")
    assert amount(key) == 0
    with pytest.raises(OutOfOrder):
        do(acts.increased, key)


def test_every_tariff_names_its_source_and_rises() -> None:
    for one in tariffs():
        assert one.source and 0 < one.fixed < one.increased
    assert in_force("noise", date(2000, 1, 1)) is None


def test_butts_add_up_from_one_emptying_to_the_next() -> None:
    day = date(2025, 4, 1)
    key = do(acts.ashtray.recorded, ordered_on=day)
    with pytest.raises(OutOfOrder):
        do(acts.emptied, key, butts_g=10)
    do(acts.ashtray_installed, key)
    do(acts.emptied, key, butts_g=800)
    do(acts.emptied, key, butts_g=450)
    with pytest.raises(BadFact):
        do(acts.emptied, key, butts_g=-1)
    row = Ashtray.objects.get()
    assert (row.butts_g, row.installed_on, row.emptied_on) == (1_250, date(2025, 5, 2), date(2025, 5, 2))


def test_a_machine_in_repair_stays_in_the_fleet_and_one_that_is_sold_does_not_come_back() -> None:
    key = do(acts.vehicle.recorded, kind="sweeper", energy="electric", since=date(2024, 1, 8))
    do(acts.vehicle_broken, key)
    do(acts.vehicle_mended, key)
    do(acts.vehicle_sold, key, reason="Remplacée")
    assert Vehicle.objects.get().left_on == date(2025, 5, 2)
    with pytest.raises(OutOfOrder):
        do(acts.vehicle_mended, key)


def test_visits_and_grants_of_a_pest_case_are_counted() -> None:
    key = do(acts.pest.recorded, pest="bedbugs", where="building", opened_on=date(2025, 4, 1))
    do(acts.visited, key, grant_cents=15_000)
    do(acts.visited, key)
    row = PestOperation.objects.get()
    assert (row.visits, row.grant_cents, row.state) == (2, 15_000, "treated")
