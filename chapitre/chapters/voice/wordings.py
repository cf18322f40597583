"""Exhibits of many records at once: for each, the latest words of a field that still stand."""

from __future__ import annotations

from collections.abc import Iterable

from chapitre.kernel.records.models import Opening


def latest(register: str, keys: Iterable[str], field: str) -> dict[str, str]:
    """The words by key; a record whose words were erased, or never were, is not in it."""
    rows = Opening.objects.filter(register=register, key__in=list(keys), field=field).order_by("seq")
    return {key: str(value) for key, value in rows.values_list("key", "value")}
