"""Rules as Python expressions, for one loop that recomputes every figure: fields are local names, dates are texts."""

from typing import NamedTuple

from chapitre.kernel.rules.check import Checked, check
from chapitre.kernel.rules.nodes import ARITHMETIC, COMPARISONS, COMPLEMENTS, CONNECTIVES, Tree
from chapitre.kernel.rules.schema import Schema


def to_python(tree: Tree, schema: Schema) -> str:
    """A rule as an expression that gives its value, or None when it is unknown. Raises RuleError.

    It reads each field as a local of the same name (integers, texts, booleans, None; dates as `YYYY-MM-DD`), `today`
    likewise, and calls the functions of `runtime`. It may set locals `rule_1`, `rule_2`, …
    """
    return PythonWriter().value(check(tree, schema))


def to_python_filter(tree: Tree, schema: Schema) -> str:
    """A yes-or-no rule as an expression that is true when the rule is, and false when it is false or unknown."""
    return PythonWriter().holds(check(tree, schema, "bool"), True)


class Strict(NamedTuple):
    """An expression that has a value once its guards (expressions, in order) are true."""

    body: str
    guards: tuple[str, ...] = ()

    def guarded(self) -> str:
        if not self.guards:
            return self.body
        return f"({self.body} if {' and '.join(dict.fromkeys(self.guards))} else None)"

    def conjunction(self) -> str:
        parts = list(dict.fromkeys([*self.guards, self.body]))
        return parts[0] if len(parts) == 1 else f"({' and '.join(parts)})"


class PythonWriter:
    """Writes one expression. Python's `and` and `or` are two-valued: a test is written as "is true" or "is false"."""

    def __init__(self) -> None:
        self.count = 0

    def value(self, node: Checked) -> str:
        """The value, or None."""
        if node.op == "if":
            return self.choice(node, [self.value(one) for one in (*node.args[1::2], node.args[-1])])
        if node.type == "bool" and node.op not in ("bool", "field"):
            true = self.holds(node, True)
            return f"(True if {true} else False if {self.holds(node, False)} else None)" if node.nullable else true
        return node.leaf if node.op == "field" else self.strict(node).guarded()

    def holds(self, node: Checked, wanted: bool) -> str:
        """True if the rule is `wanted`, False if it is the other or unknown. A boolean, always."""
        if node.op == "not":
            return self.holds(node.args[0], not wanted)
        if node.op in CONNECTIVES:
            word = " and " if (node.op == "and") is wanted else " or "
            return f"({word.join(self.holds(one, wanted) for one in node.args)})"
        if node.op == "known":
            return self.known(node.args[0], wanted)
        if node.op == "if":
            return self.choice(node, [self.holds(one, wanted) for one in (*node.args[1::2], node.args[-1])])
        if node.op == "bool":
            return str(node.leaf is wanted)
        if node.op == "field":
            return f"({node.leaf} is {wanted})"
        return self.test(node, wanted).conjunction()

    def test(self, node: Checked, wanted: bool) -> Strict:
        """A comparison, or its complement."""
        if node.op == "in":
            subject = self.strict(node.args[0])
            listed = ", ".join(ascii(one) for one in node.leaf)
            return Strict(f"({subject.body} {'in' if wanted else 'not in'} ({listed},))", subject.guards)
        left, right = (self.strict(one) for one in node.args)
        sign = COMPARISONS[node.op if wanted else COMPLEMENTS[node.op]]
        return Strict(f"({left.body} {sign} {right.body})", left.guards + right.guards)

    def known(self, node: Checked, wanted: bool) -> str:
        if not node.nullable:
            return str(wanted)
        if node.type == "bool" and node.op not in ("field", "if"):
            either = f"({self.holds(node, True)} or {self.holds(node, False)})"
            return either if wanted else f"(not {either})"
        if node.op in ("field", "if"):
            return f"({self.value(node)} is {'not ' if wanted else ''}None)"
        known = " and ".join(dict.fromkeys(self.strict(node).guards))
        return f"({known})" if wanted else f"(not ({known}))"

    def choice(self, node: Checked, results: list[str]) -> str:
        tests = [self.holds(test, True) for test in node.args[:-1:2]]
        cases = "".join(f"{result} if {test} else " for test, result in zip(tests, results[:-1], strict=True))
        return f"({cases}{results[-1]})"

    def strict(self, node: Checked) -> Strict:
        """A tree of operators that are unknown as soon as an operand is: its guards are those of its leaves."""
        if node.op in ("int", "bool", "str", "date"):
            return Strict(f"({node.leaf})" if node.op == "int" and node.leaf < 0 else ascii(node.leaf))
        if node.op == "today":
            return Strict("today")
        if node.op == "field":
            return Strict(node.leaf, (f"{node.leaf} is not None",) if node.nullable else ())
        if node.type == "bool" or node.op == "if":
            return self.bound(node)
        parts = [self.strict(one) for one in node.args]
        guards = tuple(guard for part in parts for guard in part.guards)
        return Strict(self.strict_body(node.op, [part.body for part in parts]), guards)

    def strict_body(self, op: str, bodies: list[str]) -> str:
        if op in ARITHMETIC:
            return f"({f' {ARITHMETIC[op]} '.join(bodies)})"
        if op == "neg":
            return f"(-{bodies[0]})"
        return f"{op if op in ('min', 'max', 'abs') else f'rule_{op}'}({', '.join(bodies)})"

    def bound(self, node: Checked) -> Strict:
        """An operand that decides for itself when it is unknown: computed once, by its guard."""
        if not node.nullable:
            return Strict(self.value(node))
        self.count += 1
        name = f"rule_{self.count}"
        return Strict(name, (f"({name} := {self.value(node)}) is not None",))
