"""What has happened to a record, act by act, as the ledger tells it and as far as it may be read today."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from chapitre.kernel.ledger import log
from chapitre.kernel.records.models import Opening
from chapitre.kernel.records.registers import FactValue, registers

Facts = Mapping[str, FactValue]


@dataclass(frozen=True)
class Told:
    """One act: its place in the ledger and its hash, who, when, the facts around it, and the exhibits that stand.

    `before` is None for the act that made the record. Facts are in today's form, dates as ISO strings.
    """

    index: int
    leaf: str  # hexadecimal
    seq: int
    act: str
    role: str
    on_date: date
    at: datetime
    before: Facts | None
    after: Facts
    shown: Mapping[str, Any]

    @property
    def changed(self) -> tuple[str, ...]:
        """The facts that the act changed, in the register's order; none where it made the record."""
        before = self.before
        return () if before is None else tuple(name for name in self.after if before.get(name) != self.after[name])


def story(register: str, key: str) -> list[Told]:
    """All the acts of a record, oldest first; none when no record has this key."""
    declared = registers[register]
    openings: dict[int, dict[str, Any]] = {}
    for row in Opening.objects.filter(register=register, key=key).order_by("pk"):
        openings.setdefault(row.seq, {})[row.field] = row.value
    told: list[Told] = []
    before: Facts | None = None
    for entry in log.history(register, key):
        body = entry.content()
        facts = declared.upcast(body["schema"], body["facts"])
        after = {name: facts[name] for name in declared.facts}
        told.append(
            Told(
                index=entry.index,
                leaf=bytes(entry.leaf).hex(),
                seq=body["seq"],
                act=body["act"],
                role=body["role"],
                on_date=date.fromisoformat(body["on_date"]),
                at=datetime.fromisoformat(body["recorded_at"]),
                before=before,
                after=after,
                shown=openings.get(entry.seq, {}),
            )
        )
        before = after
    return told
