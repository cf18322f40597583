"""What an edition costs: to publish while residents post, and to check with its own verify.py.

    python -m tests.bench.bench_verify [ENTRIES …]

The check is told as a ratio to a bare SHA-256 of the same entries. Posts are sent all the while, through the WSGI
application; the longest that one of them waited is the promise under test (2 s).
"""

from __future__ import annotations

import hashlib
import json
import os
import signal
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

from tests.bench.bench_web import postgresql

SIZES = (60_000, 1_000_000)
ENTRIES_A_REPORT = 2.53
PAUSE = 0.1  # seconds between two posts
QUIET = 10  # seconds of posts before the publication, to compare with


def main() -> None:
    """One town a size and a database, each in a folder of its own; prints a Markdown table."""
    sizes = [int(one) for one in sys.argv[1:]] or list(SIZES)
    columns: dict[str, dict[str, str]] = {}
    for size in sizes:
        columns[f"SQLite, {size:,}"] = measure_in(size, None)
    if uri := postgresql():
        columns[f"PostgreSQL, {sizes[-1]:,}"] = measure_in(sizes[-1], uri)
    print(f"\n| an edition of … entries | {' | '.join(columns)} |")
    print("|---|" + "---:|" * len(columns))
    for name in next(iter(columns.values())):
        print(f"| {name} | " + " | ".join(column[name] for column in columns.values()) + " |", flush=True)


@dataclass(frozen=True)
class Run:
    """A command that has ended well: seconds waited, CPU seconds, the most memory it held (bytes), what it printed."""

    wall: float
    cpu: float
    memory: int
    said: str


def run(command: Sequence[str], environment: dict[str, str]) -> Run:
    """Runs a command and measures it alone. Stops the benchmark if it fails."""
    started = time.perf_counter()
    process = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    said = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        raise SystemExit(f"{command} failed: {said}")
    wall = time.perf_counter() - started
    return Run(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1024, said)


def measure_in(entries: int, uri: str | None) -> dict[str, str]:
    """Fills a town, publishes it while posts come in, and checks the edition."""
    with tempfile.TemporaryDirectory(prefix="bench-verify-") as folder:
        home = Path(folder)
        environment = {**os.environ, "CHAPITRE_HOME": folder, "DJANGO_SETTINGS_MODULE": "chapitre.config.settings"}
        environment.pop("CHAPITRE_DATABASE", None)
        if uri:
            environment["CHAPITRE_DATABASE"] = uri
        reports = str(round(entries / ENTRIES_A_REPORT))
        fill = [sys.executable, "-m", "tests.bench.bench_web", "build", reports]
        subprocess.run(fill, env=environment, check=True, stdout=sys.stderr)
        return measure(home / "edition", environment)


def measure(edition: Path, environment: dict[str, str]) -> dict[str, str]:
    """All measures of one town."""
    quiet, busy, published = publish(edition, environment)
    path = edition / "entries.jsonl"
    started = time.process_time()
    with path.open("rb") as file:
        hashlib.file_digest(file, "sha256")
    bare = time.process_time() - started
    checked = min((run(["python3", "-I", str(edition / "verify.py")], {}) for _ in range(2)), key=lambda one: one.cpu)
    with path.open("rb") as file:
        entries = sum(1 for _ in file)
    return {
        "entries": f"{entries:,}, {path.stat().st_size / 1e6:.0f} MB",
        "`chapitre publish`": f"{published.wall:.1f} s ({published.cpu:.1f} s CPU, {mega(published)})",
        "posts meanwhile: median, longest": f"{told(busy)} of {len(busy)}",
        "posts before: median, longest": f"{told(quiet)} of {len(quiet)}",
        "`verify.py`": f"**{checked.cpu:.1f} s CPU**, {checked.wall:.1f} s, {mega(checked)}",
        "— a bare SHA-256 of the entries": f"{bare:.2f} s CPU (verify.py: {checked.cpu / bare:.0f} ×)",
        "load average, one minute": f"{os.getloadavg()[0]:.1f}",
    }


def mega(one: Run) -> str:
    return f"{one.memory / 1e6:.0f} MB"


def told(waits: list[float]) -> str:
    return f"{statistics.median(waits) * 1000:.0f} ms, **{max(waits):.2f} s**"


def publish(edition: Path, environment: dict[str, str]) -> tuple[list[float], list[float], Run]:
    """Publishes while another process posts; how long posts waited before and meanwhile, and the publication itself."""
    poster = subprocess.Popen(
        [sys.executable, "-m", "tests.bench.bench_verify", "post"], env=environment, stdout=subprocess.PIPE, text=True
    )
    assert poster.stdout is not None
    if poster.stdout.readline() != "ready\n":
        raise SystemExit("nothing could be posted")
    time.sleep(QUIET)
    began = time.time()
    published = run([sys.executable, "-m", "chapitre.cli", "publish", "--out", str(edition)], environment)
    ended = time.time()
    poster.terminate()
    posts: list[tuple[float, float]] = json.loads(poster.stdout.read())
    poster.wait()
    return (
        [wait for at, wait in posts if at + wait < began],
        [wait for at, wait in posts if at + wait >= began and at <= ended],
        published,
    )


def post() -> None:
    """Posts a report ten times a second until interrupted; prints when each was sent and how long it waited."""
    import django

    django.setup()
    from chapitre.config.wsgi import application
    from chapitre.demo.town import spots
    from tests.bench.visitor import Visitor, last_step

    random, places, visitor = Random(5), spots(), Visitor(application)
    posts: list[tuple[float, float]] = []
    over = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: over.set())  # SIGINT is deaf in a background job
    print("ready", flush=True)
    while not over.is_set():
        at, started = time.time(), time.perf_counter()
        answer = visitor.post("/signaler", last_step(random.choice(places), "lampadaire-abime", random))
        if answer.status != 302:
            raise SystemExit(f"a post was answered {answer.status}")
        posts.append((at, time.perf_counter() - started))
        over.wait(PAUSE)
    print(json.dumps(posts), flush=True)


if __name__ == "__main__":
    post() if sys.argv[1:2] == ["post"] else main()
