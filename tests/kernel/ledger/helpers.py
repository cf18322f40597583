"""Drafts and logs for the tests: made-up acts on made-up records."""

from collections.abc import Sequence

from chapitre.kernel.ledger import canonical, log
from chapitre.kernel.ledger.log import Draft


def draft(key: str = "25-00001", seq: int = 1, act: str = "received", **facts: str | int | bool | None) -> Draft:
    """An entry as the acts would make it."""
    body = {
        "schema": 1,
        "register": "streets.reports",
        "key": key,
        "seq": seq,
        "act": act,
        "on_date": "2025-11-18",
        "recorded_at": "2025-11-18T08:12:33.123456Z",
        "role": "resident",
        "facts": {"place": "Rue Molière", **facts},
        "commitments": {},
    }
    return Draft("streets.reports", key, seq, act, canonical.encode(body))


def drafts(count: int, start: int = 0) -> list[Draft]:
    """The first acts of `count` records."""
    return [draft(f"25-{number:05}", number=number) for number in range(start, start + count)]


def append(made: Sequence[Draft]) -> int:
    """Appends in a transaction of its own."""
    with log.writer():
        return log.append(made)
