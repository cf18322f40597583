"""What a file costs: 100 000 racks taken over while residents post, and written out again, on both databases.

    python -m tests.bench.bench_exchange [LINES]

Each database has a town of its own, with the streets' reports that residents go on sending, one at a time, from a
process of their own, as long as the import runs; the longest that one of them waited is told.
"""

from __future__ import annotations

import csv
import json
import multiprocessing
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

LINES = 100_000
REPORTS = 20_000
TITLES = [
    "id_local",
    "nom",
    "accroche",
    "places",
    "coût (€)",
    "emprise (m²)",
    "couvert",
    "ouvert le",
    "longitude",
    "latitude",
]
FORMATS = ("csv", "jsonl", "geojson", "parquet", "xlsx")
TIMES = 10  # as many records, for what writing them out takes in memory


def main() -> None:
    """Measures each database in processes of their own; prints a Markdown table."""
    from tests.bench.bench_web import postgresql

    lines = int(sys.argv[1]) if len(sys.argv) > 1 else LINES
    columns = {"SQLite": measure_in(lines, None)}
    if uri := postgresql():
        columns["PostgreSQL"] = measure_in(lines, uri)
    print(f"\n| {lines:,} lines | {' | '.join(columns)} |\n|---|" + "---:|" * len(columns))
    for name in columns["SQLite"]:
        print(f"| {name} | " + " | ".join(column[name] for column in columns.values()) + " |", flush=True)


def measure_in(lines: int, uri: str | None) -> dict[str, str]:
    """One town, in a folder and a process of its own."""
    with tempfile.TemporaryDirectory(prefix="bench-exchange-") as home:
        environment = {**os.environ, "CHAPITRE_HOME": home, "DJANGO_SETTINGS_MODULE": "chapitre.config.settings"}
        environment.pop("CHAPITRE_DATABASE", None)
        if uri:
            environment["CHAPITRE_DATABASE"] = uri
        command = [sys.executable, "-m", "tests.bench.bench_exchange", "measure", str(lines)]
        done = subprocess.run(command, env=environment, check=True, stdout=subprocess.PIPE, text=True)
        measured: dict[str, str] = json.loads(done.stdout.splitlines()[-1])
        return measured


def measure(lines: int) -> None:
    """All measures of one town, as JSON on the last line."""
    import django

    django.setup()
    from chapitre.kernel import clock
    from tests.bench import town

    town.build(REPORTS, clock.today() - timedelta(days=1))
    declare()
    path = Path(os.environ["CHAPITRE_HOME"]) / "arceaux.csv"
    write(path, lines)
    found = {}
    for name, value in measures(path):
        found[name] = value
        print(f"{name}: {value}", file=sys.stderr, flush=True)
    print(json.dumps(found))


def declare() -> None:
    """The registers of the tests of exchange, with their tables."""
    from django.db import connection

    from chapitre.kernel.acts import acts
    from chapitre.kernel.people.permissions import grants
    from chapitre.kernel.records import keys
    from chapitre.kernel.records.registers import registers
    from tests.kernel.exchange import registers as cycling

    with connection.schema_editor() as editor:
        for model in cycling.MODELS:
            editor.create_model(model)
    keys.create_sequences(sorted(cycling.declared))
    registers.update(cycling.declared)
    acts.update(cycling.declared_acts)
    grants.update(cycling.declared_grants)


def write(path: Path, lines: int, more: int = 0) -> None:
    """A file of racks as a town's spreadsheet has them; `more` places each make another one."""
    random = Random(7)
    holds = ("par la roue", "par le cadre", "roue et cadre")
    with path.open("w", encoding="cp1252", newline="") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerow(TITLES)
        for number in range(lines):
            day = date(2015, 1, 1) + timedelta(days=random.randrange(3600))
            lon, lat = 2.36 + random.random() / 25, 48.79 + random.random() / 30
            money = f"{random.randrange(1, 9)} {random.randrange(1000):03d},{random.randrange(100):02d}"
            cells = [f"A-{number:06d}", f"Arceaux n° {number}, côté pair", random.choice(holds), number % 40 + 1 + more]
            cells += [money, random.randrange(2, 80), random.choice(("oui", "non", "")), f"{day:%d/%m/%Y}"]
            writer.writerow([*cells, f"{lon:.6f}".replace(".", ","), f"{lat:.6f}".replace(".", ",")])


def measures(path: Path) -> Iterator[tuple[str, str]]:
    """Each measure with its name."""
    from chapitre.kernel.exchange import takeover

    lines = sum(1 for _ in path.open(encoding="cp1252")) - 1
    yield "posts before: median, longest", told(waits(lambda: time.sleep(5)))
    yield "rehearsal", timed(lambda: run(takeover.rehearse, path))
    yield from import_measures("import, all new", path)
    yield "import again, all the same", timed(lambda: run(takeover.take_over, path))
    write(path, lines, more=1)
    yield from import_measures("import, all amended", path)
    yield "audit of the register", timed(sound)
    yield "most memory so far", f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB"
    for form in FORMATS:
        yield f"export, {form}", in_a_process(form)
    multiply(TIMES)
    for form in FORMATS:
        yield f"export of {TIMES} times as many, {form}", in_a_process(form)
    yield "load average, one minute", f"{os.getloadavg()[0]:.1f}"


