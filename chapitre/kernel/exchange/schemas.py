"""The official table schemas that files are recognised by, read from schemas.toml."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path


@dataclass(frozen=True)
class Schema:
    """One schema of schema.data.gouv.fr: its columns in their order, and those that a file must have."""

    name: str
    title: str
    source: str  # owner/name on schema.data.gouv.fr
    version: str
    columns: tuple[str, ...]
    required: frozenset[str]
    id: str | None = None  # the column that names a line
    features: bool = False  # its files are GeoJSON
    yes: str = "true"
    no: str = "false"

    @property
    def url(self) -> str:
        return f"https://schema.data.gouv.fr/{self.source}/{self.version}.html"


@cache
def schemas() -> dict[str, Schema]:
    """Every schema by its name."""
    tables = tomllib.loads(Path(__file__).with_name("schemas.toml").read_text(encoding="utf-8"))
    return {
        name: Schema(name, columns=tuple(one.pop("columns")), required=frozenset(one.pop("required")), **one)
        for name, one in tables.items()
    }


def recognised(columns: Iterable[str]) -> Schema | None:
    """The schema whose required columns are all among these; of several, the one that knows most of them."""
    given = set(columns)
    fitting = [one for one in schemas().values() if one.required <= given]
    return max(fitting, key=lambda one: len(given & set(one.columns)), default=None)
