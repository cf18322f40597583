"""What the ledger costs: appends against bare inserts on the same disk; proofs, checkpoint and audit at 1 M entries.

`python -m tests.bench.bench_ledger [entries]` prints a Markdown table for SQLite and PostgreSQL.
"""

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

SECONDS = 1.5  # of each of the ROUNDS of a measure; both ways take turns, so that a slow disk slows both
ROUNDS = 3
WRITERS = 4
BULK = 1000
BARE = 'INSERT INTO bare ("index", register, key, seq, act, body, leaf) VALUES (%s, %s, %s, %s, %s, %s, %s)'


def main() -> None:
    """Runs the measures of each database in a process of its own and prints them side by side."""
    entries = sys.argv[1] if len(sys.argv) > 1 else "1000000"
    results = {
        "SQLite": measure_in({}, entries),
        "PostgreSQL": measure_in({"CHAPITRE_DATABASE": postgresql()}, entries),
    }
    print(f"| ledger, {int(entries):,} entries | {' | '.join(results)} |")
    print(f"|---|{'---|' * len(results)}")
    for name in results["SQLite"]:
        print(f"| {name} | {' | '.join(told[name] for told in results.values())} |", flush=True)


def postgresql() -> str:
    """A server that syncs to disk, as in production."""
    import psycopg

    from tests.postgres import start

    uri = start()
    with psycopg.connect(uri, autocommit=True) as server:
        server.execute("ALTER SYSTEM SET fsync = on")
        server.execute("SELECT pg_reload_conf()")
    return uri


def measure_in(environment: dict[str, str], entries: str) -> dict[str, str]:
    with tempfile.TemporaryDirectory(prefix="chapitre-bench-") as home:
        run = subprocess.run(
            [sys.executable, "-m", "tests.bench.bench_ledger", "measure", entries],
            env={**os.environ, "CHAPITRE_HOME": home, **environment},
            stdout=subprocess.PIPE,
            check=True,
        )
    return dict(json.loads(run.stdout))


def set_up() -> None:
    """Django with nothing but the ledger."""
    import django

    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.kernel.ledger.site"
    django.setup()


def measure(entries: str) -> None:
    """All measures on one database, as JSON on standard output."""
    set_up()
    from django.core.management import call_command
    from django.db import connection

    call_command("migrate", verbosity=0)
    integer, binary = ("integer", "blob") if connection.vendor == "sqlite" else ("bigint", "bytea")
    with connection.cursor() as cursor:
        cursor.execute(
            f'CREATE TABLE bare ("index" {integer} NOT NULL PRIMARY KEY, register varchar(60) NOT NULL,'
            " key varchar(40) NOT NULL, seq integer NOT NULL, act varchar(60) NOT NULL, body text NOT NULL,"
            f" leaf {binary} NOT NULL, UNIQUE (register, key, seq))"
        )
    told: dict[str, str] = {}
    told.update(compare("one entry a transaction", 1))
    told.update(compare(f"{BULK} entries a transaction", BULK))
    told.update(compare_processes())
    told.update(at_size(int(entries)))
    print(json.dumps(told))


def made_up(prefix: str) -> Iterator[Any]:
    """Drafts like those of street reports (about 700 bytes), without end."""
    from tests.kernel.ledger.helpers import draft

    number = 0
    while True:
        number += 1
        yield draft(
            f"{prefix}-{number}",
            category="depot-sauvage",
            department="proprete",
            district="centre-ville",
            state="received",
            received_on="2025-11-18",
            resolved_on=None,
            promised_on="2025-11-21",
            source="web",
            review="none",
            severity=2,
            contested=False,
            merged_into=None,
            lon=2384512,
            lat=48813245,
            imported=False,
            withdrawn=False,
            reopened=0,
            delay_days=None,
            street="Rue Molière",
        )


def append_ways(prefix: str, first: int) -> dict[str, Callable[[list[Any]], None]]:
    """The two ways to write drafts: with the ledger, and as rows of the same shape."""
    from django.db import connection, transaction

    from chapitre.kernel.ledger import log

    place = first

    def append(drafts: list[Any]) -> None:
        with log.writer():
            log.append(drafts)

    def bare(drafts: list[Any]) -> None:
        nonlocal place
        rows = [
            (place + offset, one.register, one.key, one.seq, one.act, one.body.decode(), bytes(32))
            for offset, one in enumerate(drafts)
        ]
        place += len(rows)
        with transaction.atomic(), connection.cursor() as cursor:
            if len(rows) == 1:
                cursor.execute(BARE, rows[0])
            else:
                cursor.executemany(BARE, rows)

    return {"append": append, "bare": bare}