def import_measures(name: str, path: Path) -> Iterator[tuple[str, str]]:
    """An import while residents post: its time, the turn in which it wrote, and what they waited."""
    from chapitre.kernel.acts.bulk import Bulk
    from chapitre.kernel.exchange import takeover

    spent: list[float] = []
    usual = Bulk.write

    def write_timed(bulk: Bulk) -> Any:
        started = time.perf_counter()
        try:
            return usual(bulk)
        finally:
            spent.append(time.perf_counter() - started)

    Bulk.write = write_timed  # type: ignore[method-assign]
    taken: list[str] = []
    posts = waits(lambda: taken.append(timed(lambda: run(takeover.take_over, path))))
    Bulk.write = usual  # type: ignore[method-assign]
    yield name, taken[0]
    yield f"{name}: of it the writing", f"{spent[0]:.2f} s"
    yield f"{name}: posts meanwhile, median and longest", told(posts)


def run(how: Callable[..., Any], path: Path) -> None:
    from chapitre.kernel import clock
    from chapitre.kernel.people.actors import ADMINISTRATOR, Actor
    from tests.kernel.exchange.registers import RACKS

    report = how(RACKS, path, name=path.name, actor=Actor(ADMINISTRATOR), at=clock.now())
    if not report.good:
        raise SystemExit(f"the file was refused: {report.problems[:5]}")


def sound() -> None:
    from chapitre.kernel.acts.audit import check_records
    from tests.kernel.exchange.registers import RACKS

    if found := list(check_records(RACKS)):
        raise SystemExit(f"the audit found {found[:5]}")


def multiply(times: int) -> None:
    """As many times the racks, in the table alone: enough for writing them out."""
    from django.db import connection

    from tests.kernel.exchange.registers import RACKS

    names = [one.column for one in RACKS.objects._meta.concrete_fields if not one.generated and one.name != "id"]
    read = ", ".join("key || '-' || copy" if name == "key" else f'"{name}"' for name in names)
    copies = " UNION ALL ".join(f"SELECT {copy} AS copy" for copy in range(1, times))
    table, written = RACKS.objects._meta.db_table, ", ".join(f'"{name}"' for name in names)
    with connection.cursor() as cursor:
        cursor.execute(f"INSERT INTO {table} ({written}) SELECT {read} FROM {table}, ({copies}) AS copies")


def in_a_process(format: str) -> str:
    """What writing a register out takes, and the memory of a process that does nothing else."""
    command = [sys.executable, "-m", "tests.bench.bench_exchange", "export", format]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    return done.stdout.strip()


def export(format: str) -> None:
    """Writes the racks to a file and says what it took."""
    import django

    django.setup()
    from chapitre.kernel.exchange import writing
    from tests.kernel.exchange.registers import RACKS

    with tempfile.TemporaryFile() as file:
        told = timed(lambda: writing.write(RACKS, format, file))
        size = file.tell() / 1_000_000
    # Not ru_maxrss: a process begins with that of the one that started it.
    most = next(line.split()[1] for line in Path("/proc/self/status").read_text().splitlines() if "VmHWM" in line)
    print(f"{told}, {size:.0f} MB, memory {int(most) // 1024} MB")


def timed(do: Callable[[], Any]) -> str:
    """How long it takes, and the CPU of this process and those it waited for."""
    before = cpu()
    started = time.perf_counter()
    do()
    return f"**{time.perf_counter() - started:.1f} s** ({cpu() - before:.1f} s CPU)"


def cpu() -> float:
    own, children = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return own.ru_utime + own.ru_stime + children.ru_utime + children.ru_stime


# Residents ----------------------------------------------------------------------------------------------------------


def waits(do: Callable[[], Any]) -> list[float]:
    """The seconds that each post took while something was done; at least one was sent after it."""
    resident = multiprocessing.get_context("spawn").Process(target=post_until, args=(stop_file(),))
    resident.start()
    ready(resident)
    do()
    stop_file().touch()
    resident.join()
    taken: list[float] = json.loads(stop_file().with_suffix(".json").read_text())
    for path in (stop_file(), stop_file().with_suffix(".json"), stop_file().with_suffix(".ready")):
        path.unlink()
    return taken


def stop_file() -> Path:
    return Path(os.environ["CHAPITRE_HOME"]) / "residents.stop"


def ready(resident: Any) -> None:
    while resident.is_alive() and not stop_file().with_suffix(".ready").exists():
        time.sleep(0.05)


def post_until(stop: Path) -> None:
    """Sends reports through the whole site, ten a second, until the file `stop` is there."""
    import django

    django.setup()
    from chapitre.config.wsgi import application
    from chapitre.demo.town import spots
    from tests.bench.visitor import Visitor, last_step

    random, places = Random(11), spots()
    visitor = Visitor(application, random=random)
    taken = []
    visitor.post("/signaler", last_step(random.choice(places), "lampadaire-abime", random))
    stop.with_suffix(".ready").touch()
    while not stop.exists():
        fields = last_step(random.choice(places), "lampadaire-abime", random)
        started = time.perf_counter()
        answer = visitor.post("/signaler", fields)
        taken.append(time.perf_counter() - started)
        if answer.status != 302:
            raise SystemExit(f"a report was not taken ({answer.status})")
        time.sleep(max(0.0, 0.1 - taken[-1]))
    stop.with_suffix(".json").write_text(json.dumps(taken))


def told(posts: list[float]) -> str:
    return f"{statistics.median(posts) * 1000:.0f} ms, {max(posts):.2f} s of {len(posts)}"


if __name__ == "__main__":
    if sys.argv[1:2] == ["measure"]:
        measure(int(sys.argv[2]))
    elif sys.argv[1:2] == ["export"]:
        export(sys.argv[2])
    else:
        main()
