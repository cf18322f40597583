"""Links that acts set: each must lead to a record that is there, or that the same transaction makes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from chapitre.kernel.acts.errors import NothingThere
from chapitre.kernel.records.registers import FactValue, Register, registers
from chapitre.kernel.words import said

CHUNK = 500


@dataclass(frozen=True)
class Link:
    """A fact set to a key, by the act at this place among those of its session."""

    place: int
    register: Register
    fact: str
    target: str
    key: str

    @property
    def error(self) -> NothingThere:
        """What is said where it leads nowhere."""
        return NothingThere(self.fact, self.key, said(self.register.about[self.fact].label), self._where)

    @property
    def _where(self) -> str:
        return said(registers[self.target].label)


class Links:
    """The links that steps set, looked up together: one question a register they lead to, whatever their number."""

    def __init__(self) -> None:
        self._known: dict[str, set[str]] = {}
        self._noted: list[Link] = []

    def note(
        self, place: int, register: Register, before: Mapping[str, FactValue] | None, facts: Mapping[str, Any]
    ) -> None:
        """Remembers the links among the facts that an act sets to something new."""
        for name, value in facts.items():
            target = register.about[name].link
            if target is not None and value is not None and (before is None or before[name] != value):
                self._noted.append(Link(place, register, name, target, value))

    def lost(self, made: Callable[[str, str], bool]) -> list[Link]:
        """Those noted since it was last asked that lead nowhere; `made(register, key)`: it is being made."""
        noted, self._noted = self._noted, []
        wanted: dict[str, set[str]] = {}
        for one in noted:
            if not made(one.target, one.key):
                wanted.setdefault(one.target, set()).add(one.key)
        for target, keys in wanted.items():
            self._look_up(target, keys)
        return [
            one for one in noted if not made(one.target, one.key) and one.key not in self._known.get(one.target, ())
        ]

    def _look_up(self, target: str, keys: set[str]) -> None:
        known = self._known.setdefault(target, set())
        asked = sorted(keys - known)
        manager: Any = registers[target].objects._base_manager
        for start in range(0, len(asked), CHUNK):
            rows = manager.filter(key__in=asked[start : start + CHUNK]).order_by("key")
            known.update(rows.values_list("key", flat=True))
