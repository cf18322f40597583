"""kill -9 in the middle of posts, a few times; `python -m tests.durability.kill --rounds 50` does it fifty times."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

from tests.durability.kill import Tally, one_round, settle
from tests.durability.server import Residents, Town, free_port

ROUNDS = 5


@pytest.mark.sqlite
def test_no_acknowledged_report_is_lost_when_the_town_is_killed(tmp_path: Path) -> None:
    random, tally = Random(9), Tally()
    town = Town(tmp_path, None, free_port())
    town.create()
    residents = Residents(town, random=random)
    try:
        for _ in range(ROUNDS):
            one_round(town, residents, random, lambda: None, tally)
        settle(town, residents, tally)
    finally:
        if town.process is not None:
            town.kill()
    assert tally.rounds == ROUNDS and tally.acknowledged >= 4 * ROUNDS
    assert tally.answers["302"] >= tally.acknowledged
    assert set(tally.answers) <= {"302", "RemoteDisconnected", "ConnectionResetError", "ConnectionRefusedError"}
