"""kill -9 while residents post, again and again: nothing that was acknowledged is lost.

    python -m tests.durability.kill --rounds 50 [--postgresql]

Each round starts the town, has several residents post, kills every process of it in the middle, and looks at what is
left. With `--postgresql` one of the database's own processes is killed as well, every other round.
"""

from __future__ import annotations

import argparse
import os
import signal
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

import django

from tests.durability.server import Residents, Town, free_port, left_in

Backend = Callable[[], int | None]


@dataclass
class Tally:
    """What happened in all rounds."""

    rounds: int = 0
    sent_again: int = 0
    on_disk: int = 0  # of those sent again, how many had reached the disk without an answer
    backends: int = 0
    answers: dict[str, int] = field(default_factory=dict)
    acknowledged: int = 0


def one_round(town: Town, residents: Residents, random: Random, backend: Backend, tally: Tally) -> None:
    """Starts, posts, kills, and checks what is left. Raises AssertionError on the first thing that is wrong."""
    town.start()
    tally.sent_again += residents.send_again()
    known = len(residents.acknowledged())
    with residents.busy():
        deadline = time.monotonic() + 30
        while len(residents.acknowledged()) < known + 4:
            assert time.monotonic() < deadline, f"nothing was acknowledged: {residents.answers}"
            time.sleep(0.01)
        time.sleep(random.uniform(0, 1.2))
        if tally.rounds % 2 and (pid := backend()) is not None:
            os.kill(pid, signal.SIGKILL)
            tally.backends += 1
            reached = len(residents.acknowledged())
            while len(residents.acknowledged()) < reached + 4:  # the site comes back by itself
                assert time.monotonic() < deadline, f"the site did not come back: {residents.answers}"
                time.sleep(0.01)
        residents.posting.clear()  # before the kill, so that a form lost in it is not followed by hundreds refused
        town.kill()
    tally.rounds += 1
    tally.on_disk += check(town, residents)
    tally.answers, tally.acknowledged = residents.answers, len(residents.acknowledged())


def check(town: Town, residents: Residents) -> int:
    """No acknowledged report is missing, no report came twice, the ledger has no gap.

    Returns how many reports are there though nobody was told.
    """
    left = left_in(town)
    acknowledged = list(residents.acknowledged().values())
    assert len(acknowledged) == len(set(acknowledged)), "two forms were given the same report"
    lost = set(acknowledged) - set(left.reports)
    assert not lost, f"acknowledged and lost: {sorted(lost)}"
    assert left.indexes == list(range(left.size)), "the ledger has a gap"
    assert sorted(left.received) == left.reports, "reports and entries do not say the same"
    assert left.submissions == len(left.reports), "a report came without its text"
    assert len(left.reports) <= len(residents.forms), "a form made two reports"
    return len(left.reports) - len(acknowledged)


def settle(town: Town, residents: Residents, tally: Tally) -> None:
    """After the last kill: every form is sent until it is acknowledged, and makes one report; the audit is clean."""
    town.start()
    try:
        tally.sent_again += residents.send_again()
        assert len(residents.acknowledged()) == len(residents.forms), residents.answers
    finally:
        town.kill()
    assert check(town, residents) == 0, "there are reports that nobody sent"
    tally.acknowledged = len(residents.acknowledged())
    audit(town)


def audit(town: Town) -> None:
    done = town.command("audit")
    assert done.returncode == 0, done.stdout + done.stderr


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=50)
    parser.add_argument("--postgresql", action="store_true")
    arguments = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    django.setup()
    url = None
    if arguments.postgresql:
        from tests import postgres

        url = postgres.database("durability")
    random, tally, started = Random(arguments.rounds), Tally(), time.monotonic()
    with tempfile.TemporaryDirectory(prefix="chapitre-kill-") as folder:
        town = Town(Path(folder), url, free_port())
        town.create()
        residents = Residents(town, random=random)
        for _ in range(arguments.rounds):
            one_round(town, residents, random, backend_of(url), tally)
            audit(town)
        settle(town, residents, tally)
    print(f"{tally.rounds} kills in {time.monotonic() - started:.0f} s, {tally.backends} of a database process")
    print(f"{tally.acknowledged} reports acknowledged, none lost; audit clean after each kill")
    print(f"{tally.sent_again} forms without an answer, sent again: one report each")
    print(f"reports on the disk after a kill that nobody had been told of: {tally.on_disk}")
    print(f"answers: {tally.answers}; load average {os.getloadavg()[0]:.1f}")


def backend_of(url: str | None) -> Backend:
    """Finds a process of PostgreSQL that serves the site; None on SQLite."""

    def find() -> int | None:
        if url is None:
            return None
        import psycopg

        with psycopg.connect(url, autocommit=True) as connection:
            row = connection.execute(
                "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
                " AND backend_type = 'client backend' ORDER BY state = 'active' DESC, random() LIMIT 1"
            ).fetchone()
        return None if row is None else int(row[0])

    return find


if __name__ == "__main__":
    main()
