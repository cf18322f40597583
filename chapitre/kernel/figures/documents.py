"""The documents that figures rest on: records of a register that this room does not know, asked for by its name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import DEFAULT_DB_ALIAS

from chapitre.kernel.figures.compute import FactRow
from chapitre.kernel.figures.declaration import Declaration
from chapitre.kernel.records.registers import registers

REGISTER = "town.documents"


def named(figures: Iterable[Declaration]) -> frozenset[str]:
    """The keys that these figures name."""
    return frozenset(one.document for one in figures if one.document is not None)


def standing(keys: Iterable[str], using: str = DEFAULT_DB_ALIAS) -> dict[str, Any]:
    """The documents of these keys that stand, by key: withdrawn ones attest nothing any more."""
    wanted, register = list(keys), registers.get(REGISTER)
    if not wanted or register is None:
        return {}
    rows: Any = register.objects.objects.using(using)
    return {row.key: row for row in rows.filter(key__in=wanted, withdrawn=False).order_by("key")}


def absent(figures: Iterable[Declaration], using: str = DEFAULT_DB_ALIAS) -> frozenset[str]:
    """The keys that these figures name and that no standing document has."""
    keys = named(figures)
    return keys.difference(standing(keys, using))


def absent_from(figures: Iterable[Declaration], rows: Mapping[str, FactRow]) -> frozenset[str]:
    """The same, among the documents that a replay of the ledger gave."""
    keys = named(figures)
    if not keys or REGISTER not in registers:
        return keys
    withdrawn = list(registers[REGISTER].rules.fields).index("withdrawn")
    return keys.difference(key for key, row in rows.items() if not row[withdrawn])
