"""What was last done in some registers: the ledger's latest acts there, those of one day and one kind told together."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from chapitre.kernel.ledger import log
from chapitre.kernel.ledger.models import Entry
from chapitre.kernel.records.registers import Register, registers
from chapitre.kernel.words import said
from chapitre.portal.registers import words
from chapitre.portal.registers.addresses import address_of, list_of
from chapitre.portal.registers.timeline import happened

LOOK_BACK = 100_000  # entries gone through at most: a chapter where nobody acts does not make its readers wait
READ = 120  # acts read
SHOWN = 6


@dataclass(frozen=True)
class Deed:
    """Acts of one kind, one day, in one register. `url` leads to the record; to the list where there are several."""

    on: date
    what: str
    count: int
    of: str
    url: str


def deeds(found: Sequence[Register], most: int = SHOWN) -> list[Deed]:
    """The latest acts of these registers, the latest day first."""
    if not found:
        return []
    names = [one.name for one in found]
    entries = Entry.objects.filter(register__in=names, index__gte=log.size() - LOOK_BACK).order_by("-index")
    return _told(entries[:READ])[:most]


def _told(entries: Iterable[Entry]) -> list[Deed]:
    gathered: dict[tuple[str, str, str], list[Entry]] = {}
    for entry in entries:
        on = json.loads(entry.body)["on_date"]
        gathered.setdefault((on, entry.register, entry.act), []).append(entry)
    return [
        _deed(date.fromisoformat(on), registers[register], act, acts)
        for (on, register, act), acts in sorted(gathered.items(), key=lambda item: item[0][0], reverse=True)
    ]


def _deed(on: date, register: Register, act: str, acts: list[Entry]) -> Deed:
    keys = {entry.key for entry in acts}
    if len(keys) > 1:
        return Deed(on, happened(register, act), len(keys), said(register.label), list_of(register))
    (key,) = keys
    title = words.titles(register, [key]).get(key, key)
    if title == key:  # a number alone says nothing
        title = f"{said(register.singular)} {key}"
    return Deed(on, happened(register, act), 1, title, address_of(register, key))
