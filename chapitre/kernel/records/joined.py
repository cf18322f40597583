"""Records that were merged into another of their register, directly or through others."""

from __future__ import annotations

from typing import Any

from chapitre.kernel.records.models import Record


def joined(model: type[Record], key: str, most: int) -> list[str]:
    """The keys of those merged into this one (fact `merged_into`, state "merged"), nearest first; `most` a step."""
    manager: Any = model._default_manager
    found: list[str] = []
    wave = [key]
    while wave and len(found) < most:
        rows = manager.filter(merged_into__in=wave, state="merged").order_by("key")
        wave = [one for one in rows.values_list("key", flat=True)[:most] if one not in found and one != key]
        found += wave
    return found
