"""Writers and readers that the concurrency tests run as processes: `python -m tests.kernel.ledger.workers write …`.

They say one JSON line an event, written at once: after a kill -9, what was said is what was acknowledged.
"""

import json
import os
import random
import sys
import threading
import time
from collections.abc import Callable

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "tests.kernel.ledger.site"
django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection, connections  # noqa: E402

from chapitre.kernel.ledger import log  # noqa: E402
from tests.kernel.ledger.helpers import draft  # noqa: E402


class Abandoned(Exception):
    """A transaction given up after its append."""


def say(**event: object) -> None:
    """One whole line at once, also when several threads speak."""
    os.write(1, f"{json.dumps(event)}\n".encode())


def write(name: str, threads: str, count: str) -> None:
    """Threads that each try `count` transactions, of which one in five is rolled back after its append.

    They begin at a line on standard input.
    """
    say(ready=name)
    sys.stdin.readline()
    workers = [
        threading.Thread(target=write_one, args=(f"{name}.{number}", int(count))) for number in range(int(threads))
    ]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()


def write_one(name: str, count: int) -> None:
    chance = random.Random(name)
    for number in range(count):
        made = [draft(f"{name}-{number}-{part}") for part in range(chance.choice((1, 1, 1, 7)))]
        begun = time.monotonic_ns()
        try:
            with log.writer():
                first = log.append(made)
                if chance.random() < 0.2:
                    raise Abandoned
        except Abandoned:
            continue
        say(begun=begun, ended=time.monotonic_ns(), first=first, keys=[one.key for one in made])
    connection.close()


def read() -> None:
    """Polls until standard input closes: entries must appear in order, never one without all before it."""
    over = threading.Event()

    def wait() -> None:
        sys.stdin.read()
        over.set()

    threading.Thread(target=wait, daemon=True).start()
    say(ready="reader")
    last = polls = steps = 0
    while not over.is_set():
        with connection.cursor() as cursor:
            cursor.execute(
                'SELECT count(*), coalesce(max("index") + 1, 0), (SELECT size FROM ledger_head) FROM ledger_entry'
            )
            count, end, size = cursor.fetchone()
        if not count == end == size or end < last:
            say(wrong=[last, count, end, size])
        polls, steps, last = polls + 1, steps + (end > last), end
    say(polls=polls, steps=steps)


def snapshot(path: str) -> None:
    """Signs, copies the database, goes on writing: the copy, by its alias, still is the log of that moment."""
    from datetime import UTC, datetime

    from chapitre.kernel.ledger import checkpoints, keys
    from chapitre.kernel.ledger.audit import check_log

    keys.generate()
    made = [draft(f"25-{number:05}") for number in range(600)]
    with log.writer():
        log.append(made[:500])
    signed = checkpoints.sign(datetime(2025, 11, 18, tzinfo=UTC))
    with connection.cursor() as cursor:
        cursor.execute("VACUUM INTO %s", [path])
    with log.writer():
        log.append(made[500:])
    connections.databases["snapshot"] = {**connections.databases["default"], "NAME": path}
    say(
        sizes=[log.size("snapshot"), log.size()],
        root=log.root(using="snapshot") == bytes(signed.root),
        entry=log.entry(499, "snapshot").data == made[499].body,
        entries=len(list(log.entries(using="snapshot"))),
        leaves=len(list(log.leaf_hashes(using="snapshot"))),
        history=[one.index for one in log.history("streets.reports", "25-00007", "snapshot")],
        inclusion=log.prove_inclusion(300, 500, "snapshot") == log.prove_inclusion(300, 500),
        consistency=log.prove_consistency(300, 500, "snapshot") == log.prove_consistency(300, 500),
        covering=checkpoints.covering(7, "snapshot") == checkpoints.latest("snapshot") == signed,
        proof=checkpoints.proof_file(7, signed, "snapshot") == checkpoints.proof_file(7, signed),
        problems=[str(one) for one in check_log("snapshot")],
    )


def audit() -> None:
    """What the audit finds, and every entry's key."""
    from chapitre.kernel.ledger.audit import check_log

    say(problems=[f"{one.where}: {one.what}" for one in check_log()], keys=[one.key for one in log.entries()])


def migrate() -> None:
    """An empty ledger."""
    call_command("migrate", verbosity=0)


COMMANDS: dict[str, Callable[..., None]] = {
    "write": write,
    "read": read,
    "snapshot": snapshot,
    "audit": audit,
    "migrate": migrate,
}

if __name__ == "__main__":
    COMMANDS[sys.argv[1]](*sys.argv[2:])
