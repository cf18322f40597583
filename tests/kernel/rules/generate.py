"""Random well-typed rules and rows, made to hurt: unknowns, negatives, month ends, quotes, accents, astral signs.

Draws come from a `random.Random`, or from Hypothesis's stand-in for one, which can shrink what fails.
"""

from collections.abc import Callable
from datetime import date, timedelta
from random import Random

from chapitre.kernel.rules import Field, RuleError, RuleValue, Schema, Tree, check

LOW, HIGH = date(1600, 1, 1), date(2400, 12, 31)
CODES = {code: (code, code) for code in ("held", "done", "l’été", 'dit "oui"', "𝔘\\n", "É", "é", "e")}
TEXTS = [
    "",
    "a",
    "A",
    "é",
    "É",
    "e\u0301",
    "œ",
    "l'été",
    'dit "oui"',
    "\\",
    "%s",
    "%",
    "𝔘",
    "👩‍🌾",
    "ß",
    "SS",
    "{0}",
    "ı",
    " a",
    "a ",
]

SCHEMA = Schema(
    "tests.rows",
    [
        Field("small", "int", -12, 12),
        Field("count", "int", 0, 9_999, nullable=False),
        Field("money", "int", -(10**9), 10**9),
        Field("huge", "int", -(2**62), 2**62),
        Field("born", "date", LOW, HIGH),
        Field("received", "date", LOW, HIGH, nullable=False),
        Field("ancient", "date", date.min, date.max),
        Field("state", "str", values=CODES),
        Field("name", "str"),
        Field("place", "str", nullable=False),
        Field("open", "bool"),
        Field("kept", "bool", nullable=False),
    ],
)
TODAYS = [
    date(2024, 2, 29),
    date(2023, 2, 28),
    date(2025, 11, 18),
    date(2025, 12, 31),
    date(2026, 1, 30),
    date(2000, 3, 1),
]
EDGES = [
    date(2024, 2, 29),
    date(2023, 2, 28),
    date(1900, 2, 28),
    date(2000, 2, 29),
    date(2025, 1, 31),
    date(2025, 4, 30),
]
EDGES += [date(2025, 12, 31), date(2025, 11, 18), LOW, HIGH]


def random_date(random: Random) -> date:
    """Often an edge of the calendar or a neighbour of one, sometimes any day."""
    if random.randrange(4) == 0:
        return date.fromordinal(random.randint(LOW.toordinal(), HIGH.toordinal()))
    day = random.choice(EDGES) + timedelta(days=random.choice([0, 0, 0, 1, -1, 31, -366]))
    return min(max(day, LOW), HIGH)


def random_value(random: Random, field: Field) -> RuleValue:
    """A value that the field may hold."""
    if field.nullable and random.randrange(4) == 0:
        return None
    if field.type == "bool":
        return random.randrange(2) == 1
    if field.type == "str":
        return random.choice(list(field.values) or TEXTS)
    if field.type == "int":
        near = [field.low, field.high, min(max(random.randint(-13, 13), field.low), field.high)]
        return random.choice([*near, near[-1], random.randint(field.low, field.high)])
    if field.low == date.min and random.randrange(4) == 0:
        return random.choice([date.min, date.max, date(9999, 2, 28), date(1, 3, 31)])
    return random_date(random)


def random_row(random: Random) -> dict[str, RuleValue]:
    return {name: random_value(random, field) for name, field in SCHEMA.fields.items()}


