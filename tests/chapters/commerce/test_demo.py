"""The chapter's demonstration alone: its figures agree with one another, and one record less moves what counts it."""

from datetime import UTC, date, datetime

import pytest
from django.db import transaction

from chapitre.chapters.commerce.demo import BIDS, LEASES, load
from chapitre.kernel.acts import acts, perform
from chapitre.kernel.commons import demo as commons
from chapitre.kernel.commons.demonstration import Demonstration, Spot
from chapitre.kernel.figures import behind, live, sources
from chapitre.kernel.people.actors import ADMINISTRATOR, Actor
from tests.kernel.figures.alone import only

TODAY = date(2025, 11, 18)
AT = datetime(2025, 11, 18, 9, tzinfo=UTC)
SPOTS = [
    Spot(2_384_000, 48_810_000, "centre-ville", "place Voltaire", 1.0),
    Spot(2_395_390, 48_816_289, "ivry-port", "place Gambetta", 1.0),
    Spot(2_386_000, 48_817_000, "gagarine-truillot", "rue Truillot", 1.0),
]


@pytest.mark.django_db
def test_the_chapter_counts_what_its_demonstration_tells_and_each_record_counts() -> None:
    demonstration = Demonstration(TODAY, SPOTS, lambda line: None)
    commons.load(demonstration)
    load(demonstration)
    values = live.fresh(TODAY)
    exact = {id.removeprefix("commerce."): one.exact for id, one in values.items() if id.startswith("commerce.")}
    running = [one for one in LEASES if one[-1] is None]
    assert exact["leases_running"] == len(running)
    assert exact["rents_due"] + exact["rents_forgone"] == sum(market for _, _, _, market, _, _, _ in running)
    assert exact["arrears"] == sum(arrears for _, _, _, _, _, arrears, _ in LEASES)
    assert exact["bids_received"] == sum(map(len, BIDS.values()))
    assert exact["pagaille_aid"] == 9_600_000
    assert 0 < exact["ground_floors_vacant"] < exact["ground_floors"]
    for id, one in sources.declarations().items():
        if not id.startswith("commerce.") or one.value == "expression":
            continue
        record = behind(id, TODAY).first()
        assert record is not None, id
        with transaction.atomic():
            withdraw = acts[f"{record.register.name}.withdrawn"]
            perform(withdraw, record.key, actor=Actor(ADMINISTRATOR), at=AT, reason="essai")
            with only(id):
                assert live.fresh(TODAY)[id].records == values[id].records - 1, id
            transaction.set_rollback(True)
