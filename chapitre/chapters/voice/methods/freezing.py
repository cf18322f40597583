"""A list of volunteers frozen without a town's site: each gets a salt and a receipt, the list a root to publish."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from chapitre.chapters.voice.methods import draw
from chapitre.chapters.voice.methods.openings import commitment, receipt
from chapitre.chapters.voice.methods.sortition.readers import IDENTIFIERS
from chapitre.chapters.voice.methods.sortition.tables import Table
from chapitre.chapters.voice.methods.sortition.writing import csv_of, json_file

POOL = "pool.json"
"""The one file of a frozen list that is public."""


@dataclass(frozen=True)
class Frozen:
    """The files of a frozen list, by name, and the root that fixes it."""

    files: dict[str, bytes]
    root: str
    volunteers: int


def frozen(jury: str, table: Table, categories: Sequence[str], salts: Sequence[str]) -> Frozen:
    """Freezes the volunteers of a table whose columns `categories` hold their answers; without any, all but `id` do.

    `salts`: one for each row, 64 hexadecimal digits that nobody can guess. A volunteer's number is the place of her
    commitment among all in increasing order, from 1; every file is in that order, the receipts named after it.
    """
    heads = table.header.cells
    asked = [name for name in categories or heads if categories or name.casefold() not in IDENTIFIERS]
    columns = [heads.index(name) for name in asked]
    people = []
    for row, salt in zip(table.rows, salts, strict=True):
        features = [[name, row.cells[column]] for name, column in zip(asked, columns, strict=True)]
        people.append((commitment(salt, features), salt, features, row.cells))
    people.sort(key=lambda one: one[0])
    pool = [one[0] for one in people]
    files = {
        POOL: json_file({"format": draw.FORMAT, "jury": jury, "root": draw.pool_root(pool), "pool": pool}),
        "openings.json": json_file([{"features": features, "salt": salt} for _own, salt, features, _cells in people]),
        "respondents.csv": csv_of(heads, [cells for *_opened, cells in people]),
    }
    for number, (_own, salt, features, _cells) in enumerate(people, start=1):
        files[f"receipts/{number:04}.json"] = json_file(receipt(jury, salt, features) | {"number": number})
    return Frozen(files, draw.pool_root(pool), len(pool))
