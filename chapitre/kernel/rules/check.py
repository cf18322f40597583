"""The checker: every rule has a type, speaks only of declared fields and codes, and cannot overflow, or is refused."""

from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from chapitre.kernel.rules.intervals import rule_interval
from chapitre.kernel.rules.nodes import (
    ARITHMETIC,
    COMPARISONS,
    CONNECTIVES,
    DATE_PARTS,
    LITERALS,
    MAX_DEPTH,
    MAX_LITERAL,
    MAX_WEIGHT,
    RULE_ARITIES,
    SPANS,
    RuleError,
    RulePath,
    Tree,
    civil_date,
    odd_character,
)
from chapitre.kernel.rules.schema import CIVIL_DATES, Field, Schema

TYPE_WORDS = {
    "int": ("un nombre", "a number"),
    "str": ("un texte", "a text"),
    "bool": ("un oui ou non", "a yes or no"),
    "date": ("une date", "a date"),
}


@dataclass(frozen=True)
class Checked:
    """A rule that holds together, and what is known of its value.

    `low` and `high` bound an integer or a date (inclusive; None for the other types). `nullable`: it may be unknown.
    `constant`: it reads no field. `weight`: how many nodes a runner writes for it. `args`: its operands, checked;
    `leaf`: the value of a literal, the name of a field, or the listed values of an `in`.
    """

    op: str
    type: str
    low: Any
    high: Any
    nullable: bool
    constant: bool
    weight: int
    args: tuple["Checked", ...]
    leaf: Any
    tree: Tree


def check(
    tree: Tree, schema: Schema, expect: str | None = None, positions: Mapping[RulePath, int] | None = None
) -> Checked:
    """Checks a tree against the fields it may read. Raises RuleError.

    `expect` is the type the rule must have. `positions` comes from `parse_with_positions`: errors then point.
    """
    checked = RuleChecker(schema, positions or {}).visit(tree, (), 1)
    if expect is not None and checked.type != expect:
        wanted, found = TYPE_WORDS[expect], TYPE_WORDS[checked.type]
        raise RuleError(
            f"on attend ici {wanted[0]}, la règle donne {found[0]}",
            f"{wanted[1]} is expected here, the rule gives {found[1]}",
            (positions or {}).get(()),
        )
    return checked


