"""The legal tariffs of fines, as dated data: see tariffs.toml, which names the source of each."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path


@dataclass(frozen=True)
class Tariff:
    """What an offence costs from a day on, in cents: when paid in time, and when it is not."""

    offence: str
    since: date
    fixed: int
    increased: int
    source: str


@lru_cache(maxsize=1)
def tariffs() -> tuple[Tariff, ...]:
    """Every tariff, the latest first."""
    rows = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))["tariff"]
    read = [Tariff(row["offence"], row["from"], row["fixed"], row["increased"], row["source"]) for row in rows]
    return tuple(sorted(read, key=lambda one: one.since, reverse=True))


def in_force(offence: str, on_date: date) -> Tariff | None:
    """The tariff of an offence on a day; None where wardens cannot fine it."""
    return next((one for one in tariffs() if one.offence == offence and one.since <= on_date), None)
