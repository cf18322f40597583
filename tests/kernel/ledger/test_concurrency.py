"""Real processes and threads write at once, roll back, are killed: no gap, no reorder, nothing acknowledged lost."""

import itertools
import json
import os
import random
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import psycopg
import pytest

POSTGRESQL = os.environ.get("CHAPITRE_DATABASE")
ROOT = Path(__file__).parents[3]
NUMBERS = itertools.count()
Event = dict[str, Any]


@pytest.fixture
def site(tmp_path: Path) -> Iterator[dict[str, str]]:
    """The environment of a site of its own with an empty ledger: a SQLite file, or a database of PostgreSQL."""
    environment = {**os.environ, "CHAPITRE_HOME": str(tmp_path), "PYTHONWARNINGS": "error"}
    name = f"ledger_{os.getpid()}"
    if POSTGRESQL:
        with psycopg.connect(POSTGRESQL, autocommit=True) as server:
            server.execute(f"CREATE DATABASE {name}".encode())
        environment["CHAPITRE_DATABASE"] = urlunsplit(urlsplit(POSTGRESQL)._replace(path=f"/{name}"))
    try:
        ask(environment, "migrate")
        yield environment
    finally:
        for worker in WORKERS:
            worker.kill()
        WORKERS.clear()
        if POSTGRESQL:
            with psycopg.connect(POSTGRESQL, autocommit=True) as server:
                server.execute(f"DROP DATABASE {name} WITH (FORCE)".encode())


class Worker:
    """A process and what it says, kept in a file: what it wrote before a kill -9 is there to be read."""

    def __init__(self, environment: dict[str, str], *arguments: object) -> None:
        self.said = Path(environment["CHAPITRE_HOME"]) / f"worker-{next(NUMBERS)}"
        command = [sys.executable, "-m", "tests.kernel.ledger.workers", *map(str, arguments)]
        WORKERS.append(self)
        with self.said.open("w") as output:
            self.process = subprocess.Popen(
                command, cwd=ROOT, env=environment, stdin=subprocess.PIPE, stdout=output, text=True
            )

    def events(self) -> list[Event]:
        """What it has said so far."""
        return [json.loads(line) for line in self.said.read_text().splitlines()]

    def wait_for(self, events: int) -> None:
        """Waits until it has said so many things."""
        limit = time.monotonic() + 60
        while self.said.read_bytes().count(b"\n") < events:
            assert self.process.poll() is None
            assert time.monotonic() < limit
            time.sleep(0.01)

    def kill(self) -> None:
        """Kills it, if it still runs."""
        self.process.kill()
        self.process.communicate(timeout=60)

    def finish(self) -> list[Event]:
        """What it said, once it has ended well."""
        self.process.communicate(timeout=120)
        assert self.process.returncode == 0
        return self.events()


WORKERS: list[Worker] = []


def start_together(workers: list[Worker]) -> None:
    """Lets writers begin once all are ready."""
    for worker in workers:
        worker.wait_for(1)
    for worker in workers:
        assert worker.process.stdin is not None
        worker.process.stdin.write("\n")
        worker.process.stdin.flush()


def ask(environment: dict[str, str], *arguments: object) -> list[Event]:
    return Worker(environment, *arguments).finish()


def check(environment: dict[str, str], receipts: list[Event]) -> list[str]:
    """Audits the ledger and finds every acknowledged entry where its receipt says; returns the keys in order."""
    report = ask(environment, "audit")[0]
    assert report["problems"] == []
    for receipt in receipts:
        first = receipt["first"]
        assert report["keys"][first : first + len(receipt["keys"])] == receipt["keys"]
    return list(report["keys"])


def test_writers_leave_no_gap_and_keep_the_order(site: dict[str, str]) -> None:
    shape = (
        [(f"p{number}", 1, 60) for number in range(8)] if POSTGRESQL else [(f"s{number}", 4, 30) for number in range(4)]
    )
    reader = Worker(site, "read")
    writers = [Worker(site, "write", *arguments) for arguments in shape]
    reader.wait_for(1)
    start_together(writers)
    receipts = [event for writer in writers for event in writer.finish() if "first" in event]
    seen = reader.finish()
    assert [event for event in seen if "wrong" in event] == []
    assert seen[-1]["steps"] >= 10
    keys = check(site, receipts)
    assert len(keys) == sum(len(receipt["keys"]) for receipt in receipts)
    assert len(receipts) < sum(threads * count for _, threads, count in shape)  # some were rolled back
    # Whoever began after another had its answer stands after it in the log.
    by_index = sorted(receipts, key=lambda receipt: receipt["first"])
    earliest_end = float("inf")
    for receipt in reversed(by_index):
        assert receipt["begun"] < earliest_end
        earliest_end = min(earliest_end, receipt["ended"])
    # They really wrote at once: the processes' entries are interleaved, not one block after the other.
    owners = [receipt["keys"][0].partition(".")[0] for receipt in by_index]
    assert sum(one != other for one, other in itertools.pairwise(owners)) > 2 * len(shape)


def test_a_killed_writer_loses_nothing_it_acknowledged(site: dict[str, str]) -> None:
    chance = random.Random(2)
    receipts: list[Event] = []
    for turn in range(4):
        writers = [Worker(site, "write", f"k{turn}-{number}", 2, 100_000) for number in range(2)]
        start_together(writers)
        for writer in writers:
            writer.wait_for(5)
        time.sleep(chance.uniform(0, 0.3))
        for writer in writers:
            writer.process.kill()
        for writer in writers:
            writer.kill()
            receipts += [event for event in writer.events() if "first" in event]
    keys = check(site, receipts)
    acknowledged = sum(len(receipt["keys"]) for receipt in receipts)
    assert acknowledged >= 4 * 2 * 4
    # At most one transaction a thread was committed without having been able to say so.
    assert acknowledged <= len(keys) <= acknowledged + 4 * 2 * 2 * 7
    # The ledger goes on after the crashes.
    after = [event for event in ask(site, "write", "after", 1, 20) if "first" in event]
    assert after[0]["first"] == len(keys)


@pytest.mark.skipif(bool(POSTGRESQL), reason="the copy of a SQLite file")
def test_a_copy_is_read_by_its_alias(site: dict[str, str], tmp_path: Path) -> None:
    told = ask(site, "snapshot", tmp_path / "snapshot.sqlite3")[0]
    assert told == {
        "sizes": [500, 600],
        "root": True,
        "entry": True,
        "entries": 500,
        "leaves": 500,
        "history": [7],
        "inclusion": True,
        "consistency": True,
        "covering": True,
        "proof": True,
        "problems": [],
    }
