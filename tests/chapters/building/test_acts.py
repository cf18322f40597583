"""What the chapter's own acts ask for: dates only slip, programmes bound what is delivered, counts fit."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest

from chapitre.chapters.building.acts import ground, outlook, places, programme
from chapitre.chapters.building.models import (
    Artwork,
    Dwellings,
    Escalator,
    Facility,
    Lot,
    Parking,
    Phase,
    Plot,
    Scenario,
)
from chapitre.kernel.acts import BadFact, Missing, NotAllowed, OutOfOrder, acts_of, perform
from chapitre.kernel.commons import acts as commons
from chapitre.kernel.people.actors import ADMINISTRATOR, AGENT, Actor
from chapitre.kernel.records.models import Opening
from chapitre.kernel.records.registers import registers

pytestmark = pytest.mark.django_db
ADMIN, AGENT_ = Actor(ADMINISTRATOR), Actor(AGENT)
AT = datetime(2025, 5, 2, 9, tzinfo=UTC)
DAY = date(2025, 5, 2)


def do(act: Any, key: str | None = None, *, actor: Actor = ADMIN, **params: Any) -> str:
    return perform(act, key, actor=actor, at=AT, **params).key


@pytest.fixture(autouse=True)
def _project() -> None:
    do(commons.project.recorded, "plateau", number=5, name="Plateau", state="works", approximate=True)


def lot() -> str:
    return do(programme.lot.recorded, project="plateau", name="îlot A", use="housing", due_on=date(2026, 6, 30))


def group(planned: int = 40) -> str:
    facts = {"lot": lot(), "project": "plateau", "tenure": "social", "kind": "family"}
    return do(programme.dwellings.recorded, planned=planned, **facts)


def test_a_date_only_slips_and_the_one_first_promised_stays() -> None:
    key = lot()
    with pytest.raises(BadFact):
        do(programme.lot_postponed, key, expected_on=date(2026, 6, 30), reason="?")
    do(programme.lot_postponed, key, expected_on=date(2026, 9, 30), reason="Sol pollué.")
    with pytest.raises(BadFact):
        do(programme.lot_postponed, key, expected_on=date(2026, 9, 30), reason="?")
    with pytest.raises(Missing):
        do(programme.lot_postponed, key, expected_on=date(2027, 1, 31), reason=" ")
    do(programme.lot_postponed, key, expected_on=date(2027, 1, 31), reason="Sol encore pollué.")
    row = Lot.objects.get()
    assert (row.due_on, row.expected_on, row.slips) == (date(2026, 6, 30), date(2027, 1, 31), 2)
    assert Opening.objects.filter(key=key, field="reason").count() == 2


def test_a_phase_is_put_off_from_its_promised_end() -> None:
    facts = {"project": "plateau", "title": "chantier", "kind": "building"}
    key = do(programme.phase.recorded, starts_on=date(2025, 1, 6), ends_on=date(2025, 9, 30), **facts)
    with pytest.raises(BadFact):
        do(programme.phase_postponed, key, expected_on=date(2025, 8, 31), reason="?")
    do(programme.phase_begun, key)
    do(programme.phase_postponed, key, expected_on=date(2025, 12, 31), reason="Pluie.")
    do(programme.phase_ended, key)
    row = Phase.objects.get()
    assert (row.state, row.started_on, row.ended_on, row.ends_on) == ("done", DAY, DAY, date(2025, 9, 30))
    with pytest.raises(OutOfOrder):
        do(programme.phase_postponed, key, expected_on=date(2026, 12, 31), reason="?")


def test_a_lot_is_built_under_its_permit() -> None:
    key = lot()
    with pytest.raises(OutOfOrder):
        do(programme.lot_begun, key)
    with pytest.raises(BadFact):
        do(programme.lot_permitted, key)
    with pytest.raises(NotAllowed):
        do(programme.lot_permitted, key, actor=AGENT_, permit="PC 094 041 25 00001")
    do(programme.lot_permitted, key, permit="PC 094 041 25 00001")
    do(programme.lot_begun, key)
    do(programme.lot_delivered, key)
    with pytest.raises(OutOfOrder):
        do(programme.lot_dropped, key, reason="?")
    row = Lot.objects.get()
    assert (row.permitted_on, row.started_on, row.delivered_on) == (DAY, DAY, DAY)


def test_no_more_dwellings_are_handed_over_than_the_programme_says() -> None:
    key = group(40)
    do(programme.handed_over, key, delivered=25)
    assert Dwellings.objects.get().state == "planned"
    for number in (16, 0, -1):
        with pytest.raises(BadFact):
            do(programme.handed_over, key, delivered=number)
    with pytest.raises(OutOfOrder):
        do(programme.dwellings_dropped, key, reason="?")
    do(programme.handed_over, key, delivered=15)
    row = Dwellings.objects.get()
    assert (row.state, row.delivered, row.delivered_on) == ("delivered", 40, DAY)


def test_a_programme_is_revised_with_a_reason_and_not_under_what_is_delivered() -> None:
    key = group(40)
    do(programme.handed_over, key, delivered=30)
    with pytest.raises(BadFact):
        do(programme.revised, key, planned=29, reason="?")
    with pytest.raises(Missing):
        do(programme.revised, key, planned=36, reason="")
    with pytest.raises(NotAllowed):
        do(programme.revised, key, actor=AGENT_, planned=36, reason="Un étage de moins.")
    do(programme.revised, key, planned=30, reason="Un étage de moins.")
    row = Dwellings.objects.get()
    assert (row.state, row.planned, row.delivered) == ("delivered", 30, 30)


def test_dwellings_that_nobody_lives_in_yet_may_be_dropped() -> None:
    key = group()
    do(programme.dwellings_dropped, key, reason="Le terrain reste au port.")
    assert Dwellings.objects.get().state == "dropped"


def test_a_residence_is_not_fuller_than_it_is_large() -> None:
    key = do(places.facility.recorded, name="résidence", kind="residence", works="new", units=165)
    do(places.facility_begun, key)
    do(places.facility_opened, key)
    with pytest.raises(BadFact):
        do(places.occupancy, key, occupied=166)
    do(places.occupancy, key, occupied=158)
    do(places.facility_shared, key, shared_hours=12)
    row = Facility.objects.get()
    assert (row.occupied, row.shared_hours, row.opened_on) == (158, 12, DAY)


def test_a_school_has_no_occupancy() -> None:
    key = do(places.facility.recorded, name="école", kind="school", works="new", classes=12)
    do(places.facility_begun, key)
    do(places.facility_opened, key)
    with pytest.raises(BadFact):
        do(places.occupancy, key, occupied=1)


def test_an_escalator_counts_its_stoppages() -> None:
    key = do(places.escalator.recorded, name="montée", kind="escalator", state="running", since=date(2022, 1, 3))
    with pytest.raises(OutOfOrder):
        do(places.running_again, key)
    do(places.stopped, key, actor=AGENT_, reason="Marche cassée.")
    do(places.running_again, key, actor=AGENT_)
    do(places.stopped, key, reason="Moteur.")
    do(places.renovation_begun, key)
    row = Escalator.objects.get()
    assert (row.state, row.stops, row.since) == ("works", 2, DAY)


def test_subscriptions_fit_in_the_spaces() -> None:
    key = do(places.parking.recorded, name="parking", kind="car", state="open", spaces=100)
    with pytest.raises(BadFact):
        do(places.counted, key, subscribed=101)
    do(places.counted, key, subscribed=88)
    assert (Parking.objects.get().subscribed, Parking.objects.get().counted_on) == (88, DAY)


def test_harvests_add_up_while_a_plot_is_farmed() -> None:
    key = do(ground.plot.recorded, name="champ", crop="vegetables", since=date(2022, 3, 1))
    do(ground.harvested, key, harvest_kg=120)
    do(ground.harvested, key, harvest_kg=30)
    with pytest.raises(BadFact):
        do(ground.harvested, key, harvest_kg=-1)
    do(ground.plot_rested, key)
    with pytest.raises(OutOfOrder):
        do(ground.harvested, key, harvest_kg=5)
    assert Plot.objects.get().harvest_kg == 150


def test_an_artist_is_named_in_an_exhibit_and_events_are_counted() -> None:
    facts = {"title": "Œuvre", "kind": "residence", "signed_on": date(2024, 1, 8)}
    with pytest.raises(Missing):
        do(ground.artwork.recorded, **facts)
    key = do(ground.artwork.recorded, artist="Une Artiste", **facts)
    do(ground.event_held, key, summary="Visite du chantier.")
    do(ground.event_held, key)
    row = Artwork.objects.get()
    assert (row.events, row.state) == (2, "ongoing")
    assert "Une Artiste" not in row.facts().values()
    assert Opening.objects.get(key=key, field="artist").value == "Une Artiste"


def test_a_scenario_is_adopted_and_revised_by_heads_alone() -> None:
    assumed = {
        "family_size": 225,
        "family_occupied": 95,
        "specific_size": 110,
        "specific_occupied": 96,
        "moved_out": 733,
    }
    key = do(outlook.scenario.recorded, name="central", horizon=2040, **assumed)
    with pytest.raises(NotAllowed):
        do(outlook.scenario_adopted, key, actor=AGENT_)
    do(outlook.scenario_adopted, key)
    with pytest.raises(Missing):
        do(outlook.scenario_revised, key, **assumed, reason="")
    do(outlook.scenario_revised, key, **assumed | {"family_size": 220}, reason="Recensement de l’année.")
    row = Scenario.objects.get()
    assert (row.state, row.adopted_on, row.family_size, row.family_occupied) == ("adopted", DAY, 220, 95)


def test_every_register_of_the_chapter_has_an_act_of_its_trade() -> None:
    plain = {"recorded", "imported", "amended", "withdrawn"}
    for name in registers:
        if name.startswith("building."):
            trade = {one.name for one in acts_of(name)} - plain
            assert trade or name == "building.accounts", name
