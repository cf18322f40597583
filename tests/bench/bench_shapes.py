"""Lines and areas: kept, searched by box, drawn as tiles, on SQLite and PostgreSQL.

    python -m tests.bench.bench_shapes [ROWS]

Times are those of the whole Django query, rows read into objects, medians of many. Three shapes in four are lines of
some 100 metres with eight vertices, the rest areas with sixteen; one in a hundred is as large as a district.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from math import cos, pi, sin
from random import Random
from typing import Any

ROWS = 50_000
TRIES = 30


def main() -> None:
    """Runs each database in a process of its own and prints one Markdown table."""
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else ROWS
    columns = {"SQLite": measure_in({}, rows)}
    try:
        from tests import postgres

        columns["PostgreSQL"] = measure_in({"CHAPITRE_DATABASE": postgres.database("bench_shapes")}, rows)
    except RuntimeError as error:
        print(f"PostgreSQL was not measured: {error}", file=sys.stderr)
    print(f"\n| {rows:,} shapes | " + " | ".join(columns) + " |")
    print("|---|" + "---:|" * len(columns))
    for name in columns["SQLite"]:
        print(f"| {name} | " + " | ".join(column[name] for column in columns.values()) + " |")


def measure_in(environment: dict[str, str], rows: int) -> dict[str, str]:
    with tempfile.TemporaryDirectory(prefix="bench-shapes-") as home:
        variables = {"CHAPITRE_HOME": home, "DJANGO_SETTINGS_MODULE": "chapitre.config.settings", **environment}
        run = subprocess.run(
            [sys.executable, "-m", "tests.bench.bench_shapes", "measure", str(rows)],
            env={**os.environ, **variables},
            stdout=subprocess.PIPE,
            check=True,
        )
    return dict(json.loads(run.stdout))


def measure(rows: int) -> dict[str, str]:
    """Fills a register and searches it; {what: how long}."""
    import django

    django.setup()
    from django.db import connection, models

    from chapitre.kernel.geo import shapes_store
    from chapitre.kernel.geo.drawn import draw
    from chapitre.kernel.geo.features import geojson_geometries, geometries
    from chapitre.kernel.geo.models import Shape, Shaped
    from chapitre.kernel.geo.points import Box
    from chapitre.kernel.geo.shape_queries import meeting
    from chapitre.kernel.geo.tiles import tile, tile_box
    from chapitre.kernel.town import town

    class Segment(Shaped):
        objects: models.Manager[Segment] = models.Manager()

        class Meta(Shaped.Meta):
            app_label = "geo"

    bounds, random = town().bounds, Random(1)
    with connection.schema_editor() as editor:
        editor.create_model(Shape)
        editor.create_model(Segment)
    geometry = list(scatter(bounds, rows, random))
    began = time.perf_counter()
    drawn = [draw(one) for one in geometry]
    told = {"draw, 1 000": per_thousand(began, rows)}
    began = time.perf_counter()
    shapes_store.put_many(drawn)
    told["put, 1 000"] = per_thousand(began, rows)
    Segment.objects.bulk_create(
        (Segment(shape=one.form.hash, lon=one.point.lon, lat=one.point.lat) for one in drawn), batch_size=500
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")

    every = Segment.objects.all()
    for share in (20, 4):
        wide, high = (bounds.east - bounds.west) // share, (bounds.north - bounds.south) // share
        corners = [
            (random.randint(bounds.west, bounds.east - wide), random.randint(bounds.south, bounds.north - high))
            for _ in range(TRIES)
        ]
        boxes = [Box(west, south, west + wide, south + high) for west, south in corners]
        found = statistics.median(meeting(every, box).count() for box in boxes)
        told[f"box, 1/{share} of the town’s side: {found:.0f} found"] = median(
            lambda box: list(meeting(every, box)), boxes
        )
    told["whole town, first 500"] = median(lambda _: list(meeting(every, bounds).order_by("pk")[:500]), range(5))
    told["GeoJSON of 500"] = median(lambda _: list(geojson_geometries(every.order_by("pk")[:500])), range(5))

    def drawn_tile(at: tuple[int, int, int]) -> bytes:
        return tile(
            *at, {"all": [(shape, {"key": row.pk}) for row, shape in geometries(meeting(every, tile_box(*at)))]}
        )

    for z in (13, 15, 17):
        at = tile_at(z, bounds)
        told[f"tile at zoom {z}: {len(drawn_tile(at)) // 1000} kB"] = median(drawn_tile, [at] * 3)
    return told


def tile_at(z: int, bounds: Any) -> tuple[int, int, int]:
    """The tile that holds the middle of the town."""
    from chapitre.kernel.geo.tiles import tile_box

    lon, lat = (bounds.west + bounds.east) // 2, (bounds.south + bounds.north) // 2
    x = int((lon / 360_000_000 + 0.5) * (1 << z))
    y = next(y for y in range(1 << z) if tile_box(z, x, y).holds(lon, lat))
    return z, x, y


def scatter(bounds: Any, rows: int, random: Random) -> Iterable[Any]:
    """Wavering lines and round areas all over the town."""
    from shapely.geometry import LineString, Polygon

    for number in range(rows):
        west, south = random.randint(bounds.west, bounds.east), random.randint(bounds.south, bounds.north)
        reach = 8_000 if number % 100 == 0 else random.randint(150, 1_000)
        if number % 4:
            turn = random.uniform(0, 2 * pi)
            steps = [(reach * at / 7, random.uniform(-20, 20)) for at in range(8)]
            yield LineString([(west + a * cos(turn) - b * sin(turn), south + a * sin(turn) + b * cos(turn))
                              for a, b in steps])  # fmt: skip
        else:
            turns = [2 * pi * at / 16 for at in range(16)]
            radii = [random.uniform(0.5, 1) * reach for _ in turns]
            yield Polygon([(west + r * cos(t), south + r * sin(t)) for t, r in zip(turns, radii, strict=True)])


def median(work: Callable[[Any], Any], over: Iterable[Any]) -> str:
    times = []
    for one in over:
        began = time.perf_counter()
        work(one)
        times.append(time.perf_counter() - began)
    return f"{statistics.median(times) * 1000:.1f} ms"


def per_thousand(began: float, rows: int) -> str:
    return f"{(time.perf_counter() - began) / rows * 1_000_000:.0f} ms"


if __name__ == "__main__":
    if sys.argv[1:2] == ["measure"]:
        print(json.dumps(measure(int(sys.argv[2]))))
    else:
        main()
