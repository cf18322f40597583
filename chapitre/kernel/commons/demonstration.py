"""What the demonstration's parts are written with: a day's moments, chance that repeats itself, acts told in order."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from random import Random
from typing import Any

from shapely.geometry.base import BaseGeometry

from chapitre.kernel.acts import Act, Step, perform_many
from chapitre.kernel.clock import PARIS
from chapitre.kernel.geo import shapes_store
from chapitre.kernel.geo.models import facts_of_shape
from chapitre.kernel.ledger import log
from chapitre.kernel.people.actors import ADMINISTRATOR, Actor
from chapitre.kernel.people.menus import Registry
from chapitre.kernel.records import keys

CLERK = Actor(ADMINISTRATOR)


@dataclass(frozen=True)
class Spot:
    """A place where things happen. Microdegrees; `weight` says how often."""

    lon: int
    lat: int
    district: str
    place: str
    weight: float


@dataclass(frozen=True)
class Part:
    """A chapter's part of the demonstration: the module whose `load(demonstration)` writes it."""

    name: str
    order: int
    module: str


parts: Registry[Part] = Registry()


@dataclass
class Demonstration:
    """One telling of the demonstration, up to a day: the same for the same day."""

    until: date
    spots: Sequence[Spot]
    say: Callable[[str], None]
    _steps: list[Step] = field(default_factory=list)
    _numbers: dict[str, int] = field(default_factory=dict)

    def random(self, name: str) -> Random:
        """Chance of one's own: what another part draws changes nothing here."""
        return Random(f"ivry-sur-seine {name}")  # noqa: S311  (not a secret)

    def at(self, day: date, hour: int = 10, minute: int = 0) -> datetime:
        """A moment of a civil day."""
        return datetime(day.year, day.month, day.day, hour, minute, tzinfo=PARIS).astimezone(UTC)

    def tell(
        self,
        act: Act,
        key: str | None,
        day: date,
        *,
        actor: Actor = CLERK,
        hour: int = 10,
        minute: int = 0,
        **params: Any,
    ) -> str | None:
        """Keeps an act for `write`, and returns its record's key; None, and nothing, when it lies after the last day.

        An act that creates takes the next number of its register when `key` is None.
        """
        if day > self.until:
            return None
        if key is None:
            number = self._numbers[act.register] = self._numbers.get(act.register, 0) + 1
            key = keys.format_key(day, number)
        self._steps.append(Step(act, key, actor, self.at(day, hour, minute), params, on_date=day))
        return key

    def shape(self, geometry: BaseGeometry) -> dict[str, Any]:
        """Keeps a line or an area in microdegrees; returns the facts an act takes of it."""
        shapes_store.put(geometry)
        return facts_of_shape(geometry)

    def write(self) -> int:
        """Performs what was told, in the order of its moments, in one transaction; returns the number of acts."""
        steps = sorted(self._steps, key=lambda step: step.at)
        with log.writer():
            perform_many(steps)
            for register, last in self._numbers.items():
                keys.advance(register, last)
        self._steps, self._numbers = [], {}
        return len(steps)
