"""What the cells of a `.pb` file say, and the list of what is wrong with them."""

from __future__ import annotations

import re

from chapitre.chapters.voice.methods.ballots import CENTS
from chapitre.chapters.voice.methods.pbtext import PbError, Problem, Row

AMOUNT = re.compile(r"([0-9]{1,13})(?:\.([0-9]{1,2})0*)?")
MOST_NOTED = 1000  # of which the first by line and column are told
WHOLE = re.compile(r"[0-9]{1,12}")


class Cells:
    """Reads cells and notes what is wrong; a wrong cell reads as a harmless value, and reading goes on.

    `keys` are the rows of META, by key, once they are read.
    """

    def __init__(self) -> None:
        self.problems: list[Problem] = []
        self.keys: dict[str, Row] = {}

    def note(self, row: Row, cell: int, fr: str, en: str, offset: int = 0) -> None:
        """Notes a problem at this cell, or so many characters into it."""
        line, column = row.places[cell]
        if len(self.problems) < MOST_NOTED:
            self.problems.append(Problem(line, column + offset, fr, en))

    def raise_problems(self) -> None:
        """Raises PbError if anything has been noted."""
        if self.problems:
            raise PbError(self.problems)

    def amount(self, row: Row, cell: int) -> int:
        """An amount in cents, at least one."""
        text = row.cells[cell]
        found = AMOUNT.fullmatch(text)
        cents = int(found[1]) * CENTS + int((found[2] or "0").ljust(2, "0")) if found else 0
        if not found:
            hint = " ; le signe décimal est le point" if "," in text else ""
            fr = f"il faut ici un montant, comme 4000 ou 4000.50{hint}"
            self.note(row, cell, fr, "an amount is needed here, such as 4000 or 4000.50")
        elif not cents:
            self.note(row, cell, "un montant est d’au moins un centime", "an amount is at least one cent")
        return max(cents, 1)

    def whole(self, row: Row, cell: int) -> int:
        """A whole number, without a sign."""
        return self.whole_part(row, cell, row.cells[cell], 0)

    def whole_part(self, row: Row, cell: int, text: str, offset: int) -> int:
        """The whole number that stands so many characters into a cell."""
        if WHOLE.fullmatch(text):
            return int(text)
        self.note(row, cell, "il faut ici un nombre entier, sans signe", "a whole number, without a sign", offset)
        return 0

    def limit(self, key: str) -> int | None:
        """A whole number that META may give."""
        row = self.keys.get(key)
        return None if row is None else self.whole(row, 1)
