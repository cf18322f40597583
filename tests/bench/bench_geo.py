"""Searches by place among many points: boxes and nearest, on SQLite and PostgreSQL, as the site makes them.

    python -m tests.bench.bench_geo [ROWS]

Times are those of the whole Django query, rows read into objects, medians of many; ratios are worth more than times.
Half the points are spread over the town, half are crowded in ten spots, as reports are.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from random import Random
from typing import Any

ROWS = 1_000_000
BATCH = 20_000
TRIES = 60
FULL = 2000


def main() -> None:
    """Runs each database in a process of its own and prints one Markdown table."""
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else ROWS
    columns = {"SQLite": measure_in({}, rows)}
    try:
        from tests import postgres

        columns["PostgreSQL"] = measure_in({"CHAPITRE_DATABASE": postgres.database("bench_geo")}, rows)
    except RuntimeError as error:
        print(f"PostgreSQL was not measured: {error}", file=sys.stderr)
    print(f"\n| places, {rows:,} points | " + " | ".join(columns) + " |")
    print("|---|" + "---:|" * len(columns))
    for name in columns["SQLite"]:
        print(f"| {name} | " + " | ".join(column[name] for column in columns.values()) + " |")


def measure_in(environment: dict[str, str], rows: int) -> dict[str, str]:
    with tempfile.TemporaryDirectory(prefix="bench-geo-") as home:
        run = subprocess.run(
            [sys.executable, "-m", "tests.bench.bench_geo", "measure", str(rows)],
            env={
                **os.environ,
                "CHAPITRE_HOME": home,
                "DJANGO_SETTINGS_MODULE": "chapitre.config.settings",
                **environment,
            },
            stdout=subprocess.PIPE,
            check=True,
        )
    return dict(json.loads(run.stdout))


def measure(rows: int) -> dict[str, str]:
    """Fills a table and searches it; {what: how long}."""
    import django

    django.setup()
    from django.db import connection, models

    from chapitre.kernel.geo.models import Located
    from chapitre.kernel.geo.points import Box, Point
    from chapitre.kernel.geo.queries import nearest, within
    from chapitre.kernel.town import town

    class Spot(Located):
        kind = models.IntegerField()
        objects: models.Manager[Spot] = models.Manager()

        class Meta:
            app_label = "geo"

    bounds, random = town().bounds, Random(1)
    with connection.schema_editor() as editor:
        editor.create_model(Spot)
    told = {"insert, 1 000 rows": fill(Spot, scatter(bounds, rows, random))}
    began = time.perf_counter()
    with connection.schema_editor() as editor:
        editor.add_index(Spot, point_index("spot"))
    told["build the index"] = f"{time.perf_counter() - began:.1f} s"
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")

    every, open_ones = Spot.objects.all(), Spot.objects.filter(kind=0)
    where = [
        Point(random.randint(bounds.west, bounds.east), random.randint(bounds.south, bounds.north))
        for _ in range(TRIES)
    ]
    # A box that holds some hundreds to two thousand of the spread points, whatever the number of rows.
    side = (400 / (rows / 2)) ** 0.5
    wide, high = int((bounds.east - bounds.west) * side), int((bounds.north - bounds.south) * side)
    boxes = [Box(point.lon, point.lat, point.lon + wide, point.lat + high) for point in where]
    told["box, at most 2 000 found"] = median(lambda box: list(within(every, box, FULL)), boxes)
    told["— found, median"] = f"{statistics.median(len(list(within(every, box, FULL))) for box in boxes):.0f}"
    told["box, one kind in ten"] = median(lambda box: list(within(open_ones, box, FULL)), boxes)
    told["whole town, first 500"] = median(lambda _: list(within(every, bounds, 500)), range(10))
    told["20 nearest"] = median(lambda point: nearest(every, point, 20, bounds), where)
    told["20 nearest of one kind in ten"] = median(lambda point: nearest(open_ones, point, 20, bounds), where)
    far = [Point(2_300_000 + step, 48_900_000) for step in range(TRIES)]
    told["20 nearest, from outside the town"] = median(lambda point: nearest(every, point, 20, bounds), far)
    atlas = town().atlas
    told["district of a point"] = median(lambda point: atlas.district_of(*point), where)
    told["publishable point"] = median(lambda point: atlas.snap(*point), where)
    return told


def scatter(bounds: Any, rows: int, random: Random) -> list[tuple[int, int, int]]:
    """Longitude, latitude and kind of each point."""
    west, south, east, north = bounds
    spots = [(random.randint(west, east), random.randint(south, north)) for _ in range(10)]
    found = []
    for number in range(rows):
        if number % 2:
            lon, lat = random.randint(west, east), random.randint(south, north)
        else:
            middle = random.choice(spots)
            lon, lat = (round(random.gauss(coordinate, 900)) for coordinate in middle)
        found.append((lon, lat, number % 10))
    return found


def fill(model: Any, points: list[tuple[int, int, int]]) -> str:
    began = time.perf_counter()
    for start in range(0, len(points), BATCH):
        rows = [model(lon=lon, lat=lat, kind=kind) for lon, lat, kind in points[start : start + BATCH]]
        model.objects.bulk_create(rows, batch_size=200)
    return f"{(time.perf_counter() - began) / len(points) * 1_000_000:.0f} ms"


def point_index(prefix: str) -> Any:
    from chapitre.kernel.geo.models import point_indexes

    return point_indexes(prefix)[0]


def median(search: Callable[[Any], Any], asked: Any) -> str:
    """The median time of a search, in milliseconds."""
    times = []
    for one in asked:
        began = time.perf_counter()
        search(one)
        times.append(time.perf_counter() - began)
    return f"{statistics.median(times) * 1000:.2f} ms"


if __name__ == "__main__":
    if sys.argv[1:2] == ["measure"]:
        print(json.dumps(measure(int(sys.argv[2]))))
    else:
        main()
