"""Search, files and features at a million reports, on both databases.

    python -m tests.bench.bench_opendata [REPORTS …]

CPU seconds are those of this process (PostgreSQL's own are not in them); the time waited is the median. "In its way" is
the longest that another writer would have waited for one transaction.
"""

from __future__ import annotations

import gzip
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import contextmanager
from typing import Any

from tests.bench.bench_web import build, postgresql

SIZES = (10_000, 1_000_000)
REPORTS = "streets.reports"
QUESTIONS = ("25-03174", "canapé", "canapé barbès", "rue", "dépôt sauvage place voltaire", "ca", "xyzzy")


def main() -> None:
    """Each town in a process of its own; a Markdown table a size."""
    for size in [int(one) for one in sys.argv[1:]] or SIZES:
        columns = {"SQLite": measure_in(size, None)}
        if uri := postgresql():
            columns["PostgreSQL"] = measure_in(size, uri)
        print(f"\n| {size:,} reports | {' | '.join(columns)} |\n|---|" + "---:|" * len(columns))
        for name in columns["SQLite"]:
            print(f"| {name} | " + " | ".join(column[name] for column in columns.values()) + " |", flush=True)


def measure_in(reports: int, uri: str | None) -> dict[str, str]:
    with tempfile.TemporaryDirectory(prefix="bench-opendata-") as home:
        environment = {**os.environ, "CHAPITRE_HOME": home, "DJANGO_SETTINGS_MODULE": "chapitre.config.settings"}
        environment.pop("CHAPITRE_DATABASE", None)
        if uri:
            environment["CHAPITRE_DATABASE"] = uri
        command = [sys.executable, "-m", "tests.bench.bench_opendata"]
        subprocess.run([*command, "build", str(reports)], env=environment, check=True, stdout=sys.stderr)
        done = subprocess.run([*command, "measure"], env=environment, check=True, stdout=subprocess.PIPE, text=True)
        measured: dict[str, str] = json.loads(done.stdout.splitlines()[-1])
        return measured


def measure() -> None:
    import django

    django.setup()
    bench = Bench()
    bench.index()
    bench.search()
    bench.erase()
    bench.features()
    bench.files()
    bench.told["load average, one minute"] = f"{os.getloadavg()[0]:.1f}"
    print(json.dumps(bench.told))