class RuleChecker:
    """One pass over a tree. It trusts nothing: trees also come from files."""

    def __init__(self, schema: Schema, positions: Mapping[RulePath, int]) -> None:
        self.schema, self.positions = schema, positions

    def error(self, path: RulePath, fr: str, en: str) -> RuleError:
        while path and path not in self.positions:
            path = path[:-1]
        return RuleError(fr, en, self.positions.get(path))

    def visit(self, tree: Any, path: RulePath, depth: int) -> Checked:
        if not isinstance(tree, list) or not tree or not isinstance(tree[0], str):
            raise self.error(path, "ce n’est pas l’arbre d’une règle", "this is not the tree of a rule")
        if depth > MAX_DEPTH:
            raise self.error(path, f"plus de {MAX_DEPTH} niveaux", f"more than {MAX_DEPTH} levels")
        op = tree[0]
        if op in LITERALS:
            return self.literal(tree, path)
        if op == "today" and len(tree) == 1:
            return Checked("today", "date", *CIVIL_DATES, False, True, 1, (), None, tree)
        if op == "field":
            return self.field(tree, path)
        if op == "in":
            return self.membership(tree, path, depth)
        least, most = RULE_ARITIES.get(op, (0, -1))
        if not least <= len(tree) - 1 <= (len(tree) if most is None else most) or (op == "if" and len(tree) % 2):
            raise self.error(path, f"arbre mal formé : {op}", f"malformed tree: {op}")
        # SQLite's parser has room for a hundred open constructs; spans of months and years open most, and count double.
        below = depth + (2 if op in ("months_between", "years_between") else 1)
        args = tuple(self.visit(inner, (*path, index), below) for index, inner in enumerate(tree[1:], 1))
        return self.operator(tree, args, path)

    def literal(self, tree: Tree, path: RulePath) -> Checked:
        kind = tree[0]
        value = tree[1] if len(tree) == 2 else None
        good = {
            "int": lambda: type(value) is int and abs(value) <= MAX_LITERAL,
            "bool": lambda: type(value) is bool,
            "str": lambda: type(value) is str and odd_character(value) is None,
            "date": lambda: type(value) is str and civil_date(value) is not None,
        }
        if not good[kind]():
            raise self.error(path, "valeur mal écrite", "malformed value")
        bound = civil_date(str(value)) if kind == "date" else value if kind == "int" else None
        return Checked(kind, kind, bound, bound, False, True, 1, (), value, tree)

    def field(self, tree: Tree, path: RulePath) -> Checked:
        name = tree[1] if len(tree) == 2 else None
        found = self.schema.fields.get(name) if isinstance(name, str) else None
        if found is None:
            near = get_close_matches(str(name), self.schema.fields, 1)
            fr, en = f"{name} n’est pas un champ de {self.schema.name}", f"{name} is no field of {self.schema.name}"
            hint = (f" ; peut-être {near[0]} ?", f"; perhaps {near[0]}?") if near else ("", "")
            raise self.error(path, fr + hint[0], en + hint[1])
        return Checked("field", found.type, found.low, found.high, found.nullable, False, 1, (), name, tree)

    def membership(self, tree: Tree, path: RulePath, depth: int) -> Checked:
        values = tree[2] if len(tree) == 3 else None
        if not isinstance(values, list) or not values:
            raise self.error(path, "in attend une liste de valeurs", "`in` wants a list of values")
        subject = self.visit(tree[1], (*path, 1), depth + 1)
        listed = [self.visit(one, (*path, 2, index), 1) for index, one in enumerate(values)]
        for index, one in enumerate(listed):
            if one.op not in LITERALS:
                raise self.error(
                    (*path, 2, index), "in ne prend que des valeurs écrites", "`in` takes written values only"
                )
            self.same_type(subject, one, (*path, 2, index))
            self.declared_code(subject, one, (*path, 2, index))
        leaf = tuple(one.leaf for one in listed)
        weight = 1 + (2 if subject.type == "bool" else 1) * subject.weight + len(leaf)
        self.light(weight, path)
        return Checked("in", "bool", None, None, subject.nullable, subject.constant, weight, (subject,), leaf, tree)

    def operator(self, tree: Tree, args: tuple[Checked, ...], path: RulePath) -> Checked:
        op = tree[0]
        kind = self.typed(op, args, path)
        weight = 1 + sum(copies * one.weight for copies, one in zip(_operand_copies(op, args, kind), args, strict=True))
        self.light(weight, path)
        low, high = None, None
        if kind in ("int", "date"):
            low, high = self.interval(op, args, path, tree)
        results = (*args[1::2], args[-1]) if op == "if" else args
        nullable = op != "known" and any(one.nullable for one in results)
        return Checked(op, kind, low, high, nullable, all(one.constant for one in args), weight, args, None, tree)

    def light(self, weight: int, path: RulePath) -> None:
        if weight > MAX_WEIGHT:
            raise self.error(
                path,
                f"règle trop lourde : {weight} opérations une fois développée, au plus {MAX_WEIGHT}",
                f"rule too heavy: {weight} operations once expanded, at most {MAX_WEIGHT}",
            )

    def interval(self, op: str, args: tuple[Checked, ...], path: RulePath, tree: Tree) -> tuple[Any, Any]:
        try:
            return rule_interval(op, [(one.low, one.high) for one in args])
        except OverflowError:
            loose = ", ".join(sorted(self.bounded(args))) or "—"
            raise self.error(
                path,
                f"ce calcul pourrait déborder ; resserrez les bornes des champs ({loose})",
                f"this calculation could overflow; tighten the bounds of the fields ({loose})",
            ) from None

    def bounded(self, args: tuple[Checked, ...]) -> set[str]:
        """The integer and date fields below, with the bounds they declare."""
        found: set[str] = set()
        for one in args:
            found |= self.bounded(one.args)
            if one.op == "field" and one.low is not None:
                found.add(f"{one.leaf} : {one.low} … {one.high}")
        return found

    def typed(self, op: str, args: tuple[Checked, ...], path: RulePath) -> str:
        """The operator's type, or the error that names the operand at fault."""
        if op in CONNECTIVES:
            return self.wants("bool", args, path)
        if op in COMPARISONS:
            self.same_type(args[0], args[1], (*path, 2))
            if op not in ("eq", "ne"):
                self.ordered(op, args[0], (*path, 1))
            self.declared_code(args[0], args[1], (*path, 2))
            self.declared_code(args[1], args[0], (*path, 1))
            return "bool"
        if op == "floordiv" and not (args[1].op == "int" and args[1].leaf > 0):
            raise self.error(
                (*path, 2), "on divise par un nombre positif écrit", "one divides by a written positive number"
            )
        if op in ARITHMETIC or op in ("neg", "abs"):
            return self.wants("int", args, path)
        if op in SPANS or op in DATE_PARTS:
            self.wants("date", args, path)
            return "int"
        if op == "add_days":
            self.wants("date", args[:1], path)
            self.wants("int", args[1:], path, 2)
            return "date"
        if op in ("min", "max"):
            for index, one in enumerate(args, 1):
                self.ordered(op, one, (*path, index))
                self.same_type(args[0], one, (*path, index))
            return args[0].type
        if op == "if":
            return self.choice(args, path)
        return "bool"  # known

    def choice(self, args: tuple[Checked, ...], path: RulePath) -> str:
        for index in range(0, len(args) - 1, 2):
            self.wants("bool", args[index : index + 1], path, index + 1)
            self.same_type(args[-1], args[index + 1], (*path, index + 2))
        return args[-1].type

    def wants(self, kind: str, args: tuple[Checked, ...], path: RulePath, first: int = 1) -> str:
        for index, one in enumerate(args, first):
            if one.type != kind:
                wanted, found = TYPE_WORDS[kind], TYPE_WORDS[one.type]
                raise self.error(
                    (*path, index),
                    f"on attend {wanted[0]}, c’est {found[0]}",
                    f"{wanted[1]} is expected, this is {found[1]}",
                )
        return kind

    def same_type(self, one: Checked, other: Checked, path: RulePath) -> None:
        if one.type != other.type:
            left, right = TYPE_WORDS[one.type], TYPE_WORDS[other.type]
            raise self.error(
                path, f"{left[0]} et {right[0]} ne vont pas ensemble", f"{left[1]} and {right[1]} do not go together"
            )

    def ordered(self, op: str, one: Checked, path: RulePath) -> None:
        if one.type not in ("int", "date"):
            word, found = COMPARISONS.get(op, op), TYPE_WORDS[one.type]
            raise self.error(
                path,
                f"{word} vaut pour les nombres et les dates, c’est {found[0]}",
                f"{word} is for numbers and dates, this is {found[1]}",
            )

    def declared_code(self, subject: Checked, literal: Checked, path: RulePath) -> None:
        """A text compared with a field that declares codes must be one of them."""
        declared: Field | None = self.schema.fields.get(subject.leaf) if subject.op == "field" else None
        if declared is None or literal.op != "str" or not declared.values or literal.leaf in declared.values:
            return
        codes = list(declared.values)
        shown = get_close_matches(literal.leaf, codes, 1) or codes[:12]
        raise self.error(
            path,
            f"« {literal.leaf} » n’est pas une valeur de {declared.name} : {', '.join(shown)}",
            f"“{literal.leaf}” is no value of {declared.name}: {', '.join(shown)}",
        )


def _operand_copies(op: str, args: tuple[Checked, ...], kind: str) -> list[int]:
    """How many times, at most, a runner writes each operand."""
    if op in ("months_between", "years_between"):
        return [3, 4]
    if op in ("min", "max"):
        return [2] * len(args)  # PostgreSQL's LEAST skips nulls and wants a guard
    if op in ("eq", "ne", "known") and args[0].type == "bool":
        return [2] * len(args)  # in Python: is it true, is it false
    if op == "if" and kind == "bool":
        return [2] * len(args)
    return [1] * len(args)
