"""The registers of an edition as tables, CSV that verify.py reads and the same in Parquet, and the shapes they name."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

from chapitre.kernel.figures import sources
from chapitre.kernel.geo import shapes_store
from chapitre.kernel.records.registers import registers
from chapitre.report.edition.verification import SHAPE, SHAPES_FILE, csv_cell

CHUNK = 5000


def write_tables(draft: Path, using: str) -> dict[str, int]:
    """Writes every register's facts; returns how many records each has."""
    (draft / "registers").mkdir()
    written = {}
    for name, declared in sources.contents()["registers"].items():
        path = draft / "registers" / f"{name}.csv"
        written[name] = _write_csv(path, name, using)
        write_parquet(path, declared["rules"]["fields"])
    return written


def _write_csv(path: Path, name: str, using: str) -> int:
    """A register's facts as CSV, straight from its table."""
    facts, count = registers[name].facts, 0
    rows = registers[name].objects._base_manager.using(using).order_by("key").values_list("key", *facts)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["key", *facts])
        for count, row in enumerate(rows.iterator(CHUNK), start=1):  # noqa: B007
            writer.writerow([csv_cell(cell) for cell in row])
    return count


def write_shapes(draft: Path, using: str) -> None:
    """Writes the lines and areas that the edition's records name, in the order of their names: a line is a form as it
    was hashed, `{"area": …}` or `{"line": …}` in whole microdegrees."""
    named: set[str] = set()
    for name in sources.contents()["registers"]:
        if SHAPE in registers[name].facts:
            manager: Any = registers[name].objects._base_manager
            named.update(manager.using(using).filter(shape__isnull=False).order_by("pk").values_list(SHAPE, flat=True))
    kept = shapes_store.many(named, using)
    with (draft / SHAPES_FILE).open("wb") as file:
        for name in sorted(kept):
            file.write(kept[name].body.encode() + b"\n")


def write_parquet(path: Path, fields: list[dict[str, Any]]) -> None:
    """The table of a CSV file, in columns of the facts' types, in a Parquet file of the same name.

    It is made from the CSV that verify.py checks, so that both say the same; polars goes through it piece by piece.
    """
    import polars  # 0.2 s and 60 MB, for who publishes only

    types = {"str": polars.String(), "int": polars.Int64(), "bool": polars.Boolean(), "date": polars.Date()}
    schema = {"key": types["str"]} | {one["name"]: types[one["type"]] for one in fields}
    polars.scan_csv(path, schema=schema).sink_parquet(path.with_suffix(".parquet"), maintain_order=True)
