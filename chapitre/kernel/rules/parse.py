"""From what a person writes to a tree: Python's own expression reader, then a whitelist of what a rule may say."""

import ast
from collections.abc import Callable
from datetime import date
from difflib import get_close_matches
from typing import NamedTuple

from chapitre.kernel.rules.lexer import guard_source
from chapitre.kernel.rules.nodes import LITERALS, MAX_DEPTH, RULE_ARITIES, RULE_FUNCTIONS, RuleError, RulePath, Tree

COMPARE_OPERATORS: dict[type[ast.cmpop], str] = {
    ast.Eq: "eq",
    ast.NotEq: "ne",
    ast.Lt: "lt",
    ast.LtE: "le",
    ast.Gt: "gt",
    ast.GtE: "ge",
}
BINARY_OPERATORS: dict[type[ast.operator], str] = {
    ast.Add: "add",
    ast.Sub: "sub",
    ast.Mult: "mul",
    ast.FloorDiv: "floordiv",
}


class Parsed(NamedTuple):
    """A tree, and the 0-based character in the source where each of its parts begins, by path of indexes."""

    tree: Tree
    positions: dict[RulePath, int]


def parse(source: str) -> Tree:
    """The tree of a rule. Raises RuleError, pointing at the character; types and names are `check`'s business."""
    return parse_with_positions(source).tree


def parse_with_positions(source: str) -> Parsed:
    """The tree of a rule, and where its parts stand in the source."""
    line = guard_source(source)
    lead = len(line) - len(line.lstrip(" "))
    text = line[lead:]
    try:
        body = ast.parse(text, mode="eval").body
    except SyntaxError as error:
        # The offset counts characters from 1; 0 stands for the end of the text.
        at = lead + (error.offset - 1 if error.offset else len(text.rstrip(" ")))
        raise _malformed(line, min(at, len(line))) from None
    except (ValueError, MemoryError, RecursionError):
        raise RuleError("trop d’imbrications", "too many levels", lead) from None
    reader = _Reader(text, lead)
    tree = reader.read(body, 1)
    return Parsed(tree, reader.positions(tree))


def _malformed(line: str, at: int) -> RuleError:
    rest = line[at:].split(" ")[0][:20]
    if rest:
        return RuleError(f"la règle se lit mal à partir de « {rest} »", f"the rule cannot be read from “{rest}” on", at)
    return RuleError("la règle s’arrête trop tôt", "the rule stops too early", at)


