"""What the town's published report states: which figure answers each of its lines, in the town's own `claims.toml`.

The lines are numbered by the town, quantities (`claims`) apart from dates (`milestones`). `readings` says how an
ambiguous line is read, of figures that the house declares for every town. docs/town.md has the format.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from chapitre.kernel.figures.declaration import Declaration
from chapitre.kernel.figures.problems import Problem

FILE = "claims.toml"
TABLES = ("claims", "milestones", "readings")
READING = {"fr", "en"}


def tie(path: Path, declared: Mapping[str, Declaration]) -> tuple[dict[str, Declaration], list[Problem]]:
    """The figures with their lines and readings, and everything wrong in the file. A town need not have one."""
    if not path.exists():
        return dict(declared), []
    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        return dict(declared), [Problem(path, "", "", f"ce n’est pas du TOML ({error})")]
    problems = [Problem(path, *found) for found in _wrong(tables, declared)]
    if problems:
        return dict(declared), problems
    tied = dict(declared)
    for row, id in tables.get("claims", {}).items():
        tied[id] = replace(tied[id], claim=int(row))
    for row, id in tables.get("milestones", {}).items():
        tied[id] = replace(tied[id], milestone=int(row))
    for id, said in tables.get("readings", {}).items():
        tied[id] = replace(tied[id], reading=(said["fr"], said["en"]))
    return tied, []


def _wrong(tables: Mapping[str, Any], declared: Mapping[str, Declaration]) -> Iterator[tuple[str, str, str]]:
    """Table, key and message of each mistake."""
    for table, content in tables.items():
        if table not in TABLES or not isinstance(content, dict):
            yield table, "", f"une table est attendue : {', '.join(TABLES)}"
        elif table == "readings":
            yield from _wrong_readings(content, declared)
        else:
            yield from _wrong_rows(table, content, declared)


def _wrong_rows(
    table: str, rows: Mapping[str, Any], declared: Mapping[str, Declaration]
) -> Iterator[tuple[str, str, str]]:
    first: dict[str, str] = {}
    for row, id in rows.items():
        if not row.isascii() or not row.isdigit() or row.startswith("0"):
            yield table, row, "une ligne est un numéro : 1, 2, 3…"
        elif not isinstance(id, str) or id not in declared:
            yield table, row, f"le chiffre « {id} » n’existe pas"
        elif id in first:
            yield table, row, f"« {id} » répond déjà à la ligne {first[id]}"
        elif declared[id].is_date != (table == "milestones"):
            yield table, row, f"« {id} » {'est' if declared[id].is_date else 'n’est pas'} une date"
        first.setdefault(str(id), row)


def _wrong_readings(said: Mapping[str, Any], declared: Mapping[str, Declaration]) -> Iterator[tuple[str, str, str]]:
    for id, pair in said.items():
        if id not in declared:
            yield "readings", id, f"le chiffre « {id} » n’existe pas"
        elif (
            not isinstance(pair, dict) or set(pair) != READING or not all(isinstance(one, str) for one in pair.values())
        ):
            yield "readings", id, "« fr » et « en » sont attendus, deux phrases"
