"""What the pages of a register cost at 1 000 000 records, on both databases, beside the bare select that each leans on.

    python -m tests.bench.bench_registers [RECORDS …]

The town of bench_web, whose requests and clocks these are. A ratio is a whole page's CPU to that of the 25 rows by
themselves, read through their index and made into objects.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from typing import Any

from tests.bench.bench_web import FEW, Bench, Taken, postgresql, told

SIZES = (1_000_000,)
LIST = "/registres/streets.reports"
BARE = "— 25 rows by the index of dates"


def main() -> None:
    """Fills and measures each town in processes of its own; prints a Markdown table a size."""
    for size in [int(one) for one in sys.argv[1:]] or SIZES:
        columns = {"SQLite": measure_in(size, None)}
        if uri := postgresql():
            columns["PostgreSQL"] = measure_in(size, uri)
        print(f"\n| CPU a request (application + database), time, ratio; {size:,} reports | {' | '.join(columns)} |")
        print("|---|" + "---:|" * len(columns))
        for name in columns["SQLite"]:
            print(f"| {name} | " + " | ".join(column[name] for column in columns.values()) + " |", flush=True)


def measure_in(records: int, uri: str | None) -> dict[str, str]:
    """One town, in a folder of its own."""
    with tempfile.TemporaryDirectory(prefix="bench-registers-") as home:
        environment = {**os.environ, "CHAPITRE_HOME": home, "DJANGO_SETTINGS_MODULE": "chapitre.config.settings"}
        environment.pop("CHAPITRE_DATABASE", None)
        if uri:
            environment["CHAPITRE_DATABASE"] = uri
        run: dict[str, Any] = {"env": environment, "check": True}
        build = [sys.executable, "-m", "tests.bench.bench_web", "build", str(records)]
        subprocess.run(build, stdout=sys.stderr, **run)
        command = [sys.executable, "-m", "tests.bench.bench_registers", "measure"]
        done = subprocess.run(command, stdout=subprocess.PIPE, text=True, **run)
        measured: dict[str, str] = json.loads(done.stdout.splitlines()[-1])
        return measured


def measure() -> None:
    """All measures of one town, as JSON on the last line."""
    import django

    django.setup()
    taken = dict(RegisterBench().all())
    bare = cpu(taken[BARE])
    results = {name: f"{told(found)}, × {cpu(found) / bare:.0f}" for name, found in taken.items()}
    results["load average, one minute"] = f"{os.getloadavg()[0]:.1f}"
    print(json.dumps(results))


def cpu(taken: list[Taken]) -> float:
    """Mean seconds of CPU, application and database."""
    return statistics.fmean(one.application + one.database for one in taken)


class RegisterBench(Bench):
    """The same town, asked for its register of reports."""

    def all(self) -> Iterator[tuple[str, list[Taken]]]:
        """Each measure with its name."""
        from chapitre.chapters.streets.models import Report

        middle = Report.objects.order_by("received_on", "pk")[Report.objects.count() // 2].key
        yield BARE, self.timed(self.bare_list, 100)
        yield f"`{LIST}`, its first page", self.requests(self.page(LIST), 30)
        yield "a page in the middle", self.requests(self.page(f"{LIST}?apres={middle}"), 30)
        yield "sorted by number", self.requests(self.page(f"{LIST}?tri=key"), 30)
        yield "narrowed to a common subject", self.requests(self.page(f"{LIST}?category=depot-sauvage"), 30)
        yield "narrowed to a rare one", self.requests(self.page(f"{LIST}?review=held"), FEW)
        yield "narrowed to a month", self.requests(self.page(f"{LIST}?du=2025-03-01&au=2025-03-31"), 30)
        yield "box of 400 m: its GeoJSON", self.requests(self.boxed(2_700, 1_800))
        yield "box of the whole town", self.requests(self.boxed(60_000, 60_000), 30)
        yield f"`{LIST}/<key>`", self.requests(self.page(f"{LIST}/{middle}"), 30)
        yield "`/registres`, every register counted", self.requests(self.page("/registres"), 30)
        yield (
            "`/bureau/registres/streets.reports`",
            self.requests(self.at_desk("/bureau/registres/streets.reports"), 30),
        )

    def bare_list(self) -> list[Any]:
        from chapitre.chapters.streets.models import Report

        return list(Report.objects.filter(withdrawn=False).order_by("-received_on", "-pk")[:25])

    def boxed(self, width: int, height: int) -> Callable[[], Any]:
        """A box around a place where reports are."""

        def ask() -> Any:
            middle = self.random.choice(self.spots)
            edges = (middle.lon - width, middle.lat - height, middle.lon + width, middle.lat + height)
            return self.visitor.get(f"{LIST}.geojson?bbox=" + ",".join(f"{edge / 1e6:.6f}" for edge in edges))

        return ask

    def at_desk(self, path: str) -> Callable[[], Any]:
        """A page of the desk, to a head of department who is signed in."""
        from django.test import Client

        from chapitre.kernel.people.models import User
        from tests.bench.visitor import Visitor

        client = Client()
        user = User.objects.get(email="direction@ivry.demo")
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        staff = Visitor(self.visitor.application, {"sessionid": client.cookies["sessionid"].value})
        return lambda: staff.get(path)


if __name__ == "__main__":
    if sys.argv[1:2] == ["measure"]:
        measure()
    else:
        main()
