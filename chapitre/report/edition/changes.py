"""What changed between two editions, from their `figures.json` alone. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from chapitre.report.edition.errata import as_written


@dataclass(frozen=True)
class FigureChange:
    """A figure in two editions, as each told it; `errata` are those that the later ones published about it."""

    id: str
    old: Mapping[str, Any] | None
    new: Mapping[str, Any] | None
    errata: tuple[Mapping[str, Any], ...]

    @property
    def told(self) -> Mapping[str, Any]:
        """The figure as it was last told."""
        found = self.new or self.old
        assert found is not None
        return found


@dataclass(frozen=True)
class RegisterChange:
    """How many records a register had; None in an edition that did not have it."""

    name: str
    old: int | None
    new: int | None


KINDS_OF_CHANGE = ("redefined", "moved", "marked", "added", "dropped", "same")


@dataclass(frozen=True)
class Changes:
    """Every figure in one of the lists: another definition, another value, another evidence for the same value, new,
    dropped, the same; the registers; and how many entries the ledger has more."""

    figures: Mapping[str, tuple[FigureChange, ...]]
    registers: tuple[RegisterChange, ...]
    entries: int


def changes(old: Mapping[str, Any], new: Mapping[str, Any]) -> Changes:
    """Compares two editions, the earlier one first."""
    before, after = ({one["id"]: one for one in told["figures"]} for told in (old, new))
    since = [one for one in new["errata"] if one["key"] >= f"{old['edition'] + 1:04}-"]
    lists: dict[str, list[FigureChange]] = {name: [] for name in KINDS_OF_CHANGE}
    for id in [*after, *(id for id in before if id not in after)]:
        about = tuple(one for one in since if one["figure"] == id)
        change = FigureChange(id, before.get(id), after.get(id), about)
        lists[_kind(change)].append(change)
    figures = {name: tuple(found) for name, found in lists.items()}
    return Changes(figures, tuple(_registers(old, new)), new["size"] - old["size"])


def _kind(change: FigureChange) -> str:
    if change.old is None:
        return "added"
    if change.new is None:
        return "dropped"
    if change.old["definition_hash"] != change.new["definition_hash"]:
        return "redefined"
    if as_written(change.old) != as_written(change.new):
        return "moved"
    return "same" if change.old["evidence"] == change.new["evidence"] else "marked"


def _registers(old: Mapping[str, Any], new: Mapping[str, Any]) -> list[RegisterChange]:
    counts = [{name: one["records"] for name, one in told["registers"].items()} for told in (old, new)]
    names = sorted(set(counts[0]) | set(counts[1]))
    return [RegisterChange(name, counts[0].get(name), counts[1].get(name)) for name in names]