class Trees:
    """Draws trees of a wanted type and of a bounded depth."""

    def __init__(self, random: Random) -> None:
        self.random = random

    def draw(self, kind: str, depth: int) -> Tree:
        if depth <= 1 or self.random.randrange(6) == 0:
            return self.leaf(kind)
        makers: list[Callable[[str, int], Tree]] = getattr(self, f"{kind}_makers")()
        return self.random.choice(makers)(kind, depth - 1)

    def leaf(self, kind: str) -> Tree:
        if kind == "date" and self.random.randrange(4) == 0:
            return ["today"]
        if self.random.randrange(3) == 0:
            return self.literal(kind)
        return ["field", self.random.choice([one.name for one in SCHEMA.fields.values() if one.type == kind])]

    def literal(self, kind: str) -> Tree:
        if kind == "int":
            return ["int", self.random.choice([0, 1, -1, 2, 7, 12, -12, 36, 365, 2**40, self.random.randint(-99, 99)])]
        if kind == "date":
            return ["date", random_date(self.random).isoformat()]
        return [kind, self.random.randrange(2) == 1 if kind == "bool" else self.random.choice(TEXTS)]

    def several(self, kind: str, depth: int) -> list[Tree]:
        return [self.draw(kind, depth) for _ in range(self.random.choice([2, 2, 2, 3]))]

    def choice(self, kind: str, depth: int) -> Tree:
        cases = [tree for _ in range(self.random.choice([1, 1, 2])) for tree in self.case(kind, depth)]
        return ["if", *cases, self.draw(kind, depth)]

    def case(self, kind: str, depth: int) -> list[Tree]:
        return [self.draw("bool", depth), self.draw(kind, depth)]

    def extreme(self, kind: str, depth: int) -> Tree:
        return [self.random.choice(["min", "max"]), *self.several(kind, depth)]

    def bool_makers(self) -> list[Callable[[str, int], Tree]]:
        random = self.random
        return [
            lambda kind, depth: [random.choice(["and", "or"]), *self.several(kind, depth)],
            lambda kind, depth: [random.choice(["and", "or"]), *self.several(kind, depth)],
            lambda kind, depth: ["not", self.draw(kind, depth)],
            self.order,
            self.order,
            self.span_test,
            self.span_test,
            self.equality,
            self.code_test,
            self.membership,
            lambda kind, depth: ["known", self.draw(random.choice(["int", "str", "bool", "date"]), depth)],
            self.choice,
        ]

    def int_makers(self) -> list[Callable[[str, int], Tree]]:
        random = self.random
        return [
            lambda kind, depth: ["add", *self.several(kind, depth)],
            lambda kind, depth: ["sub", self.draw(kind, depth), self.draw(kind, depth)],
            lambda kind, depth: ["mul", *self.several(kind, depth)],
            lambda kind, depth: ["floordiv", self.draw(kind, depth), ["int", random.choice([1, 2, 3, 7, 12, 1000])]],
            lambda kind, depth: [random.choice(["neg", "abs"]), self.draw(kind, depth)],
            lambda _kind, depth: [random.choice(["year", "month", "day"]), self.draw("date", depth)],
            self.span,
            self.span,
            self.extreme,
            self.choice,
        ]

    def date_makers(self) -> list[Callable[[str, int], Tree]]:
        return [
            lambda kind, depth: ["add_days", self.draw(kind, depth), self.draw("int", depth)],
            lambda kind, depth: ["add_days", self.draw(kind, depth), ["int", self.random.randint(-400, 400)]],
            self.extreme,
            self.choice,
        ]

    def str_makers(self) -> list[Callable[[str, int], Tree]]:
        return [self.choice]

    def order(self, _kind: str, depth: int) -> Tree:
        kind = self.random.choice(["int", "date"])
        return [
            self.random.choice(["lt", "le", "gt", "ge", "eq", "ne"]),
            self.draw(kind, depth),
            self.draw(kind, depth),
        ]

    def equality(self, _kind: str, depth: int) -> Tree:
        kind = self.random.choice(["int", "date", "str", "bool"])
        return [self.random.choice(["eq", "ne"]), self.draw(kind, depth), self.draw(kind, depth)]

    def code_test(self, _kind: str, _depth: int) -> Tree:
        codes = self.random.sample(list(CODES), 2)
        return self.random.choice(
            [
                ["ne", ["field", "state"], ["str", codes[0]]],
                ["in", ["field", "state"], [["str", code] for code in codes]],
            ]
        )

    def span(self, _kind: str, depth: int) -> Tree:
        op = self.random.choice(["days_between", "months_between", "years_between"])
        return [op, self.draw("date", depth), self.draw("date", depth)]

    def span_test(self, _kind: str, depth: int) -> Tree:
        """A span with one fixed end against a number: what compiles to a cutoff."""
        fixed = self.random.choice([["today"], self.literal("date")])
        ends = [fixed, self.draw("date", depth)]
        self.random.shuffle(ends)
        op = self.random.choice(["days_between", "months_between", "years_between"])
        sides = [[op, *ends], ["int", self.random.choice([0, 1, -1, 12, -13, 36, 600, 99_999, -99_999])]]
        self.random.shuffle(sides)
        return [self.random.choice(["lt", "le", "gt", "ge", "eq", "ne"]), *sides]

    def membership(self, _kind: str, depth: int) -> Tree:
        kind = self.random.choice(["int", "str", "date", "bool"])
        return ["in", self.draw(kind, depth), [self.literal(kind) for _ in range(self.random.randint(1, 3))]]


def random_tree(random: Random, kind: str, depth: int) -> Tree:
    """A tree that the checker accepts; what it refuses (an overflow, a code that does not exist) is drawn again."""
    while True:
        tree = Trees(random).draw(kind, depth)
        try:
            check(tree, SCHEMA, kind)
        except RuleError:
            continue
        return tree