class Bench:
    """What is measured of one town, in words."""

    def __init__(self) -> None:
        from chapitre.config.wsgi import application
        from tests.bench import visitor

        self.told: dict[str, str] = {}
        self.visitor = visitor.Visitor(application)

    def index(self) -> None:
        """The index from nothing to the end of the ledger."""
        from chapitre.kernel.ledger import log
        from chapitre.kernel.search import follow

        waits = Waits()
        with waits.watched():
            started, cpu = time.monotonic(), time.process_time()
            taken = follow.catch_up()
            seconds, used = time.monotonic() - started, time.process_time() - cpu
        assert taken == log.size()
        self.told["index: entries read a second"] = f"{taken / seconds:,.0f} ({used:.0f} s CPU in all)"
        self.told["index: in its way"] = f"{max(waits.held) * 1000:.0f} ms"
        self.told["index: its room"] = f"{room() / 1e6:,.0f} MB"

    def search(self) -> None:
        for question in QUESTIONS:
            self.told[f"`/recherche?q={question}`"] = self.times(lambda q=question: self.get("/recherche", q=q))
        more = {"q": "rue", "registre": REPORTS, "page": "40"}
        self.told["the fortieth page of « rue »"] = self.times(lambda: self.get("/recherche", **more))

    def erase(self) -> None:
        """Erasures, each of which has the index merged."""
        from chapitre.kernel import clock
        from chapitre.kernel.acts.erase import erase
        from chapitre.kernel.people.actors import ADMINISTRATOR, Actor
        from chapitre.kernel.records.models import Opening

        keys = Opening.objects.filter(register=REPORTS, field="text").order_by("pk").values_list("key", flat=True)[:4]
        waits, taken = Waits(), []
        with waits.watched():
            for key in list(dict.fromkeys(keys)):
                started = time.monotonic()
                erase(REPORTS, key, actor=Actor(ADMINISTRATOR), at=clock.now())
                taken.append(time.monotonic() - started)
        self.told["erasure: the first, the next"] = f"{taken[0]:.1f} s, {statistics.median(taken[1:]):.2f} s"
        self.told["erasure: in its way"] = f"{max(waits.held) * 1000:.0f} ms"

    def features(self) -> None:
        items = f"/ogc/collections/{REPORTS}/items"
        box = {"bbox": "2.380,48.808,2.390,48.815", "limit": "1000"}
        self.told["features: 1 000 of all"] = self.times(lambda: self.get(items, limit="1000"))
        self.told["features: 1 000 in a box"] = self.times(lambda: self.get(items, **box))
        last = {**box, "apres": self.deep(items, box, 12)}
        self.told["features: the twelfth 1 000 in that box"] = self.times(lambda: self.get(items, **last))
        dated = {"datetime": "2024-03-01/2024-03-07", "limit": "1000"}
        self.told["features: 1 000 of a week"] = self.times(lambda: self.get(items, **dated))
        fact = {"district": "petit-ivry", "state": "rejected", "limit": "1000"}
        self.told["features: 1 000 by two facts"] = self.times(lambda: self.get(items, **fact))
        self.told["`/donnees`"] = self.times(lambda: self.get("/donnees"))
        self.told["`/donnees/catalogue.ttl`"] = self.times(lambda: self.get("/donnees/catalogue.ttl"))

    def deep(self, path: str, asked: dict[str, str], pages: int) -> str:
        after = ""
        for _ in range(pages):
            answer = json.loads(self.get(path, **asked, **({"apres": after} if after else {})))
            following = [one["href"] for one in answer["links"] if one["rel"] == "next"]
            if not following:
                break
            after = following[0].rpartition("apres=")[2].partition("&")[0]
        return after

    def files(self) -> None:
        from chapitre.kernel.ledger import log
        from chapitre.kernel.records.registers import registers
        from chapitre.opendata import files

        register = registers[REPORTS]
        for kind in files.kinds(register):
            started = time.monotonic()
            path, _ = files.current(register, kind)
            size = path.stat().st_size / 1e6
            self.told[f"file: {kind.extension}"] = f"{time.monotonic() - started:.1f} s, {size:,.0f} MB"
        csv = files.kinds(register)[0]
        started = time.monotonic()
        path = files.earlier(register, csv, files.then(register, log.size() // 2))
        self.told["file: csv of half the ledger"] = (
            f"{time.monotonic() - started:.1f} s, {path.stat().st_size / 1e6:,.0f} MB"
        )
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        self.told["memory at its most"] = f"{peak:,.0f} MB"

    def get(self, path: str, **asked: str) -> str:
        from urllib.parse import urlencode

        answer = self.visitor.get(f"{path}?{urlencode(asked)}" if asked else path)
        assert answer.status == 200, (path, asked, answer.status)
        body = gzip.decompress(answer.body) if answer.headers.get("Content-Encoding") == "gzip" else answer.body
        return body.decode()

    def times(self, ask: Callable[[], Any], many: int = 9) -> str:
        ask()
        walls, started = [], time.process_time()
        for _ in range(many):
            at = time.monotonic()
            ask()
            walls.append(time.monotonic() - at)
        cpu = (time.process_time() - started) / many
        return f"**{statistics.median(walls) * 1000:.0f} ms** ({cpu * 1000:.0f} ms CPU)"


class Waits:
    """How long each turn to write was held."""

    def __init__(self) -> None:
        self.held: list[float] = [0.0]

    @contextmanager
    def watched(self) -> Any:
        from chapitre.kernel.ledger import log

        original = log.writer

        @contextmanager
        def writer() -> Any:
            with original():
                started = time.monotonic()
                yield
            self.held.append(time.monotonic() - started)

        log.writer = writer
        try:
            yield
        finally:
            log.writer = original


def room() -> int:
    """What the index takes on the disk."""
    from django.db import connection

    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT pg_total_relation_size('search_page')")
        else:
            cursor.execute("SELECT sum(pgsize) FROM dbstat WHERE name LIKE 'search%' OR name LIKE '%search_page%'")
        return int(cursor.fetchone()[0])


if __name__ == "__main__":
    if sys.argv[1:2] == ["build"]:
        build(int(sys.argv[2]))
    elif sys.argv[1:] == ["measure"]:
        measure()
    else:
        main()
