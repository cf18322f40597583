"""The public beacons that a town may announce a round of: the table `beacons.toml`, read once."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

from chapitre.chapters.voice.methods.beacons import Chain

TABLE = Path(__file__).with_name("beacons.toml")


@cache
def chains() -> dict[str, Chain]:
    """Every chain by its hash; the first is the one that new draws announce."""
    rows = tomllib.loads(TABLE.read_text(encoding="utf-8"))["chain"]
    names = Chain.__dataclass_fields__
    told = [{name: row[name] for name in names} for row in rows]
    return {one["hash"]: Chain(**one | {"hosts": tuple(one["hosts"])}) for one in told}


def current() -> Chain:
    """The chain of the draws to come."""
    return next(iter(chains().values()))
