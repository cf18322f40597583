"""The lines of a file as facts: every cell read, everything that is wrong told by line and column."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from chapitre.kernel.exchange import places
from chapitre.kernel.exchange.columns import Plan, cell_of
from chapitre.kernel.exchange.official import Cell
from chapitre.kernel.exchange.values import Read, Value, Wrong, plain, reader
from chapitre.kernel.geo.drawn import Drawn
from chapitre.kernel.records.keys import PATTERN

Tell = Callable[[int, str, str], None]


@dataclass
class Line:
    """One line read: the record it names, if it does, and the facts it tells."""

    number: int
    key: str | None = None
    facts: dict[str, Value] = field(default_factory=dict)
    drawn: Drawn | None = None


class Reader:
    """Reads the lines of a file by its plan.

    `required` are the facts that no line may leave empty; `system` is that of the geometries (EPSG).
    """

    def __init__(self, plan: Plan, titles: tuple[str, ...], required: set[str], system: int, tell: Tell) -> None:
        self.plan, self.titles, self.tell, self.system = plan, titles, tell, system
        self.required = required
        self.nullable = {name for name, one in plan.register.rules.fields.items() if one.nullable}
        self.shaped = plan.register.geometry == "shape"
        self._readers: dict[str, Read] = {}

    def read(self, number: int, cells: tuple[Cell, ...]) -> Line | None:
        """A line, or None when something in it is wrong."""
        line = Line(number)
        wrong = self._too_long(number, cells) + self._facts(line, cells) + self._apart(line, cells)
        wrong += self._key(line, cells) + self._place(line, cells)
        return None if wrong else line

    def _too_long(self, number: int, cells: tuple[Cell, ...]) -> int:
        if not any(cell is not None for cell in cells[len(self.titles) :]):
            return 0
        self.tell(number, "", _("La ligne a plus de cellules que le fichier n’a de titres."))
        return 1

    def _facts(self, line: Line, cells: tuple[Cell, ...]) -> int:
        wrong, width, facts = 0, len(cells), line.facts
        for reading in self.plan.readings:
            cell = cells[reading.position] if reading.position < width else None
            try:
                value = None if cell is None else reading.read(cell)
            except Wrong as error:
                self.tell(line.number, reading.title, str(error))
                wrong += 1
                continue
            wrong += self._set(line.number, reading.title, facts, reading.fact, value)
        return wrong

    def _set(self, number: int, title: str, facts: dict[str, Value], fact: str, value: Value) -> int:
        """Keeps a fact. What may not be unknown and is empty is left as it is, or to its default, where it can be."""
        if value is not None or fact in self.nullable:
            facts[fact] = value
        elif fact in self.required:
            self.tell(number, title, _("Il manque une valeur."))
            return 1
        return 0

    def _apart(self, line: Line, cells: tuple[Cell, ...]) -> int:
        """The columns that several facts come of."""
        wrong = 0
        for position, title, told in self.plan.taken_apart:
            cell = cell_of(cells, position)
            if cell is None or told.reads is None:
                continue
            try:
                for fact, part in told.reads(cell).items():
                    value = None if part is None else self._reader(fact)(part)
                    wrong += self._set(line.number, title, line.facts, fact, value)
            except Wrong as error:
                self.tell(line.number, title, str(error))
                wrong += 1
            except (ValueError, KeyError, IndexError, TypeError, AttributeError):
                self.tell(line.number, title, _("« %s » ne se lit pas.") % plain(cell)[:60])
                wrong += 1
        return wrong

    def _reader(self, fact: str) -> Read:
        if fact not in self._readers:
            self._readers[fact] = reader(self.plan.register, fact)
        return self._readers[fact]

    def _key(self, line: Line, cells: tuple[Cell, ...]) -> int:
        plan = self.plan
        if plan.named_by is not None:
            line.key = None if line.facts.get(plan.named_by) is None else str(line.facts[plan.named_by])
            if line.key is None:
                self.tell(line.number, plan.named_by, _("Il manque l’identifiant."))
            return int(line.key is None)
        if plan.key is None:
            return 0
        cell = cell_of(cells, plan.key)
        line.key = "" if cell is None else plain(cell)
        if PATTERN.fullmatch(line.key):
            return 0
        what = _("« %s » ne peut pas être un numéro de fiche : 1 à 40 lettres sans accent, chiffres, points ou tirets.")
        self.tell(line.number, self.titles[plan.key], what % line.key[:60] if line.key else _("Il manque le numéro."))
        return 1

    def _place(self, line: Line, cells: tuple[Cell, ...]) -> int:
        plan = self.plan
        if not plan.placed:
            return 0
        position = next(one for one in (plan.geometry, plan.pair, plan.lon) if one is not None)
        try:
            where: Any = self._where(cells)
        except Wrong as error:
            self.tell(line.number, self.titles[position], str(error))
            return 1
        line.drawn = where if isinstance(where, Drawn) else None
        found = places.facts_of(where, plan.register.about, shaped=plan.geometry is not None)
        return sum(self._set(line.number, self.titles[position], line.facts, *one) for one in found.items())

    def _where(self, cells: tuple[Cell, ...]) -> Any:
        plan = self.plan
        if plan.geometry is not None:
            cell = cell_of(cells, plan.geometry)
            return None if cell is None else places.place(cell, self.system, self.shaped)
        if plan.pair is not None:
            cell = cell_of(cells, plan.pair)
            return None if cell is None else places.pair(cell, plan.latitude_first)
        lon, lat = cell_of(cells, plan.lon), cell_of(cells, plan.lat)
        return None if lon is None and lat is None else places.point(lon, lat)
