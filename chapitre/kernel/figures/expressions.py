"""Figures made of figures: `a * 100 / b`, read into a tree of exact operations over figure ids and whole numbers.

`years` stands for the years of the figure's own period: `streets.clean_ups / years` is so many a year.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import date

LENGTH_LIMIT = 400
DEPTH_LIMIT = 10
TOKEN = re.compile(
    r"\s*(?:(?P<figure>[a-z][a-z_]*\.[a-z][a-z0-9_]*)|(?P<years>years)\b|(?P<int>\d{1,15})|(?P<sign>[-+*/()]))"
)
OPERATIONS = {"+": "add", "-": "sub", "*": "mul", "/": "div"}

# ["figure", id] | ["int", n] | ["years", first day, last day or None] | ["add" | "sub" | "mul" | "div", left, right]
Formula = list[object]


class ExpressionError(ValueError):
    """An expression that cannot be read; the message is French and gives the character, from 1."""


def parse(source: str, start: date | None = None, end: date | None = None) -> Formula:
    """The tree of an expression; `*` and `/` bind tighter than `+` and `-`, all from the left. ExpressionError.

    `start` and `end` are the period whose `years` it may name; without an end, it goes on to today.
    """
    if len(source) > LENGTH_LIMIT:
        raise ExpressionError(f"l’expression dépasse {LENGTH_LIMIT} caractères")
    return _Parser(source, start, end).whole()


def operands(formula: Formula) -> Iterator[str]:
    """The ids of the figures named, in the order written, each as often as it is."""
    if formula[0] == "figure":
        yield str(formula[1])
    elif formula[0] in OPERATIONS.values():
        for side in formula[1:]:
            yield from operands(side)  # type: ignore[arg-type]


def by_years(formula: Formula) -> bool:
    """Whether it names the years of its period."""
    return formula[0] == "years" or any(by_years(side) for side in formula[1:] if isinstance(side, list))


def unit_of(formula: Formula, units: Mapping[str, str]) -> str | None:
    """The unit that the expression keeps, or None where a product or a quotient makes another one.

    Raises ExpressionError where different things are added: euros and days, reports and a bare number.
    """
    match formula:
        case ["figure", str(name)]:
            return units[name]
        case ["int", _] | ["years", _, _]:
            return ""
        case ["add" | "sub", list(left), list(right)]:
            sides = unit_of(left, units), unit_of(right, units)
            if None not in sides and sides[0] != sides[1]:
                said = " et ".join(f"« {side} »" if side else "un nombre sans unité" for side in sides)
                raise ExpressionError(f"on n’ajoute pas {said}")
            return sides[0] if None not in sides else None
        case [_, list(left), list(right)]:
            unit_of(left, units), unit_of(right, units)
    return None


def depth(formula: Formula) -> int:
    """How many operations lie one inside another, the leaf included."""
    return 1 + max((depth(side) for side in formula[1:] if isinstance(side, list)), default=0)


class _Parser:
    """Reads one expression, a token at a time."""

    def __init__(self, source: str, start: date | None, end: date | None) -> None:
        self.source = source
        self.start, self.end = start, end
        self.at = 0
        self.depth = 0

    def whole(self) -> Formula:
        formula = self.sum()
        if self.source[self.at :].strip():
            raise self.error("une opération (+ - * /) est attendue")
        if depth(formula) > DEPTH_LIMIT:
            raise ExpressionError(f"plus de {DEPTH_LIMIT} opérations l’une dans l’autre")
        return formula

    def sum(self) -> Formula:
        formula = self.product()
        while (sign := self.take("+-")) is not None:
            formula = [OPERATIONS[sign], formula, self.product()]
        return formula

    def product(self) -> Formula:
        formula = self.atom()
        while (sign := self.take("*/")) is not None:
            formula = [OPERATIONS[sign], formula, self.atom()]
        return formula

    def atom(self) -> Formula:
        if self.take("(") is not None:
            self.depth += 1
            if self.depth > DEPTH_LIMIT:
                raise self.error("trop de parenthèses emboîtées")
            formula = self.sum()
            if self.take(")") is None:
                raise self.error("il manque une parenthèse fermante")
            self.depth -= 1
            return formula
        match = TOKEN.match(self.source, self.at)
        if match is None or match.lastgroup == "sign":
            raise self.error("un chiffre (chapitre.nom), un nombre entier ou « years » est attendu")
        if match["years"]:
            return self.years(match.end())
        self.at = match.end()
        return ["int", int(match["int"])] if match["int"] else ["figure", match["figure"]]

    def years(self, after: int) -> Formula:
        """The period's own years."""
        if self.start is None:
            raise self.error("« years » demande une période qui commence (« from »)")
        self.at = after
        return ["years", self.start.isoformat(), self.end.isoformat() if self.end else None]

    def take(self, signs: str) -> str | None:
        """The next token if it is one of these signs."""
        match = TOKEN.match(self.source, self.at)
        if match is None or not match["sign"] or match["sign"] not in signs:
            return None
        self.at = match.end()
        return match["sign"]

    def error(self, message: str) -> ExpressionError:
        place = self.at + len(self.source[self.at :]) - len(self.source[self.at :].lstrip()) + 1
        return ExpressionError(f"{message} (caractère {place})")
