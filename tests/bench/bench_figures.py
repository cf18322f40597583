"""Counting the figures of street reports: one scan against one query a figure, folds, replay; SQLite and PostgreSQL.

    python -m tests.bench.bench_figures [ROWS]

Ratios are worth more than times. Rows are written straight into the table, without acts or ledger, but for the last
few reports, which a fold has to bring in.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date, timedelta
from random import Random
from typing import Any

ROWS = 100_000
TODAY = date(2025, 11, 18)
FOLDED = 50


def main() -> None:
    """Prints one Markdown table, a column a database."""
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else ROWS
    if os.environ.get("BENCH_FIGURES_PART"):
        print(json.dumps(measure(rows)))
        return
    columns = {"SQLite": run(rows, None)}
    uri = postgresql()
    if uri:
        columns["PostgreSQL"] = run(rows, uri)
    print(f"\n### Figures of streets.reports over {rows:,} reports\n")
    print("| measure | " + " | ".join(columns) + " |")
    print("|---|" + "---:|" * len(columns))
    for name in columns["SQLite"]:
        print(f"| {name} | " + " | ".join(column[name] for column in columns.values()) + " |")


def postgresql() -> str | None:
    """A PostgreSQL of our own, if one can be started."""
    try:
        from tests import postgres

        return postgres.database("bench_figures")
    except (ImportError, RuntimeError) as error:
        print(f"PostgreSQL was not measured: {error}", file=sys.stderr)
        return None


def run(rows: int, uri: str | None) -> dict[str, str]:
    """Measures in a process of its own, with its own empty database."""
    with tempfile.TemporaryDirectory(prefix="bench-figures-") as home:
        environment = {**os.environ, "CHAPITRE_HOME": home, "BENCH_FIGURES_PART": "1"}
        environment["DJANGO_SETTINGS_MODULE"] = "chapitre.config.settings"
        environment.pop("CHAPITRE_DATABASE", None)
        if uri:
            environment["CHAPITRE_DATABASE"] = uri
        command = [sys.executable, "-m", "tests.bench.bench_figures", str(rows)]
        done = subprocess.run(command, env=environment, check=True, stdout=subprocess.PIPE, text=True)
        measured: dict[str, str] = json.loads(done.stdout.splitlines()[-1])
        return measured


def measure(rows: int) -> dict[str, str]:
    """What one database takes. Times are the best of three."""
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    fill(rows)
    from chapitre.kernel.figures import live, sources
    from chapitre.kernel.figures.compute import figure_loop
    from chapitre.kernel.figures.scan import scan
    from chapitre.kernel.records.registers import registers

    register = registers["streets.reports"]
    figures = sources.of_register(register.name)
    together = best(lambda: scan(register, figures, TODAY))
    apart = best(lambda: [scan(register, [one], TODAY) for one in figures])
    live.values(TODAY)
    kept = best(lambda: live.values(TODAY), 20)
    post(FOLDED)
    folded = best(lambda: live.values(TODAY))
    facts = [tuple(row.values()) for row in facts_of(register)]
    loop = figure_loop(register.rules.to_json(), [one.content for one in figures])
    looped = best(lambda: loop(facts, TODAY.isoformat()))
    none = imports_over_all(register, figures)
    register.objects._base_manager.filter(pk__gt=rows // 2).update(imported=True)
    half = imports_over_all(register, figures)
    ratio = f"{apart / together:.1f} ×"
    return {
        f"{len(figures)} figures, one scan": seconds(together),
        "one query a figure": f"{seconds(apart)} ({ratio})",
        "values for a page, nothing new": f"{seconds(kept)} ({together / kept:.0f} × less)",
        f"values for a page, {FOLDED} acts to fold": f"{seconds(folded)} ({together / folded:.0f} × less)",
        "the same figures by the generated loop": f"{seconds(looped)} ({looped / together:.2f} of the scan)",
        "counting imports besides": f"+ {none:.0%} (there are none), + {half:.0%} (half of the records)",
    }


def imports_over_all(register: Any, figures: list[Any]) -> float:
    """What the second statement of a scan, over imported records alone, costs over the first."""
    from django.db import connection

    from chapitre.kernel.figures.scan import _Query

    query = _Query(register, TODAY, connection)
    return best(lambda: query.imported(figures, None), 9) / best(lambda: query.counted(figures, None), 9)


def best(do: Callable[[], object], times: int = 3) -> float:
    """The shortest of some runs, in seconds."""
    taken = []
    for _ in range(times):
        started = time.perf_counter()
        do()
        taken.append(time.perf_counter() - started)
    return min(taken)


def seconds(taken: float) -> str:
    return f"{taken * 1000:.1f} ms" if taken < 1 else f"{taken:.2f} s"


def fill(rows: int) -> None:
    """Reports straight into the table: what is measured reads rows, not the ledger."""
    from chapitre.chapters.streets.models import Report

    random = Random(7)
    batch = []
    for number in range(rows):
        batch.append(Report(key=f"00-{number:07d}", seq=1, **facts(random)))
        if len(batch) == 5000 or number == rows - 1:
            Report._base_manager.bulk_create(batch, batch_size=500)
            batch = []


def facts(random: Random) -> dict[str, Any]:
    """One believable report."""
    from chapitre.chapters.streets.categories import categories
    from chapitre.kernel.town import town

    received = date(2022, 6, 1) + timedelta(days=random.randrange(1260))
    category = random.choice(list(categories().values()))
    state = random.choices(["received", "accepted", "resolved", "rejected"], [2, 8, 80, 10])[0]
    closed = received + timedelta(days=int(random.expovariate(0.12)))
    return {
        "category": category.code,
        "department": category.department,
        "channel": random.choice(["app", "web", "phone"]),
        "received_on": received,
        "district": random.choice(list(town().districts)),
        "place": random.choice(["place Voltaire", "rue Marat", "quai Henri-Pourchasse"]),
        "lon": 2_380_000 + random.randrange(20_000),
        "lat": 48_810_000 + random.randrange(10_000),
        "state": state,
        "review": random.choices(["done", "pending", "held"], [90, 8, 2])[0],
        "due_on": received + timedelta(days=category.days),
        "resolved_on": closed if state == "resolved" else None,
        "rejected_on": closed if state == "rejected" else None,
        "contested": random.random() < 0.03,
    }


def post(reports: int) -> None:
    """Reports received through the act, for a fold to bring in."""
    from tests.kernel.figures.town import receive

    for _ in range(reports):
        receive(TODAY)


def facts_of(register: Any) -> Any:
    """Every row as the ledger writes facts, in the schema's order."""
    from chapitre.kernel.records.models import as_fact

    for row in register.objects._base_manager.values(*register.facts).iterator(5000):
        yield {name: as_fact(value) for name, value in row.items()}


if __name__ == "__main__":
    main()
