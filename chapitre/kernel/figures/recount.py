"""The second count, kept at hand for pages: every figure replayed from the ledger now and then by the jobs process."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.core.cache import cache

from chapitre.kernel.figures import live
from chapitre.kernel.figures.values import Value
from chapitre.kernel.ledger import log

KEPT = "figures.recount"


@dataclass(frozen=True)
class Recount:
    """Every figure as the ledger's first `size` entries make it on a day, and whether SQL said the same then.

    `differing` names the figures that SQL counted otherwise at that very size: a row was changed without an act.
    """

    size: int
    today: date
    values: Mapping[str, Value]
    differing: tuple[str, ...]


def recount(today: date) -> Recount | None:
    """Replays the ledger and compares with SQL; None when an act came in between, and next time will tell."""
    size = log.size()
    replayed = live.known(size, today)
    counted = live.fresh(today)
    if log.size() != size:
        return None
    differing = tuple(name for name, value in counted.items() if value.counted != replayed[name].counted)
    done = Recount(size, today, replayed, differing)
    cache.set(KEPT, done, None)
    return done


def latest() -> Recount | None:
    """The last recount that went through."""
    kept = cache.get(KEPT)
    return kept if isinstance(kept, Recount) else None
