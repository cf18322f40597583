"""What a new edition says otherwise than the last one, and so owes an erratum."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any


@dataclass(frozen=True)
class Correction:
    """A figure that the new edition drops, redefines, or gives another value for a time already published."""

    figure: str
    kind: str  # dropped | definition | value
    old: str
    new: str | None
    as_of: str | None
    old_definition: str
    new_definition: str | None


def corrections(old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[Correction]:
    """Compares two `figures.json`. A value may only differ where time has gone on: a figure over a period that was
    closed when the old edition came out, or a published one, must not move without a word. Pure.
    """
    now = {one["id"]: one for one in new["figures"]}
    for before in old["figures"]:
        after = now.get(before["id"])
        if after is None:
            yield _correction(before, None, "dropped", old["today"])
        elif after["definition_hash"] != before["definition_hash"]:
            yield _correction(before, after, "definition", old["today"])
        elif _settled(before, old["today"]) and as_written(after) != as_written(before):
            yield _correction(before, after, "value", old["today"])


def _settled(figure: Mapping[str, Any], today: str) -> bool:
    """Whether the figure's time was over when the edition of that day came out."""
    period = figure["period"]
    end = period.get("to") or period.get("on")
    return end is not None and date.fromisoformat(end) < date.fromisoformat(today)


def _correction(before: Mapping[str, Any], after: Mapping[str, Any] | None, kind: str, today: str) -> Correction:
    return Correction(
        figure=before["id"],
        kind=kind,
        old=as_written(before),
        new=as_written(after) if after else None,
        as_of=today,
        old_definition=before["definition_hash"],
        new_definition=after["definition_hash"] if after else None,
    )


def as_written(figure: Mapping[str, Any]) -> str:
    """A value as an erratum names it: `8800`, `6713/8289`, `2025-05`, or `?` when unknown."""
    if figure.get("published") is not None and figure["numerator"] is None:
        return str(figure["published"])
    if figure["numerator"] is None:
        return "?"
    if figure["denominator"] == 1:
        return str(figure["numerator"])
    return f"{figure['numerator']}/{figure['denominator']}"
