"""From a tree back to what a person would write; parsing it again gives the same tree."""

from chapitre.kernel.rules.nodes import ARITHMETIC, COMPARISONS, Tree

# How tightly each form binds, loosest first, as in Python.
IF, OR, AND, NOT, COMPARE, SUM, PRODUCT, UNARY, ATOM = range(9)


def to_source(tree: Tree) -> str:
    """The rule as written, on one line."""
    return _written(tree)[0]


def _written(tree: Tree) -> tuple[str, int]:
    op, *rest = tree
    if op in ("int", "bool", "str", "date", "field", "today"):
        return _leaf(tree), UNARY if op == "int" and rest[0] < 0 else ATOM
    if op == "if":
        return _choice(rest), IF
    if op in ("and", "or"):
        level = AND if op == "and" else OR
        return f" {op} ".join(_within(one, level + 1) for one in rest), level
    if op == "not":
        if rest[0][0] == "in":
            return _membership(rest[0], "not in"), COMPARE
        return f"not {_within(rest[0], NOT)}", NOT
    if op == "in":
        return _membership(tree, "in"), COMPARE
    if op in COMPARISONS:
        return f"{_within(rest[0], SUM)} {COMPARISONS[op]} {_within(rest[1], SUM)}", COMPARE
    if op in ARITHMETIC:
        level = SUM if op in ("add", "sub") else PRODUCT
        # The first term may be of the same level (a - b + c), unless it is the same sum: that would be one sum.
        first = _within(rest[0], level + (rest[0][0] == op and op in ("add", "mul")))
        return f" {ARITHMETIC[op]} ".join([first, *(_within(one, level + 1) for one in rest[1:])]), level
    if op == "neg":
        return f"-{_within(rest[0], UNARY)}", UNARY
    return f"{op}({', '.join(_within(one, IF) for one in rest)})", ATOM


def _within(tree: Tree, level: int) -> str:
    text, own = _written(tree)
    return text if own >= level else f"({text})"


def _leaf(tree: Tree) -> str:
    if tree[0] == "today":
        return "today"
    value = tree[1]
    if tree[0] == "str":
        return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'
    if tree[0] == "date":
        return "date({}, {}, {})".format(*(int(part) for part in value.split("-")))
    return str(value)


def _membership(tree: Tree, word: str) -> str:
    return f"{_within(tree[1], SUM)} {word} [{', '.join(_leaf(one) for one in tree[2])}]"


def _choice(rest: list[Tree]) -> str:
    cases = [
        f"{_within(value, OR)} if {_within(test, OR)} else "
        for test, value in zip(rest[:-1:2], rest[1::2], strict=True)
    ]
    return "".join(cases) + _within(rest[-1], IF)
