"""`category,feature,rate`: how often those who gave an answer have left juries before, a number from 0 to 1.

Pure: bytes in; the rates, or all that is wrong by line and column. Answers without a row leave nothing to fear.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from typing import Any

from chapitre.chapters.voice.methods.sortition.leaving import Dropout
from chapitre.chapters.voice.methods.sortition.pools import Quota
from chapitre.chapters.voice.methods.sortition.readers import SPELLINGS, Notes, nearest
from chapitre.chapters.voice.methods.sortition.tables import Problem, Row, read_table, shown

SHARE = re.compile(r"(?:0(?:[.,][0-9]{1,9})?|1(?:[.,]0{1,9})?)", re.ASCII)


def read_rates(
    data: bytes, quotas: Sequence[Quota], name: str = "dropout.csv"
) -> tuple[Dropout | None, tuple[Problem, ...]]:
    """The rates of a file; None where something is wrong with it."""
    rates = _Rates(name, data, quotas)
    problems = sorted([*rates.table.problems, *rates.problems], key=lambda one: (one.line, one.column))
    if problems:
        return None, tuple(problems)
    return Dropout(0.0, tuple(rates.found.get(place, 0.0) for place in range(len(quotas)))), ()


def told_rates(dropout: Dropout, quotas: Sequence[Quota]) -> dict[str, Any]:
    """How a report says how likely people are to leave; answers whose rate is 0 are left out."""
    rates = [[one.category, one.value, rate] for one, rate in zip(quotas, dropout.rates, strict=False) if rate]
    return {"base": dropout.base, "rates": rates}


def rates_of(told: object, quotas: Sequence[Quota]) -> Dropout | None:
    """What a report says, read again; None where it makes no sense of these quotas."""
    if not isinstance(told, dict) or not _share(told.get("base")) or not isinstance(told.get("rates"), list):
        return None
    places = {(one.category, one.value): place for place, one in enumerate(quotas)}
    rates = [0.0] * len(quotas)
    for row in told["rates"]:
        if not isinstance(row, list) or len(row) != 3 or not _share(row[2]):
            return None
        if not isinstance(row[0], str) or not isinstance(row[1], str) or (row[0], row[1]) not in places:
            return None
        rates[places[row[0], row[1]]] = row[2]
    return Dropout(told["base"], tuple(rates))


def _share(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value) and 0 <= value <= 1


class _Rates(Notes):
    """Reads the rates, whose answers must be those of the quotas."""

    def __init__(self, name: str, data: bytes, quotas: Sequence[Quota]) -> None:
        super().__init__(read_table(name, data))
        self.found: dict[int, float] = {}
        self.lines: dict[int, int] = {}
        if not self.table.header.cells:
            return
        self.columns = {name.casefold(): column for name, column in self.columns.items()}
        spelling = next((one for one in SPELLINGS if all(name in self.columns for name in one)), SPELLINGS[0])
        wanted = (*spelling, "rate")
        there = [self.needs(name) for name in wanted]  # each that is missing is noted
        if not all(there):
            return
        self.places: dict[str, dict[str, int]] = {}
        for place, quota in enumerate(quotas):
            self.places.setdefault(quota.category, {})[quota.value] = place
        for row in self.table.rows:
            self._row(row, [self.columns[name] for name in wanted])

    def _row(self, row: Row, columns: list[int]) -> None:
        category, value, rate = (row.cells[column] for column in columns)
        values = self.places.get(category)
        if values is None:
            self._unknown(row, columns[0], dict.fromkeys(self.places, 0))
        elif value not in values:
            self._unknown(row, columns[1], values)
        else:
            self._once(row, columns[1], values[value])
        if not SHARE.fullmatch(rate):
            fr = f"« {shown(rate)} » : il faut un taux de 0 à 1, comme 0,15"
            self.note(row.places[columns[2]], fr, f"“{shown(rate)}”: a rate from 0 to 1 is needed, such as 0.15")
        elif values is not None and value in values:
            self.found.setdefault(values[value], float(rate.replace(",", ".")))

    def _unknown(self, row: Row, column: int, known: dict[str, int]) -> None:
        text = row.cells[column]
        close = nearest(text, known)
        fr = f"« {shown(text)} » n’est pas dans les quotas" + (f" ; est-ce « {shown(close)} » ?" if close else "")
        en = f"“{shown(text)}” is not among the quotas" + (f"; is it “{shown(close)}”?" if close else "")
        self.note(row.places[column], fr, en)

    def _once(self, row: Row, column: int, place: int) -> None:
        line = row.places[column][0]
        first = self.lines.setdefault(place, line)
        if first != line:
            text = shown(row.cells[column])
            self.note(
                row.places[column],
                f"« {text} » a déjà son taux ligne {first}",
                f"“{text}” has its rate on line {first} already",
            )
