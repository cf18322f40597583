"""What a rule is made of: its tree, its operators, its limits, and the error that says what is wrong and where.

A tree is plain JSON: a list whose first item names the operator. Leaves are `["int", 3]`, `["str", "held"]`,
`["bool", true]`, `["date", "2023-01-01"]`, `["field", "received_on"]` and `["today"]`; the others hold trees:
`["and", tree, tree, …]`, `["in", tree, [literal, …]]`, `["if", test, value, test, value, …, otherwise]`.
"""

import unicodedata
from collections.abc import Iterator
from datetime import date
from typing import Any

Tree = list[Any]
RuleValue = int | str | bool | date | None
RulePath = tuple[int, ...]

MAX_LENGTH = 4_000  # characters of a source, checked before anything reads it
MAX_DEPTH = 10  # SQLite's parser gives up a little further
MAX_WEIGHT = 1_500  # nodes once every operand is written as often as the runners write it
MAX_LITERAL = 2**53 - 1  # what JSON readers elsewhere carry exactly
MAX_INT = 2**63 - 1  # what both databases count with

LITERALS = frozenset({"int", "str", "bool", "date"})
CONNECTIVES = frozenset({"and", "or", "not"})
COMPARISONS = {"eq": "==", "ne": "!=", "lt": "<", "le": "<=", "gt": ">", "ge": ">="}
ARITHMETIC = {"add": "+", "sub": "-", "mul": "*", "floordiv": "//"}
SPANS = frozenset({"days_between", "months_between", "years_between"})
DATE_PARTS = frozenset({"year", "month", "day"})
COMPLEMENTS = {"eq": "ne", "ne": "eq", "lt": "ge", "ge": "lt", "gt": "le", "le": "gt"}
MIRRORS = {"eq": "eq", "ne": "ne", "lt": "gt", "gt": "lt", "le": "ge", "ge": "le"}

# How many operands each operator takes: (least, most or None).
RULE_ARITIES: dict[str, tuple[int, int | None]] = {
    "and": (2, None),
    "or": (2, None),
    "not": (1, 1),
    **dict.fromkeys(COMPARISONS, (2, 2)),
    "add": (2, None),
    "mul": (2, None),
    "sub": (2, 2),
    "floordiv": (2, 2),
    "neg": (1, 1),
    "if": (3, None),
    "known": (1, 1),
    **dict.fromkeys(DATE_PARTS, (1, 1)),
    **dict.fromkeys(SPANS, (2, 2)),
    "add_days": (2, 2),
    "min": (2, None),
    "max": (2, None),
    "abs": (1, 1),
}
RULE_FUNCTIONS = frozenset({"known", "add_days", "min", "max", "abs"}) | DATE_PARTS | SPANS


class RuleError(ValueError):
    """What is wrong with a rule, in French and in English, and the 0-based character where it shows (if known)."""

    def __init__(self, message_fr: str, message_en: str, position: int | None = None) -> None:
        self.message_fr, self.message_en, self.position = message_fr, message_en, position
        where = "" if position is None else f" (caractère {position + 1})"
        super().__init__(message_fr + where)

    def message(self, lang: str = "fr") -> str:
        return self.message_en if lang == "en" else self.message_fr

    def show(self, source: str, lang: str = "fr") -> str:
        """The message, with the line at fault and a caret under the character."""
        if self.position is None:
            return self.message(lang)
        start = source.rfind("\n", 0, self.position) + 1
        line = source[start:].partition("\n")[0].replace("\t", " ")
        return f"{self.message(lang)}\n  {line}\n  {' ' * (self.position - start)}^"


def operands(tree: Tree) -> Iterator[tuple[int, Tree]]:
    """The trees directly inside a tree, each with its index; the literals listed by an `in` are left out."""
    if tree[0] in LITERALS or tree[0] in ("field", "today"):
        return
    if tree[0] == "in":
        yield 1, tree[1]
        return
    yield from enumerate(tree[1:], 1)


def fields_read(tree: Tree) -> frozenset[str]:
    """The names of the fields a rule reads."""
    if tree[0] == "field":
        return frozenset({tree[1]})
    return frozenset().union(*(fields_read(inner) for _, inner in operands(tree)))


def odd_character(text: str) -> int | None:
    """The index of the first control character or lone surrogate, which no database and no canonical JSON takes."""
    return next((at for at, one in enumerate(text) if unicodedata.category(one) in ("Cc", "Cs")), None)


def civil_date(text: str) -> date | None:
    """The date written YYYY-MM-DD, and only so (`date.fromisoformat` reads more), or None."""
    try:
        read = date.fromisoformat(text)
    except ValueError:
        return None
    return read if read.isoformat() == text else None