class _Reader:
    """Turns Python's nodes into a tree; remembers where each part began, by identity."""

    def __init__(self, text: str, lead: int) -> None:
        self.bytes, self.lead = text.encode(), lead
        self.begins: dict[int, tuple[Tree, int]] = {}  # holds the part itself: an identity is only good while it lives
        self.handlers: dict[type[ast.expr], Callable[[ast.expr, int], Tree]] = {
            ast.Constant: self._constant,
            ast.Name: self._name,
            ast.BoolOp: self._connective,
            ast.UnaryOp: self._unary,
            ast.BinOp: self._binary,
            ast.Compare: self._comparison,
            ast.IfExp: self._choice,
            ast.Call: self._call,
        }

    def at(self, node: ast.expr) -> int:
        """The character where a node begins: Python counts UTF-8 bytes."""
        return self.lead + len(self.bytes[: node.col_offset].decode())

    def error(self, node: ast.expr, fr: str, en: str) -> RuleError:
        return RuleError(fr, en, self.at(node))

    def read(self, node: ast.expr, depth: int) -> Tree:
        if depth > MAX_DEPTH:
            raise self.error(node, f"plus de {MAX_DEPTH} niveaux", f"more than {MAX_DEPTH} levels")
        handler = self.handlers.get(type(node))
        if handler is None:
            raise self.error(node, "cette écriture n’est pas de la langue des règles", "rules do not have this form")
        tree = handler(node, depth)
        self.mark(tree, node)
        return tree

    def mark(self, tree: Tree, node: ast.expr) -> None:
        self.begins.setdefault(id(tree), (tree, self.at(node)))

    def positions(self, tree: Tree, path: RulePath = ()) -> dict[RulePath, int]:
        found = {path: self.begins[id(tree)][1]} if id(tree) in self.begins else {}
        for index, inner in enumerate(tree):
            if isinstance(inner, list):
                found |= self.positions(inner, (*path, index))
        return found

    def _constant(self, node: ast.expr, _depth: int) -> Tree:
        assert isinstance(node, ast.Constant)
        if type(node.value) in (bool, int, str):
            return [type(node.value).__name__, node.value]
        raise self.error(node, "l’inconnu s’éprouve par known(…)", "what is unknown is tested with known(…)")

    def _name(self, node: ast.expr, _depth: int) -> Tree:
        assert isinstance(node, ast.Name)
        if node.id == "today":
            return ["today"]
        if node.id in RULE_FUNCTIONS or node.id == "date":
            raise self.error(node, f"{node.id} attend des parenthèses", f"{node.id} wants brackets")
        return ["field", node.id]

    def _connective(self, node: ast.expr, depth: int) -> Tree:
        assert isinstance(node, ast.BoolOp)
        op = "and" if isinstance(node.op, ast.And) else "or"
        return [op, *(self.read(value, depth + 1) for value in node.values)]

    def _unary(self, node: ast.expr, depth: int) -> Tree:
        assert isinstance(node, ast.UnaryOp)
        if isinstance(node.op, ast.UAdd):
            raise self.error(node, "un nombre s’écrit sans signe +", "a number is written without a + sign")
        inner = self.read(node.operand, depth + 1)
        if isinstance(node.op, ast.Not):
            return ["not", inner]
        return ["int", -inner[1]] if inner[0] == "int" else ["neg", inner]

    def _binary(self, node: ast.expr, depth: int) -> Tree:
        assert isinstance(node, ast.BinOp)
        op = BINARY_OPERATORS.get(type(node.op))
        if op is None:
            raise self.error(
                node,
                "les opérateurs sont + - * et // (division entière)",
                "operators are + - * and // (floor division)",
            )
        terms = [node.right]
        left = node.left
        # `a + b + c` is one sum of three terms, not two levels; a grid of twenty criteria stays shallow.
        while op in ("add", "mul") and isinstance(left, ast.BinOp) and type(left.op) is type(node.op):
            terms.append(left.right)
            left = left.left
        return [op, *(self.read(term, depth + 1) for term in [left, *reversed(terms)])]

    def _comparison(self, node: ast.expr, depth: int) -> Tree:
        assert isinstance(node, ast.Compare)
        terms = [node.left, *node.comparators]
        chained = len(node.ops) > 1
        pairs = []
        for op, left, right in zip(node.ops, terms, terms[1:], strict=False):
            pairs.append(self._pair(op, left, right, depth + chained))
            self.mark(pairs[-1], left)
        return ["and", *pairs] if chained else pairs[0]

    def _pair(self, op: ast.cmpop, left: ast.expr, right: ast.expr, depth: int) -> Tree:
        if isinstance(op, ast.In | ast.NotIn):
            found = ["in", self.read(left, depth + 1), self._literals(right)]
            if isinstance(op, ast.In):
                return found
            self.mark(found, left)
            return ["not", found]
        name = COMPARE_OPERATORS.get(type(op))
        if name is None:
            raise self.error(left, "is ne s’emploie pas : écrivez == ou known(…)", "no `is`: write == or known(…)")
        return [name, self.read(left, depth + 1), self.read(right, depth + 1)]

    def _literals(self, node: ast.expr) -> list[Tree]:
        if not isinstance(node, ast.List | ast.Tuple) or not node.elts:
            raise self.error(node, "in attend une liste de valeurs : [1, 2]", "`in` wants a list of values: [1, 2]")
        values = [self.read(one, 1) for one in node.elts]
        for one, value in zip(node.elts, values, strict=True):
            if value[0] not in LITERALS:
                raise self.error(one, "in ne prend que des valeurs écrites", "`in` takes written values only")
        return values

    def _choice(self, node: ast.expr, depth: int) -> Tree:
        assert isinstance(node, ast.IfExp)
        tree: Tree = ["if"]
        rest: ast.expr = node
        while isinstance(rest, ast.IfExp):
            tree += [self.read(rest.test, depth + 1), self.read(rest.body, depth + 1)]
            rest = rest.orelse
        return [*tree, self.read(rest, depth + 1)]

    def _call(self, node: ast.expr, depth: int) -> Tree:
        assert isinstance(node, ast.Call)
        if not isinstance(node.func, ast.Name) or node.keywords:
            raise self.error(node, "cet appel n’est pas de la langue des règles", "rules do not have such calls")
        name = node.func.id
        if name == "date":
            return self._date(node)
        if name not in RULE_FUNCTIONS:
            raise self.error(node, *_unknown_function(name))
        least, most = RULE_ARITIES[name]
        if not least <= len(node.args) <= (most or len(node.args)):
            plural = "s" if least > 1 else ""
            raise self.error(
                node,
                f"{name} attend {least} valeur{plural}{'' if most else ' ou plus'} entre parenthèses",
                f"{name} wants {least} value{plural}{'' if most else ' or more'} in its brackets",
            )
        return [name, *(self.read(argument, depth + 1) for argument in node.args)]

    def _date(self, node: ast.Call) -> Tree:
        parts = [one.value for one in node.args if isinstance(one, ast.Constant) and type(one.value) is int]
        try:
            if len(parts) != 3 or len(node.args) != 3:
                raise ValueError
            return ["date", date(*parts).isoformat()]
        except (ValueError, OverflowError):
            raise self.error(
                node,
                "une date s’écrit date(2023, 1, 31), et doit exister",
                "a date is written date(2023, 1, 31), and must exist",
            ) from None


def _unknown_function(name: str) -> tuple[str, str]:
    if name == "today":
        return "today s’écrit sans parenthèses", "today takes no brackets"
    near = get_close_matches(name, [*RULE_FUNCTIONS, "date"], 1)
    fr, en = f"fonction inconnue : {name}", f"unknown function: {name}"
    return (f"{fr} ; peut-être {near[0]} ?", f"{en}; perhaps {near[0]}?") if near else (fr, en)
