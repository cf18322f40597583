"""What a request costs: CPU of the application and of the database, at 10 000 and 1 000 000 reports, on both databases.

    python -m tests.bench.bench_web [REPORTS …]

Requests go through the WSGI application and all its middleware, each on a connection as the site opens it; nothing but
the network and granian is left out. CPU is the mean of many requests; the time a reader waits is the median.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from random import Random
from typing import Any

SIZES = (10_000, 1_000_000)
MANY, FEW = 100, 5  # requests measured; the naive ways take long
FIGURE = "streets.reports_received"


def main() -> None:
    """Fills and measures each town in a process of its own; prints a Markdown table a size."""
    for size in [int(one) for one in sys.argv[1:]] or SIZES:
        columns = {"SQLite": measure_in(size, None)}
        uri = postgresql()
        if uri:
            columns["PostgreSQL"] = measure_in(size, uri)
        print(f"\n| CPU a request (application + database), time; {size:,} reports | {' | '.join(columns)} |")
        print("|---|" + "---:|" * len(columns))
        for name in columns["SQLite"]:
            print(f"| {name} | " + " | ".join(column[name] for column in columns.values()) + " |", flush=True)


def postgresql() -> str | None:
    """An empty database on a server that syncs to the disk, as in production; None where none can be started."""
    import psycopg

    try:
        from tests import postgres

        with psycopg.connect(postgres.start(), autocommit=True) as server:
            server.execute("ALTER SYSTEM SET fsync = on")
            server.execute("SELECT pg_reload_conf()")
        return postgres.database("bench_web")
    except RuntimeError as error:
        print(f"PostgreSQL was not measured: {error}", file=sys.stderr)
        return None


def measure_in(reports: int, uri: str | None) -> dict[str, str]:
    """One town, in a folder and a process of its own."""
    with tempfile.TemporaryDirectory(prefix="bench-web-") as home:
        environment = {**os.environ, "CHAPITRE_HOME": home, "DJANGO_SETTINGS_MODULE": "chapitre.config.settings"}
        environment.pop("CHAPITRE_DATABASE", None)
        if uri:
            environment["CHAPITRE_DATABASE"] = uri
        command = [sys.executable, "-m", "tests.bench.bench_web", "measure"]
        subprocess.run([*command[:-1], "build", str(reports)], env=environment, check=True, stdout=sys.stderr)
        done = subprocess.run(command, env=environment, check=True, stdout=subprocess.PIPE, text=True)
        measured: dict[str, str] = json.loads(done.stdout.splitlines()[-1])
        return measured


def build(reports: int) -> None:
    """Fills the town that the environment names."""
    import django

    django.setup()
    from chapitre.kernel import clock
    from tests.bench import town

    started = time.monotonic()
    made = town.build(reports, clock.today() - timedelta(days=1))
    print(f"{made.reports:,} reports, {made.entries:,} entries in {time.monotonic() - started:.0f} s")


@dataclass(frozen=True)
class Taken:
    """CPU seconds of application and database, and the seconds waited, of one request."""

    application: float
    database: float
    wall: float


def told(taken: list[Taken]) -> str:
    """Mean CPU, its parts, and the median time, in milliseconds."""
    parts = [statistics.fmean(getattr(one, name) for one in taken) * 1000 for name in ("application", "database")]
    wall = statistics.median(one.wall for one in taken) * 1000
    split = f" ({parts[0]:.1f} + {parts[1]:.1f})" if parts[1] else ""
    return f"**{sum(parts):.1f} ms**{split}, {wall:.1f} ms"


def measure() -> None:
    """All measures of one town, as JSON on the last line."""
    import django

    django.setup()
    bench = Bench()
    results = {name: told(taken) for name, taken in bench.all()}
    results["load average, one minute"] = f"{os.getloadavg()[0]:.1f}"
    print(json.dumps(results))


class Bench:
    """One town, its visitors, and everything that is asked of it."""

    def __init__(self) -> None:
        from chapitre.config.wsgi import application
        from chapitre.demo.town import spots
        from chapitre.kernel import clock
        from tests.bench import visitor

        self.today = clock.today()
        self.random = Random(11)
        self.spots = spots()
        self.visitor = visitor.Visitor(application, random=self.random)
        self.backend = visitor.backend()
        self.cpu: Any = lambda: visitor.Cpu.now(self.backend)

    def all(self) -> Iterator[tuple[str, list[Taken]]]:
        """Each measure with its name."""
        self._bare_table()
        yield "post: the last step of `/signaler`", self.requests(self.post)
        yield "— a bare insert of such a row", self.timed(self.bare, MANY)
        yield "box of 400 m: `/carte/signalements.json`", self.requests(lambda: self.box(2_700, 1_800))
        yield "box of the whole town", self.requests(lambda: self.box(60_000, 60_000), 30)
        yield "— the 400 m by reading every row", self.timed(self.full_scan, FEW)
        yield "likely duplicates near a point (no page)", self.timed(self.duplicates, MANY)
        yield "step 3 of `/signaler`, duplicates shown", self.requests(self.third_step)
        yield "`/bureau`: 50 of an agent’s queue", self.requests(self.desk("proprete@ivry.demo"))
        yield "`/bureau`: 50 of the supervisor’s first queue", self.requests(self.desk("direction@ivry.demo"))
        yield "`/bilan`, nothing new", self.requests(self.page("/bilan"))
        yield "`/bilan`, after a post", self.requests(self.page("/bilan"), 30, before=self.post)
        yield "`/bilan`, nothing kept (first of the day)", self.requests(self.page("/bilan"), FEW, before=self.forget)
        yield "— its figures by one query each (no page)", self.timed(self.one_query_each, FEW)
        yield "`/bilan/streets`, nothing new", self.requests(self.page("/bilan/streets"))
        yield f"`/chiffres/{FIGURE}`, nothing new", self.requests(self.page(f"/chiffres/{FIGURE}"), 30)
        figure = self.page(f"/chiffres/{FIGURE}")
        yield f"`/chiffres/{FIGURE}`, after a post", self.requests(figure, FEW, before=self.post)
        yield "`/`", self.requests(self.page("/"), 30)
        yield "`/carte`", self.requests(self.page("/carte"), 30)

    # Clocks ---------------------------------------------------------------------------------------------------------

    def timed(self, do: Callable[[], object], times: int, before: Callable[[], object] | None = None) -> list[Taken]:
        """What each call takes, the first two left out where there are many."""
        taken = []
        for _ in range(times + 2):
            if before:
                before()
            cpu, started = self.cpu(), time.perf_counter()
            do()
            wall, spent = time.perf_counter() - started, self.cpu() - cpu
            taken.append(Taken(spent.application, spent.database, wall))
        return taken[2:]

    def requests(
        self, send: Callable[[], Any], times: int = MANY, before: Callable[[], object] | None = None
    ) -> list[Taken]:
        """The same for requests. One that fails stops the benchmark."""

        def sent() -> None:
            answer = send()
            if answer.status not in (200, 302):
                raise SystemExit(f"a request was answered {answer.status}: {answer.body[:2000]!r}")

        return self.timed(sent, times, before)

    # Requests -------------------------------------------------------------------------------------------------------

    def post(self) -> Any:
        from tests.bench.visitor import last_step

        answer = self.visitor.post(
            "/signaler", last_step(self.random.choice(self.spots), "lampadaire-abime", self.random)
        )
        if answer.status != 302:
            raise SystemExit(f"a report was not taken ({answer.status}): {answer.body[:3000]!r}")
        return answer

    def box(self, width: int, height: int) -> Any:
        middle = self.random.choice(self.spots)
        edges = (middle.lon - width, middle.lat - height, middle.lon + width, middle.lat + height)
        return self.visitor.get("/carte/signalements.json?bbox=" + ",".join(f"{edge / 1e6:.6f}" for edge in edges))

    def third_step(self) -> Any:
        from tests.bench.visitor import last_step

        fields = last_step(self.random.choice(self.spots), "", self.random)
        return self.visitor.post(
            "/signaler", {"brouillon": fields["brouillon"], "etape": "quoi", "sujet": "corbeille-pleine"}
        )

    def page(self, path: str) -> Callable[[], Any]:
        return lambda: self.visitor.get(path)

    def desk(self, email: str) -> Callable[[], Any]:
        """The desk, to somebody who is signed in."""
        from django.test import Client

        from chapitre.kernel.people.models import User
        from tests.bench.visitor import Visitor

        client = Client()
        client.force_login(User.objects.get(email=email), backend="django.contrib.auth.backends.ModelBackend")
        staff = Visitor(self.visitor.application, {"sessionid": client.cookies["sessionid"].value})
        return lambda: staff.get("/bureau")

    # Without a page, and naive ways ---------------------------------------------------------------------------------

    def duplicates(self) -> object:
        from chapitre.chapters.streets.drafts import Draft
        from chapitre.chapters.streets.intake import duplicates

        spot = self.random.choice(self.spots)
        return duplicates(Draft("key", 0.0, lon=spot.lon, lat=spot.lat, category="depot-sauvage"), self.today)

    def _bare_table(self) -> None:
        from django.db import connection

        from chapitre.chapters.streets.models import Report

        with connection.cursor() as cursor:
            cursor.execute("DROP TABLE IF EXISTS bare")
            cursor.execute(f"CREATE TABLE bare AS SELECT * FROM {Report._meta.db_table} LIMIT 1")

    def bare(self) -> None:
        from django.db import connection

        from chapitre.chapters.streets.models import Report

        with connection.cursor() as cursor:
            cursor.execute(f"INSERT INTO bare SELECT * FROM {Report._meta.db_table} WHERE id = 1")

    def full_scan(self) -> None:
        from chapitre.chapters.streets.browse import Filters

        spot = self.random.choice(self.spots)
        west, south = spot.lon - 2_700, spot.lat - 1_800
        found = (
            Filters()
            .reports(self.today)
            .extra(  # `+ 0` keeps the databases from using an index
                where=["lon + 0 BETWEEN %s AND %s", "lat + 0 BETWEEN %s AND %s", "state || '' <> ''"],
                params=[west, west + 5_400, south, south + 3_600],
            )
        )
        list(found.order_by()[:2000])

    def forget(self) -> None:
        from chapitre.kernel.figures.models import Tallies

        Tallies.objects.all().delete()

    def one_query_each(self) -> None:
        from chapitre.kernel.figures import sources
        from chapitre.kernel.figures.scan import scan
        from chapitre.kernel.records.registers import registers

        for one in sources.declarations().values():
            if one.register is not None:
                scan(registers[one.register], [one], self.today)


if __name__ == "__main__":
    if sys.argv[1:2] == ["measure"]:
        measure()
    elif sys.argv[1:2] == ["build"]:
        build(int(sys.argv[2]))
    else:
        main()
