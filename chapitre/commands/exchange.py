"""import and export: a register from a file, and to one."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from chapitre.commands import CommandError

if TYPE_CHECKING:
    from chapitre.kernel.exchange.report import Report
    from chapitre.kernel.records.registers import Register

WIDTH = 32  # characters of the progress bar


def add_parsers(commands: Any) -> None:
    """Adds this room's commands to the command line."""
    take = commands.add_parser(
        "import",
        help="take a file over into a register: CSV, XLSX, GeoJSON or Parquet; all or nothing",
        description="Takes a file over by the register's own acts. The same file again changes nothing.",
    )
    take.add_argument("register", help="for example mobility.racks")
    take.add_argument("file", type=Path)
    take.add_argument("--dry-run", action="store_true", help="only say what would change, and what is wrong")
    take.add_argument("--json", action="store_true", help="the whole report as one JSON object")
    take.set_defaults(run=run_import)

    give = commands.add_parser("export", help="write a whole register to a file")
    give.add_argument("register", help="for example mobility.racks")
    give.add_argument(
        "--format", required=True, metavar="FORMAT", help="csv, xlsx, geojson, parquet, jsonl, or an official schema"
    )
    give.add_argument("--out", type=Path, required=True, help="file to write, which must not exist yet; - is stdout")
    give.set_defaults(run=run_export)


def run_import(arguments: argparse.Namespace) -> int:
    """Takes a file over, or rehearses it; 1 when something is wrong."""
    from chapitre.kernel import clock
    from chapitre.kernel.acts import ActError
    from chapitre.kernel.exchange import takeover
    from chapitre.kernel.exchange.errors import ReadError
    from chapitre.kernel.people.actors import ADMINISTRATOR, Actor

    declared = register_of(arguments.register)
    if not arguments.file.is_file():
        raise CommandError(f"no file {arguments.file}")
    do = takeover.rehearse if arguments.dry_run else takeover.take_over
    bar = progress if sys.stderr.isatty() else None
    try:
        report = do(
            declared, arguments.file, name=arguments.file.name, actor=Actor(ADMINISTRATOR), at=clock.now(), say=bar
        )
    except takeover.Refused as refused:
        report = refused.report
    except (ReadError, ActError) as error:
        raise CommandError(str(error)) from None
    finally:
        if bar is not None:
            print("\r\033[K", end="", file=sys.stderr, flush=True)
    if arguments.json:
        print(json.dumps(report.as_json(), ensure_ascii=False, indent=1))
    else:
        print_report(declared, report, dry_run=arguments.dry_run)
    return 0 if report.good else 1


def register_of(name: str) -> Register:
    """A register by its name. Raises CommandError."""
    from chapitre.kernel.records.registers import registers

    if name not in registers:
        raise CommandError(f"no register {name}; there are: {', '.join(sorted(registers))}")
    return registers[name]


def progress(done: int, about: int) -> None:
    """A bar on the line of the terminal."""
    filled = WIDTH * done // max(about, 1)
    bar = "█" * filled + "·" * (WIDTH - filled)
    print(f"\r{bar} {done:,} / {about:,}", end="", file=sys.stderr, flush=True)


def print_report(declared: Register, report: Report, *, dry_run: bool) -> None:
    """The report, for people."""
    told = ", ".join(f"{name} {value!r}" for name, value in report.told.items() if name != "crs")
    print(f"{report.file}: {report.kind}{f' ({told})' if told else ''}, {report.lines:,} lines, {report.sha256[:12]}")
    if report.schema:
        print(f"official schema: {report.schema}")
    for column in report.columns:
        print(f"  {column.title}  →  {column.fact}{f' ({column.how})' if column.how else ''}")
    if report.ignored:
        print(f"  not read: {', '.join(report.ignored)}")
    if not report.keyed:
        print("  no column names the records: new ones get the next numbers, lines already there are left alone")
    for problem in report.problems:
        where = f"line {problem.line}" if problem.line else "file"
        print(f"{where}{f', {problem.column}' if problem.column else ''}: {problem.what}")
    if report.problem_count > len(report.problems):
        print(f"… and {report.problem_count - len(report.problems):,} more")
    for example in report.changed_examples:
        before = example.before or {}
        moves = ", ".join(f"{name} {before.get(name)!r} → {value!r}" for name, value in example.facts.items())
        print(f"  changes {example.key}: {moves}")
    print(summary(report, dry_run=dry_run))


def summary(report: Report, *, dry_run: bool) -> str:
    """What it came to, in a line."""
    counts = f"{report.created:,} new, {report.changed:,} changed, {report.same:,} the same, {report.refused:,} refused"
    if not report.good:
        return f"{counts}: nothing is taken over until every line is right."
    if dry_run:
        return f"dry run: {counts}; nothing was written."
    if report.first is None:
        return f"{counts}; nothing to write."
    return f"done: {counts}; entries {report.first:,} to {report.first + report.written - 1:,} of the ledger."


def run_export(arguments: argparse.Namespace) -> int:
    """Writes the file whole, or not at all."""
    from chapitre.kernel.exchange.official import officials
    from chapitre.kernel.exchange.writing import formats, write, write_official

    declared, wanted = register_of(arguments.register), arguments.format
    schemas = officials.get(declared.name, {})
    if wanted not in schemas and wanted not in {one.name for one in formats(declared)}:
        known = ", ".join([*(one.name for one in formats(declared)), *schemas])
        raise CommandError(f"{declared.name} is not to be had as {wanted}; it is as: {known}")
    do = write_official if wanted in schemas else write
    if str(arguments.out) == "-":
        do(declared, wanted, sys.stdout.buffer)
        return 0
    if arguments.out.exists():
        raise CommandError(f"{arguments.out} exists already")
    unfinished = arguments.out.with_name(f"{arguments.out.name}.unfinished")
    try:
        with unfinished.open("wb") as file:
            count = do(declared, wanted, file)
        unfinished.replace(arguments.out)
    except OSError as error:
        raise CommandError(f"{arguments.out}: {error.strerror}") from None
    finally:
        unfinished.unlink(missing_ok=True)
    print(f"{count:,} records in {arguments.out}")
    return 0