def compare(name: str, batch: int) -> dict[str, str]:
    """Rates of both ways in turns, one process."""
    ways = append_ways(name, 10**9 * batch)
    drafts = made_up(name)
    rates: dict[str, list[float]] = {way: [] for way in ways}
    for _ in range(ROUNDS):
        for way, write in ways.items():
            ready = [[next(drafts) for _ in range(batch)] for _ in range(20_000 // batch)]
            begun, done = time.perf_counter(), 0
            while time.perf_counter() - begun < SECONDS and ready:
                write(ready.pop())
                done += batch
            rates[way].append(done / (time.perf_counter() - begun))
    return {
        f"appends per second, {name}": as_ratio(statistics.median(rates["append"]), statistics.median(rates["bare"]))
    }


def as_ratio(rate: float, bare: float) -> str:
    return f"{rate:,.0f} = {rate / bare:.2f} of a bare insert"


def compare_processes() -> dict[str, str]:
    """Rates and slowest waits of several processes at once."""
    rates: dict[str, list[float]] = {"append": [], "bare": []}
    waits: dict[str, list[float]] = {"append": [], "bare": []}
    for turn in range(ROUNDS):
        for way in rates:
            start = time.time() + 2.0
            crew = [
                subprocess.Popen(
                    [sys.executable, "-m", "tests.bench.bench_ledger", "worker", way, f"{turn}.{number}", str(start)],
                    stdout=subprocess.PIPE,
                )
                for number in range(WRITERS)
            ]
            told = [json.loads(one.communicate()[0]) for one in crew]
            rates[way].append(sum(len(one) for one in told) / SECONDS)
            waits[way] += [wait for one in told for wait in one]
    both = {way: statistics.quantiles(found, n=100)[98] for way, found in waits.items()}
    return {
        f"appends per second, {WRITERS} processes": as_ratio(
            statistics.median(rates["append"]), statistics.median(rates["bare"])
        ),
        f"wait of an append, {WRITERS} processes, p99": (
            f"{both['append'] * 1000:.1f} ms (bare insert {both['bare'] * 1000:.1f} ms)"
        ),
    }


def worker(way: str, name: str, start: str) -> None:
    """One of the processes: writes until the time is over, then tells how long each write took (seconds)."""
    set_up()
    turn, number = name.split(".")
    write = append_ways(name, 10**15 * (1 + int(turn)) + 10**13 * int(number))[way]
    drafts = made_up(f"{way}{name}")
    ready = [next(drafts) for _ in range(15_000)]
    took: list[float] = []
    time.sleep(max(0.0, float(start) - time.time()))
    end = time.perf_counter() + SECONDS
    while (begun := time.perf_counter()) < end and ready:
        write([ready.pop()])
        took.append(time.perf_counter() - begun)
    print(json.dumps(took))


def at_size(entries: int) -> dict[str, str]:
    """Proofs, checkpoints, audit and reading, once the log has that many entries."""
    import random
    from datetime import UTC, datetime

    from chapitre.kernel.ledger import checkpoints, keys, log, merkle
    from chapitre.kernel.ledger.audit import check_log

    at = datetime(2025, 11, 18, tzinfo=UTC)
    keys.generate()
    drafts = made_up("fill")
    while (left := entries - log.size()) > 0:
        with log.writer():
            log.append([next(drafts) for _ in range(min(left, 2000))])
    told: dict[str, str] = {}
    signed, seconds = timed(lambda: checkpoints.sign(at))
    told["checkpoint, the first one (keeps all tiles)"] = f"{seconds:.2f} s"
    later = []
    for _ in range(50):
        with log.writer():
            log.append([next(drafts)])
        later.append(timed(lambda: checkpoints.sign(at))[1])
    told["checkpoint after one more entry, p50"] = f"{statistics.median(later) * 1000:.1f} ms"
    root = bytes(signed.root)
    chance = random.Random(1)
    took = []
    for _ in range(1000):
        index = chance.randrange(signed.size)
        proof, seconds = timed(partial(log.prove_inclusion, index, signed.size))
        took.append(seconds)
        merkle.verify_inclusion(index, signed.size, bytes(log.entry(index).leaf), proof, root)
    cuts = statistics.quantiles(took, n=100)
    told["inclusion proof, p50 / p99"] = f"{cuts[49] * 1000:.2f} / {cuts[98] * 1000:.2f} ms"
    told["reading every entry"] = f"{timed(lambda: sum(1 for _ in log.entries()))[1]:.1f} s"
    problems, seconds = timed(lambda: list(check_log()))
    if problems:
        raise AssertionError(problems[:3])
    told["audit of the whole log"] = f"{seconds:.1f} s"
    return told


def timed(call: Callable[[], Any]) -> tuple[Any, float]:
    """A call's result and how long it took (seconds)."""
    begun = time.perf_counter()
    result = call()
    return result, time.perf_counter() - begun


if __name__ == "__main__":
    inner: dict[str, Callable[..., None]] = {"measure": measure, "worker": worker}
    if len(sys.argv) > 1 and sys.argv[1] in inner:
        inner[sys.argv[1]](*sys.argv[2:])
    else:
        main()
