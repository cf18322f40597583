"""The records that a file's lines are about: found by key, by the fact that names them, or by all they say."""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Any

from chapitre.kernel.exchange.columns import Plan
from chapitre.kernel.exchange.lines import Line
from chapitre.kernel.exchange.values import Value


@dataclass(frozen=True)
class Found:
    """A record as it stands: enough to see what a line changes."""

    key: str
    seq: int
    withdrawn: bool
    facts: dict[str, Value]

    def changes(self, line: Line, yearly: set[str]) -> dict[str, Value]:
        """The facts that the line tells otherwise. Of some dates it tells the year alone: that much must agree."""
        return {
            name: value
            for name, value in line.facts.items()
            if self.facts[name] != value and not (name in yearly and _same_year(self.facts[name], value))
        }


class Existing:
    """Asks for the records of a batch of lines at once."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.names = sorted(plan.told)
        self.read = [*self.names, *(["shape"] if self._point_alone else [])]
        self.manager: Any = plan.register.objects._base_manager
        self._defaults = {
            name: plan.register.objects._meta.get_field(name).get_default()  # type: ignore[union-attr]
            for name in self.names
        }
        self._met: Counter[bytes] | None = None

    @property
    def _point_alone(self) -> bool:
        """Whether the file has coordinates where records may have a shape."""
        return self.plan.register.geometry == "shape" and self.plan.placed and self.plan.geometry is None

    def moves_a_shape(self, record: Found, changes: dict[str, Value]) -> bool:
        """Whether a change would leave a record's shape where its point is no more."""
        return self._point_alone and record.facts["shape"] is not None and bool({"lon", "lat"} & set(changes))

    def of(self, lines: list[Line]) -> dict[str, list[Found]]:
        """The records that lines name, by the name they give them."""
        by = self.plan.named_by or "key"
        wanted = {line.facts[by] if self.plan.named_by else line.key for line in lines}
        rows = self.manager.filter(**{f"{by}__in": list(wanted)}).order_by("key")
        found: dict[str, list[Found]] = {}
        for row in rows.values_list(by, "key", "seq", "withdrawn", *self.read):
            facts = dict(zip(self.read, row[4:], strict=True))
            found.setdefault(str(row[0]), []).append(Found(row[1], row[2], row[3], facts))
        return found

    def repeats(self, line: Line) -> bool:
        """Whether a line that names no record says what a standing record says that no line before it was about."""
        if self._met is None:
            rows = self.manager.filter(withdrawn=False).order_by("key").values_list(*self.names)
            self._met = Counter(self._digest(row) for row in rows.iterator(2000))
        digest = self._digest([line.facts.get(name, self._defaults[name]) for name in self.names])
        if not self._met[digest]:
            return False
        self._met[digest] -= 1
        return True

    def _digest(self, values: Any) -> bytes:
        said = [
            value.replace(month=1, day=1) if name in self.plan.yearly and isinstance(value, date) else value
            for name, value in zip(self.names, values, strict=True)
        ]
        return hashlib.blake2b(repr(said).encode(), digest_size=16).digest()


def _same_year(one: Any, other: Any) -> bool:
    """Whether the second is but the year of the first."""
    return isinstance(one, date) and isinstance(other, date) and other == date(one.year, 1, 1)
